import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import {
  createRouter,
  type QueryOutcome,
  VideoError,
  type VideoEvent,
  type VideoProvider,
  type VideoTask,
  withEvents,
} from '@vid/core';
import { bearer, createHttpProvider, type HttpProviderDefinition, refused } from '@vid/core/provider-kit';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { fakeProvider, tableOf, zenith } from './fixture.ts';
import { done, numbered, running } from './polling-service.ts';

const key = 'planted-key-0123456789';
const job = z.object({ id: z.string(), state: z.optional(z.string()), link: z.optional(z.string()) });

/** A service with a list of jobs that answers as it is told, and what it was asked. */
async function openAcme(
  answer: (ids: readonly string[], nth: number, response: ServerResponse) => unknown,
  more: Partial<NonNullable<HttpProviderDefinition['queryMany']>> = {},
  maxBatch = 3,
) {
  const asked: { readonly ids: readonly string[]; readonly headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    const ids = new URL(request.url ?? '', 'http://x').searchParams.get('ids')?.split(',') ?? [];
    asked.push({ ids, headers: request.headers });
    const body = answer(ids, asked.length, response);
    if (body !== undefined) response.end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address: unknown = server.address();
  const port = typeof address === 'object' && address !== null && 'port' in address ? address.port : '';
  const { models } = tableOf({ prompt: { maxLength: 100 } });
  const provider = createHttpProvider({
    provider: 'acme',
    api: 'direct',
    capabilities: { models, polling: [{ provider: 'acme', api: 'direct', source: 'the test', maxBatch }] },
    baseUrl: `http://127.0.0.1:${String(port)}`,
    authentication: bearer(key, { provider: 'acme', variable: 'VID_TEST_ACME_KEY' }),
    errors: {
      read(json) {
        const { data } = z.safeParse(z.object({ problem: z.string() }), json);
        return data && { message: data.problem };
      },
      statuses: { 400: refused('invalid-request'), 404: { ...refused('not-found'), failure: 'unknown' } },
    },
    statuses: { busy: 'running', done: 'succeeded' },
    submit: { request: () => ({ path: '/jobs', body: {} }), readTask: (json) => z.safeParse(job, json).data },
    query: { request: ({ id }) => ({ path: `/jobs/${id}` }), readTask: () => undefined },
    queryMany: {
      request: (tasks) => ({ path: `/jobs?ids=${tasks.map(({ id }) => id).join(',')}` }),
      readEntries: (json) => z.safeParse(z.object({ jobs: z.array(z.unknown()) }), json).data?.jobs,
      idOf: (entry) => z.parse(z.object({ id: z.string() }), entry).id,
      readTask: (entry) => {
        const { state, link } = z.parse(job, entry);
        return { status: state, videos: [{ url: link }] };
      },
      ...more,
    },
  });
  const queryMany = (ids: readonly string[], options = {}) =>
    askMany(
      provider,
      ids.map((id) => numbered(id)),
      options,
    );
  return { provider, asked, queryMany };
}

const askMany = async (provider: VideoProvider, tasks: readonly VideoTask[], options = {}) =>
  (await provider.queryMany?.(tasks, options)) ?? [];

const busy = (id: string) => ({ id, state: 'busy' });
const listed = (ids: readonly string[]) => ({ jobs: ids.map(busy) });
/** `running`, or the code of the error. */
const said = (outcomes: readonly QueryOutcome[]) =>
  outcomes.map((outcome) =>
    outcome instanceof VideoError ? outcome.code : `${outcome.id} ${outcome.status}`,
  );

describe('a provider of the kit, asked about several tasks', () => {
  it('asks once and gives each its own entry, in the order of the tasks', async () => {
    const { queryMany, asked } = await openAcme((ids) => listed(ids.toReversed()));
    const outcomes = await queryMany(['1', '2', '3'], { headers: { 'x-mine': 'yes' } });
    expect(outcomes).toEqual(['1', '2', '3'].map((id) => running(numbered(id))));
    expect(asked).toMatchObject([
      { ids: ['1', '2', '3'], headers: { authorization: `Bearer ${key}`, 'x-mine': 'yes' } },
    ]);
  });

  it('makes more requests for more tasks than one takes, and none of them fails the others', async () => {
    const { queryMany, asked } = await openAcme((ids, nth, response) => {
      if (nth !== 2) return listed(ids);
      response.writeHead(500);
      return { problem: 'boiler' };
    });
    const outcomes = await queryMany(['1', '2', '3', '4', '5', '6', '7']);
    expect(asked.map(({ ids }) => ids.length)).toEqual([3, 3, 1]);
    const trouble = 'provider-unavailable';
    expect(said(outcomes)).toEqual([
      '1 running',
      '2 running',
      '3 running',
      trouble,
      trouble,
      trouble,
      '7 running',
    ]);
    expect(new Set(outcomes.slice(3, 6)).size).toBe(1);
  });

  it('says not-found of the one that the answer lacks', async () => {
    const { queryMany } = await openAcme(() => listed(['1', '3']));
    expect(said(await queryMany(['1', '2', '3']))).toEqual(['1 running', 'not-found', '3 running']);
  });

  it.each([
    ['another id', [{ id: '20', state: 'done', link: 'https://example.com/a.mp4' }], 'not-found'],
    ['no id', [{ state: 'done', link: 'https://example.com/a.mp4' }], 'not-found'],
    ['an id that is no text', [{ id: 2, state: 'busy' }], 'not-found'],
    ['no status', [{ id: '2' }], 'provider-unavailable'],
    ['an unknown status', [{ id: '2', state: 'half-baked' }], 'provider-unavailable'],
    ['no link yet', [{ id: '2', state: 'done' }], 'provider-unavailable'],
    [
      'a link that is none',
      [{ id: '2', state: 'done', link: 'javascript:alert(1)' }],
      'provider-unavailable',
    ],
    ['an entry that our code cannot read', [{ id: '2', state: { word: 'done' } }], 'provider-unavailable'],
    [
      'two entries that differ',
      [busy('2'), { id: '2', state: 'done', link: 'https://x.example/a' }],
      'provider-unavailable',
    ],
    ['two entries that are equal', [busy('2'), busy('2')], '2 running'],
  ])('takes %s for that task alone', async (_what, own, outcome) => {
    const { queryMany } = await openAcme(() => ({ jobs: [busy('3'), null, ...own, 7, busy('1')] }));
    expect(said(await queryMany(['1', '2', '3']))).toEqual(['1 running', outcome, '3 running']);
  });

  it.each([
    ['an error in the service’s own words', 400, { problem: `no list for ${key}` }, 'invalid-request'],
    ['an error that would end one task', 404, { problem: 'gone' }, 'not-found'],
    ['a list that is none', 200, { jobs: 'none' }, 'provider-unavailable'],
    ['a page', 502, 'bad gateway', 'provider-unavailable'],
  ] as const)('gives all the same error for %s, without the key', async (_what, status, body, code) => {
    const { queryMany } = await openAcme((_ids, _nth, response) => {
      response.writeHead(status);
      return body;
    });
    const outcomes = await queryMany(['1', '2']);
    expect(said(outcomes)).toEqual([code, code]);
    expect(new Set(outcomes).size).toBe(1);
    expect(JSON.stringify(outcomes)).not.toContain(key);
  });

  it('sends nothing for tasks of others, and for those that go alone', async () => {
    const { provider, asked } = await openAcme(listed, { batches: ({ id }) => id !== '2' });
    const tasks = [numbered('1'), numbered('2'), { ...numbered('3'), provider: 'zenith' }];
    expect(said(await askMany(provider, tasks))).toEqual(['1 running', 'unsupported', 'invalid-request']);
    expect(asked.map(({ ids }) => ids)).toEqual([['1']]);
  });

  it('names an id once, however often it is asked for', async () => {
    const { queryMany, asked } = await openAcme(listed);
    expect(said(await queryMany(['1', '1', '2']))).toEqual(['1 running', '1 running', '2 running']);
    expect(asked.map(({ ids }) => ids)).toEqual([['1', '2']]);
  });

  it('rejects with an abort', async () => {
    const controller = new AbortController();
    const { queryMany } = await openAcme(() => {
      controller.abort();
      return undefined;
    });
    await expect(queryMany(['1', '2'], { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('has no queryMany where the service has none', () => {
    expect(fakeProvider(zenith).provider).not.toHaveProperty('queryMany');
  });
});

describe('whoever passes calls on', () => {
  const finish = (tasks: readonly VideoTask[]) =>
    tasks.map(({ id }) => (id === '2' ? new VideoError('not-found', 'no such task') : done(numbered(id))));

  it('is the router: each task goes to its own provider, whose trouble is no trouble of the others', async () => {
    const { models } = tableOf({});
    const seen: (readonly string[])[] = [];
    const acme = fakeProvider(
      { models },
      {
        queryMany: async (tasks) => {
          seen.push(tasks.map(({ id }) => id));
          return finish(tasks);
        },
      },
    ).provider;
    const failing = fakeProvider(
      { models: models.map((model) => ({ ...model, api: 'other' })) },
      { queryMany: () => Promise.reject(new VideoError('network', 'reset')) },
    ).provider;
    const router = createRouter([acme, failing, fakeProvider(zenith).provider]);
    const outcomes = await router.queryMany([
      numbered('1'),
      { ...numbered('5'), api: 'other' },
      { ...numbered('3'), provider: 'zenith' },
      numbered('2'),
      { ...numbered('4'), provider: 'nobody' },
    ]);
    expect(said(outcomes)).toEqual(['1 succeeded', 'network', 'unsupported', 'not-found', 'invalid-request']);
    expect(seen).toEqual([['1', '2']]);
  });

  it('is the router: what it keeps of a task that ended is as after a query', async () => {
    const { models } = tableOf({});
    const { provider } = fakeProvider({ models }, { queryMany: async (tasks) => tasks.map(done) });
    const router = createRouter([provider], { maxTasks: { 'acme:m': 1 } });
    const first = await router.generate({ model: 'acme:m' });
    const second = router.generate({ model: 'acme:m' });
    await router.queryMany([first]);
    expect(await second).toMatchObject({ id: 'acme-2' });
  });

  it('is withEvents: one event for each poll, and for each task that changed', async () => {
    const events: VideoEvent[] = [];
    const { provider } = fakeProvider(tableOf({}), { queryMany: async (tasks) => finish(tasks) });
    const observed = withEvents(provider, (event) => events.push(event));
    await askMany(
      observed,
      ['1', '2', '3'].map((id) => numbered(id)),
    );
    expect(events.map((event) => [event.type, 'taskId' in event ? event.taskId : undefined])).toEqual([
      ['polled', '1'],
      ['status', '1'],
      ['finished', '1'],
      ['polled', '2'],
      ['polled', '3'],
      ['status', '3'],
      ['finished', '3'],
    ]);
  });

  it('is withEvents: what a provider lacks it lacks, and what it has it keeps', async () => {
    const { provider } = fakeProvider(zenith, { linkHeaders: async () => ({ 'x-key': 'k' }) });
    const observed = withEvents(provider, () => undefined);
    expect(observed).not.toHaveProperty('queryMany');
    expect(await observed.linkHeaders?.({ url: 'https://x.example/a' }, numbered('1'))).toEqual({
      'x-key': 'k',
    });
  });
});
