import {
  type Capabilities,
  type PollingLimits,
  type QueryOutcome,
  VideoError,
  type VideoProvider,
  type VideoTask,
  waitForTask,
  type WaitOptions,
} from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { acme, fakeProvider, link } from './fixture.ts';
import { simulatedTime } from './simulated-time.ts';

export const start = Date.parse('2026-12-01T00:00:00.000Z');

export const numbered = (id: string, ageMs = 0): VideoTask => ({
  ...newTask({ provider: 'acme', api: 'direct', model: 'brook-2' }, id),
  createdAt: new Date(start - ageMs).toISOString(),
});
export const running = (task: VideoTask): VideoTask => ({ ...task, status: 'running' });
export const done = (task: VideoTask): VideoTask => ({
  ...task,
  status: 'succeeded',
  videos: [{ url: link }],
});

/** A table of the invented service with these limits and typical times of `brook-2`. */
export function tableWith(
  limits: Omit<PollingLimits, 'provider' | 'api' | 'source'>,
  typicalSeconds: readonly number[] = [],
): Capabilities {
  const [row] = acme.models.flatMap(({ rows }) => rows);
  if (row === undefined) throw new Error('the table is empty');
  const rows = [
    row,
    ...typicalSeconds.map((seconds) => ({ ...row, typicalTime: { seconds, source: 'the test' } })),
  ];
  return {
    models: [{ provider: 'acme', api: 'direct', model: 'brook-2', rows }],
    polling: [
      { provider: 'acme', api: 'other', source: 'the test', minIntervalMs: 60_000 },
      { provider: 'acme', api: 'direct', source: 'the test', ...limits },
    ],
  };
}

/** A service in simulated time that records who polled when; its polls take `takesMs`, default none. */
export function openService(
  settings: {
    readonly table?: Capabilities;
    readonly answer?: (task: VideoTask, nth: number) => VideoTask | Error;
    readonly takesMs?: number | ((task: VideoTask, nth: number) => number);
    /** Polls that were aborted go on and are answered. */
    readonly ignoresSignals?: boolean;
    readonly random?: () => number;
    /** Answers for several tasks at once; `undefined`: each as if it was asked about alone. Default: the service has no such request. */
    readonly answerMany?: (
      tasks: readonly VideoTask[],
      nth: number,
    ) => Promise<readonly QueryOutcome[]> | readonly QueryOutcome[] | undefined;
  } = {},
) {
  const { table = tableWith({}), answer = running, takesMs = 0, ignoresSignals = false, random } = settings;
  const time = simulatedTime(start, random);
  const { clock } = time;
  const { answerMany } = settings;
  const asked: { readonly id: string; readonly at: number }[] = [];
  /** The ids that each request named. */
  const requests: (readonly string[])[] = [];
  const counts = new Map<string, number>();
  const flight = { now: 0, most: 0, aborted: 0 };
  const countOf = (task: VideoTask) => {
    const nth = (counts.get(task.id) ?? 0) + 1;
    counts.set(task.id, nth);
    asked.push({ id: task.id, at: clock.now() - start });
    return nth;
  };
  /** One request under way. */
  const travel = async (way: number, signal: AbortSignal | undefined) => {
    flight.now += 1;
    flight.most = Math.max(flight.most, flight.now);
    try {
      if (way > 0) await clock.sleep(way, ignoresSignals ? undefined : signal);
    } catch (error) {
      flight.aborted += 1;
      throw error;
    } finally {
      flight.now -= 1;
    }
  };
  const wayOf = (task: VideoTask, nth: number) =>
    typeof takesMs === 'number' ? takesMs : takesMs(task, nth);
  const query: VideoProvider['query'] = async (task, options) => {
    const nth = countOf(task);
    requests.push([task.id]);
    await travel(wayOf(task, nth), options?.signal);
    const answered = answer(task, nth);
    if (answered instanceof Error) throw answered;
    return answered;
  };
  const queryMany: NonNullable<VideoProvider['queryMany']> = async (tasks, options) => {
    const counted = tasks.map((task) => ({ task, nth: countOf(task) }));
    requests.push(tasks.map(({ id }) => id));
    await travel(Math.max(...counted.map(({ task, nth }) => wayOf(task, nth))), options?.signal);
    const several = requests.filter(({ length }) => length > 1).length;
    const outcomes = await answerMany?.(tasks, several);
    if (outcomes !== undefined) return outcomes;
    return counted.map(({ task, nth }) => {
      const answered = answer(task, nth);
      if (answered instanceof VideoError || !(answered instanceof Error)) return answered;
      throw answered;
    });
  };
  const anotherProvider = () =>
    fakeProvider(table, { query, ...(answerMany !== undefined && { queryMany }) }).provider;
  const provider = anotherProvider();
  return {
    time,
    clock,
    provider,
    anotherProvider,
    asked,
    requests,
    flight,
    /** Milliseconds since the start of each poll of the task. */
    times: (id = '1') => asked.filter((poll) => poll.id === id).map(({ at }) => at),
    /** Waits in the background; `outcome` is there once it has ended. */
    wait: (task: VideoTask, options: WaitOptions = {}, by: VideoProvider = provider) => {
      const seen: { outcome?: unknown; at?: number } = {};
      const note = (outcome: unknown) => {
        seen.outcome = outcome;
        seen.at = clock.now() - start;
      };
      void waitForTask(by, task, { clock, ...options }).then(note, note);
      return seen;
    },
  };
}
