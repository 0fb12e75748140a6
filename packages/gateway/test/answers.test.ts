import type { VideoTask } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { answering, errorOf, link, task } from './fixture.ts';

const uuid = '8b7d5e0a-0f0e-4b3e-8c51-1d2a6e4f9b70';

describe('the id of a submit', () => {
  it.each<[string, unknown, string]>([
    ['handed through (runway G1)', { id: uuid }, uuid],
    [
      'of the relay’s video object (G2, kling P2)',
      {
        id: 'task_9',
        task_id: 'task_9',
        object: 'video',
        model: 'm',
        status: 'queued',
        progress: 0,
        created_at: 1_790_000_000,
      },
      'task_9',
    ],
    [
      'flattened by a fork, where succeed means accepted (G3, P7)',
      { task_id: uuid, message: '', task_status: 'succeed' },
      uuid,
    ],
    [
      'of a body in another service’s shape (G4)',
      { id: uuid, prompt: 'x', state: 'pending', video: null, queue_state: null },
      uuid,
    ],
    [
      'in the vendor’s envelope (P1)',
      { code: 0, message: 'SUCCEED', request_id: 'r', data: { task_id: '9', task_status: 'submitted' } },
      '9',
    ],
    ['with 19 digits', '{"code":0,"data":{"task_id":9000000000000000001}}', '9000000000000000001'],
    ['of the newer generation (P6)', { code: 0, message: 'ok', data: { id: '9', status: 'submitted' } }, '9'],
    [
      'with a prefix (jimeng)',
      { id: `jimeng:${uuid}`, status: 'pending', status_update_time: 1_768_466_100_123 },
      `jimeng:${uuid}`,
    ],
    [
      'of a sibling (octopusx)',
      { created_at: '2026-01-15T16:35:00+08:00', status: 'processing', task_id: uuid },
      uuid,
    ],
    ['as data, in text (legacy)', { code: 'success', message: '', data: 'cgt-2026-abcde' }, 'cgt-2026-abcde'],
    [
      'as data, beside a number for success',
      { code: 200, message: 'ok', data: 'cgt-2026-abcde' },
      'cgt-2026-abcde',
    ],
    ['in a list', { code: 0, data: [{ task_id: '9' }] }, '9'],
    ['of nought', { id: 0, status: 'queued' }, '0'],
    ['as taskId', { taskId: '9' }, '9'],
    ['as taskId inside', { code: 0, data: { taskId: '9' } }, '9'],
    ['as video_id', { video_id: '9' }, '9'],
    ['in a result', { result: { id: '9' } }, '9'],
    ['beside a friendly word', { id: '9', message: 'Task submitted' }, '9'],
    ['beside an error that is none', { id: '9', error: null, code: 0 }, '9'],
    ['beside an error that is empty', { id: '9', error: { message: '', code: '' } }, '9'],
  ])('%s', async (_what, body, id) => {
    const { submit, sent } = answering(200, body);
    expect(await submit()).toBe(id);
    expect(sent).toHaveLength(1);
  });

  it.each<[string, unknown]>([
    ['an empty object', {}],
    ['no object', '[]'],
    ['a text', '"task_9"'],
    ['an empty answer', ''],
    ['a page', '<html>console</html>'],
    ['an empty id', { id: '', task_id: '', data: { task_id: '' } }],
    ['an id that is none', { id: { a: 1 }, task_id: true, data: 1.5 }],
    ['no id in a success', { code: 0, message: 'SUCCEED', data: { task_status: 'submitted' } }],
    ['an unknown complaint', { code: 'oops', message: 'something', data: null }],
    ['a complaint whose data is a text', { code: 5000, message: 'internal', data: 'trace-1' }],
    ['a bare message', { message: 'saved' }],
    ['an id beside an error', { id: '9', error: { message: 'too many', code: 'busy' } }],
    ['an id beside a number for an error', { code: 1303, message: 'parallel task', data: { task_id: '9' } }],
    ['an id of strange stuff', { id: { length: { toString: 1 } } }],
  ])('missing: %s may have cost money', async (_what, body) => {
    const { submit, sent } = answering(200, body);
    expect(await errorOf(submit())).toMatchObject({
      code: 'submission-unknown',
      provider: 'acme',
      retryable: false,
    });
    expect(sent).toHaveLength(1);
  });

  it.each<[string, unknown, string]>([
    ['a page', '<!doctype html><title>Console</title>', 'baseUrl is right (https://gate.example)'],
    ['JSON', { hello: `see ${link}?sig=planted` }, `{"hello":"see ${link}?…"}`],
    ['an id beside an error', { id: 'task_9', error: { message: 'busy', code: 'x' } }, 'names task task_9'],
  ])('missing: %s is quoted', async (_what, body, quoted) => {
    const error = await errorOf(answering(200, body).submit());
    expect(error.message).toContain(quoted);
    expect(error.message).not.toContain('planted');
  });

  it('missing beside a refusal in a 200: the refusal is told', async () => {
    const refusal = await errorOf(
      answering(200, { code: 1201, message: 'mode is invalid', request_id: 'r-7' }).submit(),
    );
    expect(refusal).toMatchObject({ code: 'invalid-request', providerCode: '1201', requestId: 'r-7' });
    const inside = { code: 'insufficient_user_quota', message: 'top up', data: null };
    expect(await errorOf(answering(201, inside).submit())).toMatchObject({ code: 'quota-exhausted' });
  });
});

type Ended = { readonly status: VideoTask['status'] } & Readonly<Record<string, unknown>>;
const success = (more: object = {}): Ended => ({ status: 'succeeded', videos: [{ url: link, ...more }] });
const failed = (failure: object): Ended => ({ status: 'failed', failure });
const wrapped = (data: object) => ({ code: 'success', message: '', data: { task_id: 't', ...data } });
/** The id that an answer of a table bears first, from the outside in. */
const idIn = (body: unknown) => /"(?:task_id|id)":"([^"]+)"/.exec(JSON.stringify(body))?.[1] ?? 'none';

describe('the answer to a question', () => {
  it.each<[string, unknown, Ended]>([
    [
      'runway T1: queued',
      { id: uuid, createdAt: '2026-11-22T09:14:02.118Z', status: 'PENDING' },
      { status: 'queued' },
    ],
    [
      'runway T1: running',
      { id: uuid, status: 'RUNNING', progress: 0.42 },
      { status: 'running', progress: 0.42 },
    ],
    ['runway T1: done', { id: uuid, status: 'SUCCEEDED', output: [link], cost: { credits: 25 } }, success()],
    [
      'runway T1: moderated',
      { id: uuid, status: 'FAILED', failure: 'no', failureCode: 'SAFETY.INPUT.IMAGE' },
      failed({ reason: 'content-policy', message: 'no', providerCode: 'SAFETY.INPUT.IMAGE' }),
    ],
    [
      'runway T1: failed, with a code only',
      { id: uuid, status: 'FAILED', failureCode: 'INTERNAL' },
      failed({ reason: 'unknown', message: 'INTERNAL', providerCode: 'INTERNAL' }),
    ],
    ['runway T1: canceled', { id: uuid, status: 'CANCELLED' }, { status: 'canceled' }],
    [
      'runway T2: running',
      { id: uuid, status: 'processing', progress: 45 },
      { status: 'running', progress: 0.45 },
    ],
    ['runway T2: done', { id: uuid, status: 'completed', progress: 100, video_url: link }, success()],
    [
      'runway T2: failed',
      { id: uuid, status: 'failed', error: 'generation failed' },
      failed({ reason: 'unknown', message: 'generation failed' }),
    ],
    [
      'runway T3: done, with the link as fail_reason',
      wrapped({ task_id: 't', status: 'SUCCESS', fail_reason: link, progress: '100%', data: null }),
      success(),
    ],
    [
      'runway T3: done, with the raw answer inside',
      wrapped({
        status: 'SUCCESS',
        result_url: 'https://media.example/old.mp4',
        data: { status: 'SUCCEEDED', output: [link] },
      }),
      success(),
    ],
    ['runway T3: not asked yet', wrapped({ status: 'UNKNOWN', progress: '' }), { status: 'queued' }],
    [
      'runway T3: 1 % is not done',
      wrapped({ status: 'IN_PROGRESS', progress: '1%' }),
      { status: 'running', progress: 0.01 },
    ],
    [
      'runway T3: failed by the relay’s own verdict',
      wrapped({ status: 'FAILURE', fail_reason: 'timed out', data: { status: 'RUNNING', progress: 0.9 } }),
      failed({ reason: 'unknown', message: 'timed out' }),
    ],
    ['runway T4: a Luma-like body', { id: uuid, state: 'completed', video: link }, success()],
    [
      'kling P1: running',
      {
        code: 0,
        message: 'SUCCEED',
        request_id: 'r',
        data: { task_id: '9', task_status: 'processing', task_result: {} },
      },
      { status: 'running' },
    ],
    [
      'kling P1: done',
      {
        code: 0,
        message: 'SUCCEED',
        data: {
          task_id: '9',
          task_status: 'succeed',
          task_result: { videos: [{ id: 'v', url: link, duration: '5.1' }] },
        },
      },
      success({ duration: 5.1 }),
    ],
    [
      'kling P1: failed',
      {
        code: 0,
        message: 'SUCCEED',
        data: {
          task_id: '9',
          task_status: 'failed',
          task_status_msg: 'Failure to pass the risk control system',
        },
      },
      failed({ reason: 'content-policy', message: 'Failure to pass the risk control system' }),
    ],
    [
      'kling P1: failed without a reason',
      { code: 0, message: 'SUCCEED', data: { task_id: '9', task_status: 'failed', task_status_msg: '' } },
      failed({ reason: 'unknown', message: 'the service gave no reason' }),
    ],
    [
      'kling P2: running',
      wrapped({
        status: 'IN_PROGRESS',
        fail_reason: '',
        progress: '30%',
        data: { code: 0, message: 'SUCCEED', data: { task_status: 'processing' } },
      }),
      { status: 'running', progress: 0.3 },
    ],
    [
      'kling P2: done inside before the relay knows, which is not done',
      wrapped({
        status: 'IN_PROGRESS',
        data: { code: 0, data: { task_status: 'succeed', task_result: { videos: [{ url: link }] } } },
      }),
      { status: 'running' },
    ],
    [
      'kling P3: flat',
      { task_id: 't', status: 'completed', url: link, format: 'mp4', metadata: { duration: 5 }, error: null },
      success({ duration: 5 }),
    ],
    [
      'kling P4: flat inside',
      wrapped({ task_id: 't', status: 'succeeded', url: link, metadata: null, error: null }),
      success(),
    ],
    [
      'kling P5: flat',
      { task_id: '9', status: 'completed', progress: 100, video_url: link, duration: '5' },
      success({ duration: 5 }),
    ],
    [
      'kling P6: the newer generation',
      { code: 0, data: { id: '9', status: 'succeeded', outputs: [{ url: link }] } },
      success(),
    ],
    ['kling P7: a fork', { task_id: '9', message: '', task_status: 'succeed', video_url: link }, success()],
    [
      'jimeng: running',
      { id: 'x', status: 'processing', video_url: null, enhanced_prompt: '' },
      { status: 'running' },
    ],
    [
      'jimeng: failed with a text',
      { id: 'x', status: 'failed', video_url: null, error: 'content policy' },
      failed({ reason: 'content-policy', message: 'content policy' }),
    ],
    [
      'jimeng: failed with an object',
      { id: 'x', status: 'failed', error: { code: 'E1', message: 'the picture is too small' } },
      failed({ reason: 'unknown', message: 'the picture is too small', providerCode: 'E1' }),
    ],
    [
      'jimeng: expired',
      { id: 'x', status: 'expired' },
      failed({ reason: 'expired', message: 'the service gave no reason' }),
    ],
    [
      'octopusx: done',
      {
        task_id: 'x',
        status: 'completed',
        progress: 100,
        url: link,
        thumbnail_url: 'https://media.example/a.jpg',
      },
      success(),
    ],
    [
      'octopusx: under data',
      { data: { task_id: 'x', status: 'processing', progress: 45 } },
      { status: 'running', progress: 0.45 },
    ],
    [
      'legacy: running',
      wrapped({ task_id: 'cgt', status: 'IN_PROGRESS', progress: '45%', fail_reason: '', data: null }),
      { status: 'running', progress: 0.45 },
    ],
    ['legacy: link one level in', wrapped({ status: 'SUCCESS', data: { video: link } }), success()],
    [
      'legacy: link two levels in',
      wrapped({ status: 'SUCCESS', data: { data: { video: link } } }),
      success(),
    ],
    [
      'legacy: failed',
      wrapped({ status: 'FAILURE', fail_reason: '审核不通过' }),
      failed({ reason: 'content-policy', message: '审核不通过' }),
    ],
    [
      'whatever the case and the spaces',
      { id: 'x', status: ' Completed ', video_url: ` ${link} ` },
      success(),
    ],
    [
      'progress beyond all bounds is left out',
      { id: 'x', status: 'running', progress: 250 },
      { status: 'running' },
    ],
  ])('%s', async (_what, body, expected) => {
    const { provider, api, model, createdAt } = task;
    const id = idIn(body);
    expect(await answering(200, body).gateway.query({ ...task, id })).toEqual({
      provider,
      api,
      model,
      id,
      createdAt,
      ...expected,
    });
  });

  it.each<[string, unknown, string]>([
    ['a word never seen before', { id: 'task_1', status: 'dreaming' }, 'unknown status "dreaming"'],
    ['no status', { id: 'task_1' }, 'no status'],
    ['an empty object', {}, 'it holds no task'],
    ['no object', '[]', 'it holds no task'],
    ['a number', '5', 'it holds no task: 5'],
    ['nothing', '', 'the answer is empty'],
    ['a page', '<html>console</html>', 'a web page; check that baseUrl is right (https://gate.example)'],
    ['an end without a link', { id: 'task_1', status: 'completed', video_url: null }, 'no link yet'],
    [
      'an end with what is no link',
      { id: 'task_1', status: 'completed', video_url: 'pending', url: 'ftp://a/b', output: [5] },
      'no link yet',
    ],
    ['an end without an id', { status: 'completed', video_url: link }, 'it holds no task'],
    ['a failure without an id', { status: 'failed', error: 'no' }, 'HTTP 200'],
    ['an end under another id', { id: 'other', status: 'completed', video_url: link }, 'another task'],
    [
      'a list of others',
      { code: 0, data: [{ task_id: 'other', task_status: 'succeed', url: link }] },
      'another task',
    ],
    ['trouble, said with a 200', { status: 'error', message: 'Too many requests' }, 'Too many requests'],
    [
      'trouble around a task that works',
      { id: 'task_1', status: 'error', message: 'Too many', data: { task_status: 'processing' } },
      'no status',
    ],
    [
      'an envelope around what has no id',
      { status: 'success', data: { status: 'processing', url: 'https://media.example/input.png' } },
      'it holds no task',
    ],
    [
      'an end around a task that works',
      { id: 'task_1', status: 'success', data: { status: 'processing', url: 'https://h.example/input.png' } },
      'no link yet',
    ],
    ['a status that is no word', { status: 404, error: 'Not Found' }, 'Not Found'],
    ['a complaint in a 200', { code: 5000, message: 'internal' }, 'internal'],
  ])('%s says nothing about the task', async (_what, body, reason) => {
    const error = await errorOf(answering(200, body).query());
    expect(error).toMatchObject({ code: 'provider-unavailable', retryable: true, provider: 'acme' });
    expect(error.message).toContain(reason);
  });

  it.each<[string, unknown, string]>([
    [
      'around a word for its envelope',
      { status: 'error', data: { task_id: 'task_1', status: 'running' } },
      'running',
    ],
    [
      'in a list, behind another',
      [
        { task_id: 'other', status: 'failed' },
        { task_id: 'task_1', status: 'running' },
      ],
      'running',
    ],
    ['without its prefix', { id: uuid, status: 'processing' }, 'running'],
    [
      'whatever the vendor says inside',
      wrapped({ task_id: 'task_1', status: 'QUEUED', data: { id: 'v', status: 'FAILED' } }),
      'queued',
    ],
  ])('the layer with the id decides: %s', async (_what, body, status) => {
    const id = JSON.stringify(body).includes(uuid) ? `jimeng:${uuid}` : task.id;
    expect(await answering(200, body).gateway.query({ ...task, id })).toMatchObject({ id, status });
  });

  it.each<[string, object]>([
    ['metadata.url', { metadata: { url: link } }],
    ['task_result.url', { task_result: { url: link } }],
    ['task_result.video_url', { task_result: { video_url: link } }],
    ['output in objects', { output: [{ url: link }] }],
    ['detail.video_url', { detail: { video_url: link } }],
    ['videoUrl', { videoUrl: link }],
    ['video_urls', { video_urls: [link] }],
    ['result.video_url', { result: { video_url: link } }],
    ['data as JSON in a text', { data: JSON.stringify({ video_url: link }) }],
    ['watermark_url alone', { task_result: { videos: [{ id: 'v', watermark_url: link }] } }],
    ['result_url', { result_url: link }],
  ])('reads a link at %s', async (_what, more) => {
    const body = { id: 'task_1', status: 'SUCCESS', ...more };
    expect(await answering(200, body).query()).toMatchObject({ videos: [{ url: link }] });
  });

  it.each([
    ['/v1/videos/task_1/content', 'https://gate.example/v1/videos/task_1/content'],
    ['//media.example/a.mp4', 'https://media.example/a.mp4'],
  ])('takes the link %s from where the gateway is', async (result_url, url) => {
    const body = wrapped({ task_id: 'task_1', status: 'SUCCESS', result_url });
    expect(await answering(200, body).query()).toMatchObject({ videos: [{ url }] });
  });

  it('tells that the task is not there, even in a 200', async () => {
    const body = { code: 'task_not_exist', message: 'task_not_exist', data: null };
    expect(await errorOf(answering(200, body).query())).toMatchObject({ code: 'not-found' });
  });
});
