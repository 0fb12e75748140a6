import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const workspaces = ['packages/*', 'apps/*', 'examples', 'providers'];

const gitIn = (cwd: string, ...command: readonly string[]) =>
  execFileSync('git', ['-c', 'user.name=test', '-c', 'user.email=test@example.com', ...command], {
    cwd,
    encoding: 'utf8',
  });

function nameOf(folder: string): string {
  const { name }: { readonly name: string } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return name;
}

/**
 * This repository as it is now but for the folder `without`, in a folder of its own that is gone after the test,
 * committed, and linked as `pnpm install` would have it, to what is installed here.
 */
export function copyRepository(without: string) {
  const copy = mkdtempSync(join(tmpdir(), 'vid-copy-'));
  onTestFinished(() => rmSync(copy, { recursive: true }));
  const files = gitIn(root, 'ls-files', '--cached', '--others', '--exclude-standard', '-z').split('\0');
  for (const file of files.filter(
    (path) => path !== '' && !path.startsWith(without) && existsSync(join(root, path)),
  )) {
    cpSync(join(root, file), join(copy, file));
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  const own = new Map(
    globSync(workspaces, { cwd: copy })
      .filter((folder) => existsSync(join(copy, folder, 'package.json')))
      .map((folder) => [nameOf(join(copy, folder)), folder] as const),
  );
  /** A folder's dependencies: those of the workspace as they are in the copy, the others as installed for `like`. */
  const link = (folder: string, like: string, more: readonly string[] = []) => {
    const installed = join(root, like, 'node_modules');
    const names = readdirSync(installed)
      .filter((name) => !name.startsWith('.'))
      .flatMap((name) =>
        name.startsWith('@') ? readdirSync(join(installed, name)).map((one) => `${name}/${one}`) : [name],
      );
    for (const name of new Set([...names, ...more])) {
      const place = join(copy, folder, 'node_modules', name);
      const inside = own.get(name);
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(inside === undefined ? realpathSync(join(installed, name)) : join(copy, inside), place);
    }
  };
  for (const folder of own.values()) if (existsSync(join(root, folder, 'node_modules'))) link(folder, folder);
  gitIn(copy, 'init', '-q');
  gitIn(copy, 'add', '-A');
  gitIn(copy, 'commit', '-qm', 'before');
  return {
    folder: copy,
    git: (...command: readonly string[]) => gitIn(copy, ...command),
    /** Links a package that has come since, and lets the list and the command find it. */
    install: (name: string, folder: string) => {
      own.set(name, folder);
      link(folder, 'examples');
      for (const dependent of ['providers', 'packages/cli'])
        symlinkSync(join(copy, folder), join(copy, dependent, 'node_modules', name));
    },
  };
}
