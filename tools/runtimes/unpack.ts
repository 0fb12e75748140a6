import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

/*
 * The packages as npm would get them (`pnpm tarballs`), under this folder's `node_modules`. Each finds what its manifest
 * declares, in the versions of this lockfile, and nothing else.
 */

const here = import.meta.dirname;
const installed = join(here, 'node_modules');

/** What an application installs, and the command with all that it brings; the simulator stands for the services. */
const packages = [
  'core',
  'gateway',
  'runway',
  'kling',
  'jimeng',
  'seedance',
  'wan',
  'minimax',
  'openrouter',
  'openai-videos',
  'simulator',
  'server',
  'react',
  'ai-sdk',
  'pg-boss',
  'mcp',
  'cli',
] as const;

interface Manifest {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

const read = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));

const own = read(here).dependencies ?? {};

/** Throws where there is no tarball, or where this folder has not, or in another range, what it depends on. */
function unpack(name: string): void {
  const { version } = read(join(here, '../../packages', name));
  const place = join(installed, '@vid', name);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true });
  const tarball = join(here, '../../tarballs', `vid-${name}-${version}.tgz`);
  if (!existsSync(tarball)) throw new Error(`There is no ${tarball}: run pnpm tarballs.`);
  execFileSync('tar', ['-xzf', tarball, '-C', place, '--strip-components=1']);
  for (const [dependency, range] of Object.entries(read(place).dependencies ?? {})) {
    if (!dependency.startsWith('@vid/') && own[dependency] !== range)
      throw new Error(`@vid/${name} needs ${dependency} ${range}: put it into tools/runtimes/package.json.`);
    const link = join(place, 'node_modules', dependency);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(installed, dependency), link);
  }
}

for (const name of packages) unpack(name);
