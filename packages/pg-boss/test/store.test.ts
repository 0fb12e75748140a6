import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { VideoJob } from '@vid/core/journal';
import { testJobStore, testJournal } from '@vid/testkit';
import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openPostgres } from '../src/index.ts';
import { isPostgresThere, type Postgres, startPostgres } from './postgres.ts';

const isCi = (process.env['CI'] ?? '') !== '';
it.runIf(isCi)('CI has a PostgreSQL', () => {
  expect(isPostgresThere).toBe(true);
});

const model = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const createdAt = '2026-11-29T00:00:00.000Z';
const submission = { ...model, reference: 'order-1', submittedAt: createdAt, fingerprint: 'f' };
const jobOf = (id: string): VideoJob => ({
  id,
  owner: '',
  fingerprint: 'f',
  createdAt,
  updatedAt: createdAt,
  failures: 0,
  model,
  phase: 'polling',
  task: { ...model, id: `t-${id}`, status: 'running' },
});

it('loads no driver and no queue before it is used', async () => {
  const code = `
    import { registerHooks } from 'node:module';
    const seen = [];
    registerHooks({ resolve: (name, context, next) => (/^pg/.test(name) && seen.push(name), next(name, context)) });
    const { openPostgres } = await import('@vid/pg-boss');
    console.log(seen.length);
    await openPostgres({ connectionString: 'postgres://127.0.0.1:1/none' }).catch((error) => console.log(error.code));
    console.log(seen.includes('pg'), seen.includes('pg-boss'));`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--conditions=@vid/source', '--no-warnings', '--input-type=module', '--eval', code],
    { cwd: fileURLToPath(new URL('..', import.meta.url)) },
  );
  expect(stdout.trim().split('\n')).toEqual(['0', 'ECONNREFUSED', 'true false']);
});

describe.skipIf(!isPostgresThere)('on PostgreSQL', () => {
  let postgres: Postgres | undefined;
  let count = 0;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres?.stop());

  /** An empty schema that two pools share, as two machines would. */
  async function openPair() {
    count += 1;
    const settings = { connectionString: postgres?.connectionString, schema: `vid_${count}` };
    const [first, second] = await Promise.all([openPostgres(settings), openPostgres(settings)]);
    const close = async () => {
      await Promise.all([first.close(), second.close()]);
    };
    return { first, second, close };
  }

  testJournal('on PostgreSQL', async () => {
    const { first, second, close } = await openPair();
    return { journal: first.journal, another: async () => second.journal, close };
  });
  testJobStore('on PostgreSQL', async () => {
    const { first, second, close } = await openPair();
    return { jobs: first.jobs, another: async () => second.jobs, close };
  });

  /** A pool of the caller's own. */
  function openPool(options?: string) {
    const pool = new Pool({
      connectionString: postgres?.connectionString,
      ...(options !== undefined && { options }),
    });
    onTestFinished(() => pool.end());
    return pool;
  }

  it('takes a pool of the caller and leaves it open', async () => {
    const pool = openPool();
    const { jobs, close } = await openPostgres({ pool, schema: 'own_pool' });
    await jobs.put(jobOf('order-1'), { version: 0 });
    await close();
    expect((await pool.query('SELECT id, phase FROM own_pool.jobs')).rows).toEqual([
      { id: 'order-1', phase: 'polling' },
    ]);
  });

  it('takes two addresses, or none, for a mistake', async () => {
    await expect(openPostgres({})).rejects.toMatchObject({ code: 'invalid-request' });
    const pool = openPool();
    await expect(openPostgres({ pool, schema: 'a"; DROP' })).rejects.toMatchObject({
      code: 'invalid-request',
    });
  });

  it('refuses a server under which a crash would take back what was sent, or reads were of the past', async () => {
    await expect(openPostgres({ pool: openPool('-c synchronous_commit=off') })).rejects.toThrow('Turn it on');
    const pool = openPool('-c default_transaction_isolation=serializable');
    await expect(openPostgres({ pool })).rejects.toThrow('read committed');
  });

  it('refuses tables of a newer version', async () => {
    const pool = openPool();
    await openPostgres({ pool, schema: 'newer' });
    await openPostgres({ pool, schema: 'newer' });
    await pool.query('UPDATE newer.steps SET done = 99');
    await expect(openPostgres({ pool, schema: 'newer' })).rejects.toThrow('newer version');
  });

  it('puts a job that cannot be read aside, tells of it once, and goes on with the others', async () => {
    const pool = openPool();
    const { jobs } = await openPostgres({ pool, schema: 'unreadable' });
    for (const id of ['order-1', 'order-2']) await jobs.put(jobOf(id), { version: 0, wakeAt: 1 });
    await pool.query(`UPDATE unreadable.jobs SET job = '{' WHERE id = 'order-1'`);
    const due = { now: 2, limit: 9, leaseMs: 1 };
    expect((await jobs.due(due)).map(({ job }) => job.id)).toEqual(['order-2']);
    await expect(jobs.due({ ...due, now: 9 })).rejects.toThrow('order-1');
    expect((await jobs.due({ ...due, now: 9 })).map(({ job }) => job.id)).toEqual(['order-2']);
  });

  it('fails a put that PostgreSQL does not take alone, and no other of its batch', async () => {
    const { jobs } = await openPostgres({ pool: openPool(), schema: 'batch' });
    const all = ['order-1', 'order-2', 'order-3'].map((id) => ({
      ...jobOf(id),
      ...(id === 'order-2' && { label: 'a\0b' }),
    }));
    const put = await Promise.allSettled(all.map((job) => jobs.put(job, { version: 0 })));
    expect(put.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('says in one sentence that a key, an id or an owner is too long, and takes the longest', async () => {
    const { journal, jobs } = await openPostgres({ pool: openPool(), schema: 'long' });
    // Of letters that the database cannot compress, of two bytes each.
    const textOf = (bytes: number) => {
      const digits = Array.from({ length: bytes }, (_, nth) =>
        createHash('sha256').update(`${nth}`).digest('hex'),
      );
      return `é${digits.join('')}`.slice(0, bytes - 1);
    };
    const claim = (key: string) =>
      journal.claim({ key, fingerprint: 'f', after: 0, attempt: { phase: 'sending', submission } });
    const tooLong = {
      code: 'invalid-request',
      message: expect.stringMatching(/at most 2600 bytes; this one has 2601\. Nothing was sent/),
    };
    const [longest, long] = [textOf(2_600), textOf(2_601)];
    await expect(claim(long)).rejects.toMatchObject(tooLong);
    expect(await journal.get(long)).toBeUndefined();
    expect(await claim(longest)).toBe(true);
    await journal.settle(longest, 0, {
      phase: 'refused',
      error: { code: 'network', message: '', retryable: true },
    });
    for (const name of ['id', 'owner'] as const) {
      const put = (text: string) =>
        jobs.put({ ...jobOf('order-1'), [name]: text }, { version: 0, wakeAt: 1 });
      await expect(put(long)).rejects.toMatchObject(tooLong);
      expect(await put(longest)).toMatchObject({ version: 1 });
    }
  });

  it('gives a job by its name only when it is due, in a phase that was asked for, and to one', async () => {
    const { jobs } = await openPostgres({ pool: openPool(), schema: 'take' });
    for (const [nth, id] of ['due', 'later', 'other'].entries())
      await jobs.put(jobOf(id), { version: 0, wakeAt: 1_000 + 1_000 * (nth % 2) });
    const options = { now: 1_500, leaseMs: 60_000, limit: 9 };
    expect(await jobs.overdue({ now: 1_500, limit: 9 })).toEqual([
      { id: 'due', version: 1, phase: 'polling' },
      { id: 'other', version: 1, phase: 'polling' },
    ]);
    expect(await jobs.due({ ...options, ids: ['due'], phases: ['submitting'] })).toEqual([]);
    const takers = Array.from({ length: 8 }, () => jobs.due({ ...options, ids: ['due', 'later', 'none'] }));
    expect((await Promise.all(takers)).flat().map(({ job }) => job.id)).toEqual(['due']);
    expect((await jobs.overdue({ now: 1_500, limit: 9 })).map(({ id }) => id)).toEqual(['other']);
  });

  it('numbers no change before one that is not yet to be seen', async () => {
    const pool = openPool();
    const [slow, fast] = await Promise.all([
      openPostgres({ pool: openPool(), schema: 'order' }),
      openPostgres({ pool: openPool(), schema: 'order' }),
    ]);
    // A put that has its number and cannot commit while the test holds a lock.
    await pool.query(`
      CREATE FUNCTION "order".wait() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN PERFORM pg_advisory_xact_lock(7); RETURN NEW; END $$;
      CREATE TRIGGER wait AFTER INSERT ON "order".jobs FOR EACH ROW WHEN (NEW.id = 'slow') EXECUTE FUNCTION "order".wait()`);
    const holder = await pool.connect();
    await holder.query('SELECT pg_advisory_lock(7)');
    const waiting = async () => {
      const { rows } = await pool.query(
        `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%"order".jobs%'`,
      );
      return rows.length;
    };
    const puts = [slow.jobs.put(jobOf('slow'), { version: 0 })];
    await vi.waitUntil(async () => (await waiting()) === 1, 60_000);
    let isPut = false;
    puts.push(
      fast.jobs.put(jobOf('fast'), { version: 0 }).finally(() => {
        isPut = true;
      }),
    );
    await vi.waitUntil(async () => isPut || (await waiting()) === 2, 60_000);
    const first = await fast.jobs.changes({ after: 0, limit: 9 });
    await holder.query('SELECT pg_advisory_unlock(7)');
    holder.release();
    await Promise.all(puts);
    const rest = await fast.jobs.changes({ after: first.at(-1)?.revision ?? 0, limit: 9 });
    const ids = [...first, ...rest].map((change) => ('job' in change ? change.job.id : change.deleted));
    expect(ids).toEqual(['slow', 'fast']);
  });
});
