/*
 * How long a plan takes, and how that grows with the table, on the real clock:
 *   node --conditions=@vid/source packages/core/bench/planning.ts
 * The sizes take turns within one run, so that the machine's speed cancels out of the growth.
 */
import { planRequest, type VideoRequest } from '@vid/core';
import { largeTable, type TableSize } from '../test/large-table.ts';

const size: TableSize = { providers: 40, models: 50, rows: 8 };
const factors = [1, 2, 4] as const;
const rounds = 30;

const link = 'https://example.com/a.png';
const prompt = 'a boat at sea, at dawn';
const requests: Readonly<Record<string, VideoRequest>> = {
  'prompt only': { prompt },
  'duration, ratio, resolution': { prompt, duration: 5, aspectRatio: '16:9', resolution: '720p' },
  'watermark and camera move': { prompt, watermark: true, cameraControl: { pan: 3 } },
  'picture and ratio': { prompt, firstFrame: link, aspectRatio: '9:16' },
  'a field that no row takes': { prompt, audio: true },
  'a value that no row takes': { prompt, duration: 60 },
  'one model by its name': { prompt, model: 'service-39:model-39-49' },
  'a name that nobody has': { prompt, model: 'model-x' },
};

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;

function timed(work: () => unknown) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Milliseconds, after a warm-up; the smallest is what is left when nobody else wants the machine. */
function alone(work: () => unknown) {
  const times = Array.from({ length: 150 }, () => timed(work)).slice(50);
  return { median: median(times), fastest: Math.min(...times) };
}

/** The fastest of each in milliseconds; they take turns. */
function fastestOf(works: readonly (() => unknown)[], rounds: number): readonly number[] {
  const all = Array.from({ length: rounds }, () => works.map(timed));
  return works.map((_, index) => Math.min(...all.map((round) => round[index] ?? Number.NaN)));
}

const ms = (milliseconds = Number.NaN) => `${milliseconds.toFixed(milliseconds < 10 ? 2 : 0)} ms`;

const alike = factors.map((factor) => largeTable({ ...size, models: size.models * factor }));
const different = largeTable({ ...size, isEachRowDifferent: true });
const rows = Object.entries(requests).map(([name, request]) => {
  const [plan, ...larger] = alike.map((table) => () => planRequest(table, request));
  const { median: middle, fastest } = alone(() => plan?.());
  const times = fastestOf([() => plan?.(), ...larger], rounds);
  const growth = times.map((time) => (time / (times[0] ?? 0)).toFixed(1)).slice(1);
  const [reasons] = fastestOf([() => JSON.stringify(plan?.())], 3);
  return {
    request: name,
    fit: plan?.().candidates.length,
    median: ms(middle),
    fastest: ms(fastest),
    '2×, 4× the rows, fastest': growth.join(', '),
    'all reasons, fastest': ms(reasons),
    'no rows alike, fastest': ms(alone(() => planRequest(different, request)).fastest),
  };
});
console.log(`${size.providers} providers × ${size.models} models × ${size.rows} rows`);
console.table(rows);

const firsts = factors.map((factor) =>
  median(
    Array.from({ length: 3 }, () => {
      const table = largeTable({ ...size, models: size.models * factor });
      return timed(() => planRequest(table, { prompt, duration: 5, aspectRatio: '16:9' }));
    }),
  ),
);
const [first = Number.NaN, ...larger] = firsts;
const growth = larger.map((time) => (time / first).toFixed(1)).join(' and ');
console.log(`The first plan of a table: ${ms(first)}; twice and four times the rows: × ${growth}`);
