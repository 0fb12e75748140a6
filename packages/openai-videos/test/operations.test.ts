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
    expect(provider.capabilities.models[0]?.operations ?? []).toEqual(stops ? ['cancel'] : []);
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

describe('a lost submit', () => {
  const listing: readonly DialectName[] = ['openai', 'vllm-omni', 'sglang', 'vid'];

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
    // A likeness is no proof: nobody may look it up and go on.
    expect('reconcile' in provider).toBe(false);
  });

  const item = (more: object) => ({
    id: 'video_1',
    status: 'queued',
    model: 'film-1',
    prompt,
    created_at: Math.floor(Date.now() / 1000),
    ...more,
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
