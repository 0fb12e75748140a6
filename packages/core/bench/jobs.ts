/*
 * What jobs that wait cost a host: one worker, one SQLite file, real time and a real disk; the service answers at once that it
 * is still at it.
 *   node --conditions=@vid/source --expose-gc packages/core/bench/jobs.ts
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createRouter, type VideoProvider } from '@vid/core';
import { createAdvance, startJobWorker, type VideoJob } from '@vid/core/journal';
import { newTask } from '@vid/core/provider-kit';
import { openSqlite } from '@vid/core/sqlite';

const seconds = 30;
const model = { provider: 'acme', api: 'direct', model: 'brook' } as const;

let polls = 0;
const provider: VideoProvider = {
  id: model.provider,
  capabilities: { models: [{ ...model, rows: [] }] },
  prepare: () => {
    throw new Error('nothing is sent');
  },
  validateRequest: () => ({ valid: true }),
  generate: async () => {
    throw new Error('nothing is sent');
  },
  query: async (task) => {
    polls += 1;
    const { createdAt } = task;
    return { ...newTask(model, task.id), status: 'running', ...(createdAt !== undefined && { createdAt }) };
  },
};

const jobOf = (nth: number, createdAt: string): VideoJob => ({
  id: `order-${nth}`,
  owner: '',
  fingerprint: 'f'.repeat(64),
  createdAt,
  updatedAt: createdAt,
  failures: 0,
  model,
  phase: 'polling',
  task: { ...newTask(model, `task-${nth}`), status: 'running', createdAt },
});

/** Transactions of all connections of this process, each of them one wait for the disk. */
let commits = 0;
const prototype: { exec(sql: string): void } = DatabaseSync.prototype;
// oxlint-disable-next-line typescript/unbound-method -- called with its own `this` below
const { exec } = prototype;
prototype.exec = function counted(this: DatabaseSync, sql: string) {
  if (sql === 'COMMIT') commits += 1;
  return Reflect.apply(exec, this, [sql]);
};

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;

async function measure(count: number) {
  const folder = mkdtempSync(join(tmpdir(), 'vid-bench-'));
  const file = join(folder, 'jobs.sqlite');
  const { jobs, journal, close } = openSqlite(file);
  const begun = Date.now();
  // A minute old, and due one after the other, as after a while of work.
  const createdAt = new Date(begun - 60_000).toISOString();
  const puts = Array.from({ length: count }, (_, nth) =>
    jobs.put(jobOf(nth, createdAt), { version: 0, wakeAt: begun + (10_000 * nth) / count }),
  );
  await Promise.all(puts);
  globalThis.gc?.();
  const heap = process.memoryUsage().heapUsed;
  [polls, commits] = [0, 0];
  const before = process.cpuUsage();
  const advance = createAdvance({ router: createRouter([provider]), journal });
  const worker = startJobWorker({ jobs, advance });
  await new Promise((resolve) => void setTimeout(resolve, seconds * 1_000));
  const { user, system } = process.cpuUsage(before);
  const counted = { polls, commits };
  globalThis.gc?.();
  const grown = process.memoryUsage().heapUsed - heap;
  const overdue = await jobs.due({ now: Date.now(), limit: count, leaseMs: 1 });
  await worker.stop();
  close();
  const bytes = statSync(file).size;
  rmSync(folder, { recursive: true, force: true });
  return {
    jobs: count,
    polls: counted.polls,
    // Each is leased, and put.
    'rows written': 2 * counted.polls,
    transactions: counted.commits,
    CPU: `${((user + system) / 1e6).toFixed(2)} s`,
    resident: megabytes(process.memoryUsage().rss),
    'heap grown by': megabytes(grown),
    file: megabytes(bytes),
    'overdue at the end': overdue.length,
  };
}

console.table([await measure(1_000), await measure(10_000)]);
console.log(`In ${seconds} s of real time.`);
