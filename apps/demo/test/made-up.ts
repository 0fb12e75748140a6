/** A made-up service whose provider brings its own simulation. */
import type { VideoProvider } from '@vid/core';
import { bearer, createHttpProvider, refused, writeBody } from '@vid/core/provider-kit';
import { defineService } from '@vid/simulator';
import * as z from 'zod/mini';
import type { ConnectionEntry } from '../src/server/providers.ts';

const job = z.object({ id: z.string(), state: z.string(), link: z.optional(z.string()) });
const jobIn = (json: unknown) => z.safeParse(job, json).data;

const create = ({ apiKey, baseUrl = 'https://acme.example' }: Readonly<Record<string, string | undefined>>) =>
  createHttpProvider({
    provider: 'acme',
    api: 'official',
    capabilities: {
      models: [
        {
          provider: 'acme',
          api: 'official',
          model: 'acme-1',
          rows: [
            {
              mode: 'text-to-video',
              evidence: 'documented',
              source: 'made up',
              requires: ['prompt'],
              accepts: { prompt: { minLength: 1, maxLength: 500 } },
            },
          ],
        },
      ],
    },
    baseUrl,
    authentication: bearer(apiKey, { provider: 'acme', variable: 'ACME_API_KEY' }),
    errors: { read: () => undefined, statuses: { 400: refused('invalid-request') } },
    statuses: { waiting: 'queued', busy: 'running', done: 'succeeded', broken: 'failed' },
    submit: {
      request: (accepted) => ({
        path: '/jobs',
        body: writeBody(z.strictObject({ text: z.string() }), {}, { prompt: (text) => ({ text }) }, accepted),
      }),
      readTask: jobIn,
    },
    query: {
      request: ({ id }) => ({ path: `/jobs/${id}` }),
      readTask(json) {
        const found = jobIn(json);
        return found && { status: found.state, videos: [{ url: found.link }] };
      },
    },
  }) satisfies VideoProvider;

export const acme: ConnectionEntry = {
  id: 'acme',
  name: { en: 'Acme', zh: 'Acme' },
  api: 'official',
  keys: [{ apiKey: 'ACME_API_KEY' }],
  code: { package: '@vid/acme', factory: 'createAcme' },
  create,
};

const words = { queued: 'waiting', running: 'busy', succeeded: 'done', failed: 'broken' } as const;
const problem = (_status: number, text: string) => ({ problem: text });

export const acmeSimulation = defineService({
  id: 'acme',
  apis: ['official'],
  mount({ app, apiKey, submit, poll }) {
    app.use(async (c, next) =>
      c.req.header('authorization') === `Bearer ${apiKey}`
        ? next()
        : c.json(problem(401, 'no such key'), 401),
    );
    app.post('/jobs', async (c) => {
      const body = z.parse(z.object({ text: z.string() }), await c.req.json());
      const asked = { api: 'official', kind: 'jobs', id: crypto.randomUUID(), model: 'acme-1', body };
      return submit(c, asked, ({ task, phase }) => ({ id: task.id, state: words[phase.status] }), problem);
    });
    app.get('/jobs/:id', (c) =>
      poll(
        c,
        c.req.param('id'),
        ({ task, phase, videoUrl }) => ({
          id: task.id,
          state: words[phase.status],
          ...(phase.status === 'succeeded' && { link: videoUrl }),
        }),
        problem,
      ),
    );
  },
});
