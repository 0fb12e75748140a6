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
  ])('missing: %s may have cost money', async (_what, body) => {
    const { submit, sent } = answering(200, body);
    expect(await errorOf(submit())).toMatchObject({
      code: 'submission-unknown',
      provider: 'acme',
      retryable: false,
    });
    expect(sent).toHaveLength(1);
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
const wrapped = (data: object) => ({ code: 'success', message: '', data });

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
      { status: 'FAILED', failureCode: 'INTERNAL' },
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
        data: { task_status: 'succeed', task_result: { videos: [{ id: 'v', url: link, duration: '5.1' }] } },
      },
      success({ duration: 5.1 }),
    ],
    [
      'kling P1: failed',
      {
        code: 0,
        message: 'SUCCEED',
        data: { task_status: 'failed', task_status_msg: 'Failure to pass the risk control system' },
      },
      failed({ reason: 'content-policy', message: 'Failure to pass the risk control system' }),
    ],
    [
      'kling P1: failed without a reason',
      { code: 0, message: 'SUCCEED', data: { task_status: 'failed', task_status_msg: '' } },
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
      'kling P2: done inside before the relay knows',
      wrapped({
        status: 'IN_PROGRESS',
        data: { code: 0, data: { task_status: 'succeed', task_result: { videos: [{ url: link }] } } },
      }),
      success(),
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
    ['jimeng: done, under another id', { id: 'other', status: 'completed', video_url: link }, success()],
    [
      'jimeng: failed with a text',
      { status: 'failed', video_url: null, error: 'content policy' },
      failed({ reason: 'content-policy', message: 'content policy' }),
    ],
    [
      'jimeng: failed with an object',
      { status: 'failed', error: { code: 'E1', message: 'the picture is too small' } },
      failed({ reason: 'unknown', message: 'the picture is too small', providerCode: 'E1' }),
    ],
    [
      'jimeng: expired',
      { status: 'expired' },
      failed({ reason: 'expired', message: 'the service gave no reason' }),
    ],
    [
      'octopusx: done',
      { status: 'completed', progress: 100, url: link, thumbnail_url: 'https://media.example/a.jpg' },
      success(),
    ],
    [
      'octopusx: under data',
      { data: { status: 'processing', progress: 45 } },
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
    ['whatever the case and the spaces', { status: ' Completed ', video_url: ` ${link} ` }, success()],
    ['progress beyond all bounds is left out', { status: 'running', progress: 250 }, { status: 'running' }],
  ])('%s', async (_what, body, expected) => {
    const { provider, api, model, id, createdAt } = task;
    expect(await answering(200, body).query()).toEqual({ provider, api, model, id, createdAt, ...expected });
  });

  it.each<[string, unknown, string]>([
    ['a word never seen before', { status: 'dreaming' }, 'unknown status "dreaming"'],
    ['no status', {}, 'no status'],
    ['no object', '[]', 'no status'],
    ['a number', '5', 'no status'],
    ['nothing', '', 'no status'],
    ['a page', '<html>console</html>', 'no status'],
    ['an end without a link', { status: 'completed', video_url: null }, 'no link yet'],
    [
      'an end with what is no link',
      { status: 'completed', video_url: 'pending', url: 'ftp://a/b', output: [5] },
      'no link yet',
    ],
    ['a status that is no word', { status: 404, error: 'Not Found' }, 'Not Found'],
    ['a complaint in a 200', { code: 5000, message: 'internal' }, 'internal'],
  ])('%s says nothing about the task', async (_what, body, reason) => {
    const error = await errorOf(answering(200, body).query());
    expect(error).toMatchObject({ code: 'provider-unavailable', retryable: true, provider: 'acme' });
    expect(error.message).toContain(reason);
  });

  it('tells that the task is not there, even in a 200', async () => {
    const body = { code: 'task_not_exist', message: 'task_not_exist', data: null };
    expect(await errorOf(answering(200, body).query())).toMatchObject({ code: 'not-found' });
  });
});
