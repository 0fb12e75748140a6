import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isEnded, type VideoJob } from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';
import type { FaultRule, SimulatedTask, SimulatorOptions } from '@vid/simulator';
import { onTestFinished, vi } from 'vitest';

/** Where a host dies by itself; elsewhere the test kills it. */
export type DeathPoint =
  | 'before the claim'
  | 'after the claim'
  | 'after the answer'
  | 'after the settlement'
  | 'after the download';

export interface HostSettings {
  readonly api: 'gateway' | 'official';
  readonly folder: string;
  readonly url: string;
  readonly apiKey: string;
  readonly dieAt?: DeathPoint;
  /** By id; `firstFrame` as base64. */
  readonly requests: Readonly<
    Record<string, { readonly model: string; readonly prompt: string; readonly firstFrame?: string }>
  >;
  /** The host's time is `epoch` there, and goes by so many times as fast, moved by `shiftMs`. */
  readonly epoch: number;
  readonly speed: number;
  readonly shiftMs: number;
}

const patience = { timeout: 60_000, interval: 20 };
const running = (child: ChildProcess) => child.exitCode === null && child.signalCode === null;

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vid-kill-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A script of this folder as a process of its own; `blocks` limits each of its files, as a disk that is full would. */
function run(script: string, settings: unknown, blocks?: number) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const settingsFile = join(temporaryFolder(), 'settings.json');
  writeFileSync(settingsFile, JSON.stringify(settings));
  const given = ['--conditions=@vid/source', path, settingsFile];
  // Without the trap a signal would end the process where a disk only refuses.
  const limit = `trap '' XFSZ; ulimit -f ${blocks}; exec "$0" "$@"`;
  const [command, args] =
    blocks === undefined ? [process.execPath, given] : ['/bin/sh', ['-c', limit, process.execPath, ...given]];
  const child = spawn(command, args, { detached: true, stdio: 'pipe' });
  const said: string[] = [];
  let complained = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(...text.split('\n')));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (complained += text));
  const exit = once(child, 'exit');
  exit.catch(() => undefined);
  /** As a power cut would: no handler runs. */
  const kill = async () => {
    if (child.pid !== undefined && running(child)) process.kill(-child.pid, 'SIGKILL');
    await exit;
  };
  onTestFinished(kill);
  return {
    said,
    kill,
    died: async () => {
      await exit;
      if (child.signalCode !== 'SIGKILL') throw new Error(`It ended by itself: ${complained}`);
    },
    saying: (what: string) =>
      vi.waitUntil(() => {
        if (!running(child)) throw new Error(`It ended: ${child.signalCode} ${complained}`);
        return said.find((line) => line.startsWith(what));
      }, patience),
    async stop() {
      child.stdin.end();
      await exit;
      if (child.exitCode !== 0) throw new Error(`It ended with ${child.exitCode}: ${complained}`);
    },
  };
}

export async function openService(options: Omit<SimulatorOptions, 'control'> = {}) {
  const key = 'the-test';
  const service = run('service.ts', { ...options, control: { key } });
  const url = await service.saying('http');
  const call = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${url}/_control${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answer.status === 204 ? undefined : answer.json();
  };
  const tasks = async (): Promise<readonly SimulatedTask[]> => call('GET', '/tasks');
  return {
    url,
    tasks,
    bills: async (): Promise<number> => (await tasks()).length,
    advance: (seconds: number) => call('POST', '/time', { seconds }),
    clearFaults: () => call('DELETE', '/faults'),
    /** Returns what waits until it has struck so many times. */
    async fault(rule: FaultRule) {
      const { id }: { id: number } = await call('POST', '/faults', rule);
      return (hits = 1) =>
        vi.waitUntil(async () => {
          const faults: readonly { id: number; hits: number }[] = await call('GET', '/faults');
          return faults.some((one) => one.id === id && one.hits >= hits);
        }, patience);
    },
  };
}

type Service = Awaited<ReturnType<typeof openService>>;

/** A folder that hosts share, one after the other or at once. */
export function openHosts({ url }: Pick<Service, 'url'>, usual: Partial<HostSettings> = {}) {
  const folder = temporaryFolder();
  const epoch = Date.now();
  /** As one more process has it, for a look. */
  const store = openSqlite(join(folder, 'jobs.sqlite'));
  onTestFinished(() => store.close());
  const jobs = async (): Promise<readonly VideoJob[]> =>
    (await store.jobs.list({ owner: '', limit: 1_000 })).jobs.map(({ job }) => job);
  const named = (folderName: string) => readdirSync(join(folder, folderName), { withFileTypes: true });

  return {
    folder,
    store,
    jobs,
    start(settings: Partial<HostSettings> = {}, blocks?: number) {
      const defaults = { api: 'official', apiKey: 'sk-simulator', requests: {}, speed: 100, shiftMs: 0 };
      return run('host.ts', { ...defaults, ...usual, ...settings, folder, url, epoch }, blocks);
    },
    until: (wanted: (jobs: readonly VideoJob[]) => boolean) =>
      vi.waitUntil(async () => {
        const found = await jobs();
        return wanted(found) ? found : undefined;
      }, patience),
    /** The jobs, once nothing goes on with any of so many. */
    ended(count: number) {
      return this.until((found) => found.length === count && found.every(isEnded));
    },
    /** Names of the videos, whole or not. */
    videos: () => named('videos').map(({ name }) => name),
    /** Where a text stands: in a file's bytes, or in its name. */
    filesWith: (text: string | Buffer): readonly string[] =>
      readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((entry) => entry.isFile())
        .map(({ name, parentPath }) => join(parentPath, name))
        .filter((path) => path.includes(text.toString()) || readFileSync(path).includes(text)),
  };
}
