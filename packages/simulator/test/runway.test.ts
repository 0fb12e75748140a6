import { describe, expect, it } from 'vitest';
import { gateway, requests, uuid } from './gateway.ts';

const { path, body } = requests.runway;
const iso = (milliseconds: number) => new Date(milliseconds).toISOString();
const isoSeconds = (milliseconds: number) => `${iso(milliseconds).slice(0, 19)}Z`;
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);
const failing = () => ({ failed: 'rejected by moderation', code: 'SAFETY.INPUT.IMAGE' });

describe('Runway, submit', () => {
  it('records what was created and answers with its id alone', async () => {
    const { simulator, post, task } = await gateway();
    const answer = await post(path, body);
    expect(answer).toEqual({ status: 200, json: { id: task().id } });
    expect(simulator.tasks).toEqual([
      {
        service: 'runway',
        api: 'gateway',
        id: expect.stringMatching(`^${uuid}$`),
        model: 'runwayml-gen4_turbo-5',
        kind: 'image_to_video',
        body,
        createdAt: expect.any(Number),
      },
    ]);
  });

  it('video-object: new-api’s own id', async () => {
    const { post, task } = await gateway({ profiles: { runway: { submit: 'video-object' } } });
    const { json } = await post(path, body);
    const { id, createdAt } = task();
    expect(id).toMatch(/^task_[0-9A-Za-z]{32}$/);
    expect(json).toEqual({
      id,
      task_id: id,
      object: 'video',
      model: 'runwayml-gen4_turbo-5',
      status: 'queued',
      progress: 0,
      created_at: seconds(createdAt),
    });
  });

  it('flattened: "succeed" on a task that has only been accepted', async () => {
    const { post, task } = await gateway({ profiles: { runway: { submit: 'flattened' } } });
    const { json } = await post(path, body);
    expect(json).toEqual({ task_id: task().id, message: '', task_status: 'succeed' });
  });

  it('luma-shaped: id at the top, pending', async () => {
    const { post, task } = await gateway({ profiles: { runway: { submit: 'luma-shaped' } } });
    const { json } = await post(path, body);
    expect(json).toMatchObject({ id: task().id, state: 'pending', prompt: '猫咪跳舞', video: null });
  });
});

describe('Runway, poll', () => {
  it('pass-through: PENDING, RUNNING with progress, SUCCEEDED with output', async () => {
    const { simulator, get, post, task } = await gateway();
    await post(path, body);
    const { id, createdAt } = task();
    const poll = () => get(`/runwayml/v1/tasks/${id}`).then(({ json }) => json);
    const head = { id, createdAt: iso(createdAt) };
    expect(await poll()).toEqual({ ...head, status: 'PENDING' });
    simulator.advance(2);
    expect(await poll()).toEqual({ ...head, status: 'RUNNING', progress: 0 });
    simulator.advance(9);
    expect(await poll()).toEqual({ ...head, status: 'RUNNING', progress: 0.5 });
    simulator.advance(8.999);
    expect(await poll()).toEqual({ ...head, status: 'RUNNING', progress: 0.99 });
    simulator.advance(0.001);
    expect(await poll()).toEqual({
      ...head,
      status: 'SUCCEEDED',
      output: [`${simulator.url}/clips/runway-16x9-5s.mp4?task=${id}&signature=simulated`],
    });
  });

  it('pass-through: FAILED says why', async () => {
    const { simulator, get, post, task } = await gateway({ outcome: failing });
    await post(path, body);
    simulator.advance(20);
    const { status, json } = await get(`/runwayml/v1/tasks/${task().id}`);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      status: 'FAILED',
      failure: 'rejected by moderation',
      failureCode: 'SAFETY.INPUT.IMAGE',
    });
  });

  it('flattened: processing, completed with video_url, failed with error', async () => {
    const options = { profiles: { runway: { poll: 'flattened' } } } as const;
    const { simulator, get, post, task } = await gateway(options);
    await post(path, body);
    const { id, createdAt } = task();
    const poll = () => get(`/runwayml/v1/tasks/${id}`).then(({ json }) => json);
    const going = { id, status: 'processing', created_at: isoSeconds(createdAt) };
    expect(await poll()).toEqual({ ...going, progress: 0 });
    simulator.advance(11);
    expect(await poll()).toEqual({ ...going, progress: 50 });
    simulator.advance(60);
    expect(await poll()).toEqual({
      id,
      status: 'completed',
      progress: 100,
      video_url: expect.stringContaining(`${simulator.url}/clips/runway-`),
      completed_at: isoSeconds(createdAt + 20_000),
    });

    const other = await gateway({ ...options, outcome: failing });
    await other.post(path, body);
    other.simulator.advance(20);
    const { json } = await other.get(`/runwayml/v1/tasks/${other.task().id}`);
    expect(json).toEqual({ id: other.task().id, status: 'failed', error: 'rejected by moderation' });
  });

  it('task-record: Runway’s task inside new-api’s, the link in fail_reason too', async () => {
    const profiles = { runway: { submit: 'video-object', poll: 'task-record' } } as const;
    const { simulator, get, post, task } = await gateway({ profiles });
    await post(path, body);
    const { id, createdAt } = task();
    const poll = () => get(`/runwayml/v1/tasks/${id}`).then(({ json }) => json);
    const record = { task_id: id, action: 'generate', submit_time: seconds(createdAt) };
    expect(await poll()).toMatchObject({
      code: 'success',
      data: { ...record, status: 'QUEUED', progress: '20%', fail_reason: '', data: { status: 'PENDING' } },
    });
    simulator.advance(11);
    expect(await poll()).toMatchObject({
      data: { status: 'IN_PROGRESS', progress: '50%', finish_time: 0, data: { progress: 0.5 } },
    });
    simulator.advance(9);
    const link = expect.stringContaining(`${simulator.url}/clips/runway-16x9-5s.mp4`);
    expect(await poll()).toMatchObject({
      data: {
        status: 'SUCCESS',
        progress: '100%',
        fail_reason: link,
        result_url: link,
        start_time: seconds(createdAt + 2000),
        finish_time: seconds(createdAt + 20_000),
        data: { id: expect.stringMatching(`^${uuid}$`), status: 'SUCCEEDED', output: [link] },
      },
    });

    const other = await gateway({ profiles, outcome: failing });
    await other.post(path, body);
    other.simulator.advance(20);
    const { json } = await other.get(`/runwayml/v1/tasks/${other.task().id}`);
    expect(json).toMatchObject({
      data: {
        status: 'FAILURE',
        fail_reason: 'rejected by moderation',
        result_url: '',
        data: { status: 'FAILED' },
      },
    });
  });

  it('luma-shaped: state and video', async () => {
    const { simulator, get, post, task } = await gateway({ profiles: { runway: { poll: 'luma-shaped' } } });
    await post(path, body);
    const poll = () => get(`/runwayml/v1/tasks/${task().id}`).then(({ json }) => json);
    simulator.advance(2);
    expect(await poll()).toMatchObject({ id: task().id, state: 'processing', video: null });
    simulator.advance(18);
    const video = expect.stringContaining('/clips/runway-16x9-5s.mp4');
    expect(await poll()).toMatchObject({ state: 'completed', video });
  });
});

describe('Runway, what is refused', () => {
  const refused = [
    ['no promptImage', { promptImage: undefined }, ['promptImage']],
    ['an http image', { promptImage: 'http://example.com/image.jpg' }, ['promptImage']],
    ['a number as prompt', { promptText: 5 }, ['promptText']],
    ['a prompt of 1001 UTF-16 units', { promptText: 'a'.repeat(1001) }, ['promptText']],
    ['no model', { model: undefined }, ['model']],
    ['a duration as text', { duration: '5' }, ['duration']],
    ['7 seconds', { duration: 7 }, ['duration']],
    ['10 seconds of a 5-second model', { duration: 10 }, ['duration']],
    ['a ratio that is none', { ratio: 'wide' }, ['ratio']],
    ['a watermark as text', { watermark: 'false' }, ['watermark']],
  ] as const;

  it.each(refused)('%s', async (_name, change, field) => {
    const { simulator, post } = await gateway();
    const { status, json } = await post(path, { ...body, ...change });
    expect(status).toBe(400);
    expect(json).toEqual({ code: 'fail_to_fetch_task', message: expect.any(String), data: null });
    expect(upstream(json)).toMatchObject({ error: 'Validation of body failed', issues: [{ path: field }] });
    expect(simulator.tasks).toEqual([]);
  });

  it.each(['1920:1080', '768:1280', '1024:1024', '21:9'])('but not the ratio %s', async (ratio) => {
    const { post } = await gateway();
    expect(await post(path, { ...body, ratio })).toMatchObject({ status: 200 });
  });

  it('nor the two required fields alone', async () => {
    const { post } = await gateway();
    const { promptImage, model } = body;
    expect(await post(path, { promptImage, model })).toMatchObject({ status: 200 });
  });
});

function upstream(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('message' in json)) throw new Error('no message');
  return JSON.parse(String(json.message));
}

describe('Runway, a gateway that takes the plain name', () => {
  const profiles = { runway: { model: 'plain' } } as const;
  const { model: _model, ...rest } = body;
  const plain = { ...rest, model: 'gen4_turbo', duration: 10, ratio: '1280:720' };

  it('takes gen4_turbo and a length, 5 s by default', async () => {
    const { simulator, post, task } = await gateway({ profiles });
    expect(await post(path, plain)).toEqual({ status: 200, json: { id: task().id } });
    const { duration: _duration, ...open } = plain;
    expect((await post(path, open)).status).toBe(200);
    expect(simulator.tasks.map(({ model }) => model)).toEqual(['gen4_turbo', 'gen4_turbo']);
  });

  it.each([
    [
      'the composed name',
      { ...plain, model: 'runwayml-gen4_turbo-5', duration: 5 },
      'runwayml-runwayml-gen4_turbo-5-5',
    ],
    ['a length that nobody sells', { ...plain, duration: 7 }, 'runwayml-gen4_turbo-7'],
    ['another model', { ...plain, model: 'gen4.5' }, 'runwayml-gen4.5-10'],
  ])('has no channel for %s, and names what it looked for', async (_what, wrong, name) => {
    const { simulator, post } = await gateway({ profiles });
    const answer = await post(path, wrong);
    expect(answer).toMatchObject({ status: 503, json: { error: { code: 'model_not_found' } } });
    expect(JSON.stringify(answer.json)).toContain(`No available channel for model ${name} under group`);
    expect(simulator.tasks).toEqual([]);
  });

  it('refuses as the vendor does, or as yunwu does', async () => {
    const { promptImage: _promptImage, ...without } = plain;
    const own = await gateway({ profiles });
    expect(await own.post(path, without)).toMatchObject({
      status: 400,
      json: { code: 'fail_to_fetch_task' },
    });
    const yunwu = await gateway({ profiles: { ...profiles, refusals: 'yunwu' } });
    expect(await yunwu.post(path, without)).toEqual({
      status: 429,
      json: { code: 400, message: expect.stringContaining('promptImage') },
    });
  });
});
