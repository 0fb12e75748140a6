import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadVideo } from '@vid/core/download';
import { connectRemote } from '@vid/core/remote';
import { startSimulator } from '@vid/simulator';
import { expect, it, onTestFinished, vi } from 'vitest';

const patience = { timeout: 60_000, interval: 20 };
const request = { model: 'kling:kling-v2-6', prompt: 'a kite over the sea' };

/** A server that can be killed and started again at the same address, and a service that outlives it. */
async function openKillable() {
  const folder = mkdtempSync(join(tmpdir(), 'vid-remote-kill-'));
  const service = await startSimulator({ speed: 0 });
  let child: ChildProcess | undefined;
  let port = '0';
  async function kill(): Promise<void> {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
  }
  onTestFinished(async () => {
    await kill();
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });
  async function start(): Promise<string> {
    const script = fileURLToPath(new URL('remote-child.ts', import.meta.url));
    const args = ['--conditions=@vid/source', script, folder, service.url, service.apiKey, port];
    const started = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    child = started;
    let said = '';
    started.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await vi.waitUntil(() => said.includes('\n'), patience);
    ({ port } = new URL(said.trim()));
    return said.trim();
  }
  return { service, folder, start, kill };
}

it('a server that is killed while the service answers: the remote router gets the task, and one bill', async () => {
  const { service, folder, start, kill } = await openKillable();
  const url = await start();
  const remote = await connectRemote(url);
  const fault = service.fault({ on: 'submit', kind: 'accepted-hang' });
  const generating = remote.generate(request, { reference: 'order-1' });
  generating.catch(() => undefined);
  await vi.waitUntil(() => fault.hits === 1 && service.tasks.length === 1, patience);
  await kill();
  await start();
  const task = await generating.catch(() => remote.generate(request, { reference: 'order-1' }));
  expect(service.tasks).toHaveLength(1);

  service.advance(60);
  const done = await remote.wait(task, { intervalMs: 50 });
  expect(done).toMatchObject({ status: 'succeeded', videos: [{ url: expect.stringContaining(url) }] });
  const [video] = done.status === 'succeeded' ? done.videos : [];
  if (video === undefined) throw new Error('no video');
  const file = await downloadVideo(video, join(folder, 'kite.mp4'), { allowHosts: ['127.0.0.1'] });
  expect(file.bytes).toBeGreaterThan(1_000);
});

it('a server that is killed before it answers, and asked again by another process: one bill', async () => {
  const { service, start, kill } = await openKillable();
  const url = await start();
  const first = await connectRemote(url);
  const fault = service.fault({ on: 'submit', kind: 'accepted-hang' });
  const page = new AbortController();
  const lost = first.generate(request, { reference: 'order-1', signal: page.signal });
  const outcome = lost.catch((error: unknown) => error);
  await vi.waitUntil(() => fault.hits === 1, patience);
  await kill();
  page.abort();
  expect(await outcome).toMatchObject({ name: 'AbortError' });
  await start();
  const second = await connectRemote(url);
  const tasks = await Promise.all(
    ['order-1', 'order-1', 'order-1'].map((reference) => second.generate(request, { reference })),
  );
  expect(new Set(tasks.map(({ id }) => id)).size).toBe(1);
  expect(service.tasks).toHaveLength(1);
});
