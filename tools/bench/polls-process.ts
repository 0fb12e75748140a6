/*
 * Many waits of one client in a process of its own, with the service in the same process, and time that moves as fast as
 * the work is done. The parent is sent what was counted.
 */
import { mock } from 'node:test';
import { here, serveHere } from './serve-here.ts';
import { waitsAt } from './waits.ts';

/** What one client did for all of its tasks. */
export interface Polls {
  /** Requests that asked how a task is, or for its result. */
  readonly queries: number;
  /** The most of them in 250 ms. */
  readonly largest: number;
  /** Milliseconds from the end of a task until the caller had it, at the median. */
  readonly late: number;
}

const tasks = 1_000;
/** No longer than any client's shortest pause: a timer that is set in a step runs in the next. */
const stepMs = 5;
const wayMs = 100;

const [name = '', seconds = ''] = process.argv.slice(2);
const lifeMs = Number(seconds) * 1_000;
mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'], now: Date.now() });
// The clock that nobody sets goes by the same time.
performance.now = () => Date.now();

const asked: number[] = [];
const moves = serveHere({ lifeMs, wayMs, onQuery: () => asked.push(Date.now()) });

/** Time stands while work is under way. */
async function untilStill() {
  for (let still = 0; still < 3;) {
    const before = moves();
    await new Promise((resolve) => void setImmediate(resolve));
    still = moves() === before ? still + 1 : 0;
  }
}

/** Milliseconds that each caller waited for longer than its task took. */
async function run(count: number): Promise<readonly number[]> {
  const wait = waitsAt(here)[name];
  if (wait === undefined) throw new Error(`There is no wait of ${name}.`);
  const began = Date.now();
  const late: number[] = [];
  const waits = Array.from({ length: count }, async () => {
    await wait().finally(() => late.push(Date.now() - began - wayMs - lifeMs));
  });
  const all = Promise.all(waits);
  await untilStill();
  while (late.length < count) {
    mock.timers.tick(stepMs);
    await untilStill();
  }
  await all;
  return late.toSorted((a, b) => a - b);
}

// What is loaded on demand is there after this.
await run(1);
asked.length = 0;
const late = await run(tasks);
let largest = 0;
for (let first = 0, last = 0; last < asked.length; last += 1) {
  while ((asked[last] ?? 0) - (asked[first] ?? 0) >= 250) first += 1;
  largest = Math.max(largest, last - first + 1);
}
const polls: Polls = {
  queries: asked.length,
  largest,
  late: late[tasks >> 1] ?? Number.NaN,
};
process.send?.(polls, () => process.exit());
