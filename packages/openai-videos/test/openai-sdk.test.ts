import { waitForTask } from '@vid/core';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import OpenAI from 'openai';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createOpenaiVideos, type DialectName } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';
import { errorOf } from './planted.ts';

/* The simulations in the eyes of OpenAI's own client, and our bodies beside its. */

async function connect(dialect: DialectName) {
  const simulator = await startSimulator({ speed: 0, services: [simulation], clipBytes: 20_000 });
  onTestFinished(() => simulator.close());
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('openai-videos', dialect) ?? {};
  const { videos } = new OpenAI({ apiKey, baseURL: `${baseUrl}/v1` });
  return {
    simulator,
    videos,
    provider: createOpenaiVideos({ dialect, baseUrl, apiKey, models: ['film-1'] }),
  };
}

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const picture = () => new File([png], 'input_reference.png', { type: 'image/png' });
const asked = { model: 'film-1', prompt: 'a paper boat', seconds: '8', size: '1280x720' } as const;

describe('the client of OpenAI', () => {
  it.each(['openai', 'vllm-omni', 'vid'] as const)(
    'makes, sees, brings home and deletes a film of %s',
    async (dialect) => {
      const { simulator, videos } = await connect(dialect);
      const made = await videos.create(asked);
      expect(made).toMatchObject({ object: 'video', status: 'queued', seconds: '8', size: '1280x720' });
      simulator.advance(60);
      expect(await videos.retrieve(made.id)).toMatchObject({
        id: made.id,
        status: 'completed',
        progress: 100,
        error: null,
      });
      const ids: string[] = [];
      for await (const { id } of videos.list({ limit: 1 })) ids.push(id);
      expect(ids).toEqual([made.id]);
      const film = await videos.downloadContent(made.id);
      expect([film.headers.get('content-type'), (await film.arrayBuffer()).byteLength]).toEqual([
        'video/mp4',
        20_000,
      ]);
      expect(await videos.delete(made.id)).toMatchObject({ id: made.id, deleted: true });
      await expect(videos.retrieve(made.id)).rejects.toMatchObject({ status: 404 });
    },
  );

  it.each(['openai', 'litellm', 'vllm-omni', 'sglang', 'vid'] as const)(
    'sends %s what we send, with a picture as a file',
    async (dialect) => {
      const { simulator, videos, provider } = await connect(dialect);
      await videos.create({ ...asked, input_reference: picture() });
      await provider.generate({
        model: 'film-1',
        prompt: 'a paper boat',
        duration: 8,
        size: '1280x720',
        firstFrame: { data: png, mediaType: 'image/png' },
      });
      const [theirs, ours] = simulator.tasks;
      expect(ours?.body).toEqual(theirs?.body);
    },
  );

  it('pays three times where an answer is lost, and we pay once', async () => {
    const { simulator, videos, provider } = await connect('openai');
    simulator.fault({ on: 'submit', kind: 'accepted-error', status: 500, body: 'json', times: 'always' });
    await expect(videos.create(asked)).rejects.toMatchObject({ status: 500 });
    const theirs = simulator.tasks.length;
    const error = await errorOf(provider.generate({ prompt: 'a paper boat' }, { retries: 3 }));
    expect([theirs, simulator.tasks.length - theirs, error.code]).toEqual([3, 1, 'submission-unknown']);
  });

  it('and we can go on with each other’s tasks', async () => {
    const { simulator, videos, provider } = await connect('openai');
    const made = await videos.create(asked);
    const task = {
      provider: 'openai-videos',
      api: 'openai',
      model: 'film-1',
      id: made.id,
      status: 'queued',
    } as const;
    const clock = virtualClock(() => simulator.advance(60));
    expect(await waitForTask(provider, task, { clock })).toMatchObject({ status: 'succeeded', id: made.id });
    const own = await provider.generate({ prompt: 'a kite' });
    expect(await videos.retrieve(own.id)).toMatchObject({ id: own.id, prompt: 'a kite' });
  });
});
