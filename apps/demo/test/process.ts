import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { startSimulator, type SimulatorOptions } from '@vid/simulator';
import { onTestFinished, vi } from 'vitest';
import type { Run } from '../src/api.ts';

const waiting = { timeout: 30_000, interval: 20 };

/** The real server in a process of its own, again and again on the same data, and a service outside of it. */
export async function openProcess(options: SimulatorOptions = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'vid-demo-'));
  const service = await startSimulator(options);
  let child: ChildProcess | undefined;
  let url = '';
  onTestFinished(async () => {
    await kill();
    await service.close();
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(join(folder, 'index.html'), 'a page');

  /** `isOutside`: what is simulated is asked at the service outside, too. */
  async function start(
    environment: Readonly<Record<string, string>> = {},
    speed = 1,
    isOutside = false,
  ): Promise<void> {
    const settings = {
      dataFolder: join(folder, 'data'),
      pageFolder: folder,
      realUrl: service.url,
      environment,
      speed,
      ...(isOutside && { simulatedKey: service.apiKey }),
    };
    const script = fileURLToPath(new URL('serve.ts', import.meta.url));
    const started = spawn(process.execPath, ['--conditions=@vid/source', script, JSON.stringify(settings)], {
      detached: true,
      env: { PATH: process.env['PATH'], HOME: folder },
    });
    child = started;
    let said = '';
    let complained = '';
    started.stdout.setEncoding('utf8').on('data', (text: string) => (said += text));
    started.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
    const ended = once(started, 'exit').then(() => {
      throw new Error(`The server ended: ${complained}`);
    });
    ended.catch(() => undefined);
    await Promise.race([ended, vi.waitUntil(() => said.includes('\n'), waiting)]);
    url = said.trim();
  }
  /** As a power cut would: no handler runs. */
  async function kill(): Promise<void> {
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    process.kill(-child.pid, 'SIGKILL');
    await exit;
  }
  const run = async (id: string): Promise<Run> => (await fetch(`${url}/api/runs/${id}`)).json();

  return {
    service,
    start,
    kill,
    run,
    url: () => url,
    videos(): readonly string[] {
      const videos = join(folder, 'data', 'videos');
      return existsSync(videos) ? readdirSync(videos).filter((name) => name.endsWith('.mp4')) : [];
    },
    post: (body: object, path = '/api/runs') =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    video: async (id: string) => (await fetch(`${url}/api/runs/${id}/video`)).bytes(),
    until: (id: string, wanted: (run: Run) => boolean): Promise<Run> =>
      vi.waitUntil(async () => {
        const found = await run(id);
        return wanted(found) ? found : undefined;
      }, waiting),
    /** What the simulator inside the server has accepted; look while the server is down. */
    simulatedTasks(): number {
      const database = new DatabaseSync(join(folder, 'data', 'demo.sqlite'));
      const { count } =
        database.prepare("SELECT count(*) AS count FROM simulator WHERE kind = 'job'").get() ?? {};
      database.close();
      return Number(count);
    },
  };
}
