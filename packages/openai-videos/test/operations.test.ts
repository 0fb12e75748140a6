import { startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOpenaiVideos, type DialectName } from '../src/index.ts';
import { dialectNames } from '../src/dialects.ts';
import { simulation } from '../src/simulation.ts';
import { errorOf, providerAt, taskOf } from './planted.ts';

/* What can be done with a task, and after a lost submit (openai-videos.md 3.4, 8). */

const prompt = 'a boat';

async function start(dialect: DialectName) {
  const simulator = await startSimulator({ speed: 0, services: [simulation] });
  onTestFinished(() => simulator.close());
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('openai-videos', dialect) ?? {};
  const provider = createOpenaiVideos({ dialect, baseUrl, apiKey, models: ['film-1', 'film-2'] });
  return { simulator, provider };
}

describe('a cancel', () => {
  const stopping: readonly DialectName[] = ['vllm-omni', 'vid'];

  it.each(dialectNames)('is there only where DELETE stops the work: %s', async (dialect) => {
    const { provider } = await start(dialect);
    const stops = stopping.includes(dialect);
    expect('cancel' in provider).toBe(stops);
    expect(provider.capabilities.models[0]?.operations?.includes('cancel') ?? false).toBe(stops);
  });

  it('of vLLM-Omni costs nothing, and the record is gone', async () => {
    const { provider } = await start('vllm-omni');
    const task = await provider.generate({ prompt });
    const canceled = { outcome: 'stopped', billed: 'no', task: { status: 'canceled' } };
    expect(await provider.cancel?.(task)).toMatchObject(canceled);
    expect((await errorOf(provider.query(task))).code).toBe('not-found');
  });

  it('that is refused with 409 while the work hangs is trouble, and says nothing more', async () => {
    const { provider, asked } = await providerAt('vllm-omni', {
      'GET /v1/videos/video_1': { json: { id: 'video_1', status: 'in_progress' } },
      'DELETE /v1/videos/video_1': {
        status: 409,
        json: { error: { message: 'cleanup hangs', type: 'ConflictError', code: 409 } },
      },
    });
    await errorOf(provider.cancel?.(taskOf('vllm-omni')));
    expect(asked.filter(({ method }) => method === 'DELETE')).toHaveLength(1);
  });
});

const item = (more: object) => ({
  id: 'video_1',
  status: 'queued',
  model: 'film-1',
  prompt,
  created_at: Math.floor(Date.now() / 1000),
  ...more,
});

describe('a lost submit', () => {
  const listing: readonly DialectName[] = ['openai', 'vllm-omni', 'sglang'];

  it.each(dialectNames)('is sent once, and has hints where there is a list: %s', async (dialect) => {
    const { simulator, provider } = await start(dialect);
    await provider.generate({ prompt: 'a kite' });
    await provider.generate({ prompt, model: 'film-2' });
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const error = await errorOf(
      provider.generate({ prompt, model: 'film-1', size: '1280x720' }, { retries: 3 }),
    );
    expect(error.code).toBe('submission-unknown');
    expect(simulator.tasks).toHaveLength(3);
    const lost = simulator.tasks.at(-1)?.id;
    const candidates = error.candidates?.map(({ id }) => id);
    const hasList = listing.includes(dialect);
    expect(candidates).toEqual(hasList ? [lost] : undefined);
    expect(simulator.requests.filter(({ method }) => method === 'GET')).toHaveLength(hasList ? 1 : 0);
    // A likeness is no proof: nobody may look it up and go on, but by a key.
    expect('reconcile' in provider).toBe(dialect === 'vid');
  });

  it('of a server of ours is found by its key, whatever is in that, and one key makes one task', async () => {
    const { simulator, provider } = await start('vid');
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const options = { reference: 'order 1/ü%' };
    const { submission } = await errorOf(provider.generate({ prompt }, options));
    if (submission === undefined) throw new Error('no submission');
    const found = await provider.reconcile?.(submission);
    expect(found?.id).toBe(simulator.tasks[0]?.id);
    expect((await provider.generate({ prompt }, options)).id).toBe(found?.id);
    expect(await provider.reconcile?.({ ...submission, reference: 'order 2' })).toBeUndefined();
    // Under a key of the caller's own a look-up would find nothing.
    const headers = { 'Idempotency-Key': 'order-2' };
    expect(await errorOf(provider.generate({ prompt }, { headers }))).toMatchObject({
      code: 'invalid-request',
    });
    expect(simulator.tasks).toHaveLength(1);
  });

  const submission = {
    provider: 'openai-videos',
    api: 'vid',
    model: 'film-1',
    reference: 'order-1',
    submittedAt: '2026-11-29T12:00:00.000Z',
    fingerprint: 'f',
  } as const;
  const lost = { status: 'failed', error: { code: 'submission_unknown', message: 'Lost.' } };

  it.each<readonly [string, object]>([
    ['a list of all tasks, of a server that knows no keys', { data: [item({})] }],
    ['the list of another key', { data: [item({})], x_vid: { key: 'order-2' } }],
    ['two tasks', { data: [item({}), item({ id: 'video_2' })], x_vid: { key: 'order-1' } }],
    ['a task that the server itself has lost', { data: [item(lost)], x_vid: { key: 'order-1' } }],
  ])('is neither found nor missing by %s', async (_what, json) => {
    const { provider } = await providerAt('vid', { 'GET /v1/videos?key=order-1': { json } });
    expect((await errorOf(provider.reconcile?.(submission))).code).toBe('provider-unavailable');
  });

  it('of a server that has lost it itself is no video that failed', async () => {
    const { provider } = await providerAt('vid', { 'GET /v1/videos/video_1': { json: item(lost) } });
    expect((await errorOf(provider.query(taskOf('vid')))).code).toBe('provider-unavailable');
  });

  it.each<readonly [string, object, boolean]>([
    ['its twin', {}, true],
    ['one whose prompt is not told', { prompt: null }, true],
    ['one of another prompt', { prompt: 'a kite' }, false],
    ['one of another model', { model: 'film-2' }, false],
    ['one of another length', { seconds: '12' }, false],
    ['one of an hour ago', { created_at: Math.floor(Date.now() / 1000) - 3600 }, false],
    ['one without a time', { created_at: null }, false],
  ])('is maybe %s', async (_what, more, isLike) => {
    const { provider } = await providerAt('openai', {
      'POST /v1/videos': { status: 500, json: {} },
      'GET /v1/videos?limit=100&order=desc': { json: { object: 'list', data: [item(more), 'odd'] } },
    });
    const error = await errorOf(provider.generate({ prompt, duration: 8 }));
    expect(error.candidates?.map(({ id }) => id)).toEqual(isLike ? ['video_1'] : undefined);
  });

  it('is as unknown as it was where the list is in trouble', async () => {
    const { provider, asked } = await providerAt('openai', {
      'POST /v1/videos': { status: 500, page: '<html>' },
    });
    const error = await errorOf(provider.generate({ prompt }));
    expect([error.code, error.candidates, asked.length]).toEqual(['submission-unknown', undefined, 2]);
  });
});

it('a restart forgets what ran: a task that nobody knows is not found, and not failed', async () => {
  const { provider } = await start('vllm-omni');
  const error = await errorOf(provider.query(taskOf('vllm-omni')));
  expect([error.code, error.message.includes('says nothing about the task')]).toEqual(['not-found', true]);
});
