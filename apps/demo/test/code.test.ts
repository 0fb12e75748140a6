import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { VideoRequest } from '@vid/core';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { asCurl, bodyPieces } from '../src/page/code/as-curl.ts';
import { asTypeScript } from '../src/page/code/as-typescript.ts';
import { filesOf } from '../src/page/code/files.ts';
import { connectionEntries } from '../src/server/providers.ts';
import { key, openDemo, png } from './demo.ts';

const run = promisify(execFile);
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const picture = { data: new Uint8Array(png), mediaType: 'image/png' };
const sentFiles = (request: VideoRequest) =>
  filesOf(request).map(({ name, data }) => ({ name, base64: Buffer.from(data).toString('base64') }));

async function temporaryFolder(parent: string) {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'vid-'));
  onTestFinished(async () => rm(folder, { recursive: true }));
  return folder;
}

/** The command as somebody would paste it, in a folder where the request's files lie. */
async function paste(command: string, request: VideoRequest, environment: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder(tmpdir());
  await Promise.all(filesOf(request).map(({ name, data }) => writeFile(join(folder, name), data)));
  const env = { PATH: process.env['PATH'], ...environment };
  const { stdout } = await run('sh', ['-c', command], { cwd: folder, env });
  return stdout;
}

describe('as curl', () => {
  test.each<[string, VideoRequest]>([
    ['words that a shell would read', { prompt: `it's "$HOME" \`id\` \\ $(id) !\n#%s 猫`, duration: 5 }],
    ['files', { prompt: "it's", firstFrame: picture, lastFrame: picture }],
  ])('%s: a shell sends what the library would', async (_, request) => {
    const { post, simulator } = await openDemo();
    const wire = Object.fromEntries(
      Object.entries(request).map(([name, value]) => [
        name,
        value === picture ? { base64: png.toString('base64') } : value,
      ]),
    );
    const answer = await post('/api/prepare', { model: 'kling:kling-v2-6', api: 'gateway', request: wire });
    const prepared = await answer.json();
    const command = asCurl(prepared, sentFiles(request), ['KLING_API_TOKEN']);
    expect(command).not.toContain(key);
    expect(command).not.toContain(png.toString('base64'));
    const told = await paste(command, request, { KLING_API_TOKEN: key });
    expect(JSON.parse(told)).toMatchObject({ code: 0 });
    expect(simulator.tasks.map(({ body }) => body)).toEqual([prepared.body]);
  });

  test('any text survives the shell', async () => {
    const texts = fc.sample(
      fc.string({ unit: 'binary' }).filter((text) => !text.includes('\0')),
      30,
    );
    const prepared = { method: 'POST', url: 'http://x', headers: { 'x-text': 'a' }, body: texts } as const;
    const command = asCurl(prepared, [], []).replace(/^curl/, `printf '%s\\n'`);
    const [, , , , , , body = ''] = (await paste(command, {}, {})).split('\n');
    expect(JSON.parse(body)).toEqual(texts);
  });

  test('what a signature needs, and a file that goes up first, is said', () => {
    const headers = { authorization: '***', 'x-date': '***' };
    const prepared = { method: 'POST', url: 'https://x.example', headers, body: { a: 'later' } } as const;
    const command = asCurl(prepared, [{ name: 'firstFrame.png', base64: 'AAAA' }], ['ONE', 'TWO']);
    expect(command).toContain('# $AUTHORIZATION, $X_DATE: made from the key for every request anew');
    expect(command).toContain('# firstFrame.png: uploaded first');
    expect(command).toContain(`-H 'x-date: '"$X_DATE"`);
  });

  test('the same bytes in two places are both a file', () => {
    const pieces = bodyPieces({ a: 'QUJD', b: 'data:image/png;base64,QUJD', c: 'QUJDx' }, [
      { name: 'f.png', base64: 'QUJD' },
    ]);
    expect(pieces.map((piece) => ('file' in piece ? '*' : piece.text)).join('')).toBe(
      '{"a":"*","b":"data:image/png;base64,*","c":"QUJDx"}',
    );
  });
});

/** As somebody leaves it who wants to pay. */
const withPaidLines = (source: string) => source.replaceAll(/^\/\/ (?=const |console)/gm, '');

test('as TypeScript: every api compiles, whatever is in the request, as copied and to pay', async () => {
  const requests: readonly VideoRequest[] = [
    { prompt: `it's "$\{x}" \\ \n \\"` },
    { firstFrame: picture, duration: 5, watermark: false, seed: 0, cameraControl: { zoom: -3 } },
    { prompt: 'await readFile(', references: ['https://example.com/a.png', picture], unchecked: ['seed'] },
    { motionMasks: { static: picture, dynamic: [{ mask: picture, trajectory: [{ x: 1, y: 2 }] }] } },
  ];
  // Beside the list of providers, so that each package of it is found.
  const folder = await temporaryFolder(fileURLToPath(new URL('../../../providers/dist', import.meta.url)));
  const programs = connectionEntries.flatMap(({ code, keys, create }, connection) => {
    const [model] = create({}).capabilities.models;
    return requests.flatMap((request, index) => {
      const source = asTypeScript(request, `${model?.provider}:${model?.model}`, {
        api: model?.api ?? '',
        code,
        keyVariables: Object.values(keys[0]),
      });
      return [
        { file: join(folder, `${connection}-${index}.ts`), source },
        { file: join(folder, `${connection}-${index}-paid.ts`), source: withPaidLines(source) },
      ];
    });
  });
  expect(programs).toHaveLength(connectionEntries.length * requests.length * 2);
  await Promise.all(programs.map(({ file, source }) => writeFile(file, source)));
  const options = {
    extends: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
    compilerOptions: { noEmit: true, lib: ['es2024', 'dom'] },
    include: [`${folder}/*.ts`],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
  const told = await run(process.execPath, [tsc, '-p', folder]).catch((error: unknown) => error);
  expect(told).toMatchObject({ stdout: '' });
}, 60_000);

test('as TypeScript: run as copied it shows the request and sends nothing, whatever keys there are', async () => {
  const folder = await temporaryFolder(fileURLToPath(new URL('../dist', import.meta.url)));
  const guard = join(folder, 'guard.mjs');
  const start = `globalThis.fetch = async (url, init) => {
    console.log('SENT', init?.method, String(url?.url ?? url));
    throw new Error('no network');
  };`;
  await Promise.all([writeFile(guard, start), writeFile(join(folder, 'firstFrame.png'), png)]);
  const request: VideoRequest = { prompt: "it's", firstFrame: picture };
  const connection = { api: 'gateway', code: { package: '@vid/kling', factory: 'createKling' } };
  const source = asTypeScript(request, 'kling:kling-v2-6', {
    ...connection,
    keyVariables: ['KLING_API_TOKEN'],
  });
  const play = async (name: string, program: string) => {
    const file = join(folder, name);
    await writeFile(file, program);
    const command = ['--conditions=@vid/source', `--import=${guard}`, file];
    const env = { PATH: process.env['PATH'], KLING_API_TOKEN: key };
    const { stdout } = await run(process.execPath, command, { cwd: folder, env }).catch((error: unknown) =>
      Object(error),
    );
    return String(stdout);
  };
  const copied = await play('copied.ts', source);
  expect(copied).toContain('/kling/v1/videos/image2video');
  expect(copied).not.toContain('SENT');
  expect(copied).not.toContain(key);
  expect((await play('paid.ts', withPaidLines(source))).match(/^SENT POST /gm)).toHaveLength(1);
}, 60_000);
