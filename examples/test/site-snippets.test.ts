import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createBudget, createRouter } from '@vid/core';
import { openSqlite } from '@vid/core/sqlite';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeAll } from '../src/batch.ts';
import { sendOrFind } from '../src/lost-submit.ts';

/* What the pages of the documentation site tell people to paste. */

const run = promisify(execFile);

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'vid-site-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

async function open() {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  const kling = createKling({ api: 'official', baseUrl: simulator.url, apiKey: simulator.apiKey });
  const router = createRouter([kling], {
    clock: virtualClock(() => simulator.advance(5)),
    budget: createBudget({ amount: 5, currency: 'USD' }),
  });
  return { simulator, router };
}

describe('the snippets of the site', () => {
  it('start in five minutes: a plan, one task, a file', async () => {
    const cwd = await folder();
    // As the page has it saved: without a compiler, and with the packages beside it.
    await copyFile(new URL('../start/first.ts', import.meta.url), join(cwd, 'first.mjs'));
    await symlink(new URL('../node_modules', import.meta.url), join(cwd, 'node_modules'));
    const { stdout } = await run(process.execPath, ['--conditions=@vid/source', 'first.mjs'], { cwd });
    expect(stdout).toMatch(/\d+ models can, \d+ cannot/);
    expect(stdout).toContain('boat.mp4 1 task billed');
    expect((await stat(join(cwd, 'boat.mp4'))).size).toBeGreaterThan(1000);
  });

  it('a lost submit is looked up, not sent again', async () => {
    const { simulator, router } = await open();
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const task = await sendOrFind(router, { prompt: 'a paper boat' });
    expect(task.id).toBe(simulator.tasks[0]?.id);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('a batch makes one task of a key, however often it is started', async () => {
    const { simulator, router } = await open();
    const { journal, close } = openSqlite(join(await folder(), 'batch.sqlite'));
    onTestFinished(close);
    const rows = ['a boat', 'a kite'].map((prompt) => ({ key: prompt, request: { prompt, duration: 5 } }));
    const first = await makeAll(router, journal, rows);
    expect(first.map(({ end }) => end?.status)).toEqual(['fulfilled', 'fulfilled']);
    await makeAll(router, journal, [...rows, { key: 'a tram', request: { prompt: 'a tram' } }]);
    expect(simulator.tasks).toHaveLength(3);
  });
});
