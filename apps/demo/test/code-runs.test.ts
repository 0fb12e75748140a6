import type { VideoRequest } from '@vid/core';
import { expect, test } from 'vitest';
import type { Setup } from '../src/api.ts';
import { asAiSdk } from '../src/page/code/as-ai-sdk.ts';
import { asCli } from '../src/page/code/as-cli.ts';
import { asCurl } from '../src/page/code/as-curl.ts';
import { asTypeScript } from '../src/page/code/as-typescript.ts';
import { filesOf } from '../src/page/request-json.ts';
import { connectionAt, type Target } from '../src/page/code/as-typescript.ts';
import { connectionEntries, simulations } from '../src/server/providers.ts';
import { openDemo, png } from './demo.ts';
import { isFilm, paste, runProgram } from './pasted.ts';
import type { Demo } from './watch.ts';

/* Every form of copied code, pasted and run for every api of the list: one film and one bill each. */

const text: VideoRequest = { prompt: `it's a "paper" boat $HOME`, duration: 5 };
/** A model of each api, and a request that it takes. */
const apis: Readonly<Record<string, readonly [model: string, request: VideoRequest]>> = {
  'runway gateway': ['runwayml-gen4_turbo-5', { ...text, firstFrame: 'https://example.com/image.jpg' }],
  'runway official': ['gen4.5', text],
  'kling gateway': ['kling-v2-6', text],
  'kling official': ['kling-v2-6', text],
  'jimeng gateway': ['jimeng-video-3.0', text],
  'jimeng official': ['jimeng-video-3.0', text],
  'seedance ark': ['doubao-seedance-2-0-260128', text],
  'seedance modelark': ['dreamina-seedance-2-0-260128', text],
  'seedance gateway': ['doubao-seedance-2-0-260128', text],
  'wan official': ['wan2.7-t2v', text],
  'minimax official': ['MiniMax-H3', { ...text, aspectRatio: '16:9', resolution: '768p' }],
  'openrouter official': ['x-ai/grok-imagine-video', text],
};
const names = Object.keys(apis);

const everything = { entries: () => connectionEntries, services: simulations };

async function shown(demo: Demo, name: string, target: Target, [model, request] = apis[name] ?? ['', text]) {
  const [provider = '', api = ''] = name.split(' ');
  const { connections }: Setup = await (await demo.app.request('/api/setup')).json();
  const found = connections.find((one) => one.provider === provider && one.api === api);
  const connection = found && connectionAt(found, target);
  if (connection === undefined) throw new Error(`There is no ${name}.`);
  const full = `${provider}:${model}`;
  const wire = JSON.stringify(request, (_, value: unknown) =>
    value instanceof Uint8Array || Object(value).mediaType === undefined
      ? value
      : { base64: png.toString('base64') },
  );
  const answer = await demo.post(`/api/prepare?at=${target}`, {
    model: full,
    api,
    request: JSON.parse(wire),
  });
  return { connection, model: full, request, prepared: await answer.json() };
}

test('every api of the list is copied from and run below', async () => {
  const { connections }: Setup = await (await (await openDemo(everything)).app.request('/api/setup')).json();
  expect(names.toSorted()).toEqual(connections.map(({ provider, api }) => `${provider} ${api}`).toSorted());
});

test.each(names)(
  '%s: copied for the simulator, each form makes one task and brings its film home',
  async (name) => {
    const demo = await openDemo(everything);
    const { connection, model, request, prepared } = await shown(demo, name, 'simulator');
    const [curl, cli, sdk] = [
      asCurl(prepared, [], connection),
      asCli(request, model, connection),
      asAiSdk(request, model, connection),
    ];
    const runs = [
      ...('text' in curl ? [paste(curl.text, request)] : []),
      ...('text' in cli ? [paste(cli.text, request)] : []),
      runProgram(asTypeScript(request, model, connection), request),
      ...('text' in sdk ? [runProgram(sdk.text, request)] : []),
    ];
    // Its key signs each call: there is no curl.
    expect(runs).toHaveLength(name === 'jimeng official' ? 3 : 4);
    for (const { folder } of await Promise.all(runs)) expect(await isFilm(folder)).toBe(true);
    expect(demo.simulator.tasks).toHaveLength(runs.length);
    const without = ({ body }: { readonly body: object }) =>
      JSON.parse(JSON.stringify({ ...body, external_task_id: undefined, safety_identifier: undefined }));
    const [first, ...others] = demo.simulator.tasks.map(without);
    for (const other of others) expect(other).toEqual(first);
  },
  60_000,
);

/** Sends to the simulator what would go to the service: the two addresses of a submit end alike. */
function atSimulator(code: string, service: string, simulator: string): string {
  const alike = new URL(service).pathname;
  const path = new URL(simulator).pathname;
  for (let cut = 0; cut < alike.length; cut++)
    if (path.endsWith(alike.slice(cut)))
      return code.replaceAll(
        service.slice(0, service.length - alike.length + cut),
        simulator.slice(0, simulator.length - alike.length + cut),
      );
  throw new Error(`${service} and ${simulator} have nothing in common.`);
}

test.each(names)(
  '%s: copied for the service, each form reads the key of whoever runs it, and pays once, or not at all',
  async (name) => {
    const demo = await openDemo(everything);
    const { connection, model, request, prepared } = await shown(demo, name, 'service');
    const here = await shown(demo, name, 'simulator');
    const [curl, cli, sdk, program] = [
      asCurl(prepared, [], connection),
      asCli(request, model, connection),
      asAiSdk(request, model, connection),
      asTypeScript(request, model, connection),
    ];
    const { baseUrl = '', ...publicKeys } = here.connection.simulator ?? {};
    for (const code of [curl, cli, sdk, { text: program }]) {
      if (!('text' in code)) continue;
      expect(code.text).not.toContain('127.0.0.1');
      for (const publicKey of Object.values(publicKeys)) expect(code.text).not.toContain(publicKey);
    }
    if (!('text' in cli) || !('text' in sdk)) throw new Error('There is code for both.');
    const keys = { ...here.connection.simulatorVariables };
    expect(Object.keys(keys)).toEqual(connection.keyVariables);
    const host = new URL(baseUrl).host;
    const sdkHere = sdk.text
      .replace(/\(\{ api: '[^']+' \}\)/, (settings) => settings.replace(' })', `, baseUrl: '${baseUrl}' })`))
      .replace('createVid(router)', `createVid(router, { download: { allowHosts: ['${host}'] } })`)
      .replace('download: vid', 'poll: { intervalMs: 500 }, download: vid');
    const variable = `VID_${name.replace(' ', '_')}_BASE_URL`.toUpperCase();
    const toSimulator = { [variable]: baseUrl, VID_INTERVAL_MS: '500' };

    // A dry run as copied.
    const { stdout } = await runProgram(program, request);
    expect(stdout).toContain(new URL(prepared.url).pathname);
    expect(demo.simulator.requests).toEqual([]);

    const runs = [
      paste(cli.text.replace('video.mp4', 'video.mp4 --yes'), request, { ...keys, ...toSimulator }),
      runProgram(sdkHere, request, keys),
      ...('text' in curl
        ? [
            paste(
              atSimulator(curl.text, prepared.url, here.prepared.url).replace('sleep 5', 'sleep 1'),
              request,
              keys,
            ),
          ]
        : []),
    ];
    for (const { folder } of await Promise.all(runs)) expect(await isFilm(folder)).toBe(true);
    expect(demo.simulator.tasks).toHaveLength(runs.length);
  },
  90_000,
);

test('without a key nothing leaves, and in a pipe nobody can be asked', async () => {
  const demo = await openDemo(everything);
  const { connection, model, request } = await shown(demo, 'kling gateway', 'service');
  const { simulatorVariables, simulator } = (await shown(demo, 'kling gateway', 'simulator')).connection;
  const baseUrl = simulator?.['baseUrl'] ?? '';
  const cli = textOf(asCli(request, model, connection));
  const address = { VID_KLING_GATEWAY_BASE_URL: baseUrl };
  await expect(paste(cli, request, address)).rejects.toThrow('KLING_API_TOKEN');
  await expect(paste(cli, request, { ...address, ...simulatorVariables })).rejects.toThrow('--yes');
  const sdk = textOf(asAiSdk(request, model, connection));
  expect(sdk.split('\n')[0]).toContain('This costs money');
  await expect(runProgram(sdk, request)).rejects.toThrow('KLING_API_TOKEN');
  expect(demo.simulator.requests).toEqual([]);
});

const textOf = (code: { readonly text: string } | { readonly none: string }) =>
  'text' in code ? code.text : expect.fail(code.none);
const picture = { data: new Uint8Array(png), mediaType: 'image/png' };

test.each<[what: string, api: string, model: string, request: VideoRequest]>([
  [
    'words that a shell would read',
    'kling official',
    'kling-v2-6',
    {
      prompt: `-it's "$HOME" \`id\` \\ $(id) !\n#%s 猫`,
      negativePrompt: '-x',
      duration: 5,
      quality: 'pro',
      audio: false,
    },
  ],
  ['files', 'kling gateway', 'kling-v2-6', { prompt: "it's", firstFrame: picture, lastFrame: picture }],
  ['a file and no words', 'kling gateway', 'kling-v2-6', { firstFrame: picture }],
  ['objects', 'kling gateway', 'kling-v1', { prompt: 'a hill', duration: 5, cameraControl: { zoom: -3 } }],
  [
    'lists',
    'seedance ark',
    'doubao-seedance-2-0-260128',
    { prompt: 'both', references: ['https://example.com/a.png', picture], duration: 'auto', seed: 0 },
  ],
])(
  '%s: every form sends what the library would',
  async (_, api, model, request) => {
    const demo = await openDemo(everything);
    const { connection, prepared, model: name } = await shown(demo, api, 'simulator', [model, request]);
    const files = filesOf(request).map((file) => ({ name: file.name, base64: png.toString('base64') }));
    await Promise.all([
      paste(textOf(asCurl(prepared, files, connection)), request),
      paste(textOf(asCli(request, name, connection)), request),
      runProgram(asTypeScript(request, name, connection), request),
      runProgram(textOf(asAiSdk(request, name, connection)), request),
    ]);
    const reference = { external_task_id: undefined, safety_identifier: undefined };
    const expected = { ...prepared.body, ...reference };
    expect(demo.simulator.tasks.map(({ body }) => ({ ...body, ...reference }))).toEqual(
      Array.from({ length: 4 }, () => expected),
    );
  },
  60_000,
);

test('a file for a service that takes links only: programs bring it there, commands say that they cannot', async () => {
  const demo = await openDemo(everything);
  const request = { prompt: 'a boat', duration: 5, firstFrame: picture };
  const asked = ['runwayml-gen4_turbo-5', request] as const;
  const { connection, prepared, model } = await shown(demo, 'runway gateway', 'simulator', asked);
  expect(asCurl(prepared, [{ name: 'firstFrame.png', base64: png.toString('base64') }], connection)).toEqual({
    none: 'uploads',
  });
  expect(asCli(request, model, connection, true)).toEqual({ none: 'uploads' });
  const runs = await Promise.all([
    runProgram(asTypeScript(request, model, connection, true), request),
    runProgram(textOf(asAiSdk(request, model, connection, true)), request),
  ]);
  for (const { folder } of runs) expect(await isFilm(folder)).toBe(true);
  const link = { promptImage: 'https://demo.invalid/' };
  expect(demo.simulator.tasks.map(({ body }) => body)).toMatchObject([link, link]);
  const atService = await shown(demo, 'runway gateway', 'service', asked);
  expect(asTypeScript(request, model, atService.connection, true)).toContain(
    'store the file where it can reach it',
  );
}, 60_000);

test('what a form has no place for is said', async () => {
  const { connection, model } = await shown(await openDemo(everything), 'kling gateway', 'simulator');
  const masks: VideoRequest = { firstFrame: picture, motionMasks: { static: picture } };
  expect(asCli(masks, model, connection)).toEqual({ none: 'masks' });
  expect(asAiSdk(masks, model, connection)).toEqual({ none: 'files' });
  const both: VideoRequest = { prompt: 'x', firstFrame: picture, references: [picture] };
  expect(asAiSdk(both, model, connection)).toEqual({ none: 'together' });
  expect(asAiSdk({ extendVideo: 'x' }, model, connection)).toEqual({ none: 'prompt' });
});

test('the command line knows every option that copied code uses', async () => {
  const { connection, model } = await shown(await openDemo(everything), 'kling gateway', 'simulator');
  const all: Required<Omit<VideoRequest, 'providerOptions'>> = {
    model,
    prompt: 'x',
    negativePrompt: 'x',
    firstFrame: 'https://e.com/x',
    lastFrame: 'https://e.com/x',
    references: ['https://e.com/x'],
    referenceVideos: ['https://e.com/x'],
    referenceAudio: ['https://e.com/x'],
    sourceVideo: 'https://e.com/x',
    extendVideo: 'x',
    duration: 5,
    aspectRatio: '1:1',
    resolution: '720p',
    size: '1x1',
    quality: 'pro',
    watermark: true,
    cameraControl: { pan: 1 },
    motionMasks: { static: 'https://e.com/x' },
    audio: true,
    seed: 1,
    callbackUrl: 'https://e.com/x',
    unchecked: ['seed'],
  };
  const request: VideoRequest = { ...all, providerOptions: { kling: {} } };
  const used = textOf(asCli(request, model, connection)).match(/--[a-z-]+/g) ?? [];
  const { stdout } = await paste('vid generate --help', {});
  expect(used.filter((flag) => !stdout.includes(flag))).toEqual([]);
  expect(used.length).toBeGreaterThan(Object.keys(all).length);
});
