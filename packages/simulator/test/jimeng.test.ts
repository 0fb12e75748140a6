import { describe, expect, it } from 'vitest';
import { gateway, requests, uuid } from './gateway.ts';

const { jimeng, legacyJimeng } = requests;
const failing = () => ({ failed: 'content policy' });
const seconds = (milliseconds: number) => Math.floor(milliseconds / 1000);

describe('Jimeng, the unified route', () => {
  it('walks pending, processing, completed', async () => {
    const { simulator, get, post, task } = await gateway();
    const submitted = await post(jimeng.path, jimeng.body);
    const { id, createdAt } = task();
    expect(id).toMatch(new RegExp(`^jimeng:${uuid}$`));
    expect(submitted).toEqual({
      status: 200,
      json: { id, status: 'pending', status_update_time: createdAt },
    });
    expect(simulator.tasks).toMatchObject([
      { service: 'jimeng', model: 'jimeng-video-3.0', kind: 'video/create', body: jimeng.body },
    ]);

    const poll = () => get(`/v1/video/query?id=${id}`).then(({ json }) => json);
    const going = { id, video_url: null, enhanced_prompt: '' };
    expect(await poll()).toEqual({ ...going, status: 'pending', status_update_time: createdAt });
    simulator.advance(2);
    expect(await poll()).toEqual({ ...going, status: 'processing', status_update_time: createdAt + 2000 });
    simulator.advance(18);
    const done = {
      id,
      status: 'completed',
      video_url: `${simulator.url}/clips/jimeng-1x1-5s.mp4?task=${encodeURIComponent(id)}&signature=simulated`,
      enhanced_prompt: 'a lantern',
      status_update_time: createdAt + 20_000,
    };
    expect(await poll()).toEqual(done);
    expect(await get(`/v1/video/query?id=${encodeURIComponent(id)}`)).toEqual({ status: 200, json: done });
  });

  it('can finish in the documentation’s word', async () => {
    const { simulator, get, post, task } = await gateway({ profiles: { jimeng: { finish: 'success' } } });
    await post(jimeng.path, jimeng.body);
    simulator.advance(20);
    expect(await get(`/v1/video/query?id=${task().id}`)).toMatchObject({ json: { status: 'success' } });
  });

  it('fails with HTTP 200', async () => {
    const { simulator, get, post, task } = await gateway({ outcome: failing });
    await post(jimeng.path, jimeng.body);
    const { id, createdAt } = task();
    simulator.advance(20);
    expect(await get(`/v1/video/query?id=${id}`)).toEqual({
      status: 200,
      json: {
        id,
        status: 'failed',
        video_url: null,
        error: 'content policy',
        status_update_time: createdAt + 20_000,
      },
    });
  });

  it('octopusx: a bare UUID as task_id, with progress', async () => {
    const { simulator, get, post, task } = await gateway({ profiles: { jimeng: { answers: 'octopusx' } } });
    const { json } = await post(jimeng.path, jimeng.body);
    const { id, createdAt } = task();
    expect(id).toMatch(new RegExp(`^${uuid}$`));
    expect(json).toEqual({
      task_id: id,
      status: 'processing',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/),
    });
    const text =
      typeof json === 'object' && json !== null && 'created_at' in json ? String(json.created_at) : '';
    expect(Date.parse(text)).toBe(seconds(createdAt) * 1000);

    const poll = () => get(`/v1/video/query?id=${id}`).then((answer) => answer.json);
    simulator.advance(11);
    const head = { task_id: id, created_at: seconds(createdAt) };
    expect(await poll()).toEqual({ ...head, status: 'processing', progress: 50 });
    simulator.advance(9);
    expect(await poll()).toEqual({
      ...head,
      status: 'completed',
      progress: 100,
      video_url: expect.stringContaining('/clips/jimeng-1x1-5s.mp4'),
      completed_at: seconds(createdAt + 20_000),
    });
  });

  const refused = [
    ['model', { model: undefined }],
    ['prompt', { prompt: undefined }],
    ['prompt', { prompt: '' }],
    ['aspect_ratio', { aspect_ratio: '3:2' }],
    ['size', { size: '720p' }],
    ['images', { images: 'https://example.com/a.png' }],
    ['images', { images: ['a', 'b', 'c'] }],
    ['duration', { duration: '5' }],
  ] as const;

  it.each(refused)('refuses a wrong %s: %j', async (field, change) => {
    const { simulator, post } = await gateway();
    expect(await post(jimeng.path, { ...jimeng.body, ...change })).toEqual({
      status: 400,
      json: { code: 'invalid_request', message: expect.stringContaining(field), data: null },
    });
    expect(simulator.tasks).toEqual([]);
  });

  it('takes model and prompt alone', async () => {
    const { post } = await gateway();
    const { model, prompt } = jimeng.body;
    expect(await post(jimeng.path, { model, prompt })).toMatchObject({ status: 200 });
  });
});

describe('Jimeng, the legacy route', () => {
  it('answers with an id as text, then a task record', async () => {
    const { simulator, get, post, task } = await gateway();
    const submitted = await post(legacyJimeng.path, legacyJimeng.body);
    const { id, createdAt } = task();
    expect(id).toMatch(/^cgt-\d{14}-[0-9a-z]{5}$/);
    expect(submitted).toEqual({ status: 200, json: { code: 'success', message: '', data: id } });
    expect(task().kind).toBe('submit/videos');

    const poll = () => get(`/jimeng/fetch/${id}`).then(({ json }) => json);
    const record = { task_id: id, submit_time: seconds(createdAt), fail_reason: '' };
    expect(await poll()).toMatchObject({ data: { ...record, status: 'QUEUED', data: null } });
    simulator.advance(11);
    expect(await poll()).toEqual({
      code: 'success',
      message: '',
      data: {
        ...record,
        status: 'IN_PROGRESS',
        progress: '50%',
        start_time: seconds(createdAt + 2000),
        finish_time: 0,
        data: null,
      },
    });
    simulator.advance(9);
    const video = expect.stringContaining('/clips/jimeng-21x9-10s.mp4');
    expect(await poll()).toMatchObject({ data: { ...record, status: 'SUCCESS', data: { video } } });
  });

  it('gives the reason of a failure', async () => {
    const { simulator, get, post, task } = await gateway({ outcome: failing });
    await post(legacyJimeng.path, legacyJimeng.body);
    simulator.advance(20);
    expect(await get(`/jimeng/fetch/${task().id}`)).toMatchObject({
      json: { data: { status: 'FAILURE', fail_reason: 'content policy', data: null } },
    });
  });

  it('needs all four of its fields', async () => {
    const { post } = await gateway();
    for (const field of ['prompt', 'duration', 'aspect_ratio', 'cfg_scale']) {
      expect(await post(legacyJimeng.path, { ...legacyJimeng.body, [field]: undefined })).toMatchObject({
        status: 400,
        json: { code: 'invalid_request', message: expect.stringContaining(field) },
      });
    }
  });

  it('keeps its tasks apart from the unified route', async () => {
    const { get, post, task } = await gateway();
    await post(legacyJimeng.path, legacyJimeng.body);
    expect(await get(`/v1/video/query?id=${task().id}`)).toMatchObject({ status: 400 });
  });
});
