/*
 * What jobs that wait cost: PostgreSQL of this machine that waits for its disk, one worker process, real time; the service answers at
 * once that it is still at it. By the messages of pg-boss, and by core's own worker over the same store.
 *   node --conditions=@vid/source packages/pg-boss/bench/jobs.ts
 */
import { createRouter, type VideoProvider } from '@vid/core';
import { createAdvance, startJobWorker, type VideoJob } from '@vid/core/journal';
import { newTask } from '@vid/core/provider-kit';
import { Pool } from 'pg';
import { PgBoss } from 'pg-boss';
import { createVideoQueues, openPostgres, startVideoWorkers } from '../src/index.ts';
import { startPostgres } from '../test/postgres.ts';

const seconds = 30;
/** So many services: one is polled every 5 ms at most, by the schedule of all waits. */
const models = Array.from({ length: 10 }, (_, nth) => ({
  provider: `acme-${nth}`,
  api: 'direct',
  model: 'brook',
}));

let polls = 0;
const providers = models.map((model): VideoProvider => ({
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
}));

function jobOf(nth: number, createdAt: string): VideoJob {
  const model = models[nth % models.length] ?? { provider: '', api: '', model: '' };
  return {
    id: `order-${nth}`,
    owner: '',
    fingerprint: 'f'.repeat(64),
    createdAt,
    updatedAt: createdAt,
    failures: 0,
    model,
    phase: 'polling',
    task: { ...newTask(model, `task-${nth}`), status: 'running', createdAt },
  };
}

const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(0)} MB`;

async function measure(engine: 'pg-boss' | 'startJobWorker', count: number) {
  const postgres = await startPostgres({ isDurable: true });
  const { connectionString } = postgres;
  const { jobs, journal, close } = await openPostgres({ connectionString });
  const boss = new PgBoss({ connectionString });
  await boss.start();
  const queues = await createVideoQueues({ boss });
  const begun = Date.now();
  // A minute old, and due one after the other, as after a while of work.
  const createdAt = new Date(begun - 60_000).toISOString();
  const wakeAt = (nth: number) => begun + 5_000 + (10_000 * nth) / count;
  const puts = Array.from({ length: count }, (_, nth) =>
    jobs.put(jobOf(nth, createdAt), { version: 0, wakeAt: wakeAt(nth) }),
  );
  await Promise.all(puts);
  const putMs = Date.now() - begun;
  if (engine === 'pg-boss')
    await Promise.all(
      puts.map((_, nth) => queues.send('poll', { id: `order-${nth}`, version: 1 }, wakeAt(nth) - Date.now())),
    );
  const advance = createAdvance({ router: createRouter(providers), journal });
  await new Promise((resolve) => void setTimeout(resolve, begun + 5_000 - Date.now()));
  polls = 0;
  const before = process.cpuUsage();
  const pool = new Pool({ connectionString });
  const worker =
    engine === 'pg-boss'
      ? await startVideoWorkers({ boss, queues, jobs, journal, advance })
      : startJobWorker({ jobs, advance });
  await new Promise((resolve) => void setTimeout(resolve, seconds * 1_000));
  const { user, system } = process.cpuUsage(before);
  const counted = polls;
  const overdue = await jobs.overdue({ now: Date.now(), limit: count });
  const { rows } = await pool.query<{ bytes: number; commits: number }>(
    `SELECT pg_database_size(current_database())::float8 AS bytes, xact_commit::float8 AS commits
     FROM pg_stat_database WHERE datname = current_database()`,
  );
  await worker.stop();
  await pool.end();
  await boss.stop();
  await close();
  await postgres.stop();
  return {
    worker: engine,
    jobs: count,
    'put in': `${(putMs / 1_000).toFixed(1)} s`,
    polls: counted,
    'CPU of the worker': `${((user + system) / 1e6).toFixed(1)} s`,
    resident: megabytes(process.memoryUsage().rss),
    database: megabytes(rows[0]?.bytes ?? 0),
    'overdue at the end': overdue.length,
  };
}

const measured = [];
for (const engine of ['startJobWorker', 'pg-boss'] as const)
  for (const count of [1_000, 10_000]) measured.push(await measure(engine, count));
console.table(measured);
console.log(`In ${seconds} s of real time.`);
