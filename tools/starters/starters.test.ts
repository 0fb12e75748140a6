import { equal, match, ok } from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isPostgresThere, startPostgres } from '../../packages/pg-boss/test/postgres.ts';
import { type Simulator, startSimulator } from '../../packages/simulator/src/index.ts';
import { copyStarter, start } from './starter.ts';

/* What a stranger copies, with the tarballs, against the simulator: each order is billed once, and its film is there. */

let simulator: Simulator;
before(async () => {
  simulator = await startSimulator({ speed: 40 });
});
after(() => simulator.close());

const pause = () => new Promise((resolve) => void setTimeout(resolve, 200));

void describe('the Next app', () => {
  let folder = '';
  before(() => {
    folder = copyStarter('next');
  });
  const next = 'node_modules/next/dist/bin/next';
  after(() => rmSync(folder, { recursive: true, force: true }));

  void it('builds, serves its page, and makes one video for one key', async () => {
    const env = { VID_SIMULATOR: simulator.url };
    execFileSync(process.execPath, [next, 'build'], {
      cwd: folder,
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: 'inherit',
    });
    const billed = simulator.tasks.length;
    const server = start(folder, [next, 'start', '--port', '0', '--hostname', '127.0.0.1'], env);
    try {
      const [, url = ''] = await server.said(/(http:\/\/127\.0\.0\.1:\d+)[^]*Ready/);
      match(await (await fetch(url)).text(), /Generate/);
      const submit = async () => {
        const answer = await fetch(`${url}/api/vid/tasks`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'order-1' },
          body: JSON.stringify({
            request: { prompt: 'a kite', duration: 5 },
            routing: { prefer: 'cheapest' },
          }),
        });
        ok(answer.ok, await answer.clone().text());
        return answer.json();
      };
      const { id } = await submit();
      equal((await submit()).id, id);
      let job = await (await fetch(`${url}/api/vid/tasks/${id}`)).json();
      while (job.phase !== 'succeeded') {
        ok(!['failed', 'canceled', 'refused', 'unknown'].includes(job.phase), JSON.stringify(job));
        await pause();
        job = await (await fetch(`${url}/api/vid/tasks/${id}`)).json();
      }
      const film = await fetch(new URL(job.task.videos[0].url, url));
      ok((await film.arrayBuffer()).byteLength > 1000);
      equal(simulator.tasks.length - billed, 1);
    } finally {
      await server.stop();
    }
  });
});

// In CI it is there, or the test fails.
const skip = !isPostgresThere && process.env['CI'] === undefined;

void describe('the worker', { skip }, () => {
  let folder = '';
  before(() => {
    folder = copyStarter('worker');
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  void it('checks its types, and brings an order home that was given twice', async () => {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc'], { cwd: folder, stdio: 'inherit' });
    const postgres = await startPostgres();
    const env = { DATABASE_URL: postgres.connectionString, VID_SIMULATOR: simulator.url };
    const billed = simulator.tasks.length;
    const worker = start(folder, ['src/worker.ts'], env);
    try {
      await worker.said(/working/);
      for (const prompt of ['a paper boat', 'a paper boat']) {
        const order = start(folder, ['src/order.ts', 'order-1', prompt], env);
        await order.said(/order-1 \w+/);
        await order.stop();
      }
      let films = globSync('videos/*.mp4', { cwd: folder });
      while (films.length === 0) {
        equal(worker.child.exitCode, null);
        await pause();
        films = globSync('videos/*.mp4', { cwd: folder });
      }
      ok(statSync(join(folder, films[0] ?? '')).size > 1000);
      equal(simulator.tasks.length - billed, 1);
    } finally {
      await worker.stop();
      await postgres.stop();
    }
  });
});
