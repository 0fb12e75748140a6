import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { connect, kinds } from './agent.ts';
import { boat, openServices, overHttp, overStdio, temporaryFolder } from './open-mcp.ts';

const names = [
  'vid_models',
  'vid_plan',
  'vid_submit',
  'vid_status',
  'vid_wait',
  'vid_cancel',
  'vid_download',
];
const submit = { requestKey: 'boat-1', request: boat };
const limit = { consent: 'limit', maxCost: { amount: 1, currency: 'USD' } } as const;

describe('the tools', () => {
  it.each(kinds)('are listed for %s with whole schemas, and say what they do', async (kind) => {
    const agent = await connect(kind, overStdio(await openServices(), temporaryFolder()));
    const tools = await agent.tools();
    expect(tools.map(({ name }) => name)).toEqual(names);
    for (const { inputSchema, outputSchema } of tools)
      for (const schema of [inputSchema, outputSchema]) {
        const ajv = new Ajv2020({ strict: true, strictTypes: false });
        expect(ajv.compile(JSON.parse(JSON.stringify(schema)))).toBeTypeOf('function');
      }
    const [plan] = tools.filter(({ name }) => name === 'vid_plan');
    const ajv = new Ajv2020({ strict: true, strictTypes: false });
    const takes = ajv.compile(JSON.parse(JSON.stringify(plan?.inputSchema)));
    expect(takes({ request: { ...boat, firstFrame: 'https://example.com/a.png' } })).toBe(true);
    expect(takes({ request: { ...boat, duratoin: 5 } })).toBe(false);
    expect(takes({})).toBe(false);
  });

  it('tell models in brief and in full', async () => {
    const agent = await connect('2026-07-28', overStdio(await openServices(), temporaryFolder()));
    const all = await agent.call('vid_models');
    expect(all.text).toMatch(
      /^kling:kling-v2-6 \(official\): text-to-video, image-to-video; .*USD a second/m,
    );
    expect(all.text).toMatch(/^kling:kling-v1 \(official\) \(ended 2026-09-15\): /m);
    expect(all.text).not.toMatch(/undefined/);
    const one = await agent.call('vid_models', { model: 'kling:kling-v2-6' });
    const row = {
      mode: 'text-to-video',
      requires: ['prompt'],
      accepts: expect.objectContaining({ duration: { oneOf: [5, 10] } }),
    };
    expect(one.data).toMatchObject({
      models: [{ rows: expect.arrayContaining([expect.objectContaining(row)]) }],
    });
    expect((await agent.call('vid_models', { model: 'nobody' })).data).toEqual({ models: [] });
  });

  it('plan with reasons, and say how much is left out', async () => {
    const agent = await connect('2026-07-28', overStdio(await openServices(), temporaryFolder()));
    const long = await agent.call('vid_plan', { request: { ...boat, duration: 7 } });
    expect(long.data).toMatchObject({
      candidates: [],
      rejected: [{ reasons: ['duration: takes 5, 10; got 7'], wouldFit: ['duration 5 instead of 7'] }],
    });
    const only = ['kling:kling-v2-6'];
    const named = await agent.call('vid_plan', {
      request: { prompt: 'a kite', duration: 7 },
      routing: { only },
    });
    expect(named.data).toMatchObject({ counts: { candidates: 0, rejected: 1 } });
    const some = await agent.call('vid_plan', { request: { prompt: 'a kite' } });
    const every = await agent.call('vid_plan', { request: { prompt: 'a kite' }, all: true, payload: true });
    const { counts } = every.data;
    expect(some.data).toMatchObject({ counts, rejected: [] });
    expect(some.text).toMatch(/Not shown: .*Pass all: true to see them\.$/);
    expect(every.text).not.toMatch(/Not shown/);
    expect(every.data).toMatchObject({
      payload: { method: 'POST', body: expect.stringMatching(/"prompt":"a kite"/) },
    });
    expect(JSON.stringify(every.data)).not.toMatch(/sk-simulator/);
  });

  it('refuse what is none, by its name, and send nothing', async () => {
    const simulator = await openServices();
    const agent = await connect('2026-07-28', overStdio(simulator, temporaryFolder(), limit));
    const slips: readonly (readonly [object, RegExp])[] = [
      [{ request: { ...boat, duratoin: 5 } }, /Did you mean "duration"/],
      [{ request: { ...boat, duration: 7 } }, /duration 5 instead of 7/],
      [{ request: boat, routing: { needs: ['cancle'] } }, /cancle/],
      [{ request: boat, routing: { only: ['klng'] } }, /klng/],
      [{ request: boat, routing: { fallback: true } }, /fallback/],
      [{ request: { ...boat, firstFrame: 'file:///etc/hostname' } }, /firstFrame/],
      [{ request: boat, requestKey: 'a b' }, /requestKey/],
      [{ request: boat, surprise: 1 }, /surprise/],
    ];
    for (const [slip, says] of slips) {
      const refused = await agent.call('vid_submit', { ...submit, ...slip });
      expect(refused.isError).toBe(true);
      expect(refused.text).toMatch(says);
      expect(refused.data).not.toHaveProperty('plan');
    }
    expect((await agent.call('vid_status', { id: 'boat-1' })).data).toMatchObject({ code: 'not-found' });
    expect(simulator.tasks).toHaveLength(0);
    expect(simulator.requests).toHaveLength(0);
  });

  it('hold a key to its request', async () => {
    const simulator = await openServices();
    const agent = await connect('2026-07-28', overStdio(simulator, temporaryFolder(), limit));
    await agent.call('vid_submit', submit);
    const other = await agent.call('vid_submit', { ...submit, request: { ...boat, duration: 10 } });
    expect(other).toMatchObject({ isError: true, data: { code: 'invalid-request' } });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('tell a refusal of the service, which is no bill, without the key or the prompt', async () => {
    const simulator = await openServices();
    const settings = { ...limit, apiKey: 'sk-of-somebody-else' };
    const agent = await connect('2026-07-28', overStdio(simulator, temporaryFolder(), settings));
    const refused = await agent.call('vid_submit', submit);
    expect(refused).toMatchObject({ isError: true, data: { code: 'authentication' } });
    expect(refused.text).toMatch(
      /no task exists and nothing is billed.*submit it again with the same requestKey\.$/,
    );
    const status = await agent.call('vid_status');
    expect(status.data).toMatchObject({ jobs: [{ phase: 'refused', error: { code: 'authentication' } }] });
    expect(JSON.stringify([refused, status])).not.toMatch(/sk-of-somebody|paper boat/);
    expect(simulator.tasks).toHaveLength(0);
  });

  it('tell a video that failed, and show no link of the service while one is made', async () => {
    const simulator = await openServices({ outcome: () => ({ failed: 'content policy' }) });
    const agent = await connect('2026-07-28', overStdio(simulator, temporaryFolder(), limit));
    await agent.call('vid_submit', submit);
    const { text, data } = await agent.call('vid_wait', { id: 'boat-1' });
    expect(text).toMatch(/failed: .*content policy/);
    expect(data).toMatchObject({ job: { phase: 'failed', failure: { message: expect.any(String) } } });
    const none = await agent.call('vid_download', { id: 'boat-1' });
    expect(none).toMatchObject({ isError: true, data: { code: 'not-found' } });
    expect(JSON.stringify([data, none])).not.toMatch(/https?:/);
  });

  it('cancel where the service can, and say what it cannot', async () => {
    const simulator = await openServices({ speed: 0 });
    const agent = await connect('2026-07-28', overStdio(simulator, temporaryFolder(), limit));
    const runway = { model: 'runway:gen4.5 (official)', prompt: 'a kite', duration: 5 };
    await agent.call('vid_submit', { requestKey: 'kite', request: runway });
    const canceled = await agent.call('vid_cancel', { id: 'kite' });
    expect(canceled.data).toMatchObject({ outcome: 'stopped', job: { phase: 'canceled' } });
    await agent.call('vid_submit', submit);
    const cannot = await agent.call('vid_cancel', { id: 'boat-1' });
    expect(cannot).toMatchObject({ isError: true, data: { code: 'unsupported' } });
  });

  it('return from a wait in time, and the job goes on', async () => {
    const simulator = await openServices({ speed: 0 });
    const agent = await connect('2026-07-28', overStdio(simulator, temporaryFolder(), limit));
    await agent.call('vid_submit', submit);
    const early = await agent.call('vid_wait', { id: 'boat-1', seconds: 0 });
    expect(early.data).toMatchObject({ job: { phase: 'polling' } });
    simulator.advance(60);
    const done = await agent.call('vid_wait', { id: 'boat-1' });
    expect(done.data).toMatchObject({ job: { phase: 'succeeded' } });
  });
});

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Large enough for a model that looks at the head. */
png.writeUInt32BE(512, 16);
png.writeUInt32BE(512, 20);

describe('files of this machine', () => {
  it('are taken out of the folder that the host names, and nowhere else', async () => {
    const simulator = await openServices();
    const outside = temporaryFolder();
    const inputs = join(outside, 'inputs');
    mkdirSync(inputs);
    writeFileSync(join(outside, 'secret.png'), png);
    writeFileSync(join(inputs, 'boat.png'), png);
    symlinkSync(join(outside, 'secret.png'), join(inputs, 'link.png'));
    const agent = await connect('2026-07-28', await overHttp(simulator, { ...limit, inputs }));
    const [plan] = (await agent.tools()).filter(({ name }) => name === 'vid_plan');
    const ajv = new Ajv2020({ strict: true, strictTypes: false });
    const takes = ajv.compile(JSON.parse(JSON.stringify(plan?.inputSchema)));
    const named = (path: string) => ({ ...boat, firstFrame: pathToFileURL(path).href });
    expect(takes({ request: named(join(inputs, 'boat.png')) })).toBe(true);
    for (const path of [
      'secret.png',
      'inputs/link.png',
      'inputs/../secret.png',
      'inputs/none.png',
      'inputs',
    ]) {
      const asked = { requestKey: 'a', request: { ...boat, firstFrame: `file://${outside}/${path}` } };
      const refused = await agent.call('vid_submit', asked);
      expect(refused).toMatchObject({ isError: true, data: { code: 'invalid-request' } });
    }
    expect(simulator.requests).toHaveLength(0);
    const request = named(join(inputs, 'boat.png'));
    const taken = await agent.call('vid_submit', { requestKey: 'b', request });
    expect(taken.data).toMatchObject({ outcome: 'submitted' });
    const posts = simulator.requests.filter(({ method }) => method === 'POST');
    expect(posts.map(({ path }) => path)).toEqual(['/v1/videos/image2video']);
  });
});
