import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Claim, VideoJob } from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';
import { expect, it, onTestFinished, vi } from 'vitest';
import { simulatedTime } from './simulated-time.ts';

const start = Date.parse('2026-12-01T00:00:00.000Z');
const brook = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const iso = new Date(start).toISOString();
const submittingJob = (id: string): VideoJob => ({
  id,
  owner: 'ann',
  fingerprint: 'f',
  createdAt: iso,
  updatedAt: iso,
  failures: 0,
  model: brook,
  phase: 'submitting',
  input: { request: { prompt: 'a kite' }, options: {} },
});
const claimOf = (key: string): Claim => ({
  key,
  fingerprint: 'f',
  after: 0,
  attempt: {
    phase: 'sending',
    submission: { ...brook, reference: key, submittedAt: iso, fingerprint: 'f' },
  },
});

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'vid-sqlite-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

function open(file: string | URL, settings?: Parameters<typeof openSqlite>[1]) {
  const store = openSqlite(file, settings);
  onTestFinished(() => store.close());
  return store;
}

const modeOf = (path: string) => statSync(path).mode & 0o777;

it('makes file and folder for their owner alone, and leaves the mode of what was there', async () => {
  const root = folder();
  const own = join(root, 'a', 'b', 'jobs.sqlite');
  await open(own).jobs.put(submittingJob('order-1'), { version: 0 });
  expect([join(root, 'a'), join(root, 'a', 'b')].map(modeOf)).toEqual([0o700, 0o700]);
  expect([own, `${own}-wal`, `${own}-shm`].map(modeOf)).toEqual([0o600, 0o600, 0o600]);
  const shared = join(root, 'shared');
  mkdirSync(shared);
  chmodSync(shared, 0o755);
  open(pathToFileURL(join(shared, 'jobs.sqlite')));
  expect(modeOf(shared)).toBe(0o755);
});

it('takes a name that looks like a URL or has odd letters for a name', async () => {
  const root = folder();
  const before = process.cwd();
  process.chdir(root);
  onTestFinished(() => process.chdir(before));
  for (const name of ['file:x.sqlite', 'file:y.sqlite?mode=memory', 'a b?c#d%41.sqlite']) {
    const store = open(name);
    await store.jobs.put(submittingJob('order-1'), { version: 0 });
    store.close();
    expect(await open(name).jobs.get('order-1')).toMatchObject({ job: { id: 'order-1' } });
    expect(modeOf(join(root, name))).toBe(0o600);
    expect(existsSync(join(root, name.replace('file:', '').replace(/\?.*/, '')))).toBe(
      !/^file:|\?/.test(name),
    );
  }
});

it('refuses a file of a newer version, and one that is no database', () => {
  const root = folder();
  const newer = join(root, 'newer.sqlite');
  open(newer).close();
  const database = new DatabaseSync(newer);
  database.exec('PRAGMA user_version = 9');
  database.close();
  expect(() => openSqlite(newer)).toThrow(/newer version/);
  expect(() => openSqlite(root)).toThrow(/EISDIR|unable to open/);
});

it('puts a job that cannot be read aside, tells of it once, and goes on with the others', async () => {
  const file = join(folder(), 'jobs.sqlite');
  const { jobs, journal } = open(file);
  for (const id of ['bad-1', 'good', 'bad-2'])
    await jobs.put(submittingJob(id), { version: 0, wakeAt: start });
  await journal.claim(claimOf('bad-1'));
  const other = new DatabaseSync(file);
  other.exec(`UPDATE jobs SET job = '{"prompt":"a s3cret kite' WHERE id = 'bad-1'`);
  other.exec(`UPDATE jobs SET job = 'null' WHERE id = 'bad-2'`);
  other.exec(`UPDATE journal SET entry = '"a s3cret kite' WHERE key = 'bad-1'`);
  other.close();
  const due = () => jobs.due({ now: start, limit: 9, leaseMs: 60_000 });
  expect(await due()).toMatchObject([{ job: { id: 'good' } }]);
  await expect(due()).rejects.toThrow(/bad-1, bad-2/);
  expect(await due()).toEqual([]);
  const readings = [jobs.get('bad-1'), journal.get('bad-1'), journal.claim(claimOf('bad-1'))];
  for (const reading of readings) {
    const error: unknown = await reading.catch((reason: unknown) => reason);
    expect(String(error)).toMatch(/cannot be read/);
    expect(String(error)).not.toMatch(/s3cret|kite/);
  }
});

it('finds everything by an index, with 100,000 jobs that have ended', async () => {
  const file = join(folder(), 'jobs.sqlite');
  const prepared = vi.spyOn(DatabaseSync.prototype, 'prepare');
  onTestFinished(() => prepared.mockRestore());
  const { jobs } = open(file);
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  other.exec(`
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
    INSERT INTO jobs (id, owner, phase, version, revision, wake_at, job)
    SELECT 'ended-' || i, 'ann', 'succeeded', 1, i, NULL, '{}' FROM n;
    UPDATE revisions SET latest = 100000;`);
  await jobs.put(submittingJob('order-1'), { version: 0, wakeAt: start });
  expect(await jobs.due({ now: start, limit: 9, leaseMs: 1 })).toMatchObject([{ job: { id: 'order-1' } }]);
  // The books are a report over every job of their days.
  const plans = prepared.mock.calls.flatMap(([sql]) =>
    sql.startsWith('PRAGMA') || sql.includes('GROUP BY')
      ? []
      : other
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all()
          .map(({ detail }) => String(detail)),
  );
  expect(plans).toEqual(expect.arrayContaining([expect.stringContaining('INDEX jobs_due (phase=?')]));
  expect(plans.filter((line) => /SCAN (jobs|journal)|TEMP B-TREE/.test(line))).toEqual([]);
});

it('does not forget a job that is on its way because a clock was years ahead', async () => {
  const time = simulatedTime(start);
  const { jobs, journal } = open(join(folder(), 'jobs.sqlite'), { clock: time.clock });
  await jobs.put(submittingJob('order-1'), { version: 0, wakeAt: start });
  expect(await journal.claim(claimOf('order-1'))).toBe(true);
  expect(await journal.claim(claimOf('no-job'))).toBe(true);
  time.setClock(10 * 365 * 86_400_000);
  await journal.claim(claimOf('order-2'));
  expect(await journal.get('order-1')).toMatchObject({ attempts: [{ phase: 'sending' }] });
  expect(await journal.get('no-job')).toBeUndefined();
});

it('ends no process where the log cannot be emptied: somebody reads for long', async () => {
  const file = join(folder(), 'jobs.sqlite');
  const { jobs } = open(file);
  await jobs.put(submittingJob('order-1'), { version: 0 });
  const reader = new DatabaseSync(file);
  onTestFinished(() => reader.close());
  reader.exec('BEGIN; SELECT count(*) FROM jobs');
  const faults: unknown[] = [];
  const listener = (error: unknown) => void faults.push(error);
  process.on('uncaughtException', listener);
  onTestFinished(() => void process.off('uncaughtException', listener));
  const begun = performance.now();
  await jobs.put(submittingJob('order-1'), { version: 1 });
  // The log is tried again and again; each time costs nobody ten seconds.
  await new Promise((resolve) => void setTimeout(resolve, 1_600));
  expect(performance.now() - begun).toBeLessThan(9_000);
  expect(faults).toEqual([]);
});

it('fits into a disk that fills up: what was not written is refused, what was is there', async () => {
  const file = join(folder(), 'jobs.sqlite');
  const child = fileURLToPath(new URL('sqlite-child.ts', import.meta.url));
  // The limit is the process's own, in blocks of 512 or 1,024 bytes; without the trap a signal would end it.
  const command = `trap '' XFSZ; ulimit -f 1000; exec "$0" --conditions=@vid/source "$1" "$2"`;
  const said = execFileSync('/bin/sh', ['-c', command, process.execPath, child, file], { encoding: 'utf8' });
  const kept: readonly string[] = JSON.parse(said);
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(200);
  const { jobs } = open(file);
  const found = await jobs.due({ now: 1, limit: 500, leaseMs: 1 });
  expect(found.map(({ job }) => job.id)).toEqual(expect.arrayContaining([...kept]));
});

it('keeps usual times over an opening of the file: the last twenty of a model, and each kind apart', () => {
  const file = join(folder(), 'jobs.sqlite');
  const first = open(file);
  const times = first.durations('simulated');
  for (let nth = 0; nth < 25; nth += 1) times.record(brook, nth < 5 ? 1_000 : 8);
  first.durations().record({ ...brook, model: 'brook-3' }, 30);
  expect(times.median(brook)).toBe(8);
  first.close();
  const second = open(file);
  expect(second.durations('simulated').all()).toEqual([{ ...brook, seconds: 8 }]);
  expect(second.durations().all()).toEqual([{ ...brook, model: 'brook-3', seconds: 30 }]);
  expect(second.durations().median(brook)).toBeUndefined();
  second.close();
  const database = new DatabaseSync(file);
  expect(database.prepare('SELECT count(*) AS kept FROM durations').get()).toEqual({ kept: 21 });
  database.close();
});
