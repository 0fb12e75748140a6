import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startSimulator } from '@vid/simulator';
import { type KilledHostFixture, testKilledHost } from '@vid/testkit';
import { body, temporaryFolder } from './fixture.ts';

const script = fileURLToPath(new URL('server-child.ts', import.meta.url));

async function openHost(): Promise<KilledHostFixture> {
  const service = await startSimulator({ speed: 0 });
  const folder = temporaryFolder();
  const videos = join(folder, 'videos');
  const kills: (() => Promise<void>)[] = [];
  const given = ['--conditions=@vid/source', '--no-warnings'];
  const laterMs = 120_000;
  return {
    service,
    request: body.request,
    async start() {
      const child: ChildProcess = spawn(
        process.execPath,
        [...given, script, folder, service.url, service.apiKey, String(laterMs * kills.length)],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const kill = async () => {
        if (child.exitCode !== null || child.signalCode !== null) return;
        child.kill('SIGKILL');
        await once(child, 'exit');
      };
      kills.push(kill);
      if (child.stdout === null) throw new Error('The child has no output.');
      const [url] = await once(createInterface(child.stdout), 'line');
      return { url: String(url), kill };
    },
    videos: () => (existsSync(videos) ? readdirSync(videos).filter((name) => name.endsWith('.mp4')) : []),
    async close() {
      await Promise.all(kills.map((kill) => kill()));
      await service.close();
    },
  };
}

testKilledHost('@vid/server', openHost, { by: 'http' });
testKilledHost('@vid/server', openHost, { by: 'remote' });
