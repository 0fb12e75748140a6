import { VideoError, type VideoProvider } from '@vid/core';
import {
  type AcceptedRequest,
  acceptRequest,
  blank,
  createHttpClient,
  newSubmission,
  newTask,
  nextTask,
  retryAfterMs,
  submissionUnknown,
  submitPaid,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from 'zod/mini';

/* A whole provider for a made-up service, in the order in which the real ones are laid out. */

// schema.ts: the wire
const submitBody = z.strictObject({
  model: z.string(),
  text: z.string(),
  seconds: z.optional(z.number()),
  reference: z.string(),
});
const job = z.object({
  id: z.string(),
  state: z.string(),
  link: z.optional(z.string()),
  why: z.optional(z.string()),
});
const words = { waiting: 'queued', busy: 'running', done: 'succeeded', broken: 'failed' } as const;

// capabilities.ts: the table
const capabilities = {
  models: [
    {
      provider: 'acme',
      api: 'official',
      model: 'acme-1',
      operations: ['reconcile'],
      rows: [
        {
          mode: 'text-to-video',
          evidence: 'documented',
          source: "Acme's API reference",
          requires: ['prompt'],
          accepts: { prompt: { minLength: 1, maxLength: 500 }, duration: { oneOf: [4, 8] } },
          defaults: { duration: 4 },
        },
      ],
    },
  ],
} as const;

// model-requests.ts: the same for the compiler, so that defineRequest('acme:acme-1', { duration: 5 }) is an error
declare module '@vid/core' {
  interface ModelRequests {
    readonly 'acme:acme-1': { readonly prompt: string; readonly duration?: 4 | 8 };
  }
}

// mapping.ts: each request field to its place; the dry run shows '{reference}' for the name that we give the request
const toBody = (accepted: AcceptedRequest, reference = '{reference}') =>
  writeBody(
    submitBody,
    { model: accepted.model, reference },
    { prompt: (text) => ({ text }), duration: (seconds) => ({ seconds }) },
    accepted,
  );

export interface AcmeSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly fetch?: typeof fetch | undefined;
}

/** Acme says 4xx for a refusal; everything else leaves open whether there is a job. */
export function createAcme({ baseUrl, apiKey, fetch }: AcmeSettings): VideoProvider {
  const http = createHttpClient({ provider: 'acme', fetch, secrets: [apiKey] });
  const request = (method: 'GET' | 'POST', path: string, body?: object) => ({
    method,
    url: `${baseUrl}${path}`,
    headers: { authorization: `Bearer ${blank}`, 'content-type': 'application/json' },
    body,
  });

  const send = async (
    prepared: ReturnType<typeof request>,
    paid: boolean,
    signal: AbortSignal | undefined,
  ) => {
    if (apiKey.trim() === '')
      throw new VideoError('authentication', 'There is no key for acme: pass apiKey. Nothing was sent.');
    const signed = { ...prepared, headers: { ...prepared.headers, authorization: `Bearer ${apiKey}` } };
    const { status, headers, json } = await http.send(signed, { signal, paid, timeoutMs: 60_000 });
    if (status >= 200 && status < 300) return json;
    const code =
      ({ 401: 'authentication', 404: 'not-found', 429: 'rate-limited' } as const)[status] ??
      'invalid-request';
    const what = `acme refused (HTTP ${status}). ${paid ? 'No task was made.' : 'This says nothing about the task.'}`;
    if (status < 500)
      throw new VideoError(code, what, { provider: 'acme', retryAfterMs: retryAfterMs(headers) });
    throw paid
      ? submissionUnknown('acme', `it answered HTTP ${status}`)
      : new VideoError('provider-unavailable', what);
  };

  return {
    id: 'acme',
    capabilities,
    prepare: (wanted) => request('POST', '/jobs', toBody(acceptRequest(capabilities, wanted))),
    async generate(wanted, options = {}) {
      const accepted = acceptRequest(capabilities, wanted);
      const dry = request('POST', '/jobs', toBody(accepted));
      const submission = await newSubmission(accepted, dry, options);
      return submitPaid(submission, options, async () => {
        const paid = request('POST', '/jobs', toBody(accepted, submission.reference));
        const { data } = z.safeParse(job, await send(paid, true, options.signal));
        if (data === undefined) throw submissionUnknown('acme', 'it answered without a job');
        return newTask(accepted, data.id);
      });
    },
    async query(task, options) {
      if (task.provider !== 'acme')
        throw new VideoError('invalid-request', `Task ${task.id} is not of acme.`);
      const answer = z.safeParse(
        job,
        await send(request('GET', `/jobs/${task.id}`), false, options?.signal),
      ).data;
      const videos = answer?.link === undefined ? [] : [{ url: answer.link }];
      const failure = { reason: 'unknown', message: answer?.why ?? 'no reason given' } as const;
      return nextTask(task, { word: answer?.state, videos, failure }, words);
    },
    async reconcile(submission, options) {
      const found = await send(
        request('GET', `/jobs?reference=${submission.reference}`),
        false,
        options?.signal,
      );
      const [first] = z.safeParse(z.array(job), found).data ?? [];
      return first === undefined ? undefined : newTask(submission, first.id);
    },
  };
}
