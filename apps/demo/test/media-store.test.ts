import { createHash } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PreparedRequest } from '@vid/core';
import { describe, expect, test, vi } from 'vitest';
import type { Setup } from '../src/api.ts';
import { makePlan } from '../src/page/plan/make-plan.ts';
import type { StoreOf } from '../src/page/setup.ts';
import { startDemo } from '../src/server/start.ts';
import { key, newFolder, openDemo, png, runInput } from './demo.ts';
import { type Demo, ended, patience } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

/** Its firstFrame is a link, and nothing else. */
const model = 'runway:runwayml-gen4_turbo-5';
const request = { prompt: 'a cat', firstFrame: { base64: png.toString('base64') }, duration: 5 };
const real = { environment: { RUNWAY_API_TOKEN: key } };
const address = `/api/pictures/${createHash('sha256').update(png).digest('hex')}`;
const publicUrl = new URL('https://pictures.example');

const storesOf = async ({ app }: Demo) => {
  const { connections }: Setup = await (await app.request('/api/setup')).json();
  return Object.fromEntries(connections.map((one) => [`${one.provider} ${one.api}`, one.mediaStore]));
};
const kept = ({ dataFolder }: Demo) => readdirSync(join(dataFolder, 'pictures'));
const bodies = ({ simulator }: Demo) => simulator.tasks.map(({ body }) => body);

describe('a file for a service that takes links only', () => {
  test('simulated, it goes as a link that leads nowhere, and stays in the folder of the demo', async () => {
    const demo = await openDemo();
    expect((await storesOf(demo))['runway gateway']).toBe('demo');
    const answer = await demo.post('/api/prepare', { model, api: 'gateway', request });
    const prepared: PreparedRequest = await answer.json();
    expect(JSON.stringify(prepared.body)).toMatch(/\{link: image\/png, \d+ bytes, stored by demo\}/);
    expect(kept(demo)).toEqual([]);
    const input = runInput(request, model);
    await demo.post('/api/runs', input);
    expect((await ended(demo, input.id)).videos).toHaveLength(1);
    expect(bodies(demo)).toMatchObject([{ promptImage: `https://demo.invalid${address}` }]);
    expect(Buffer.from(await (await demo.app.request(address)).arrayBuffer())).toEqual(png);
  });

  test('real, it is refused: nobody could fetch it from here', async () => {
    const demo = await openDemo(real);
    expect(await storesOf(demo)).toMatchObject({ 'runway gateway': undefined, 'jimeng gateway': 'demo' });
    const answer = await demo.post('/api/runs', { ...runInput(request, model), confirmed: true });
    expect(answer.status).toBe(422);
    expect(await answer.json()).toMatchObject({
      error: { code: 'unsupported', message: expect.stringContaining('firstFrame') },
    });
    expect([bodies(demo), kept(demo)]).toEqual([[], []]);
  });

  test('real, with a public address, it goes as a link to it, where pictures alone are served', async () => {
    const demo = await openDemo({ ...real, publicUrl });
    const input = { ...runInput(request, model), confirmed: true };
    await demo.post('/api/runs', input);
    expect((await ended(demo, input.id)).videos).toHaveLength(1);
    expect(bodies(demo)).toMatchObject([{ promptImage: `https://pictures.example${address}` }]);
    const at = (path: string, method = 'GET') =>
      demo.app.request(path, { method, headers: { host: publicUrl.host } });
    expect(Buffer.from(await (await at(address)).arrayBuffer())).toEqual(png);
    expect((await at(address, 'HEAD')).status).toBe(200);
    for (const path of [
      '/',
      '/api/setup',
      '/api/runs',
      `/api/runs/${input.id}/video`,
      '/api/pictures/../runs',
    ])
      expect((await at(path)).status).toBe(403);
    expect((await at(address, 'POST')).status).toBe(403);
    const foreign = await demo.app.request(address, { headers: { host: 'pictures.example.evil.example' } });
    expect(foreign.status).toBe(403);
  });

  test.each(['http://pictures.example', 'pictures.example', 'https://pictures.example/path'])(
    'the public address %s is none',
    async (url) => {
      const pageFolder = newFolder();
      writeFileSync(join(pageFolder, 'index.html'), 'a page');
      const environment = { VID_DEMO_PUBLIC_URL: url };
      const starting = startDemo({ port: 0, environment, dataFolder: newFolder(), pageFolder });
      await expect(starting).rejects.toThrow('VID_DEMO_PUBLIC_URL must be');
    },
  );
});

describe('the plan of the page', () => {
  const file = { firstFrame: { data: new Uint8Array(png), mediaType: 'image/png' }, duration: 5 };
  const planned = async (storeOf: StoreOf, asked: object = file) => {
    const { capabilities }: Setup = await (await (await openDemo()).app.request('/api/setup')).json();
    const found = makePlan(capabilities, asked, undefined, undefined, storeOf);
    if ('reasons' in found) throw new Error(JSON.stringify(found));
    return found.plan;
  };
  const isAsked = ({ provider, api }: { provider: string; api: string }) =>
    provider === 'runway' && api === 'gateway';

  test('says what is uploaded first, and has no more candidates for those without a store', async () => {
    const everywhere = await planned(() => 'demo');
    expect(everywhere.candidates.find(isAsked)?.uploads).toEqual([
      { field: 'firstFrame', bytes: png.byteLength, to: 'demo' },
    ]);
    const nowhere = await planned(() => undefined);
    expect(nowhere.candidates.find(isAsked)).toBeUndefined();
    const mixed = await planned(({ provider }) => (provider === 'runway' ? undefined : 'demo'));
    expect(mixed.candidates.find(isAsked)).toBeUndefined();
    expect(mixed.rejected.find(isAsked)?.problems).toMatchObject([{ code: 'url-only', field: 'firstFrame' }]);
    const names = mixed.candidates.map(({ provider, api, model }) => `${provider} ${api} ${model}`);
    expect(new Set(names).size).toBe(names.length);
    expect(mixed.candidates.length + mixed.rejected.length).toBe(
      everywhere.candidates.length + everywhere.rejected.length,
    );
  });

  test('suggests a request with the files as they were', async () => {
    const asked = { ...file, duration: 7 };
    const { rejected } = await planned(() => 'demo', asked);
    const suggested = rejected.flatMap(({ suggestion }) =>
      suggestion === undefined ? [] : [suggestion.request],
    );
    expect(suggested.length).toBeGreaterThan(0);
    for (const { firstFrame } of suggested) expect(firstFrame).toBe(file.firstFrame);
  });
});
