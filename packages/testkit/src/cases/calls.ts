import { isFinal, type VideoProvider, type VideoRequest, type VideoTask, waitForTask } from '@vid/core';
import { expect } from 'vitest';
import { each, groupOf } from '../contract-case.ts';
import { watchedFetch } from '../faults.ts';
import type { ProviderFixture } from '../fixture.ts';
import { unknownSubmission } from '../samples.ts';
import { virtualClock } from '../virtual-clock.ts';

const headers = { 'x-planted-by-the-caller': 'yes' } as const;
const strangeId = 'a/b?c=d#e%2F é&f';

const lists = (provider: VideoProvider, task: VideoTask, operation: 'cancel' | 'reconcile') =>
  provider.capabilities.models
    .filter(
      ({ provider: id, api, model }) => id === task.provider && api === task.api && model === task.model,
    )
    .some(({ operations = [] }) => operations.includes(operation));

type Call = (provider: VideoProvider, request: VideoRequest, task: VideoTask) => Promise<unknown> | undefined;

/** The calls that carry the headers of their caller. */
const calls: Readonly<Record<string, Call>> = {
  'a submit': (provider, request) => provider.generate(request, { headers }),
  'a query': (provider, _request, task) => provider.query(task, { headers }),
  'a query of several': (provider, _request, task) => provider.queryMany?.([task], { headers }),
  'a cancel': (provider, _request, task) =>
    lists(provider, task, 'cancel') ? provider.cancel?.(task, { headers }) : undefined,
  'a look-up': (provider, _request, task) => {
    if (!lists(provider, task, 'reconcile')) return undefined;
    const { lookup } = task;
    const submission = { ...unknownSubmission(task), ...(lookup !== undefined && { lookup }) };
    return provider.reconcile?.(submission, { headers });
  },
};

const textsOf = (value: unknown): readonly unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [value];

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Where a request says an id, whole: in the path, in the query, in the body. */
async function placesOf(request: Request, id: string): Promise<readonly string[]> {
  const { pathname, searchParams, hash } = new URL(request.url);
  const segments = pathname.split('/').map((segment) => decodeURIComponent(segment));
  const body = textsOf(jsonIn(await request.clone().text()));
  return [
    ...segments.flatMap((segment, index) =>
      segment === id ? [`segment ${index} of ${segments.length}`] : [],
    ),
    ...[...searchParams].flatMap(([name, value]) => (value === id ? [`?${name}`] : [])),
    ...(body.includes(id) ? ['body'] : []),
    ...(hash === '' ? [] : ['hash']),
  ];
}

const nameOf = ({ method, url }: Request) => `${method} ${url}`;

/** Each request whose task can be stopped, made one after the other; `sent`: the calls of the provider. */
async function forStoppable(
  fixture: ProviderFixture,
  attempt: (provider: VideoProvider, task: VideoTask, sent: Request[]) => Promise<void>,
): Promise<void> {
  const { fetch, sent } = watchedFetch();
  const provider = fixture.createProvider({ fetch });
  for (const request of fixture.requests) {
    const task = await provider.generate(request);
    if (lists(provider, task, 'cancel')) await attempt(provider, task, sent);
    fixture.finishTasks();
  }
}

/** A task that has not ended: what cancel says of it is what happens. */
const cancelActive = (fixture: ProviderFixture, begin: () => void) =>
  forStoppable(fixture, async (provider, task, sent) => {
    begin();
    sent.length = 0;
    expect(isFinal(await provider.query(task))).toBe(false);
    const polls = sent.map(nameOf);
    sent.length = 0;
    const { outcome, task: after } = (await provider.cancel?.(task)) ?? { outcome: 'missing', task };
    expect(['stopped', 'requested', 'goes-on']).toContain(outcome);
    expect(after.id).toBe(task.id);
    expect(isFinal(after) && after.status !== 'succeeded').toBe(outcome === 'stopped');
    const others = sent.map(nameOf).filter((call) => !polls.includes(call));
    if (outcome !== 'goes-on') expect(others, 'calls besides the poll').not.toEqual([]);
    fixture.finishTasks();
    const end: unknown = await provider.query(task).catch((error: unknown) => error);
    const ended = expect.objectContaining({ status: expect.stringMatching(/^(canceled|failed)$/) });
    const gone = expect.objectContaining({ code: 'not-found' });
    const made = expect.objectContaining({ status: 'succeeded' });
    const ends = { stopped: [ended, gone], requested: [ended, gone, made], 'goes-on': [made], missing: [] };
    expect(ends[outcome], `after ${outcome}`).toContainEqual(end);
  });

/** What is the same for every call, and what a cancel does. */
export const callCases = groupOf('calls', {
  ...each(
    Object.entries(calls),
    (what) => `bear the caller’s headers: ${what}`,
    (call) => async (open) => {
      const fixture = await open();
      const task = await fixture.createProvider({}).generate(fixture.requests[0] ?? {});
      const { fetch, sent } = watchedFetch();
      for (const request of fixture.requests.slice(0, 1)) {
        await call(fixture.createProvider({ fetch }), request, task)?.catch(() => undefined);
        const bare = sent.filter((one) => one.headers.get('x-planted-by-the-caller') !== 'yes');
        expect(bare.map(nameOf), 'calls without the caller’s headers').toEqual([]);
      }
    },
  ),

  'go to the same place with a slash at the end of the base URL': async (open) => {
    const fixture = await open();
    const plain = watchedFetch();
    const slashed = watchedFetch();
    const { baseUrl, requests } = fixture;
    const [request = {}] = requests;
    for (const [watched, url] of [
      [plain, baseUrl],
      [slashed, `${baseUrl}/`],
    ] as const) {
      const provider = fixture.createProvider({ fetch: watched.fetch, baseUrl: url });
      const task = await provider.generate(request);
      expect((await provider.query(task)).id).toBe(task.id);
    }
    const pathOf = ({ url }: Request) => new URL(url).pathname.split('/').length;
    expect(slashed.sent.map(pathOf)).toEqual(plain.sent.map(pathOf));
    for (const { url } of slashed.sent) expect(new URL(url).pathname).not.toContain('//');
  },

  'say an id whole, whatever is in it': async (open) => {
    const fixture = await open();
    const { fetch, sent } = watchedFetch();
    const provider = fixture.createProvider({ fetch });
    for (const request of fixture.requests) {
      const task = await provider.generate(request);
      const places: (readonly string[])[] = [];
      for (const id of ['plain-id', strangeId]) {
        sent.length = 0;
        await provider.query({ ...task, id }).catch(() => undefined);
        const [poll] = sent;
        places.push(poll === undefined ? [] : await placesOf(poll, id));
      }
      expect(places[0], `where ${task.provider} says an id`).not.toEqual([]);
      expect(places[1], `where ${task.provider} says ${strangeId}`).toEqual(places[0]);
    }
  },

  'cancel a task that waits as the outcome says': async (open) => {
    const fixture = await open();
    await cancelActive(fixture, () => undefined);
  },

  'cancel a task that runs as the outcome says': async (open) => {
    const fixture = await open();
    await cancelActive(fixture, fixture.startTasks);
  },

  'cancel no finished task: they ask, and delete nothing': async (open) => {
    const fixture = await open();
    await forStoppable(fixture, async (provider, task, sent) => {
      const done = await waitForTask(provider, task, { clock: virtualClock(fixture.finishTasks) });
      sent.length = 0;
      await provider.query(task);
      const polls = sent.map(nameOf);
      sent.length = 0;
      const result = await provider.cancel?.(task);
      expect(result).toMatchObject({ outcome: 'goes-on', task: { id: task.id, status: 'succeeded' } });
      expect([...new Set(sent.map(nameOf))]).toEqual([...new Set(polls)]);
      expect(await provider.query(task)).toMatchObject({ id: task.id, status: done.status });
    });
  },
});
