import type { Overrides, VideoProvider } from '@vid/core';
import {
  type AcceptedRequest,
  bearer,
  createHttpProvider,
  type ErrorTable,
  inSeconds,
  referencePlaceholder,
  refused,
  type TaskReading,
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
const statuses = { waiting: 'queued', busy: 'running', done: 'succeeded', broken: 'failed' } as const;

// errors.ts: what an error means, and what proves that no job was made: Acme's own error body with one of these statuses
const errorBody = z.object({ problem: z.string() });
const errors: ErrorTable = {
  read(json) {
    const { data } = z.safeParse(errorBody, json);
    return data && { message: data.problem };
  },
  statuses: {
    400: refused('invalid-request'),
    401: refused('authentication'),
    404: refused('not-found'),
    429: refused('rate-limited'),
  },
};

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

// mapping.ts: each request field to its place, and each answer to what it says of a task
const toSubmit = (accepted: AcceptedRequest) => ({
  path: '/jobs',
  body: writeBody(
    submitBody,
    { model: accepted.wireModel, reference: referencePlaceholder },
    { prompt: (text) => ({ text }), duration: inSeconds((seconds) => ({ seconds })) },
    accepted,
  ),
});
const jobIn = (json: unknown) => z.safeParse(job, json).data;
const readingOf = ({ id, state, link, why }: z.infer<typeof job>): TaskReading => ({
  id,
  status: state,
  videos: [{ url: link }],
  ...(why !== undefined && { failure: { reason: 'unknown', message: why } }),
});

export interface AcmeSettings {
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  readonly fetch?: typeof fetch | undefined;
  readonly overrides?: Overrides | undefined;
}

// provider.ts: the rest is the kit's: keys, timeouts, what is proof, redaction, look-ups
export const createAcme = ({ baseUrl, apiKey, fetch, overrides }: AcmeSettings): VideoProvider =>
  createHttpProvider({
    provider: 'acme',
    api: 'official',
    capabilities,
    baseUrl,
    fetch,
    overrides,
    authentication: bearer(apiKey, { provider: 'acme', variable: 'ACME_API_KEY' }),
    errors,
    statuses,
    submit: {
      request: toSubmit,
      withReference: (body, reference) => ({ ...body, reference }),
      readTask: jobIn,
    },
    query: {
      request: ({ id }) => ({ path: `/jobs/${encodeURIComponent(id)}` }),
      readTask(json) {
        const found = jobIn(json);
        return found && readingOf(found);
      },
    },
    reconcile: {
      request: ({ reference }) => ({ path: `/jobs?reference=${encodeURIComponent(reference)}` }),
      readTask(json) {
        const [first] = z.safeParse(z.array(job), json).data ?? [];
        return first && { id: first.id, reading: readingOf(first) };
      },
    },
  });
