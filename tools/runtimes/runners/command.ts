import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Report, Settings } from '../consumer/scenario.ts';
import type { Given, Runtime } from '../runtime.ts';
import { environment, keys } from '../simulator.ts';

export const here = join(import.meta.dirname, '..');

/** What a command prints, in this folder and with no other variables. Throws, with all that it said, where it fails. */
export async function outputOf(
  [command = '', ...rest]: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { PATH, HOME } = process.env;
  const child = spawn(command, rest, {
    cwd: here,
    env: { PATH, HOME, NO_COLOR: '1', ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  if (code !== 0) throw new Error(`${command} ended with ${String(code)}:\n${stdout}\n${stderr}`);
  return stdout;
}

export const settingsOf = ({ simulator, dead, folder }: Given): Settings => ({
  baseUrl: simulator,
  deadUrl: dead,
  folder,
});

/** The program of one module system, by a runtime that has a command line. */
export const onCommandLine =
  (command: readonly string[], program: 'by-import.ts' | 'by-require.cjs') =>
  async (given: Given): Promise<Report> =>
    JSON.parse(
      await outputOf(
        [...command, 'consumer/main.ts', program, JSON.stringify(settingsOf(given))],
        environment,
      ),
    );

/** The same where the environment may not be read. */
export const withoutEnvironment =
  (command: readonly string[]) =>
  async (given: Given): Promise<Report> =>
    JSON.parse(
      await outputOf([
        ...command,
        'consumer/main.ts',
        'by-import.ts',
        JSON.stringify({ ...settingsOf(given), keys }),
      ]),
    );

const platform = `${process.platform}-${process.arch}`;

/** A binary that comes as a package for each platform. */
export function binary(
  names: Readonly<Record<string, string>>,
  path: string,
): { readonly path: string } & Pick<Runtime, 'missing'> {
  const whole = join(here, 'node_modules', names[platform] ?? '-', path);
  return existsSync(whole) ? { path: whole } : { path: whole, missing: `no package for ${platform}` };
}
