import { describe, expect, it } from 'vitest';
import type { SimulatorOptions } from '../src/index.ts';
import { gateway, uuid } from './gateway.ts';

const image = 'https://cdn.example.org/frames/shot-014.png';
const turbo = {
  model: 'gen4_turbo',
  promptImage: [{ uri: image, position: 'first' }],
  promptText: 'Slow push-in on the lighthouse while the fog thins',
  ratio: '1280:720',
  duration: 5,
  seed: 918273645,
  contentModeration: { publicFigureThreshold: 'auto' },
};
const boat = { model: 'gen4.5', promptText: 'A paper boat', ratio: '1280:720', duration: 6, seed: 77 };
const clip = 'https://cdn.example.org/in/take3.mp4';
const winter = { model: 'aleph2', videoUri: clip, promptText: 'Turn the summer street into winter', seed: 4 };
const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

async function account(options: SimulatorOptions = {}) {
  const { simulator, task } = await gateway(options);
  const headers = {
    Authorization: `Bearer ${simulator.apiKey}`,
    'X-Runway-Version': '2024-11-06',
    'Content-Type': 'application/json',
  };
  const call = async (method: string, path: string, body?: unknown, own: object = {}) => {
    const response = await fetch(simulator.url + path, {
      method,
      headers: { ...headers, ...own },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const json: unknown = text.startsWith('{') ? JSON.parse(text) : text;
    return { status: response.status, json, retryAfter: response.headers.get('Retry-After') };
  };
  const submit = (body: object = turbo) => {
    const isVideo = 'videoUri' in body || 'promptVideo' in body;
    const from = isVideo ? 'video' : 'promptImage' in body ? 'image' : 'text';
    return call('POST', `/v1/${from}_to_video`, body);
  };
  const poll = (id = task().id) => call('GET', `/v1/tasks/${id}`);
  return {
    simulator,
    task,
    call,
    submit,
    poll,
    remove: (id = task().id) => call('DELETE', `/v1/tasks/${id}`),
  };
}

describe('Runway’s own API, the life of a task', () => {
  it('is PENDING, RUNNING with progress, SUCCEEDED with what it cost', async () => {
    const { simulator, task, submit, poll } = await account();
    const estimatedCost = { credits: 25 };
    expect(await submit()).toMatchObject({
      status: 200,
      json: { id: expect.stringMatching(`^${uuid}$`), estimatedCost },
    });
    const { id, createdAt, body, kind, model } = task();
    expect({ body, kind, model }).toEqual({ body: turbo, kind: 'image_to_video', model: 'gen4_turbo' });
    const head = { id, createdAt: iso(createdAt) };
    expect((await poll()).json).toEqual({ ...head, status: 'PENDING', estimatedCost });
    simulator.advance(11);
    expect((await poll()).json).toEqual({ ...head, status: 'RUNNING', progress: 0.5, estimatedCost });
    simulator.advance(9);
    expect((await poll()).json).toEqual({
      ...head,
      status: 'SUCCEEDED',
      output: [`${simulator.url}/clips/runway-16x9-5s.mp4?task=${id}&signature=simulated`],
      cost: { credits: 25 },
    });
  });

  it.each([
    ['SAFETY.INPUT.IMAGE', 72],
    ['INTERNAL', 0],
    ['THIRD_PARTY.UNAVAILABLE', 0],
    ['ASSET.INVALID', 0],
    ['INTERNAL.BAD_OUTPUT.CODE01', 72],
    [undefined, 0],
  ])('FAILED with %s costs %i', async (code, credits) => {
    const { simulator, submit, poll } = await account({
      outcome: () => ({ failed: 'no luck', ...(code !== undefined && { code }) }),
    });
    await submit(boat);
    simulator.advance(20);
    const { json } = await poll();
    expect(json).toMatchObject({ status: 'FAILED', failure: 'no luck', cost: { credits } });
    expect(Object(json).failureCode).toBe(code);
  });

  it('takes videos to change, on the route for them', async () => {
    const { simulator, task, submit, poll } = await account();
    const estimatedCost = { credits: 140 };
    expect(await submit(winter)).toEqual({
      status: 200,
      json: { id: task().id, estimatedCost },
      retryAfter: null,
    });
    expect(task()).toMatchObject({ kind: 'video_to_video', model: 'aleph2', body: winter });
    simulator.advance(20);
    expect((await poll()).json).toMatchObject({ status: 'SUCCEEDED', output: [expect.any(String)] });
    const dance = { model: 'seedance2_5', promptVideo: clip, mode: 'extend', promptText: 'on', duration: 30 };
    expect((await submit(dance)).status).toBe(200);
  });

  it('is gone after a DELETE, running or finished', async () => {
    const { simulator, submit, poll, remove } = await account();
    for (const seconds of [5, 30]) {
      await submit();
      simulator.advance(seconds);
      expect(await remove()).toMatchObject({ status: 204, json: '' });
      const gone = { status: 404, json: { error: 'Could not find Task' } };
      expect(await poll()).toMatchObject(gone);
      expect(await remove()).toMatchObject(gone);
    }
    expect(simulator.tasks).toHaveLength(2);
  });

  it('waits THROTTLED for a slot of its model, and a DELETE frees one', async () => {
    const { simulator, submit, poll, remove } = await account({ runwayAccount: { concurrency: 1 } });
    const id = async (body?: object) => String(Object((await submit(body)).json).id);
    const [one, two, other] = [await id(), await id(), await id(boat)];
    const states = () =>
      Promise.all([one, two, other].map(async (task) => Object((await poll(task)).json).status));
    expect(await states()).toEqual(['PENDING', 'THROTTLED', 'PENDING']);
    simulator.advance(10);
    expect(await states()).toEqual(['RUNNING', 'THROTTLED', 'RUNNING']);
    await remove(one);
    expect(await states()).toEqual([undefined, 'PENDING', 'RUNNING']);
    simulator.advance(19);
    expect(await states()).toEqual([undefined, 'RUNNING', 'SUCCEEDED']);
  });
});

it('Runway’s own API gives the third task the slot of whichever of two ends first', async () => {
  const { simulator, submit, poll } = await account({ runwayAccount: { concurrency: 2 } });
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    ids.push(String(Object((await submit()).json).id));
    simulator.advance(4);
  }
  const states = () => Promise.all(ids.map(async (id) => Object((await poll(id)).json).status));
  expect(await states()).toEqual(['RUNNING', 'RUNNING', 'THROTTLED']);
  simulator.advance(8);
  expect(await states()).toEqual(['SUCCEEDED', 'RUNNING', 'PENDING']);
});

describe('Runway’s own API, what is refused', () => {
  it('a wrong key before all else, then a missing version', async () => {
    const { simulator, call } = await account();
    const { status, json } = await call('POST', '/v1/image_to_video', {}, { Authorization: 'Bearer no' });
    expect({ status, json }).toEqual({ status: 401, json: { error: expect.any(String) } });
    for (const version of ['', '2023-01-01']) {
      const answer = await call('GET', '/v1/tasks/1', undefined, { 'X-Runway-Version': version });
      expect(answer).toMatchObject({
        status: 400,
        json: { error: expect.stringContaining('X-Runway-Version') },
      });
    }
    expect(simulator.tasks).toEqual([]);
  });

  it('an empty body, with the two issues that were observed', async () => {
    const { call } = await account();
    expect(await call('POST', '/v1/text_to_video', {})).toMatchObject({
      status: 400,
      json: {
        error: 'Validation of body failed',
        issues: [
          { code: 'invalid_type', path: ['model'] },
          { code: 'invalid_union', path: ['model'], note: 'No matching discriminator' },
        ],
        docUrl: 'https://docs.dev.runwayml.com/api',
      },
    });
  });

  it.each<[string, object, string, readonly (string | number)[]]>([
    ['a watermark', { ...turbo, watermark: false }, 'unrecognized_keys', []],
    ['the field of another model', { ...turbo, audio: true }, 'unrecognized_keys', []],
    ['the gateway’s ratio', { ...turbo, ratio: '1280:768' }, 'invalid_value', ['ratio']],
    ['11 s', { ...turbo, duration: 11 }, 'too_big', ['duration']],
    ['4.5 s', { ...turbo, duration: 4.5 }, 'invalid_type', ['duration']],
    ['1001 units', { ...turbo, promptText: `${'🏮'.repeat(500)}x` }, 'too_big', ['promptText']],
    ['an empty text', { ...turbo, promptText: '' }, 'too_small', ['promptText']],
    [
      'a picture by http',
      { ...turbo, promptImage: 'http://example.com/a.png' },
      'invalid_union',
      ['promptImage'],
    ],
    [
      'a picture by number',
      { ...turbo, promptImage: 'https://10.0.0.1/a.png' },
      'invalid_union',
      ['promptImage'],
    ],
    [
      'a last frame of gen4',
      { ...turbo, promptImage: [{ uri: image, position: 'last' }] },
      'invalid_union',
      ['promptImage'],
    ],
    ['a model that is gone', { ...turbo, model: 'gen3a_turbo' }, 'invalid_union', ['model']],
    ['gen4_turbo from text', { ...boat, model: 'gen4_turbo' }, 'invalid_union', ['model']],
    ['a square of gen4.5 from text', { ...boat, ratio: '960:960' }, 'invalid_value', ['ratio']],
    ['no length of gen4.5', { ...boat, duration: undefined }, 'invalid_type', ['duration']],
    [
      'a lone last frame of veo',
      { model: 'veo3.1', ratio: '1280:720', promptImage: [{ uri: image, position: 'last' }] },
      'custom',
      ['promptImage'],
    ],
    [
      'keyframes mixed with references',
      { model: 'seedance2', promptImage: [{ uri: image, position: 'first' }, { uri: image }] },
      'unrecognized_keys',
      ['promptImage', 0],
    ],
    ['an empty text of aleph2', { ...winter, promptText: '' }, 'too_small', ['promptText']],
    ['a length of aleph2', { ...winter, duration: 5 }, 'unrecognized_keys', []],
    [
      'a shape that aleph2 has not',
      { ...winter, targetAspectRatio: '5:4' },
      'invalid_value',
      ['targetAspectRatio'],
    ],
    [
      'a picture where a video belongs',
      { ...winter, videoUri: 'data:image/png;base64,iVBORw0KGgo' },
      'invalid_union',
      ['videoUri'],
    ],
    [
      'six keyframes',
      { ...winter, keyframes: Array.from({ length: 6 }, () => ({ uri: image, at: 0 })) },
      'too_big',
      ['keyframes'],
    ],
    [
      'a range in some keyframes only',
      {
        ...winter,
        keyframes: [
          { uri: image, at: 0 },
          { uri: image, at: 1, range: { start_seconds: 0, end_seconds: 1 } },
        ],
      },
      'custom',
      ['keyframes'],
    ],
    ['the other name of the video', { model: 'seedance2', videoUri: clip }, 'unrecognized_keys', []],
    ['gemini without a word', { model: 'gemini_omni_flash', videoUri: clip }, 'invalid_type', ['promptText']],
    ['gen4.5 from a video', { ...boat, videoUri: clip }, 'invalid_union', ['model']],
    [
      'ten pictures beside a video',
      {
        model: 'seedance2',
        promptVideo: clip,
        references: Array.from({ length: 10 }, () => ({ uri: image })),
      },
      'too_big',
      ['references'],
    ],
    [
      'a clip that is a sound',
      { model: 'seedance2', promptText: 'a', referenceVideos: [{ type: 'audio', uri: clip }] },
      'invalid_value',
      ['referenceVideos', 0, 'type'],
    ],
    [
      'a large seedance_mini',
      { model: 'seedance2_mini', promptText: 'a', ratio: '1920:1080' },
      'invalid_value',
      ['ratio'],
    ],
  ])('%s', async (_what, body, code, path) => {
    const { simulator, submit } = await account();
    const issues = expect.arrayContaining([expect.objectContaining({ code, path })]);
    expect(await submit(body)).toMatchObject({ status: 400, json: { issues } });
    expect(simulator.tasks).toEqual([]);
  });

  it('more than the purse holds, as a 400, and more than a day holds, as a 429', async () => {
    const { simulator, submit } = await account({ runwayAccount: { credits: 60, dailyGenerations: 1 } });
    expect((await submit()).status).toBe(200);
    expect(await submit(boat)).toMatchObject({
      status: 400,
      json: { error: 'You do not have enough credits to run this task.' },
    });
    expect((await submit()).status).toBe(429);
    simulator.advance(86_400);
    expect((await submit()).status).toBe(200);
  });
});

describe('Runway’s own API, faults', () => {
  it('are in its own words, and are paid for or not as they say', async () => {
    const { simulator, submit } = await account();
    simulator.fault({ on: 'submit', kind: 'rate-limited', retryAfter: 7 });
    expect(await submit()).toMatchObject({
      status: 429,
      json: { error: expect.any(String) },
      retryAfter: '7',
    });
    simulator.fault({ on: 'submit', kind: 'error', status: 503 });
    expect(await submit()).toMatchObject({ status: 503, json: { error: expect.any(String) } });
    expect(simulator.tasks).toEqual([]);
    simulator.fault({ on: 'submit', kind: 'accepted-error', status: 500 });
    expect((await submit()).json).toEqual({ error: expect.any(String) });
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    await expect(submit()).rejects.toThrow('fetch failed');
    simulator.fault({ on: 'submit', kind: 'accepted-without-id' });
    expect((await submit()).json).toEqual({ estimatedCost: { credits: 25 } });
    expect(simulator.tasks).toHaveLength(3);
  });

  it('befall a question', async () => {
    const { simulator, submit, poll } = await account();
    await submit();
    simulator.fault({ on: 'poll', kind: 'task-not-exist' });
    expect(await poll()).toMatchObject({ status: 404, json: { error: 'Could not find Task' } });
    simulator.fault({ on: 'poll', kind: 'unknown-status', word: 'CANCELLED' });
    expect(await poll()).toMatchObject({ json: { status: 'CANCELLED' } });
    simulator.advance(20);
    simulator.fault({ on: 'poll', kind: 'success-without-url' });
    expect(await poll()).toMatchObject({ json: { status: 'SUCCEEDED', output: [] } });
    const stuck = simulator.fault({ on: 'poll', kind: 'stuck' });
    expect(await poll()).toMatchObject({ json: { status: 'RUNNING', progress: 0.99 } });
    stuck.remove();
    simulator.fault({ on: 'poll', kind: 'failed', reason: 'moderated', code: 'SAFETY.OUTPUT.VIDEO' });
    const failed = { status: 'FAILED', failure: 'moderated', failureCode: 'SAFETY.OUTPUT.VIDEO' };
    expect(await poll()).toMatchObject({ json: failed });
    expect(await poll()).toMatchObject({ json: failed });
  });
});
