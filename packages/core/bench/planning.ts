/*
 * How long a plan takes, on the real clock: the candidates, which `router.select`, `prepare` and `generate` need, and the
 * whole plan, with the reason of each model that cannot. The first plan of a table also learns which rules are equal.
 *   node --conditions=@vid/source packages/core/bench/planning.ts
 */
import { readFileSync } from 'node:fs';
import { type Capabilities, planRequest, type VideoRequest } from '@vid/core';
import { findCandidates } from '../src/planning/plan.ts';
import { largeTable } from '../test/large-table.ts';

const link = 'https://example.com/a.png';
const prompt = 'a boat at sea, at dawn';
const requests: Readonly<Record<string, VideoRequest>> = {
  'prompt only': { prompt },
  'duration, ratio, resolution': { prompt, duration: 5, aspectRatio: '16:9', resolution: '720p' },
  'watermark and camera move': { prompt, watermark: true, cameraControl: { pan: 3 } },
  'picture and ratio': { prompt, firstFrame: link, aspectRatio: '9:16' },
  'a field that few rows take': { prompt, audio: true },
  'a value that few rows take': { prompt, duration: 60 },
  'one model by its name': { prompt, model: 'service-0:model-0-9' },
  'a name that nobody has': { prompt, model: 'model-x' },
};

const generated = new URL('../../../docs/capabilities/capabilities.json', import.meta.url);
const { apis }: { readonly apis: readonly Capabilities[] } = JSON.parse(readFileSync(generated, 'utf8'));
const tables: Readonly<Record<string, Capabilities>> = {
  'the tables of all providers': { models: apis.flatMap(({ models }) => models) },
  'a catalogue, invented': largeTable({ providers: 1, models: 120, rows: 4 }),
  'a large table, invented': largeTable({ providers: 40, models: 50, rows: 8 }),
};

const warmUps = 60;
const rounds = 100;

function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** Milliseconds, after a warm-up; the fastest is what is left when nobody else wants the machine. */
function measure(work: () => unknown, count: number): string {
  const all = Array.from({ length: count + Math.min(count, warmUps) }, () => timed(work));
  const times = all.slice(-count).toSorted((a, b) => a - b);
  return [times[count >> 1], times[0]].map((time = Number.NaN) => time.toFixed(2)).join(', ');
}

for (const [name, table] of Object.entries(tables)) {
  const rows = table.models.reduce((sum, model) => sum + model.rows.length, 0);
  const first = timed(() => planRequest(table, { prompt, duration: 5, aspectRatio: '16:9' }));
  const lines = Object.entries(requests).map(([request, asked]) => ({
    request,
    fit: findCandidates(table, asked).candidates.length,
    'candidates: median, fastest (ms)': measure(() => findCandidates(table, asked), rounds),
    'with reasons: median, fastest (ms)': measure(() => planRequest(table, asked), rows > 1_000 ? 7 : rounds),
  }));
  console.log(`${name}: ${table.models.length} models, ${rows} rows; first plan ${first.toFixed(1)} ms`);
  console.table(lines);
}
