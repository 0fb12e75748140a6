import { type QueryOutcome, VideoError, type VideoProvider, type VideoTask, waitForTask } from '@vid/core';
import { parseJson, property } from '@vid/core/provider-kit';
import { expect, vi } from 'vitest';
import { each, groupOf } from '../contract-case.ts';
import { type Failure, requireNone } from '../failure.ts';
import { after, fewTurns, hangingFetch, unexpectedAnswers, watchedFetch } from '../faults.ts';
import type { ProviderFixture, TestFetch } from '../fixture.ts';
import { virtualClock } from '../virtual-clock.ts';
import { edited } from './answers.ts';

type QueryMany = NonNullable<VideoProvider['queryMany']>;

interface Asking {
  readonly provider: VideoProvider;
  readonly queryMany: QueryMany;
  /** Tasks that it asks about together, one of each kind; at least one. */
  readonly tasks: readonly VideoTask[];
  /** How many of the first kind go into one request. */
  readonly limit: number;
  readonly make: () => Promise<VideoTask>;
}

const isAlone = (outcome: QueryOutcome | undefined) =>
  outcome instanceof VideoError && outcome.code === 'unsupported';

/** How many tasks of the same api the table puts into one request. */
const limitOf = ({ capabilities }: VideoProvider, { provider, api }: VideoTask) =>
  capabilities.polling?.find((entry) => entry.provider === provider && entry.api === api)?.maxBatch ?? 1;

const manyOf = (fixture: ProviderFixture, fetch?: TestFetch): QueryMany => {
  const provider = fixture.createProvider({ ...(fetch !== undefined && { fetch }) });
  return provider.queryMany?.bind(provider) ?? (async () => []);
};

/** `undefined`: the provider asks about each task alone, so that there is nothing to try. */
async function asking(fixture: ProviderFixture): Promise<Asking | undefined> {
  const provider = fixture.createProvider({});
  const queryMany = provider.queryMany?.bind(provider);
  if (queryMany === undefined) return undefined;
  const made: VideoTask[] = [];
  for (const request of fixture.requests) made.push(await provider.generate(request));
  const outcomes = await queryMany(made);
  const kinds = made.flatMap((task, index) =>
    isAlone(outcomes[index]) ? [] : [{ task, request: fixture.requests[index] ?? {} }],
  );
  const [first] = kinds;
  if (first === undefined) return undefined;
  return {
    provider,
    queryMany,
    tasks: kinds.map(({ task }) => task),
    limit: limitOf(provider, first.task),
    make: () => provider.generate(first.request),
  };
}

/** Without what changes from one answer to the next: progress, and how links are signed. */
function told(outcome: QueryOutcome | undefined): string {
  if (outcome === undefined || outcome instanceof VideoError) return String(outcome);
  const videos = 'videos' in outcome ? outcome.videos : [];
  const links = videos.map(({ url, ...video }) => ({ ...video, url: url.split('?')[0] }));
  return JSON.stringify({ ...outcome, progress: undefined, videos: links });
}

const idOf = (outcome: QueryOutcome | undefined) =>
  outcome instanceof VideoError ? outcome.code : outcome?.id;

/** The service's own answers with something changed in them on the way. */
const changing =
  (change: (json: unknown) => unknown): TestFetch =>
  async (input, init) => {
    const response = await fetch(new Request(input, init));
    return Response.json(change(parseJson(await response.text())), { status: response.status });
  };

/** Lists in an answer the other way round. */
function reversed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(reversed).toReversed();
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) copy[key] = reversed(part);
  return copy;
}

/** Where a provider asks about several tasks at once: each is told what is its own. */
export const batchCases = groupOf('asking about several', {
  'has a number of tasks for each request in its table, and asks about so many': async (open) => {
    const fixture = await open();
    const created = fixture.createProvider({});
    for (const { maxBatch = 1, provider, api } of created.capabilities.polling ?? []) {
      expect(Number.isInteger(maxBatch) && maxBatch >= 1, `maxBatch of ${provider} (${api})`).toBe(true);
      if (maxBatch > 1) expect('queryMany' in created, `queryMany, as maxBatch is ${maxBatch}`).toBe(true);
    }
    const { limit = 2 } = (await asking(fixture)) ?? {};
    expect(limit, 'maxBatch of the table, as the provider has queryMany').toBeGreaterThan(1);
  },

  'is told of each task what a query tells, at every stage': async (open) => {
    for (const end of ['finishTasks', 'failTasks'] as const) {
      const fixture = await open();
      const { provider, queryMany, tasks } = (await asking(fixture)) ?? {};
      if (provider === undefined || queryMany === undefined || tasks === undefined) return;
      const failures: Failure[] = [];
      const compare = async (stage: string) => {
        const outcomes = await queryMany(tasks);
        for (const [index, task] of tasks.entries()) {
          const sent = `${stage}: ${told(outcomes[index])}`;
          const expected = `${stage}: ${told(await provider.query(task))}`;
          if (sent !== expected)
            failures.push({ provider: task.provider, model: task.model, sent, expected });
        }
      };
      await compare('queued');
      fixture.startTasks();
      await compare('running');
      fixture[end]('the picture shows a blue bicycle');
      await compare('ended');
      requireNone(failures);
    }
  },

  'gets each task’s outcome at its place, whatever the order of the answer': async (open) => {
    const fixture = await open();
    const { queryMany, tasks, make } = (await asking(fixture)) ?? {};
    if (queryMany === undefined || tasks === undefined || make === undefined) return;
    const several = [...tasks, await make()];
    const ids = several.map(({ id }) => id);
    expect((await queryMany(several)).map(idOf)).toEqual(ids);
    expect((await queryMany(several.toReversed())).map(idOf)).toEqual(ids.toReversed());
    expect((await manyOf(fixture, changing(reversed))(several)).map(idOf)).toEqual(ids);
    expect((await queryMany([...several, ...several])).map(idOf)).toEqual([...ids, ...ids]);
    expect(await queryMany([])).toEqual([]);
  },

  'says not-found of the one that is not there, and of no other': async (open) => {
    const fixture = await open();
    const { queryMany, make } = (await asking(fixture)) ?? {};
    if (queryMany === undefined || make === undefined) return;
    const [first, last] = [await make(), await make()];
    const unknown = { ...first, id: '900000000000000404' };
    const outcomes = await queryMany([first, unknown, last]);
    expect(outcomes.map(idOf)).toEqual([first.id, 'not-found', last.id]);
  },

  'takes nothing from an entry with the id of another task': async (open) => {
    const fixture = await open();
    const { make } = (await asking(fixture)) ?? {};
    if (make === undefined) return;
    const [first, second] = [await make(), await make()];
    const stranger = `${second.id}0`;
    const renaming = changing((json) =>
      edited(json, (leaf) => (String(leaf) === second.id ? stranger : leaf)),
    );
    const [one, other] = await manyOf(fixture, renaming)([first, second]);
    expect(idOf(one)).toBe(first.id);
    expect(idOf(other)).toMatch(/^(not-found|provider-unavailable)$/);
  },

  'asks about more tasks than one request takes with several, and of each with no more': async (open) => {
    const fixture = await open();
    const { limit, make } = (await asking(fixture)) ?? {};
    if (limit === undefined || make === undefined) return;
    const several: VideoTask[] = [];
    while (several.length <= limit) several.push(await make());
    const { fetch, sent } = watchedFetch();
    const outcomes = await manyOf(fixture, fetch)(several);
    expect(outcomes.map(idOf)).toEqual(several.map(({ id }) => id));
    expect(sent, 'requests').toHaveLength(2);
  },

  'refuses a task of somebody else before it asks, and asks about the others': async (open) => {
    const fixture = await open();
    const { make } = (await asking(fixture)) ?? {};
    if (make === undefined) return;
    const own = await make();
    const foreign: VideoTask = { ...own, id: 'id-of-somebody-else', provider: 'somebody-else' };
    const { fetch, sent } = watchedFetch();
    const outcomes = await manyOf(fixture, fetch)([foreign, own]);
    expect(outcomes.map(idOf)).toEqual(['invalid-request', own.id]);
    for (const { url } of sent) expect(url).not.toContain(foreign.id);
  },

  ...each(
    Object.entries(unexpectedAnswers),
    (what) => `queryMany: has an error for each task on ${what}, and leaves them unchanged`,
    (answer) => async (open) => {
      const fixture = await open();
      const { make } = (await asking(fixture)) ?? {};
      if (make === undefined) return;
      const both = [await make(), await make()];
      const queryMany = manyOf(fixture, after([answer]));
      const outcomes = await queryMany(both);
      expect(outcomes).toHaveLength(2);
      for (const outcome of outcomes) {
        expect(outcome).toBeInstanceOf(VideoError);
        // An empty list lacks both.
        expect(property(outcome, 'code') === 'not-found' || property(outcome, 'retryable')).toBe(true);
      }
      expect((await queryMany(both)).map(idOf)).toEqual(both.map(({ id }) => id));
    },
  ),

  'wait: ends for each of several that wait, with fewer requests than tasks': async (open) => {
    const fixture = await open();
    const { limit, make } = (await asking(fixture)) ?? {};
    if (limit === undefined || make === undefined) return;
    const several: VideoTask[] = [];
    while (several.length < limit) several.push(await make());
    const { fetch, sent } = watchedFetch();
    const provider = fixture.createProvider({ fetch });
    const clock = { ...virtualClock(fixture.finishTasks), random: () => 0.5 };
    const ends = await Promise.all(several.map((task) => waitForTask(provider, task, { clock })));
    expect(ends.map(({ id, status }) => `${id} ${status}`)).toEqual(
      several.map(({ id }) => `${id} succeeded`),
    );
    expect(sent.length, 'requests').toBeLessThan(several.length);
  },

  'stops at once when aborted in the middle of a request for several': async (open) => {
    const fixture = await open();
    const { make } = (await asking(fixture)) ?? {};
    if (make === undefined) return;
    const { fetch, sent } = watchedFetch(hangingFetch);
    const controller = new AbortController();
    const ended = manyOf(fixture, fetch)([await make()], { signal: controller.signal }).catch(
      (reason: unknown) => reason,
    );
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    controller.abort();
    expect(await Promise.race([ended, fewTurns()])).toMatchObject({ name: 'AbortError' });
  },
});
