import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { requestFromJson, requestToJson, VideoError } from '@vid/core';
import { errorOf, requestFingerprint, type VideoJob } from '@vid/core/journal';
import * as z from 'zod/mini';
import { agreementOn, type StateCodec } from '../consent.ts';
import type { Host } from '../host.ts';
import { jobSchema, sayJob, viewOf } from '../job-view.ts';
import { offerOf, routingOf } from '../offer.ts';
import { answer, failed, said } from '../results.ts';
import { described, money, requestField, requestKeyField, routingField, standard } from '../schema.ts';

const input = z.strictObject({
  requestKey: requestKeyField,
  request: requestField,
  routing: routingField,
  maxCost: described(
    'The most that it may cost. Needed where the user cannot be asked: it is then what they agree to.',
    z.optional(money),
  ),
});
const output = z.object({ outcome: z.enum(['submitted', 'declined']), job: z.optional(jobSchema) });

/** Most services answer a submit within this; who waits longer asks for the status. */
const answerSeconds = 20;

export function registerSubmit(server: McpServer, host: Host, codec: StateCodec): void {
  const { inputs, consent = 'ask-or-limit', owner = '', store } = host.settings;

  async function submit(args: z.infer<typeof input>, context: ServerContext) {
    const { requestKey, maxCost } = args;
    // With its files read, once: what is agreed to is what is sent.
    const request = requestFromJson(await requestToJson(host.readRequest(args.request)));
    const fingerprint = await requestFingerprint(request);
    const known = await store.jobs.get(requestKey);
    if (known !== undefined) requireSame(known.job, fingerprint);
    // A key that is known is paid for, or will be: nobody is asked twice. After a refusal nothing is, and it is a new bill.
    if (known === undefined || known.job.phase === 'refused') {
      const offer = offerOf(host, { request, routing: routingOf(args.routing), maxCost });
      const question = { offer, requestKey, fingerprint, consent, codec };
      const agreement = await agreementOn(question, server, context);
      if (agreement.kind === 'ask') return agreement.question;
      if (agreement.kind === 'declined')
        return said('The user declined. Nothing was sent, and nothing is billed.', { outcome: 'declined' });
      await host.jobs.submit(request, { ...offer.options, id: requestKey, owner });
    }
    return submitted(requestKey, context);
  }

  /** The job itself is asked for, not submitted again: a job is only ever put with what somebody agreed to. */
  function requireSame(job: VideoJob, fingerprint: string): void {
    if (job.fingerprint === fingerprint && job.owner === owner) return;
    throw new VideoError(
      'invalid-request',
      `The requestKey "${job.id}" stands for another request. Nothing was sent; take a new one for a new request.`,
    );
  }

  async function submitted(id: string, { mcpReq }: ServerContext): Promise<CallToolResult> {
    const job = await host.wait(id, ({ phase }) => phase !== 'submitting', {
      seconds: answerSeconds,
      signal: mcpReq.signal,
    });
    const view = viewOf(job, host);
    if ((job.phase === 'refused' || job.phase === 'unknown') && job.lastError !== undefined)
      return failed(errorOf({ ...job.lastError, message: sayJob(view) }));
    return said(sayJob(view), { outcome: 'submitted', job: view });
  }

  server.registerTool(
    'vid_submit',
    {
      title: 'Generate a video',
      description:
        'Submits one paid request, after the user agreed to the price. Plan first with vid_plan. Answers once the service has taken it; follow it with vid_wait.',
      inputSchema: standard(input, inputs !== undefined),
      outputSchema: standard(output),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
    },
    (args, context) => answer(host, () => submit(args, context)),
  );
}
