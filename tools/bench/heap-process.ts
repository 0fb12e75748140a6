/*
 * Many waits of one client in a process of its own, in real time, with a service in the same process that answers at once
 * that each task runs. The parent is sent what the heap grew by when all have asked
 * twice.
 */
import { here, serveHere } from './serve-here.ts';
import { waitsAt } from './waits.ts';

const tasks = 1_000;
const [name = ''] = process.argv.slice(2);
const { gc } = globalThis;
if (gc === undefined) throw new Error('run with --expose-gc');

let queries = 0;
let target = Number.POSITIVE_INFINITY;
let reached = () => {};
serveHere({
  wayMs: 0,
  onQuery: () => {
    queries += 1;
    if (queries >= target) reached();
  },
});
const wait = waitsAt(here)[name];
if (wait === undefined) throw new Error(`There is no wait of ${name}.`);

/** Starts waits, and resolves when there were twice as many polls. */
async function begin(count: number): Promise<void> {
  queries = 0;
  target = 2 * count;
  const all = new Promise<void>((resolve) => (reached = resolve));
  for (let started = 0; started < count; started += 1) void wait?.();
  await all;
  await gc?.({ type: 'major', execution: 'async' });
}

// What is loaded and compiled on demand is there after this; these waits go on beside the others.
await begin(50);
const before = process.memoryUsage().heapUsed;
await begin(tasks);
/** For each waiting task. */
const bytes = (process.memoryUsage().heapUsed - before) / tasks;
process.send?.(bytes, () => process.exit());
