import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { VideoRequest } from '@vid/core';
import type { FaultRule } from '@vid/simulator';
import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Setup } from '../src/api.ts';
import { asCurl, bodyPieces } from '../src/page/code/as-curl.ts';
import { asTypeScript } from '../src/page/code/as-typescript.ts';
import { filesOf } from '../src/page/code/files.ts';
import { connectionEntries } from '../src/server/providers.ts';
import { key, openDemo, png } from './demo.ts';
import type { Demo } from './watch.ts';

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

/** As somebody would paste it into a terminal, in a folder where the request's files lie. */
async function paste(command: string, request: VideoRequest, environment: Readonly<Record<string, string>>) {
  const folder = await temporaryFolder(tmpdir());
  await Promise.all(filesOf(request).map(({ name, data }) => writeFile(join(folder, name), data)));
  const env = { PATH: process.env['PATH'], ...environment };
  const pasted = `${command}
status=$?; echo "the terminal is still there"; exit $status`;
  const { stdout } = await run('bash', ['-c', pasted], { cwd: folder, env });
  expect(stdout).toContain('the terminal is still there');
  return { folder, stdout };
}

const setupOf = async ({ app }: Demo): Promise<Setup> => (await app.request('/api/setup')).json();

/** What the page has to copy from: the connection, and the dry run of the request. */
async function shown(demo: Demo, model: string, api: string, request: VideoRequest) {
  const { connections } = await setupOf(demo);
  const connection = connections.find((one) => one.api === api && model.startsWith(`${one.provider}:`));
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

const isFilm = async (path: string) => (await readFile(path)).subarray(4, 8).toString() === 'ftyp';

/** A request for each api, to a model that its gateway and its own api have. */
const text: VideoRequest = { prompt: 'a paper boat', duration: 5 };
const fromLink: VideoRequest = { ...text, firstFrame: 'https://example.com/image.jpg' };
const apis: readonly (readonly [model: string, api: string, request: VideoRequest])[] = [
  ['runway:runwayml-gen4_turbo-5', 'gateway', fromLink],
  ['runway:gen4.5', 'official', text],
  ['kling:kling-v2-6', 'gateway', text],
  ['kling:kling-v2-6', 'official', text],
  ['jimeng:jimeng-video-3.0', 'gateway', text],
  ['jimeng:jimeng-video-3.0', 'official', text],
];
const isSigned = ([model, api]: (typeof apis)[number]) => api === 'official' && model.startsWith('jimeng:');

test('every api of the list is copied from and run below', async () => {
  const { connections } = await setupOf(await openDemo());
  const run = apis.map(([model, api]) => `${model.replace(/:.*/, '')} ${api}`);
  expect(run.toSorted()).toEqual(connections.map(({ provider, api }) => `${provider} ${api}`).toSorted());
});

describe('as curl', () => {
  test.each(apis.filter((one) => !isSigned(one)))(
    '%s (%s): pasted, it makes one task and brings its film home',
    async (model, api, request) => {
      const demo = await openDemo();
      const { connection, prepared } = await shown(demo, model, api, request);
      const curl = asCurl(prepared, sentFiles(request), connection);
      const { folder, stdout } = await paste(textOf(curl), request, {});
      const { external_task_id: reference = '{reference}', ...body } = demo.simulator.tasks[0]?.body ?? {};
      expect({ external_task_id: '{reference}', ...prepared.body }).toEqual({
        external_task_id: '{reference}',
        ...body,
      });
      expect(String(reference)).toMatch(/^(\d+-\d+|\{reference\})$/);
      expect(demo.simulator.tasks).toHaveLength(1);
      expect(await isFilm(join(folder, 'video.mp4'))).toBe(true);
      expect(stdout).toContain(`task ${demo.simulator.tasks[0]?.id}`);
    },
  );

  test('asks where the tasks of its generation are', async () => {
    const demo = await openDemo();
    const { connection, prepared } = await shown(demo, 'kling:kling-3.0-turbo', 'official', text);
    const { folder } = await paste(textOf(asCurl(prepared, [], connection)), text, {});
    expect(await isFilm(join(folder, 'video.mp4'))).toBe(true);
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
    const { connection, prepared } = await shown(demo, 'kling:kling-v2-6', 'gateway', request);
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
    expect(await isFilm(join(folder, 'video.mp4'))).toBe(true);
    expect(demo.simulator.tasks).toHaveLength(1);
  });

  test('any text survives the shell', async () => {
    const texts = fc.sample(
      fc.string({ unit: 'binary' }).filter((sample) => !sample.includes('\0')),
      30,
    );
    const prepared = { method: 'POST', url: 'http://x', headers: { 'x-text': 'a' }, body: texts } as const;
    const connection = { keyVariables: ['KEY'], state: 'real' } as const;
    const bin = await temporaryFolder(tmpdir());
    const fake = `#!/bin/sh\nfor last; do :; done\nprintf %s "$last" > ${bin}/body\n`;
    await writeFile(join(bin, 'curl'), fake, { mode: 0o755 });
    const command = textOf(asCurl(prepared, [], connection));
    await paste(command, {}, { KEY: 'k', PATH: `${bin}:${process.env['PATH']}` });
    expect(JSON.parse(await readFile(join(bin, 'body'), 'utf8'))).toEqual(texts);
  });

  test.each(apis.filter(isSigned))('%s (%s): that its key signs is said instead', async (...one) => {
    const { connection, prepared } = await shown(await openDemo(), ...one);
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

/** As somebody leaves it who wants to pay. */
const withPaidLines = (source: string) => source.replaceAll(/^\/\/ (?=const |console|if|await)/gm, '');

test('as TypeScript: every api compiles, whatever is in the request, as copied and to pay', async () => {
  const requests: readonly VideoRequest[] = [
    { prompt: `it's "$\{x}" \\ \n \\"` },
    { firstFrame: picture, duration: 5, watermark: false, seed: 0, cameraControl: { zoom: -3 } },
    { prompt: 'await readFile(', references: ['https://example.com/a.png', picture], unchecked: ['seed'] },
    { motionMasks: { static: picture, dynamic: [{ mask: picture, trajectory: [{ x: 1, y: 2 }] }] } },
  ];
  // Beside the list of providers, so that each package of it is found.
  const folder = await temporaryFolder(fileURLToPath(new URL('../../../providers/dist', import.meta.url)));
  const simulated = (await setupOf(await openDemo())).connections;
  const programs = connectionEntries.flatMap(({ code, keys, create }, connection) => {
    const [model] = create({}).capabilities.models;
    const name = `${model?.provider}:${model?.model}`;
    const api = model?.api ?? '';
    return requests.flatMap((request, index) => {
      const source = asTypeScript(request, name, { api, code, keyVariables: Object.values(keys[0]) });
      const file = (kind: string) => join(folder, `${connection}-${index}${kind}.ts`);
      return [
        { file: file(''), source },
        { file: file('-paid'), source: withPaidLines(source) },
        { file: file('-links'), source: asTypeScript(request, name, { api, code, keyVariables: [] }, true) },
        {
          file: file('-simulated'),
          source: asTypeScript(request, name, { api, code, keyVariables: [], ...simulated[connection] }),
        },
      ];
    });
  });
  expect(programs).toHaveLength(connectionEntries.length * requests.length * 4);
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

test.each(apis)(
  'as TypeScript: %s (%s): copied, it makes one task and brings its film home',
  async (model, api, request) => {
    const demo = await openDemo();
    const { connection } = await shown(demo, model, api, request);
    // Where its packages are found.
    const folder = await temporaryFolder(fileURLToPath(new URL('../../../providers/dist', import.meta.url)));
    await writeFile(join(folder, 'video.mts'), asTypeScript(request, model, connection));
    const env = { PATH: process.env['PATH'] };
    await run(process.execPath, ['--conditions=@vid/source', 'video.mts'], { cwd: folder, env });
    expect(await isFilm(join(folder, 'video.mp4'))).toBe(true);
    expect(demo.simulator.tasks).toHaveLength(1);
  },
);

test('as TypeScript: a file for a service that takes links only', async () => {
  const demo = await openDemo();
  const [name, api] = ['runway:runwayml-gen4_turbo-5', 'gateway'];
  const request: VideoRequest = { ...text, firstFrame: picture };
  const { connection, prepared } = await shown(demo, name, api, request);
  expect(asCurl(prepared, sentFiles(request), connection)).toEqual({ none: 'uploads' });
  const folder = await temporaryFolder(fileURLToPath(new URL('../../../providers/dist', import.meta.url)));
  await writeFile(join(folder, 'firstFrame.png'), png);
  await writeFile(join(folder, 'video.mts'), asTypeScript(request, name, connection, true));
  const env = { PATH: process.env['PATH'] };
  await run(process.execPath, ['--conditions=@vid/source', 'video.mts'], { cwd: folder, env });
  expect(await isFilm(join(folder, 'video.mp4'))).toBe(true);
  expect(demo.simulator.tasks.map(({ body }) => body)).toMatchObject([
    { promptImage: 'https://demo.invalid/' },
  ]);
  const { simulator: _, ...paid } = connection;
  expect(asTypeScript(request, name, paid, true)).toContain('store the file where it can reach it');
});

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
