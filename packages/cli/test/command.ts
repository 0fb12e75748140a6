import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Simulator, type SimulatorOptions, startSimulator } from '@vid/simulator';
import { onTestFinished } from 'vitest';
import { loadManifests, loadSimulations } from '../src/provider-list.ts';

/* The command as a process of its own, against simulated services whose bill is counted. */

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const node = ['--conditions=@vid/source', '--no-warnings'];

/** The command as a program that starts it has it. */
export const commandLine = (...given: readonly string[]): readonly string[] => [
  process.execPath,
  ...node,
  main,
  ...given,
];

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** All of stderr and stdout until now. */
  readonly text: () => string;
  /** Settles when the text is there; rejects when the process ends without it. */
  readonly says: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly ended: Promise<Result>;
}

/** That of a test's context where several run at a time. */
export type AtEnd = (close: () => void | Promise<void>) => void;

function folder(atEnd: AtEnd): string {
  const made = mkdtempSync(join(tmpdir(), 'vid-cli-'));
  atEnd(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

type Environment = Readonly<Record<string, string>>;

/** Without whatever keys and words the machine has set. */
const bare = (home: string): Environment => ({
  PATH: process.env['PATH'] ?? '',
  HOME: home,
  VID_STATE_DIR: join(home, 'state'),
  VID_INTERVAL_MS: '100',
  // Of the sources without their types, which each process would take away anew.
  NODE_COMPILE_CACHE: join(tmpdir(), 'vid-cli-compiled'),
});

function watch(child: ChildProcess, atEnd: AtEnd): Running {
  let stdout = '';
  let stderr = '';
  let changed = Promise.withResolvers<void>();
  let isOver = false;
  const heard = () => {
    changed.resolve();
    changed = Promise.withResolvers();
  };
  child.stdout?.on('data', (data) => {
    stdout += String(data);
    heard();
  });
  child.stderr?.on('data', (data) => {
    stderr += String(data);
    heard();
  });
  const text = () => stderr + stdout;
  const ended = once(child, 'close').then(([code]) => {
    isOver = true;
    heard();
    return { code, stdout, stderr };
  });
  atEnd(() => void child.kill('SIGKILL'));
  return {
    child,
    text,
    ended,
    async says(pattern) {
      for (;;) {
        const found = pattern.exec(text());
        if (found !== null) return found;
        if (isOver) throw new Error(`It ended without ${String(pattern)}: ${text()}`);
        await changed.promise;
      }
    },
  };
}

export interface Vid {
  readonly home: string;
  readonly simulator: Simulator;
  readonly environment: Environment;
  readonly start: (...given: readonly string[]) => Running;
  readonly run: (...given: readonly string[]) => Promise<Result>;
  /** In a terminal of this size; what is typed goes to `child.stdin`. */
  readonly terminal: (columns: number, ...given: readonly string[]) => Running;
  /** The same, with other variables. */
  readonly with: (env: Environment) => Vid;
  /** The same, so long after the others by its calendar: what was killed has its jobs no longer. Its timers run as ever. */
  readonly later: (seconds: number) => Vid;
  /** How many tasks were made, and so are billed. */
  readonly billed: () => number;
}

const shifted = (seconds: number) => {
  const script = `const { now } = Date; Date.now = () => now() + ${seconds * 1000};`;
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
};

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

interface VidOptions extends SimulatorOptions {
  readonly env?: Environment;
  /** Puts something before the simulator, by its address; the address that takes its place. */
  readonly behind?: (url: string) => Promise<string>;
  /** Default: `onTestFinished` of vitest, which knows one test at a time. */
  readonly atEnd?: AtEnd;
}

export async function openVid(options: VidOptions = {}): Promise<Vid> {
  const { env = {}, behind, atEnd = onTestFinished, ...simulated } = options;
  const simulator = await startSimulator({ speed: 60, services: await loadSimulations(), ...simulated });
  atEnd(() => simulator.close());
  const home = folder(atEnd);
  const environment = { ...bare(home), ...(await keysOf(simulator, await behind?.(simulator.url))), ...env };
  return inFolder(home, simulator, environment, atEnd);
}

function inFolder(home: string, simulator: Simulator, environment: Environment, atEnd: AtEnd): Vid {
  const other = (env: Environment) => inFolder(home, simulator, { ...environment, ...env }, atEnd);
  const start = (...given: readonly string[]) => {
    const [program = '', ...rest] = commandLine(...given);
    const options = { cwd: home, env: environment } as const;
    return watch(spawn(program, rest, { ...options, stdio: ['ignore', 'pipe', 'pipe'] }), atEnd);
  };
  return {
    home,
    simulator,
    environment,
    start,
    run: (...given) => start(...given).ended,
    terminal(columns, ...given) {
      const command = commandLine(...given)
        .map(quoted)
        .join(' ');
      const inside = `stty cols ${columns} rows 40; exec ${command}`;
      // `script` of util-linux gives a terminal without a native module.
      return watch(
        spawn('script', ['-qefc', inside, '/dev/null'], {
          cwd: home,
          env: { ...environment, TERM: 'xterm', SHELL: '/bin/sh' },
          stdio: ['pipe', 'pipe', 'pipe'],
        }),
        atEnd,
      );
    },
    with: other,
    later: (seconds) => other({ NODE_OPTIONS: shifted(seconds) }),
    billed: () => simulator.tasks.length,
  };
}

/** The variables of every service that is simulated, as a user would set them. */
async function keysOf(simulator: Simulator, url = simulator.url): Promise<Environment> {
  const found: Record<string, string> = {};
  for (const { id, apis } of await loadManifests()) {
    for (const { api, keys } of apis) {
      const settings = simulator.settingsFor(id, api);
      const way = keys.find((one) => Object.keys(one).every((setting) => settings?.[setting] !== undefined));
      if (settings === undefined || way === undefined) continue;
      for (const [setting, variable] of Object.entries(way)) found[variable] = settings[setting] ?? '';
      const name = `VID_${id}_${api}_BASE_URL`.toUpperCase().replaceAll(/[^A-Z\d]/g, '_');
      found[name] = (settings['baseUrl'] ?? '').replace(simulator.url, url);
    }
  }
  return found;
}

/** Variables without any key. */
export const withoutKeys = (environment: Environment): Environment =>
  Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => ['PATH', 'HOME'].includes(name) || /^VID_(STATE|INT)/.test(name),
    ),
  );
