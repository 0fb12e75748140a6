import { sqliteMemory } from '@vid/simulator';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { LimitState, RunPage } from '../src/api.ts';
import { openDatabase } from '../src/server/store/database.ts';
import { newFolder, openDemo, runInput } from './demo.ts';
import { accepted, type Demo, ended, patience, runOf } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const real = { environment: { KLING_API_TOKEN: 'sk-real' }, apiKey: 'sk-real' };
const usd = (amount: number) => ({ amount, currency: 'USD' });

/** As the demo wrote its folder before it had jobs. */
const schema = `
  CREATE TABLE runs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, words TEXT NOT NULL,
    chosen TEXT NOT NULL, run TEXT NOT NULL, submission TEXT, open INTEGER NOT NULL, changed INTEGER NOT NULL
  );
  CREATE INDEX runs_open ON runs (seq) WHERE open = 1;
  CREATE INDEX runs_changed ON runs (changed);
  CREATE TABLE deleted (id TEXT PRIMARY KEY, changed INTEGER NOT NULL);
  CREATE TABLE ledger (
    run TEXT PRIMARY KEY, at INTEGER NOT NULL, amount REAL, currency TEXT, settled INTEGER NOT NULL, task TEXT,
    period INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE simulator (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, UNIQUE (kind, key)
  );
  CREATE TABLE speeds (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, provider TEXT NOT NULL, api TEXT NOT NULL, model TEXT NOT NULL,
    real INTEGER NOT NULL, seconds REAL NOT NULL
  );
  PRAGMA user_version = 3;`;

const model = { provider: 'kling', api: 'gateway', model: 'kling-v2-6' };

function oldFolder(
  runs: readonly (readonly [run: object & { readonly id: string }, submission?: object])[],
  sql = '',
) {
  const folder = newFolder();
  const database = new DatabaseSync(join(folder, 'demo.sqlite'));
  database.exec(schema);
  const insert = database.prepare(
    "INSERT INTO runs (id, fingerprint, words, chosen, run, submission, open, changed) VALUES (?, ?, 'a cat', ?, ?, ?, 1, 1)",
  );
  for (const [run, submission] of runs) {
    const chosen = { request: { prompt: 'a cat' }, model: 'kling:kling-v2-6', api: 'gateway' };
    const sent = submission === undefined ? null : JSON.stringify(submission);
    insert.run(run.id, `print of ${run.id}`, JSON.stringify(chosen), JSON.stringify(run), sent);
  }
  database.exec(sql);
  database.close();
  return folder;
}

const oldRun = (state: object, more: object = {}) => ({
  id: crypto.randomUUID(),
  comparison: crypto.randomUUID(),
  ...model,
  real: true,
  prompt: 'a cat',
  evidence: 'documented',
  warnings: [],
  startedAt: 1_000,
  state,
  videos: [],
  ...more,
});
const taskOf = (id: string, part: object) => ({
  ...model,
  id,
  createdAt: '1970-01-01T00:00:02.000Z',
  ...part,
});

const limitOf = async ({ app }: Demo): Promise<LimitState> => (await app.request('/api/limit')).json();

test('a run of an older demo that goes on is followed to its video, paid once', async () => {
  const services = openDatabase(newFolder());
  onTestFinished(() => services.close());
  const memory = sqliteMemory(services, 'simulator');
  const elsewhere = await openDemo({ ...real, memory, speed: 0 });
  const one = { ...runInput({ prompt: 'a cat' }), confirmed: true };
  await elsewhere.post('/api/runs', one);
  const { state } = await accepted(elsewhere, one.id);
  const task = state.phase === 'accepted' ? state.task : undefined;
  await elsewhere.close();
  const run = oldRun({ phase: 'accepted', acceptedAfterMs: 1_000, task });
  const demo = await openDemo({ ...real, memory, dataFolder: oldFolder([[run]]) });
  expect(await ended(demo, run.id)).toMatchObject({ videos: [{ mediaType: 'video/mp4' }], startedAt: 1_000 });
  expect(demo.simulator.tasks).toHaveLength(1);
});

test('runs that had ended are history as they were, and nothing is sent for those that were lost', async () => {
  const submission = { ...model, reference: 'r', submittedAt: '1970-01-01T00:00:01.000Z', fingerprint: '0' };
  const made = oldRun(
    {
      phase: 'accepted',
      acceptedAfterMs: 1_000,
      finishedAfterMs: 9_000,
      task: taskOf('7', { status: 'succeeded', videos: [{ url: 'https://example.com/signed?secret' }] }),
    },
    {
      endedAt: 11_000,
      estimate: usd(3),
      videos: [{ url: '', mediaType: 'video/mp4', bytes: 4, sha256: 'ab' }],
    },
  );
  const failed = oldRun(
    {
      phase: 'accepted',
      acceptedAfterMs: 1_000,
      task: taskOf('8', { status: 'failed', failure: { reason: 'unknown', message: 'no' } }),
    },
    { endedAt: 11_000 },
  );
  const lost = oldRun(
    { phase: 'unknown', error: { code: 'submission-unknown', message: 'it is not sent again' } },
    { endedAt: 5_000, estimate: usd(2) },
  );
  const sending = oldRun({ phase: 'sending' });
  const unsent = oldRun({ phase: 'sending', queuedBehind: 1 });
  const refused = oldRun(
    { phase: 'refused', error: { code: 'rate-limited', message: 'later' } },
    { endedAt: 2_000 },
  );
  const stopped = oldRun(
    { phase: 'refused', error: { code: 'stopped', message: 'Stopped before the request was sent.' } },
    { endedAt: 2_000 },
  );
  const dataFolder = oldFolder(
    [[made], [failed], [lost, submission], [sending, submission], [unsent], [refused], [stopped]],
    `INSERT INTO deleted VALUES ('gone', 9);
     INSERT INTO ledger (run, at, amount, currency, settled, period)
       VALUES ('${made.id}', 1500, 3, 'USD', 1, 0), ('${lost.id}', 2500, 2, 'USD', 0, 1), ('gone', 2600, 5, 'USD', 1, 1);
     INSERT INTO settings VALUES ('limit', '{"limit":{"amount":10,"currency":"USD"},"period":1}');`,
  );
  mkdirSync(join(dataFolder, 'videos'));
  writeFileSync(join(dataFolder, 'videos', `${made.id}-0.video`), 'film');
  const first = await openDemo({ ...real, dataFolder });
  const { runs }: RunPage = await (await first.app.request('/api/runs')).json();
  expect(runs.map(({ id }) => id)).toEqual(
    [made, failed, lost, sending, unsent, refused, stopped].map(({ id }) => id).toReversed(),
  );
  const states = await Promise.all(
    [failed, lost, sending, unsent, refused, stopped].map(({ id }) => runOf(first, id)),
  );
  expect(states.map(({ state }) => state)).toMatchObject([
    { phase: 'accepted', task: { status: 'failed' } },
    { phase: 'unknown', error: { code: 'submission-unknown' } },
    { phase: 'unknown', error: { code: 'submission-unknown' } },
    { phase: 'refused' },
    { phase: 'refused', error: { code: 'rate-limited', message: 'later' } },
    { phase: 'refused', error: { code: 'stopped' } },
  ]);
  expect(await runOf(first, made.id)).toMatchObject({
    startedAt: 1_000,
    endedAt: 11_000,
    estimate: usd(3),
    state: { acceptedAfterMs: 1_000, finishedAfterMs: 9_000, task: { id: '7', status: 'succeeded' } },
    videos: [{ bytes: 4, sha256: 'ab' }],
  });
  expect(await (await first.app.request(`/api/runs/${made.id}/video`)).text()).toBe('film');
  expect(readFileSync(join(dataFolder, 'demo.sqlite')).includes('signed?secret')).toBe(false);
  // Under the limit that was set: what is open, and what a deleted run has cost.
  expect(await limitOf(first)).toEqual({ limit: usd(10), spent: [usd(5)], reserved: [usd(2)], unpriced: 0 });
  const gone = { ...runInput({ prompt: 'a cat' }), id: made.id, confirmed: true };
  expect((await first.post('/api/runs', gone)).status).toBe(409);
  await first.put('/api/limit', null);
  expect(await limitOf(first)).toMatchObject({ spent: [usd(8)], reserved: [usd(2)] });
  await first.close();
  const second = await openDemo({ ...real, dataFolder });
  expect((await runOf(second, made.id)).videos).toHaveLength(1);
  expect(first.simulator.tasks.length + second.simulator.tasks.length).toBe(0);
});
