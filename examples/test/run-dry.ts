import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const trap = new URL('no-network.ts', import.meta.url).href;

/** In every variable that a provider reads. */
export const secret = 'sk-never-to-be-printed';
const keys = [
  'RUNWAY_API_TOKEN',
  'KLING_API_TOKEN',
  'JIMENG_API_TOKEN',
  'RUNWAYML_API_SECRET',
  'KLINGAI_API_KEY',
  'KLINGAI_ACCESS_KEY',
  'KLINGAI_SECRET_KEY',
  'VOLC_ACCESSKEY',
  'VOLC_SECRETKEY',
  'OPENROUTER_API_KEY',
  'XAI_API_KEY',
];

/** What a file under examples/ prints, in a process of its own that has all keys or none and no network. */
export async function runDry(
  path: string,
  { args = [], hasKeys = true }: { readonly args?: readonly string[]; readonly hasKeys?: boolean } = {},
): Promise<string> {
  const file = new URL(`../${path}`, import.meta.url).pathname;
  const env = {
    PATH: process.env['PATH'] ?? '',
    ...(hasKeys && Object.fromEntries(keys.map((key) => [key, secret]))),
  };
  const { stdout } = await run(
    process.execPath,
    ['--conditions=@vid/source', `--import=${trap}`, file, ...args],
    { env },
  );
  return stdout;
}
