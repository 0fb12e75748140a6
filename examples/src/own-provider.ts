import type { VideoProvider } from '@vid/core';
import {
  acceptRequest,
  createHttpClient,
  newTask,
  nextTask,
  submissionUnknown,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from 'zod/mini';

/* A whole provider for a made-up service, in the order in which the real ones are laid out. */

// schema.ts: the wire
const submitBody = z.strictObject({ text: z.string(), seconds: z.number() });
const submitAnswer = z.object({ job: z.string() });
const jobAnswer = z.object({ state: z.string(), link: z.optional(z.string()), why: z.optional(z.string()) });

// capabilities.ts: the table
const capabilities = {
  models: [
    {
      provider: 'acme',
      api: 'official',
      model: 'acme-1',
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

export interface AcmeSettings {
  readonly baseUrl: string;
  readonly apiKey: string;
}

export function createAcme({ baseUrl, apiKey }: AcmeSettings): VideoProvider {
  const http = createHttpClient({ provider: 'acme', secrets: [apiKey] });
  const prepare: VideoProvider['prepare'] = (request) => ({
    method: 'POST',
    url: `${baseUrl}/jobs`,
    headers: { authorization: 'Bearer ***', 'content-type': 'application/json' },
    // mapping.ts: each request field to its place
    body: writeBody(
      submitBody,
      {},
      { prompt: (text) => ({ text }), duration: (seconds) => ({ seconds }) },
      acceptRequest(capabilities, request),
    ),
  });
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
  return {
    id: 'acme',
    capabilities,
    prepare,
    async generate(request, options) {
      const sent = { ...prepare(request), headers };
      const { json } = await http.send(sent, { ...options, paid: true, timeoutMs: 60_000 });
      const parsed = z.safeParse(submitAnswer, json);
      if (!parsed.success) throw submissionUnknown('acme', 'it answered without a job');
      return newTask(acceptRequest(capabilities, request), parsed.data.job);
    },
    async query(task, options) {
      const asked = { method: 'GET', url: `${baseUrl}/jobs/${task.id}`, headers, body: undefined } as const;
      const { json } = await http.send(asked, { ...options, paid: false, timeoutMs: 30_000 });
      const { state, link, why } = z.safeParse(jobAnswer, json).data ?? {};
      const videos = link === undefined ? [] : [{ url: link }];
      const failure = { reason: 'unknown', message: why ?? 'no reason given' } as const;
      return nextTask(
        task,
        { word: state, videos, failure },
        { waiting: 'queued', busy: 'running', done: 'succeeded', broken: 'failed' },
      );
    },
  };
}
