import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { VideoRequest } from '@vid/core';
import { onTestFinished } from 'vitest';
import { filesOf } from '../src/page/request-json.ts';

const run = promisify(execFile);
const source = '--conditions=@vid/source';

const packages = fileURLToPath(new URL('../../../packages', import.meta.url));
const cli = join(packages, 'cli/src/main.ts');

/** A folder where the request's files lie, its packages are installed, and `vid` is on the path. Gone at the end of the test. */
export async function workFolder(request: VideoRequest) {
  const folder = await mkdtemp(join(tmpdir(), 'vid-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  const [bin, modules] = [join(folder, 'bin'), join(folder, 'node_modules')];
  await Promise.all([mkdir(bin), mkdir(join(modules, '@vid'), { recursive: true })]);
  const installed = await readdir(packages);
  await Promise.all([
    ...installed.map((name) => symlink(join(packages, name), join(modules, '@vid', name))),
    symlink(join(packages, 'ai-sdk/node_modules/ai'), join(modules, 'ai')),
    writeFile(join(bin, 'vid'), `#!/bin/sh\nexec '${process.execPath}' ${source} '${cli}' "$@"\n`, {
      mode: 0o755,
    }),
    ...filesOf(request).map(({ name, data }) => writeFile(join(folder, name), data)),
  ]);
  return { folder, path: `${bin}:${process.env['PATH']}` };
}

type Environment = Readonly<Record<string, string>>;

/** As somebody would paste it into a terminal. Rejects with what it said where it fails. */
export async function paste(command: string, request: VideoRequest, environment: Environment = {}) {
  const { folder, path } = await workFolder(request);
  const pasted = `${command}
status=$?; echo "the terminal is still there"; exit $status`;
  const env = { PATH: path, TMPDIR: folder, HOME: folder, ...environment };
  const { stdout } = await run('bash', ['-c', pasted], { cwd: folder, env });
  return { folder, stdout };
}

/** As somebody would save it as `video.mts` and run it. */
export async function runProgram(program: string, request: VideoRequest, environment: Environment = {}) {
  const { folder } = await workFolder(request);
  await writeFile(join(folder, 'video.mts'), program);
  const env = { PATH: process.env['PATH'], AI_SDK_LOG_WARNINGS: 'false', ...environment };
  const { stdout } = await run(process.execPath, [source, 'video.mts'], { cwd: folder, env });
  return { folder, stdout };
}

export const isFilm = async (folder: string) =>
  (await readFile(join(folder, 'video.mp4'))).subarray(4, 8).toString() === 'ftyp';
