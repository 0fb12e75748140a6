import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { startSimulator } from '../src/index.ts';
import { gateway, requests } from './gateway.ts';

const { runway, text2video, jimeng, legacyJimeng } = requests;
const submits = Object.entries(requests);
const polls = [
  '/runwayml/v1/tasks/2f19d8a7-3b74-4fc4-af42-d0bcadbaec54',
  '/kling/v1/videos/text2video/900000000000000001',
  '/kling/v1/videos/image2video/900000000000000001',
  '/v1/video/query?id=jimeng:3f0c2a54-7d41-4f0e-9b7e-1f2d3c4b5a69',
  '/v1/video/query',
  '/jimeng/fetch/cgt-20260115163500-abcde',
];

const routingError = (text: RegExp, code = '') => ({
  error: {
    message: expect.stringMatching(new RegExp(`${text.source}.* \\(request id: \\d{23}[0-9A-Za-z]{8}\\)$`)),
    type: 'new_api_error',
    code,
  },
});

const invalidUrl = (route: string) => ({
  status: 404,
  json: { error: { message: `Invalid URL (${route})`, type: 'invalid_request_error', param: '', code: '' } },
});

describe('errors of the gateway', () => {
  it.each(submits)('401 without or with another token: %s', async (_name, { path, body }) => {
    const { simulator, post } = await gateway({ apiKey: 'sk-mine' });
    const json = { 'Content-Type': 'application/json' };
    for (const headers of [
      json,
      { ...json, Authorization: 'Bearer sk-simulator' },
      { ...json, Authorization: 'sk-mine' },
    ]) {
      expect(await post(path, body, { headers })).toEqual({
        status: 401,
        json: routingError(/^invalid token/),
      });
    }
    expect(simulator.tasks).toEqual([]);
  });

  it.each(polls)('401 and, with the token, task_not_exist: %s', async (path) => {
    const { get } = await gateway();
    expect(await get(path, { headers: {} })).toEqual({ status: 401, json: routingError(/^invalid token/) });
    expect(await get(path)).toEqual({
      status: 400,
      json: { code: 'task_not_exist', message: 'task_not_exist', data: null },
    });
  });

  it.each(submits)('400 for a body that is no JSON object: %s', async (_name, { path, body }) => {
    const { simulator, post } = await gateway();
    const refused = { status: 400, json: routingError(/^invalid request/) };
    for (const text of ['', 'not json', '[]', '"text"', 'null']) {
      expect(await post(path, undefined, { body: text })).toEqual(refused);
    }
    const headers = { Authorization: `Bearer ${simulator.apiKey}` };
    expect(await post(path, body, { headers })).toEqual(refused);
    expect(simulator.tasks).toEqual([]);
  });

  it.each([
    [runway.path, { ...runway.body, model: 'gen9_turbo' }],
    [text2video.path, { ...text2video.body, model_name: 'kling-v9' }],
    [jimeng.path, { ...jimeng.body, model: 'kling-v2-6' }],
  ])('503 for a model without a channel: %s', async (path, body) => {
    const { simulator, post } = await gateway();
    expect(await post(path, body)).toEqual({
      status: 503,
      json: routingError(
        /^No available channel for model \S+ under group default \(distributor\)/,
        'model_not_found',
      ),
    });
    expect(simulator.tasks).toEqual([]);
  });

  it('404 for a path and for a method that it does not have', async () => {
    const { get, post } = await gateway();
    expect(await post('/kling/v2/text2video?x=1', {})).toEqual(invalidUrl('POST /kling/v2/text2video'));
    expect(await get(jimeng.path)).toEqual(invalidUrl('GET /v1/video/create'));
  });

  it('500 names what the outcome function threw', async () => {
    const { simulator, post } = await gateway({
      outcome: () => {
        throw new Error('outcome broke');
      },
    });
    expect(await post(jimeng.path, jimeng.body)).toEqual({
      status: 500,
      json: routingError(/^outcome broke/, 'simulator_error'),
    });
    expect(simulator.tasks).toEqual([]);
  });
});

describe('the simulator', () => {
  it('counts what was created apart from what was asked', async () => {
    const { simulator, get, post } = await gateway();
    const { tasks, requests } = simulator;
    await post(runway.path, runway.body);
    await post(text2video.path, text2video.body);
    await post(jimeng.path, {});
    await post(legacyJimeng.path, legacyJimeng.body);
    await get(`/v1/video/query?id=none`);
    expect(tasks.map(({ service, kind }) => `${service} ${kind}`)).toEqual([
      'runway image_to_video',
      'kling text2video',
      'jimeng submit/videos',
    ]);
    expect(requests).toEqual([
      { method: 'POST', path: '/runwayml/v1/image_to_video', status: 200 },
      { method: 'POST', path: '/kling/v1/videos/text2video', status: 200 },
      { method: 'POST', path: '/v1/video/create', status: 400 },
      { method: 'POST', path: '/jimeng/submit/videos', status: 200 },
      { method: 'GET', path: '/v1/video/query', status: 400 },
    ]);
  });

  it('gives every task its own id and its own time', async () => {
    const { simulator, get, post } = await gateway();
    await post(jimeng.path, jimeng.body);
    simulator.advance(19);
    await post(jimeng.path, jimeng.body);
    simulator.advance(1);
    const statuses = simulator.tasks.map(({ id }) => get(`/v1/video/query?id=${id}`));
    expect(await Promise.all(statuses)).toMatchObject([
      { json: { status: 'completed' } },
      { json: { status: 'pending' } },
    ]);
    expect(new Set(simulator.tasks.map(({ id }) => id)).size).toBe(2);
  });

  it('decides an outcome by the task, once', async () => {
    const asked: string[] = [];
    const { simulator, get, post } = await gateway({
      outcome: ({ id, body }) => {
        asked.push(id);
        return body['prompt'] === 'bad' ? { failed: 'no' } : undefined;
      },
    });
    await post(jimeng.path, { ...jimeng.body, prompt: 'bad' });
    await post(jimeng.path, jimeng.body);
    simulator.advance(20);
    const ends = simulator.tasks.map(({ id }) => get(`/v1/video/query?id=${id}`));
    expect(await Promise.all(ends)).toMatchObject([
      { json: { status: 'failed', error: 'no' } },
      { json: { status: 'completed' } },
    ]);
    expect(asked).toEqual(simulator.tasks.map(({ id }) => id));
  });

  it('takes as long as it is told to', async () => {
    const { simulator, get, post, task } = await gateway({ seconds: { queued: 0, running: 100 } });
    await post(jimeng.path, jimeng.body);
    const status = () => get(`/v1/video/query?id=${task().id}`);
    expect(await status()).toMatchObject({ json: { status: 'processing' } });
    simulator.advance(99.5);
    expect(await status()).toMatchObject({ json: { status: 'processing' } });
    simulator.advance(0.5);
    expect(await status()).toMatchObject({ json: { status: 'completed' } });
  });

  it('runs by itself at its speed', async () => {
    const { get, post, task } = await gateway({ speed: 1_000_000 });
    await post(jimeng.path, jimeng.body);
    await expect
      .poll(() => get(`/v1/video/query?id=${task().id}`))
      .toMatchObject({ json: { status: 'completed' } });
  });

  it('refuses time that runs backwards', async () => {
    const { simulator } = await gateway();
    expect(() => simulator.advance(-1)).toThrow(RangeError);
    await expect(startSimulator({ speed: -1 })).rejects.toThrow('speed must be 0 or more');
    await expect(startSimulator({ seconds: { running: Number.NaN } })).rejects.toThrow(
      'running must be 0 or more',
    );
  });

  it('says that its port is taken', async () => {
    const { simulator } = await gateway();
    const port = Number(new URL(simulator.url).port);
    await expect(startSimulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('frees its port on close, ends a request that is under way, and may be closed twice', async () => {
    const simulator = await startSimulator({ speed: 0 });
    const port = Number(new URL(simulator.url).port);
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\nPOST / HTTP/1.1\r\n');
    await once(socket, 'data');
    const ended = once(socket, 'close');
    socket.resume();
    await Promise.all([simulator.close(), simulator.close()]);
    await simulator.close();
    await ended;
    const heir = await startSimulator({ port });
    expect(heir.url).toBe(simulator.url);
    await heir.close();
  });
});
