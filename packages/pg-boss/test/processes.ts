import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimulatedTask } from '@vid/simulator';
import { onTestFinished, vi } from 'vitest';

export type Moment =
  | 'before the claim'
  | 'after the claim'
  | 'after the answer'
  | 'after the settlement'
  | 'after the download'
  | 'before the put'
  | 'after the lease';

export interface HostSettings {
  readonly connectionString: string;
  /** Of the videos. */
  readonly folder: string;
  readonly url: string;
  readonly leaseMs: number;
  /** Where it dies by itself, and which time it is there. */
  readonly dieAt?: { readonly moment: Moment; readonly time: number };
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vid-pg-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A script of this folder as a process of its own. */
function run(script: string, settings: unknown) {
  const settingsFile = join(temporaryFolder(), 'settings.json');
  writeFileSync(settingsFile, JSON.stringify(settings));
  const path = fileURLToPath(new URL(script, import.meta.url));
  const given = ['--conditions=@vid/source', '--no-warnings', path, settingsFile];
  const child = spawn(process.execPath, given, { stdio: 'pipe' });
  const said: string[] = [];
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(...text.split('\n')));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  const exit = once(child, 'exit');
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await exit;
  });
  return {
    said,
    async died() {
      await exit;
      if (child.signalCode !== 'SIGKILL') throw new Error(`It ended by itself: ${complained}`);
    },
    saying: (what: string) =>
      vi.waitUntil(
        () => {
          if (child.exitCode !== null) throw new Error(complained);
          return said.find((line) => line.startsWith(what));
        },
        { timeout: 60_000, interval: 20 },
      ),
    async stop() {
      child.stdin.end();
      await exit;
      if (child.exitCode !== 0) throw new Error(`It ended with ${child.exitCode}: ${complained}`);
    },
  };
}

export const startHost = (settings: HostSettings) => run('host.ts', settings);

export async function startService() {
  const url = await run('service.ts', {}).saying('http');
  return {
    url: url ?? '',
    async tasks(): Promise<readonly SimulatedTask[]> {
      const answer = await fetch(`${url}/_control/tasks`, { headers: { authorization: 'Bearer the-test' } });
      return answer.json();
    },
  };
}
