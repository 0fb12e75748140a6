import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { VideoRequest } from '@vid/core';
import type { FaultRule } from '@vid/simulator';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Setup } from '../src/api.ts';
import { asCurl, bodyPieces } from '../src/page/code/as-curl.ts';
import { asAiSdk } from '../src/page/code/as-ai-sdk.ts';
import { asTypeScript } from '../src/page/code/as-typescript.ts';
import { filesOf } from '../src/page/request-json.ts';
import { connectionAt, type Target } from '../src/page/code/as-typescript.ts';
import { connectionEntries } from '../src/server/providers.ts';
import { key, openDemo, png } from './demo.ts';
import { isFilm, paste, workFolder } from './pasted.ts';
import type { Demo } from './watch.ts';

const run = promisify(execFile);
const tsc = fileURLToPath(new URL('../node_modules/typescript/bin/tsc', import.meta.url));
const picture = { data: new Uint8Array(png), mediaType: 'image/png' };
const sentFiles = (request: VideoRequest) =>
  filesOf(request).map(({ name, data }) => ({ name, base64: Buffer.from(data).toString('base64') }));

const setupOf = async ({ app }: Demo): Promise<Setup> => (await app.request('/api/setup')).json();

/** What the page has to copy from: the connection, and the dry run of the request. */
async function shown(
  demo: Demo,
  model: string,
  api: string,
  request: VideoRequest,
  target: Target = 'simulator',
) {
  const { connections } = await setupOf(demo);
  const found = connections.find((one) => one.api === api && model.startsWith(`${one.provider}:`));
  const connection = found && connectionAt(found, target);
  const wire = Object.fromEntries(
    Object.entries(request).map(([name, value]) => [
      name,
      value === picture ? { base64: png.toString('base64') } : value,
    ]),
  );
  const answer = await demo.post('/api/prepare', { model, api, request: wire });
  if (connection === undefined) throw new Error(`There is no ${model} (${api}).`);
  return { connection, prepared: await answer.json() };
}

const textOf = (curl: ReturnType<typeof asCurl>) => ('text' in curl ? curl.text : expect.fail(curl.none));

const text: VideoRequest = { prompt: 'a paper boat', duration: 5 };

describe('as curl', () => {
  test('asks where the tasks of its generation are', async () => {
    const demo = await openDemo();
    const { connection, prepared } = await shown(demo, 'kling:kling-3.0-turbo', 'official', text);
    const { folder } = await paste(textOf(asCurl(prepared, [], connection)), text, {});
    expect(await isFilm(folder)).toBe(true);
    expect(demo.simulator.tasks).toMatchObject([
      { body: { options: { external_task_id: expect.stringMatching(/^\d+-\d+$/) } } },
    ]);
    const asked = demo.simulator.requests.filter(({ method }) => method === 'GET').map(({ path }) => path);
    expect(new Set(asked.filter((path) => !path.startsWith('/clips')))).toEqual(new Set(['/tasks']));
  });

  test.each<[string, VideoRequest]>([
    ['words that a shell would read', { prompt: `it's "$HOME" \`id\` \\ $(id) !\n#%s 猫`, duration: 5 }],
    ['files', { prompt: "it's", firstFrame: picture, lastFrame: picture }],
  ])('%s: a shell sends what the library would', async (_, request) => {
    const demo = await openDemo({ environment: { KLING_API_TOKEN: key } });
    const { connection, prepared } = await shown(demo, 'kling:kling-v2-6', 'gateway', request, 'service');
    const command = textOf(asCurl(prepared, sentFiles(request), connection));
    expect(command).toContain('# This costs money: it sends one paid request at once');
    expect(command).not.toContain(key);
    expect(command).not.toContain(png.toString('base64'));
    await expect(paste(command.replace('sleep 5', 'sleep 1'), request, {})).rejects.toThrow(
      'set it to your key',
    );
    expect(demo.simulator.requests).toEqual([]);
    await paste(command.replace('sleep 5', 'sleep 1'), request, { KLING_API_TOKEN: key });
    expect(demo.simulator.tasks.map(({ body }) => body)).toEqual([prepared.body]);
  });

  test.each<[string, FaultRule, RegExp, number]>([
    ['a refusal', { on: 'submit', kind: 'rate-limited', times: 'always' }, /no task id in this answer/, 0],
    ['a lost answer', { on: 'submit', kind: 'accepted-cut', times: 'always' }, /may be billed/, 1],
    ['a task that fails', { on: 'poll', kind: 'failed', reason: 'too dark', times: 'always' }, /too dark/, 1],
  ])(
    '%s ends it with the reason, without a film and without a second request',
    async (_, fault, said, tasks) => {
      const demo = await openDemo({ faults: [fault] });
      const { connection, prepared } = await shown(demo, 'kling:kling-v2-6', 'gateway', text);
      const command = textOf(asCurl(prepared, [], connection));
      await expect(paste(command, text, {})).rejects.toThrow(said);
      expect(demo.simulator.tasks).toHaveLength(tasks);
      expect(demo.simulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
    },
  );

  test('trouble while asking ends nothing', async () => {
    const demo = await openDemo({ faults: [{ on: 'poll', kind: 'error', status: 503, times: 2 }] });
    const { connection, prepared } = await shown(demo, 'runway:gen4.5', 'official', text);
    const { folder } = await paste(textOf(asCurl(prepared, [], connection)), text, {});
    expect(await isFilm(folder)).toBe(true);
    expect(demo.simulator.tasks).toHaveLength(1);
  });

  test('any text survives the shell', async () => {
    const texts = fc.sample(
      fc.string({ unit: 'binary' }).filter((sample) => !sample.includes('\0')),
      30,
    );
    const prepared = { method: 'POST', url: 'http://x', headers: { 'x-text': 'a' }, body: texts } as const;
    const connection = { keyVariables: ['KEY'], state: 'real' } as const;
    const { folder: bin } = await workFolder({});
    const fake = `#!/bin/sh\nfor last; do :; done\nprintf %s "$last" > ${bin}/body\n`;
    await writeFile(join(bin, 'curl'), fake, { mode: 0o755 });
    const command = textOf(asCurl(prepared, [], connection));
    await paste(command, {}, { KEY: 'k', PATH: `${bin}:${process.env['PATH']}` });
    expect(JSON.parse(await readFile(join(bin, 'body'), 'utf8'))).toEqual(texts);
  });

  test('that its key signs is said instead', async () => {
    const { connection, prepared } = await shown(
      await openDemo(),
      'jimeng:jimeng-video-3.0',
      'official',
      text,
    );
    expect(asCurl(prepared, [], connection)).toEqual({ none: 'signs' });
  });

  test('a file that goes up first is said instead', () => {
    const headers = { authorization: 'Bearer ***' };
    const prepared = { method: 'POST', url: 'https://x.example', headers, body: { a: 'later' } } as const;
    const files = [{ name: 'firstFrame.png', base64: 'AAAA' }];
    expect(asCurl(prepared, files, { keyVariables: ['ONE'], state: 'real' })).toEqual({ none: 'uploads' });
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

function sdkOf(request: VideoRequest, ...[connection, name]: [Parameters<typeof asAiSdk>[2], string]) {
  const code = asAiSdk(request, name, connection);
  return 'text' in code ? [code.text] : [];
}

/** As somebody leaves it who wants to pay. */
const withPaidLines = (source: string) => source.replaceAll(/^\/\/ (?=const |console|if|await)/gm, '');

test('as TypeScript: every api compiles, whatever is in the request, as copied and to pay', async () => {
  const requests: readonly VideoRequest[] = [
    { prompt: `it's "$\{x}" \\ \n \\"` },
    { firstFrame: picture, duration: 5, watermark: false, seed: 0, cameraControl: { zoom: -3 } },
    { prompt: 'await readFile(', references: ['https://example.com/a.png', picture], unchecked: ['seed'] },
    { motionMasks: { static: picture, dynamic: [{ mask: picture, trajectory: [{ x: 1, y: 2 }] }] } },
  ];
  const { folder } = await workFolder({});
  const simulated = (await setupOf(await openDemo())).connections;
  const programs = connectionEntries.flatMap(({ code, keys, create }, connection) => {
    const [model] = create({}).capabilities.models;
    const name = `${model?.provider}:${model?.model}`;
    const api = model?.api ?? '';
    return requests.flatMap((request, index) => {
      const source = asTypeScript(request, name, { api, code, keyVariables: Object.values(keys[0]) });
      const file = (kind: string) => join(folder, `${connection}-${index}${kind}.mts`);
      return [
        { file: file(''), source },
        { file: file('-paid'), source: withPaidLines(source) },
        { file: file('-links'), source: asTypeScript(request, name, { api, code, keyVariables: [] }, true) },
        {
          file: file('-simulated'),
          source: asTypeScript(request, name, { api, code, keyVariables: [], ...simulated[connection] }),
        },
        ...sdkOf(request, { api, code, keyVariables: [] }, name).map((sdk) => ({
          file: file('-sdk'),
          source: sdk,
        })),
      ];
    });
  });
  expect(programs).toHaveLength(connectionEntries.length * (requests.length * 4 + 3));
  await Promise.all(programs.map(({ file, source }) => writeFile(file, source)));
  const options = {
    extends: fileURLToPath(new URL('../tsconfig.json', import.meta.url)),
    compilerOptions: {
      noEmit: true,
      lib: ['es2024', 'dom'],
      types: ['node'],
      typeRoots: [fileURLToPath(new URL('../node_modules/@types', import.meta.url))],
    },
    include: [`${folder}/*.mts`],
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(options));
  const told = await run(process.execPath, [tsc, '-p', folder]).catch((error: unknown) => error);
  expect(told).toMatchObject({ stdout: '' });
}, 60_000);

test('as TypeScript: run as copied it shows the request and sends nothing, whatever keys there are', async () => {
  const { folder } = await workFolder({});
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
