import type { CallToolResult, McpServer, ServerContext } from '@modelcontextprotocol/server';
import { VideoError } from '@vid/core';
import { isEnded, type VideoJob } from '@vid/core/journal';
import * as z from 'zod/mini';
import type { Host } from '../host.ts';
import { jobSchema, type JobView, sayJob, viewOf } from '../job-view.ts';
import { answer, said } from '../results.ts';
import { described, idField, standard } from '../schema.ts';

/** Clients give up a call after 60 s. */
const longestSeconds = 45;
/** Between two notifications of the same news, for clients whose patience begins anew with each. */
const newsSeconds = 10;
const listed = 20;

const secondsField = described(
  `For how long, in seconds. Default ${longestSeconds}, the longest. Call it again when the job is not over.`,
  z.optional(z.number().check(z.gte(0), z.lte(longestSeconds))),
);
const oneJob = z.object({ job: jobSchema });

export function registerFollow(server: McpServer, host: Host): void {
  const { jobs, settings } = host;
  const { owner = '' } = settings;

  /** Until nothing goes on, with progress for who asked for it. */
  function wait(id: string, seconds: number, { mcpReq }: ServerContext): Promise<VideoJob> {
    const { _meta: meta } = mcpReq;
    const progressToken = meta?.progressToken;
    let last: { readonly message: string; readonly at: number } | undefined;
    return host.wait(id, isEnded, {
      seconds,
      signal: mcpReq.signal,
      async onLook(job, passed) {
        const message = sayJob(viewOf(job, host));
        if (progressToken === undefined) return;
        if (message === last?.message && passed - last.at < newsSeconds) return;
        last = { message, at: passed };
        const params = { progressToken, progress: Math.round(passed * 1_000) / 1_000, message };
        await mcpReq.notify({ method: 'notifications/progress', params });
      },
    });
  }

  const tell = (job: VideoJob): CallToolResult => {
    const view = viewOf(job, host);
    return said(sayJob(view), { job: view });
  };

  server.registerTool(
    'vid_status',
    {
      title: 'Status of videos',
      description: 'One job by its requestKey, or the newest jobs. Asks the service nothing.',
      inputSchema: standard(
        z.strictObject({
          id: z.optional(idField),
          cursor: described('"next" of the answer before, for older jobs.', z.optional(z.string())),
        }),
      ),
      outputSchema: standard(z.object({ jobs: z.array(jobSchema), next: z.optional(z.string()) })),
      annotations: { readOnlyHint: true, openWorldHint: false },
    },
    ({ id, cursor }) =>
      answer(host, async () => {
        const { jobs: found, next } =
          id === undefined
            ? await settings.store.jobs.list({ owner, limit: listed, cursor })
            : { jobs: [{ job: await host.jobOf(id) }], next: undefined };
        const views = found.map(({ job }) => viewOf(job, host));
        const text = views.length === 0 ? 'No jobs.' : views.map(sayJob).join('\n');
        return said(text, { jobs: views, ...(next !== undefined && { next }) });
      }),
  );

  server.registerTool(
    'vid_wait',
    {
      title: 'Wait for a video',
      description:
        'Waits until the video is there or has failed, with progress. A wait that ends early ends nothing else: call it again.',
      inputSchema: standard(z.strictObject({ id: idField, seconds: secondsField })),
      outputSchema: standard(oneJob),
      annotations: { readOnlyHint: true, openWorldHint: true },
    },
    ({ id, seconds = longestSeconds }, context) =>
      answer(host, async () => tell(await wait(id, seconds, context))),
  );

  server.registerTool(
    'vid_cancel',
    {
      title: 'Cancel a video',
      description:
        'Stops a job: before its request has left, without a bill; later where its service can cancel. Says whether it is billed.',
      inputSchema: standard(z.strictObject({ id: idField })),
      outputSchema: standard(
        z.object({
          outcome: z.enum(['stopped', 'requested', 'goes-on']),
          billed: z.enum(['yes', 'no', 'unknown']),
          job: jobSchema,
        }),
      ),
      annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true, openWorldHint: true },
    },
    ({ id }) =>
      answer(host, async () => {
        await host.jobOf(id);
        const { outcome, billed, stored } = await jobs.cancel(id);
        const view = viewOf(stored.job, host);
        return said(`${sayJob(view)} Billed: ${billed}.`, { outcome, billed, job: view });
      }),
  );

  server.registerTool(
    'vid_download',
    {
      title: 'Get the file of a video',
      description:
        'Where the file is, once it is whole; waits for it like vid_wait. Goes on with a job that had given up, as after failed downloads. Free.',
      inputSchema: standard(z.strictObject({ id: idField, seconds: secondsField })),
      outputSchema: standard(oneJob),
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: true },
    },
    ({ id, seconds = longestSeconds }, context) =>
      answer(host, async () => {
        if ((await host.jobOf(id)).stalled === true) await jobs.resume(id);
        const job = await wait(id, seconds, context);
        const view = viewOf(job, host);
        if (view.files.length === 0 && isEnded(job))
          throw new VideoError('not-found', `There is no file. ${sayJob(view)}`);
        return said(sayJob(view), { job: view }, linksOf(view));
      }),
  );
}

const linksOf = ({ files }: JobView) =>
  files.map(({ uri, name, mediaType, bytes }) => ({
    type: 'resource_link' as const,
    uri,
    name,
    mimeType: mediaType,
    size: bytes,
  }));
