import { taskFromId, waitForTask } from '@vid/core';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it } from 'vitest';
import type { DialectName } from '../src/index.ts';
import { errorOf, type Planted, providerAt, taskOf } from './planted.ts';

/* What answers about a task say (openai-videos.md 3.2, 3.3, 4, 14). */

const at = (id: string, json: unknown): Readonly<Record<string, Planted>> => ({
  [`GET /v1/videos/${encodeURIComponent(id)}`]: { json },
});

async function queried(dialect: DialectName, json: object, id = 'video_1') {
  const { provider, baseUrl } = await providerAt(dialect, at(id, { id, object: 'video', ...json }));
  return { task: await provider.query(taskOf(dialect, id)), baseUrl };
}

describe('a task that goes on', () => {
  it.each<readonly [string, DialectName, object, object]>([
    ['per cent', 'openai', { status: 'in_progress', progress: 1 }, { status: 'running', progress: 0.01 }],
    ['a progress that is null', 'litellm', { status: 'in_progress', progress: null }, { status: 'running' }],
    ['100 with a running word', 'openai', { status: 'in_progress', progress: 100 }, { status: 'running' }],
    ['“unknown” of a relay', 'new-api', { status: 'unknown', progress: 0 }, { status: 'queued' }],
    ['text with a per cent sign', 'new-api', { status: 'in_progress', progress: '40%' }, { progress: 0.4 }],
    ['a word of clones', 'openai', { status: 'Processing' }, { status: 'running' }],
    ['a vendor’s branch of SGLang', 'sglang', { status: 'cancelling' }, { status: 'running' }],
  ])('is told by %s', async (_what, dialect, json, expected) => {
    expect((await queried(dialect, json)).task).toMatchObject(expected);
  });

  it.each<readonly [string, DialectName, object]>([
    ['an unknown word', 'openai', { status: 'half-baked' }],
    ['a word of another dialect', 'litellm', { status: 'processing' }],
    ['no word', 'vllm-omni', {}],
  ])('is not told by %s: the question is open', async (_what, dialect, json) => {
    const { provider } = await providerAt(dialect, at('video_1', { id: 'video_1', ...json }));
    const error = await errorOf(provider.query(taskOf(dialect)));
    expect(error).toMatchObject({ code: 'provider-unavailable', retryable: true });
  });

  it('is no task of another id', async () => {
    const json = { id: 'video_2', status: 'completed' };
    const { provider } = await providerAt('openai', at('video_1', json));
    const error = await errorOf(provider.query(taskOf('openai')));
    expect(error.message).toContain('it is about task video_2');
  });
});

describe('a task that has failed', () => {
  it.each<readonly [string, DialectName, object, object]>([
    [
      'a code and a message',
      'openai',
      { status: 'failed', error: { code: 'moderation_blocked', message: 'no faces' } },
      { reason: 'content-policy', message: 'no faces', providerCode: 'moderation_blocked' },
    ],
    [
      'a code that is a number',
      'vllm-omni',
      { status: 'failed', error: { code: 500, message: 'out of memory' } },
      { reason: 'unknown', message: 'out of memory', providerCode: '500' },
    ],
    ['a text', 'openai', { status: 'failed', error: 'boom' }, { reason: 'unknown', message: 'boom' }],
    ['nothing', 'openai', { status: 'failed', error: null }, { message: 'the service gave no reason' }],
    ['the word expired', 'openai', { status: 'expired' }, { reason: 'expired' }],
    [
      'a relay with its vendor’s reason',
      'new-api',
      { status: 'failed', error: { code: 'task_failed', message: 'sensitive content' } },
      { reason: 'content-policy', message: 'sensitive content' },
    ],
    [
      'a relay in its bare view',
      'new-api-plugin',
      { task_id: 'video_1', status: 'FAILURE', fail_reason: 'no such voice' },
      { message: 'no such voice' },
    ],
  ])('says why by %s', async (_what, dialect, json, failure) => {
    expect((await queried(dialect, json)).task).toMatchObject({ status: 'failed', failure });
  });

  it('is canceled where the record was deleted by somebody', async () => {
    expect((await queried('sglang', { status: 'deleted' })).task.status).toBe('canceled');
  });
});

describe('a task that is done', () => {
  const content = '/v1/videos/video_1/content';

  it.each<readonly [string, DialectName, object, string]>([
    ['the route alone', 'litellm', { status: 'completed', url: 'https://cdn.example/input.png' }, content],
    ['the route of vLLM-Omni', 'vllm-omni', { status: 'completed' }, content],
    ['the route where no link is told', 'openai', { status: 'completed' }, content],
    ['the route at a relay without one', 'new-api', { status: 'completed', metadata: {} }, content],
    ['the route for what is no link', 'new-api', { status: 'completed', metadata: { url: '' } }, content],
    [
      'metadata.url',
      'new-api',
      { status: 'completed', metadata: { url: 'https://cdn.example/v.mp4' } },
      'https://cdn.example/v.mp4',
    ],
    [
      'video_url',
      'openai',
      { status: 'completed', video_url: 'https://cdn.example/v.mp4' },
      'https://cdn.example/v.mp4',
    ],
    [
      'url of a cloud',
      'sglang',
      { status: 'completed', url: 'https://cloud.example/v.mp4?sig=1' },
      'https://cloud.example/v.mp4?sig=1',
    ],
    [
      'a snapshot of the vendor',
      'new-api-plugin',
      { status: 'completed', content: { video_url: 'https://cdn.example/v.mp4' } },
      'https://cdn.example/v.mp4',
    ],
  ])('has its file at %s', async (_what, dialect, json, expected) => {
    const { task, baseUrl } = await queried(dialect, json);
    const url = expected.startsWith('/') ? baseUrl + expected : expected;
    expect(task).toMatchObject({ status: 'succeeded', videos: [{ url }] });
  });

  it('says how long it is and when its bytes go, where that is set', async () => {
    const set = await queried('openai', { status: 'completed', seconds: '8', expires_at: 1_768_466_100 });
    expect(set.task).toMatchObject({ videos: [{ duration: 8, expiresAt: '2026-01-15T08:35:00.000Z' }] });
    const unset = await queried('openai', { status: 'completed', seconds: null, expires_at: 0 });
    expect(Object.keys(unset.task.status === 'succeeded' ? (unset.task.videos[0] ?? {}) : {})).toEqual([
      'url',
    ]);
  });

  it.each([1_768_466_100_000_000, -1])(
    'is done though it says that its bytes go at %s',
    async (expires_at) => {
      const { task } = await queried('openai', { status: 'completed', expires_at });
      expect(task.status === 'succeeded' && task.videos[0]?.expiresAt).toBe(undefined);
    },
  );

  it('is asked for by an id that is base64, whole', async () => {
    const id = 'video_bGl0ZWxsbTo3Og==';
    expect((await queried('litellm', { status: 'completed' }, id)).task.status).toBe('succeeded');
  });
});

describe('the two forms of a relay', () => {
  const generation = (status: string, more: object = {}) => ({
    code: 'success',
    message: '',
    data: { id: 17, task_id: 'task_1', platform: '51', status, progress: '40%', fail_reason: '', ...more },
  });
  const notImplemented: Planted = {
    status: 501,
    json: { code: 'not_implemented', message: 'not implemented', data: null },
  };

  it.each(['new-api', 'new-api-plugin'] as const)(
    'a 501 is no end: the other form is asked, and kept (%s)',
    async (dialect) => {
      const { provider, asked } = await providerAt(dialect, {
        'GET /v1/videos/task_1': notImplemented,
        'GET /v1/video/generations/task_1': { json: generation('IN_PROGRESS') },
      });
      const task = await provider.query(taskOf(dialect, 'task_1'));
      expect(task).toMatchObject({ id: 'task_1', status: 'running', progress: 0.4 });
      await provider.query(task);
      expect(asked.map(({ url }) => url)).toEqual([
        '/v1/videos/task_1',
        '/v1/video/generations/task_1',
        '/v1/video/generations/task_1',
      ]);
    },
  );

  it.each([
    ['result_url', { result_url: 'https://cdn.example/v.mp4' }],
    ['the old fail_reason', { fail_reason: 'https://cdn.example/v.mp4' }],
  ])('the older form has its link in %s', async (_what, more) => {
    const { provider } = await providerAt('new-api', {
      'GET /v1/videos/task_1': notImplemented,
      'GET /v1/video/generations/task_1': { json: generation('SUCCESS', more) },
    });
    expect(await provider.query(taskOf('new-api', 'task_1'))).toMatchObject({
      videos: [{ url: 'https://cdn.example/v.mp4' }],
    });
  });

  it('a key that may submit and not ask says nothing of the task', async () => {
    const json = { error: { message: 'no access to model', type: 'new_api_error', code: '' } };
    const { provider } = await providerAt('new-api', { 'GET /v1/videos/task_1': { status: 403, json } });
    const error = await errorOf(provider.query(taskOf('new-api', 'task_1')));
    expect([error.code, error.task?.status]).not.toContain('failed');
  });

  it('task_not_exist is waited out at first, and then the task is lost, not failed', async () => {
    const missing: Planted = {
      status: 400,
      json: { code: 'task_not_exist', message: 'task_not_exist', data: null },
    };
    const { provider, asked } = await providerAt('new-api', {
      'GET /v1/videos/task_1': missing,
      'GET /v1/video/generations/task_1': missing,
    });
    const clock = virtualClock();
    const task = { ...taskOf('new-api', 'task_1'), createdAt: new Date(clock.now()).toISOString() };
    const error = await errorOf(waitForTask(provider, task, { clock }));
    expect(error).toMatchObject({ code: 'not-found', task: { status: 'queued' } });
    expect(asked.length).toBeGreaterThan(4);
  });

  it('a bare id is found by either', async () => {
    const { provider } = await providerAt('new-api', {
      'GET /v1/videos/task_1': notImplemented,
      'GET /v1/video/generations/task_1': { json: generation('QUEUED') },
    });
    const task = taskFromId({ provider: 'openai-videos', api: 'new-api', id: 'task_1' });
    expect((await provider.query(task)).status).toBe('queued');
  });
});
