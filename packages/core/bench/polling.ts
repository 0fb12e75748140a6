/*
 * What a thousand waits cost, in simulated time but for the heap:
 *   node --conditions=@vid/source --expose-gc packages/core/bench/polling.ts
 * Exits with 1 when a bound is broken. The first question depends on whether the model's typical time is known;
 * the services behind the cases answer after 100 to 300 ms.
 */
import { type Capabilities, updates, type VideoProvider, type VideoTask, waitForTask } from '@vid/core';
import { seededRandom, simulatedTime } from '../test/simulated-time.ts';

const tasks = 1_000;
const tickMs = 250;
const maxBatch = 20;
/** `batchShare`: of the requests that single queries take, for as much as a request has in it at most. */
const bounds = {
  gets: 8_000,
  batchShare: 1.05 / maxBatch,
  tickShare: 0.05,
  latenessMs: 3_000,
  heapBytes: 1_500,
} as const;

interface Case {
  readonly name: string;
  readonly typicalSeconds?: number;
  /** How long a task takes, by chance from 0 to 1. */
  readonly seconds: (chance: number) => number;
  /** How old the tasks are when the waits start; default 0. */
  readonly ageSeconds?: number;
}

const cases: readonly Case[] = [
  { name: '60 s, typical time known', typicalSeconds: 60, seconds: () => 60 },
  { name: '60 s, typical time unknown', seconds: () => 60 },
  { name: '40 to 80 s, known as 60 s', typicalSeconds: 60, seconds: (chance) => 40 + 40 * chance },
  { name: '40 to 80 s, unknown', seconds: (chance) => 40 + 40 * chance },
  { name: '60 s, taken over at 45 s', seconds: () => 60, ageSeconds: 45 },
];

const taskNumber = (index: number, createdAt: number): VideoTask => ({
  provider: 'acme',
  api: 'direct',
  model: 'brook',
  id: `task-${index}`,
  createdAt: new Date(createdAt).toISOString(),
  status: 'queued',
});

const table = (typicalSeconds: number | undefined): Capabilities => ({
  polling: [{ provider: 'acme', api: 'direct', maxBatch, source: 'the benchmark' }],
  models: [
    {
      provider: 'acme',
      api: 'direct',
      model: 'brook',
      rows: [
        {
          mode: 'text-to-video',
          evidence: 'documented',
          source: 'the benchmark',
          accepts: {},
          ...(typicalSeconds !== undefined && {
            typicalTime: { seconds: typicalSeconds, source: 'the benchmark' },
          }),
        },
      ],
    },
  ],
});

const service = (
  typicalSeconds: number | undefined,
  query: VideoProvider['query'],
  queryMany?: VideoProvider['queryMany'],
): VideoProvider => ({
  id: 'acme',
  capabilities: table(typicalSeconds),
  prepare: () => ({ method: 'POST', url: 'https://acme.example', headers: {}, body: undefined }),
  validateRequest: () => ({ valid: true }),
  generate: () => Promise.reject(new Error('the benchmark pays for nothing')),
  query,
  ...(queryMany !== undefined && { queryMany }),
});

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

async function run({ typicalSeconds, seconds, ageSeconds = 0 }: Case, together = false) {
  const start = Date.parse('2026-12-01T00:00:00Z');
  const createdAt = start - ageSeconds * 1_000;
  const random = seededRandom(1);
  const time = simulatedTime(start, random);
  const { clock } = time;
  const durations = seededRandom(2);
  const waits = Array.from({ length: tasks }, (_, index) => ({
    task: taskNumber(index, createdAt),
    endsAt: createdAt + seconds(durations()) * 1_000,
  }));
  const endOf = new Map(waits.map(({ task, endsAt }) => [task.id, endsAt]));
  const asked: number[] = [];
  let [inFlight, peak] = [0, 0];
  const answer = async (about: readonly VideoTask[]): Promise<readonly VideoTask[]> => {
    asked.push(clock.now());
    inFlight += 1;
    peak = Math.max(peak, inFlight);
    const way = 50 + 100 * random();
    await clock.sleep(way, undefined);
    const now = clock.now();
    await clock.sleep(way, undefined);
    inFlight -= 1;
    return about.map((task) =>
      now < (endOf.get(task.id) ?? 0)
        ? { ...task, status: 'running' }
        : { ...task, status: 'succeeded', videos: [{ url: 'https://example.com/a.mp4' }] },
    );
  };
  const query: VideoProvider['query'] = async (task) => (await answer([task]))[0] ?? task;
  const provider = service(typicalSeconds, query, together ? answer : undefined);
  const all = Promise.all(
    waits.map(async ({ task, endsAt }) => {
      await waitForTask(provider, task, { clock });
      return clock.now() - endsAt;
    }),
  );
  await time.advance(300_000);
  const lateness = await all;
  const ticks = new Map<number, number>();
  for (const time of asked) {
    const tick = Math.floor((time - start) / tickMs);
    ticks.set(tick, (ticks.get(tick) ?? 0) + 1);
  }
  return {
    gets: asked.length,
    tickShare: Math.max(...ticks.values()) / tasks,
    latenessMs: median(lateness),
    worstMs: Math.max(...lateness),
    peak,
  };
}

/** Bytes that one wait adds to what its caller holds, measured on the real clock over ten thousand. */
async function heapPerWait(
  begin: (provider: VideoProvider, task: VideoTask, signal: AbortSignal) => unknown,
) {
  const { gc } = globalThis;
  if (gc === undefined) throw new Error('run with --expose-gc');
  const provider = service(undefined, (task) => Promise.resolve(task));
  const measure = async (count: number) => {
    const given = Array.from({ length: count }, (_, index) => taskNumber(index, Date.now()));
    const leaving = new AbortController();
    const ended: unknown[] = [];
    await gc({ type: 'major', execution: 'async' });
    const before = process.memoryUsage().heapUsed;
    for (const task of given) ended.push(begin(provider, task, leaving.signal));
    await new Promise((resolve) => setImmediate(resolve));
    await gc({ type: 'major', execution: 'async' });
    const bytes = (process.memoryUsage().heapUsed - before) / count;
    leaving.abort();
    await Promise.allSettled(ended);
    return bytes;
  };
  await measure(1_000);
  return measure(10_000);
}

const seconds = (milliseconds: number) => `${(milliseconds / 1_000).toFixed(2)} s`;
const rows = [];
let broken = 0;
const within = (text: string, isWithin: boolean) => {
  if (!isWithin) broken += 1;
  return isWithin ? text : `${text} BROKEN`;
};

for (const each of cases) {
  const { gets, tickShare, latenessMs, worstMs, peak } = await run(each);
  rows.push({
    [`${tasks} tasks together`]: each.name,
    GETs: within(`${gets}`, gets <= bounds.gets),
    'largest tick': within(`${(tickShare * 100).toFixed(1)} %`, tickShare <= bounds.tickShare),
    'late, median': within(seconds(latenessMs), latenessMs <= bounds.latenessMs),
    'late, worst': seconds(worstMs),
    'in flight': peak,
  });
}
console.table(rows);

const batches = [];
for (const each of cases) {
  const [single, batch] = [await run(each), await run(each, true)];
  batches.push({
    [`${tasks} tasks together`]: each.name,
    'requests, one task each': single.gets,
    [`requests, up to ${maxBatch} tasks`]: within(
      `${batch.gets}`,
      batch.gets <= single.gets * bounds.batchShare,
    ),
    'late, median': within(seconds(batch.latenessMs), batch.latenessMs <= bounds.latenessMs),
    'late, worst': seconds(batch.worstMs),
    'in flight': batch.peak,
  });
}
console.table(batches);

const heap = [];
for (const [name, begin] of [
  ['waitForTask', (provider, task) => void waitForTask(provider, task).catch(() => undefined)],
  ['waitForTask with a signal', (provider, task, signal) => waitForTask(provider, task, { signal })],
  ['updates', (provider, task, signal) => updates(provider, task, { signal }).next()],
] satisfies readonly (readonly [string, Parameters<typeof heapPerWait>[0]])[]) {
  const bytes = await heapPerWait(begin);
  heap.push({ 'heap per waiting task': name, bytes: within(bytes.toFixed(0), bytes <= bounds.heapBytes) });
}
console.table(heap);
console.log(
  `Bounds: ${bounds.gets} GETs, ${(bounds.batchShare * 100).toFixed(2)} % of them with several tasks each, ${bounds.tickShare * 100} % of the tasks in ${tickMs} ms, ` +
    `${seconds(bounds.latenessMs)} late at the median, ${bounds.heapBytes} bytes. ${broken} broken.`,
);
process.exit(broken === 0 ? 0 : 1);
