import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Simulator, type SimulatorOptions, startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { body, clientOf, temporaryFolder } from './fixture.ts';

const script = fileURLToPath(new URL('server-child.ts', import.meta.url));

async function startChild(folder: string, baseUrl: string, apiKey: string) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=@vid/source', '--no-warnings', script, folder, baseUrl, apiKey],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  onTestFinished(kill);
  if (child.stdout === null) throw new Error('The child has no output.');
  const [url] = await once(createInterface(child.stdout), 'line');
  return { ...clientOf(String(url)), kill };
}

/** Kills a server at a moment of the job, starts it again, and asks for the same with the same key. */
async function killAt(
  options: SimulatorOptions,
  moment: (host: Awaited<ReturnType<typeof startChild>>, simulator: Simulator) => Promise<unknown>,
) {
  const simulator = await startSimulator({ speed: 40, ...options });
  onTestFinished(() => simulator.close());
  const folder = temporaryFolder();
  const headers = { 'idempotency-key': 'order-1' };
  const { url, apiKey } = simulator;
  const first = await startChild(folder, url, apiKey);
  const asked = first.post('/tasks', body, headers).catch(() => undefined);
  await moment(first, simulator);
  await first.kill();
  await asked;
  simulator.clearFaults();
  simulator.advance(60);
  const second = await startChild(folder, url, apiKey);
  const { id } = await (await second.post('/tasks', body, headers)).json();
  const job = await second.jobIn(id, ['succeeded', 'failed', 'refused', 'canceled']);
  return { job, simulator, files: readdirSync(join(folder, 'videos')) };
}

const jobOf = async ({ send }: { readonly send: (path: string) => Promise<Response> }) => {
  const { jobs } = await (await send('/tasks?key=order-1')).json();
  return jobs[0];
};

describe('a server that is killed, and a client that asks again', () => {
  it.each([0, 20, 150, 400])('make one bill and one file, %i ms after the request', async (milliseconds) => {
    const { job, simulator, files } = await killAt({}, () => sleep(milliseconds));
    expect(job).toMatchObject({ phase: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
    expect(files.filter((name) => name.endsWith('.mp4'))).toHaveLength(1);
  });

  it('make one bill where the service had accepted and not yet answered', async () => {
    const { job, simulator } = await killAt(
      { faults: [{ on: 'submit', kind: 'accepted-hang' }] },
      async (_, { tasks }) => {
        while (tasks.length === 0) await sleep(10);
      },
    );
    expect(job).toMatchObject({ phase: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('make one bill while it is polled', async () => {
    const { job, simulator } = await killAt({ speed: 0 }, async (host) => {
      while ((await jobOf(host))?.phase !== 'polling') await sleep(10);
    });
    expect(job).toMatchObject({ phase: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('make one bill while the file comes', async () => {
    const { job, simulator, files } = await killAt(
      { faults: [{ on: 'clip', kind: 'hang' }] },
      async (host) => {
        while ((await jobOf(host))?.phase !== 'downloading') await sleep(10);
      },
    );
    expect(job).toMatchObject({ phase: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
    expect(files.filter((name) => name.endsWith('.mp4'))).toHaveLength(1);
  });
});
