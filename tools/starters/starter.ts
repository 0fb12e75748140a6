import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** What the starter names of ours, and what those need. */
function tarballsFor(folder: string): readonly string[] {
  const { dependencies, devDependencies }: Manifest = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  );
  const names = Object.keys({ ...dependencies, ...devDependencies, '@vid/gateway': '' });
  return names
    .filter((name) => name.startsWith('@vid/'))
    .map((name) => {
      const [tarball] = globSync(`tarballs/vid-${name.slice(5)}-[0-9]*.tgz`, { cwd: root });
      if (tarball === undefined) throw new Error(`There is no tarball of ${name}: run pnpm tarballs.`);
      return join(root, tarball);
    });
}

/** A copy of the starter outside of the repository, with the tarballs installed by npm as its README says. */
export function copyStarter(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `vid-${name}-`));
  cpSync(join(root, 'examples/starters', name), folder, {
    recursive: true,
    filter: (path) => !/node_modules|\.next/.test(path),
  });
  const options = ['--no-audit', '--no-fund', '--loglevel=error'];
  execFileSync('npm', ['install', ...options, ...tarballsFor(folder)], { cwd: folder, stdio: 'inherit' });
  return folder;
}

export interface Running {
  readonly child: ChildProcess;
  /** What it has said when `pattern` is in it. */
  readonly said: (pattern: RegExp) => Promise<RegExpExecArray>;
  readonly stop: () => Promise<void>;
}

/** A program of the starter's, by its path in `node_modules` or in the starter itself. */
export function start(
  folder: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Running {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, NEXT_TELEMETRY_DISABLED: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = once(child, 'exit');
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (text += String(data)));
  return {
    child,
    async said(pattern) {
      for (;;) {
        const found = pattern.exec(text);
        if (found !== null) return found;
        if (child.exitCode !== null) throw new Error(`It ended: ${text}`);
        await Promise.race([once(child.stdout, 'data'), once(child.stderr, 'data'), exit]);
      }
    },
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await exit;
    },
  };
}
