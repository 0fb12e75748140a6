import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CallbackOptions, type VideoProvider, type VideoTask, waitForTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { createKling } from '@vid/kling';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished, vi } from 'vitest';

const secret = 'whsec_bG9jYWwtc2ltdWxhdG9yLXNlY3JldC0wMDAx';
const hook = 'https://hooks.example.com/kling';
const at = 1_790_000_123_000;
const clock = { now: () => at };

const queued: VideoTask = {
  provider: 'kling',
  api: 'official',
  model: 'kling-v2-6',
  id: '900000000000000001',
  lookup: { kind: 'text2video' },
  createdAt: '2026-11-22T00:00:00.000Z',
  status: 'queued',
};
const running: VideoTask = { ...queued, status: 'running' };
const failed: VideoTask = { ...queued, status: 'failed', failure: { reason: 'unknown', message: 'x' } };
const video = { id: '900000000000000555', url: 'https://media.example.net/k/555.mp4', duration: '5.041' };
const done = {
  task_id: queued.id,
  task_status: 'succeed',
  task_status_msg: '',
  created_at: 1_790_000_000_000,
  updated_at: at,
  final_unit_deduction: '2.5',
  task_info: { external_task_id: 'shot-0042-try-1' },
  task_result: { videos: [video] },
};
const succeeded = {
  status: 'succeeded',
  id: queued.id,
  model: 'kling-v2-6',
  lookup: { kind: 'text2video' },
  cost: { amount: 0.35, currency: 'USD' },
  videos: [{ url: video.url, duration: 5.041 }],
};

const post = (body: BodyInit, headers: Readonly<Record<string, string>> = {}) =>
  new Request(hook, { method: 'POST', body, headers });

function signed(body: string | Uint8Array<ArrayBuffer>, id = 'evt-1', sentAt = at): Request {
  const time = String(Math.floor(sentAt / 1000));
  const hash = createHmac('sha256', 'local-simulator-secret-0001').update(`${id}.${time}.`).update(body);
  const signature = `v1,${hash.digest('base64')}`;
  return post(body, { 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': signature });
}

/** Whether a handler exists belongs to the type; here it does. */
function handled(provider: VideoProvider, request: Request, options: Partial<CallbackOptions> = {}) {
  if (provider.handleCallback === undefined) throw new Error('there is no handler');
  return provider.handleCallback(request, { secret, clock, find: () => queued, ...options });
}

const kling = () => createKling({ api: 'official', apiKey: 'x' });

describe('a callback of Kling', () => {
  it('tells no secret in the reason of a failure', async () => {
    const task_status_msg = 'key planted-key-1 for https://h.example/a.png?sig=planted is bad';
    const body = JSON.stringify({ ...done, task_status: 'failed', task_status_msg });
    const provider = createKling({ api: 'official', apiKey: 'planted-key-1' });
    const { task } = await handled(provider, signed(body));
    expect(JSON.stringify(task)).not.toContain('planted');
    expect(task).toMatchObject({ status: 'failed', failure: { message: expect.stringContaining('is bad') } });
  });

  it.each<[string, unknown]>([
    ['bare', done],
    ['in an envelope', { code: 0, message: 'SUCCEED', request_id: 'r', data: done }],
    ['with its id as a number', { ...done, task_id: Number.NaN }],
  ])('is read %s', async (_name, body) => {
    const text = JSON.stringify(body).replace('"task_id":null', `"task_id":${queued.id}`);
    const find = vi.fn<CallbackOptions['find']>(async () => queued);
    const result = await handled(kling(), signed(text), { find });
    expect(result).toMatchObject({ outcome: 'verified', task: succeeded });
    expect(find).toHaveBeenCalledExactlyOnceWith({ id: queued.id, reference: 'shot-0042-try-1' });
  });

  it('is read as it was signed, byte by byte', async () => {
    const failure = { ...done, task_status: 'failed', task_status_msg: '图片不合规 🏮', task_result: {} };
    const text = `\n ${JSON.stringify(failure, undefined, 3)}\r\n`;
    expect(await handled(kling(), signed(text))).toMatchObject({
      outcome: 'verified',
      task: { status: 'failed', failure: { message: '图片不合规 🏮' } },
    });
  });

  it('is a hint when it is not signed, or no secret is known', async () => {
    const text = JSON.stringify(done);
    for (const request of [post(text), signed(text)]) {
      const result = await handled(kling(), request, { secret: undefined });
      expect(result).toEqual({ outcome: 'hint', task: queued });
    }
  });

  it('is a duplicate the second time, in the memory of this provider or another', async () => {
    const provider = kling();
    const text = JSON.stringify(done);
    expect(await handled(provider, signed(text))).toMatchObject({ outcome: 'verified' });
    expect(await handled(provider, signed(text))).toEqual({ outcome: 'duplicate', task: queued });
    expect(await handled(provider, signed(text, 'evt-2'))).toMatchObject({ outcome: 'verified' });
    const seenBefore = vi.fn<(id: string) => boolean>(() => true);
    expect(await handled(provider, signed(text, 'evt-3'), { seenBefore })).toMatchObject({
      outcome: 'duplicate',
    });
    expect(seenBefore).toHaveBeenCalledExactlyOnceWith('evt-3');
  });

  it('can be sent again after its handling has failed', async () => {
    const provider = kling();
    const text = JSON.stringify(done);
    const late = handled(provider, signed(text), { find: () => undefined });
    await expect(late).rejects.toMatchObject({ code: 'not-found', provider: 'kling' });
    expect(await handled(provider, signed(text))).toMatchObject({ outcome: 'verified' });
  });

  it('that nobody signed cannot use up the id of one that is signed', async () => {
    const provider = kling();
    const text = JSON.stringify(done);
    const forged = post(text, {
      'webhook-id': 'evt-1',
      'webhook-timestamp': String(at / 1000),
      'webhook-signature': `v1,${btoa('?')}`,
    });
    await expect(handled(provider, forged)).rejects.toMatchObject({ code: 'authentication' });
    expect(await handled(provider, signed(text))).toMatchObject({ outcome: 'verified' });
  });

  it.each<[VideoTask, string]>([
    [failed, 'succeed'],
    [failed, 'processing'],
    [running, 'submitted'],
  ])('takes nothing back: %o %s', async (stored, word) => {
    const text = JSON.stringify({ ...done, task_status: word });
    expect(await handled(kling(), signed(text), { find: () => stored })).toEqual({
      outcome: 'verified',
      task: stored,
    });
  });

  it.each<[string, Request, Partial<CallbackOptions>, string]>([
    ['no signature', post(JSON.stringify(done)), {}, 'authentication'],
    ['an empty secret', post(JSON.stringify(done)), { secret: '' }, 'authentication'],
    ['an old signature', signed(JSON.stringify(done), 'evt-1', at - 301_000), {}, 'authentication'],
    [
      'a status that nobody knows',
      signed('{"task_id":"900000000000000001","task_status":"reviewing"}'),
      {},
      'provider-unavailable',
    ],
    [
      'an end without a link',
      signed('{"task_id":"900000000000000001","task_status":"succeed"}'),
      {},
      'provider-unavailable',
    ],
    ['no JSON', signed('task_id=1'), {}, 'invalid-request'],
    ['bytes that are no text', signed(new Uint8Array([0xff, 0xfe])), {}, 'invalid-request'],
    ['no object', signed('null'), {}, 'invalid-request'],
    ['no id', signed('{"task_status":"succeed"}'), {}, 'invalid-request'],
    ['an envelope of an error', signed('{"code":1201,"message":"no"}'), {}, 'invalid-request'],
    ['too many bytes', signed(`"${'x'.repeat(1024 * 1024)}"`), {}, 'invalid-request'],
    ['a task that nobody knows', signed(JSON.stringify(done)), { find: () => undefined }, 'not-found'],
    [
      'another task',
      signed(JSON.stringify(done)),
      { find: () => ({ ...queued, id: '2' }) },
      'invalid-request',
    ],
    [
      "a task of another's",
      signed(JSON.stringify(done)),
      { find: () => ({ ...queued, api: 'gateway' }) },
      'invalid-request',
    ],
    [
      'another task, unsigned',
      post(JSON.stringify(done)),
      { secret: undefined, find: () => ({ ...queued, id: '2' }) },
      'invalid-request',
    ],
  ])('is refused with %s', async (_name, request, options, code) => {
    await expect(handled(kling(), request, options)).rejects.toMatchObject({ code });
  });

  it('does not come through the gateway', () => {
    expect(createKling({ api: 'gateway', apiKey: 'x' })).not.toHaveProperty('handleCallback');
  });
});

describe('callbacks from the simulator', () => {
  async function simulated(options: SimulatorOptions = {}) {
    const stored = new Map<string, VideoTask>();
    const outcomes: string[] = [];
    const hooks = { deliver: (_request: Request): Promise<Response> => Promise.reject(new Error('early')) };
    const simulator = await startSimulator({
      speed: 0,
      officialKling: { webhookSecret: secret },
      deliver: (request) => hooks.deliver(request),
      ...options,
    });
    onTestFinished(() => simulator.close());
    const provider = createKling({ api: 'official', baseUrl: simulator.url, apiKey: simulator.apiKey });
    hooks.deliver = async (request) => {
      try {
        const find = ({ id }: { readonly id: string }) => stored.get(id);
        const { outcome, task } = await handled(provider, request, { find, clock: Date });
        if (task === undefined) throw new Error('Kling asks nothing of a callback URL');
        outcomes.push(outcome === 'duplicate' ? outcome : `${outcome} ${task.status}`);
        stored.set(task.id, task);
        return new Response();
      } catch (error) {
        outcomes.push(String(Reflect.get(Object(error), 'code')));
        return new Response(null, { status: 400 });
      }
    };
    const task = await provider.generate({ prompt: 'a kite climbs', callbackUrl: hook });
    stored.set(task.id, task);
    return { simulator, provider, outcomes, task, current: () => stored.get(task.id) };
  }

  it('bring a task to its end, and its file home', async () => {
    const { simulator, provider, outcomes, current } = await simulated();
    simulator.advance(3);
    await simulator.callbacksSettled();
    expect(outcomes).toEqual(['verified running']);
    simulator.advance(30);
    await simulator.callbacksSettled();
    expect(outcomes).toEqual(['verified running', 'verified succeeded']);
    const task = current();
    if (task?.status !== 'succeeded' || task.videos[0] === undefined) throw new Error('it did not succeed');
    expect(task.cost).toEqual({ amount: 0.21, currency: 'USD' });
    const folder = await mkdtemp(join(tmpdir(), 'vid-callback-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'kite.mp4');
    await downloadVideo(task.videos[0], file, { provider, task, allowHosts: [new URL(simulator.url).host] });
    expect((await readFile(file)).subarray(4, 8).toString()).toBe('ftyp');
    expect(simulator.requests.filter(({ path }) => path.startsWith('/v1/videos/'))).toHaveLength(1);
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each<[string, SimulatorOptions, readonly string[], string]>([
    [
      'late',
      { faults: [{ on: 'callback', kind: 'reorder' }] },
      ['verified succeeded', 'verified succeeded'],
      'succeeded',
    ],
    [
      'twice',
      { faults: [{ on: 'callback', kind: 'duplicate', from: 2 }] },
      ['verified running', 'verified succeeded', 'duplicate'],
      'succeeded',
    ],
    [
      'forged',
      { faults: [{ on: 'callback', kind: 'wrong-signature', times: 'always' }] },
      ['authentication', 'authentication'],
      'queued',
    ],
    ['unsigned', { officialKling: {} }, ['authentication', 'authentication'], 'queued'],
    [
      'after a failure',
      { outcome: () => ({ failed: 'Image pixel is invalid' }) },
      ['verified running', 'verified failed'],
      'failed',
    ],
  ])('may come %s', async (_name, options, expected, status) => {
    const { simulator, outcomes, current } = await simulated(options);
    simulator.advance(30);
    await simulator.callbacksSettled();
    expect(outcomes).toEqual(expected);
    expect(current()).toMatchObject({ status });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('may never come: asking still finds the end', async () => {
    const { simulator, provider, outcomes, task } = await simulated({
      faults: [{ on: 'callback', kind: 'drop', times: 'always' }],
    });
    const pausing = virtualClock(() => simulator.advance(10));
    expect(await waitForTask(provider, task, { clock: pausing })).toMatchObject({ status: 'succeeded' });
    await simulator.callbacksSettled();
    expect(outcomes).toEqual([]);
    expect(simulator.callbacks).toMatchObject([{ fault: 'drop' }, { fault: 'drop' }]);
    expect(simulator.tasks).toHaveLength(1);
  });
});
