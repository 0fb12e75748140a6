import type { VideoTask } from '@vid/core';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createVid } from '@vid/ai-sdk';
import { openVid, paperBoat } from '../src/ai-sdk.ts';
import { luma } from '../src/ai-sdk-model.ts';

it('the AI SDK makes a paper boat with the cheapest model, for one bill', async () => {
  vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  const keys = { api: 'official', baseUrl: simulator.url, apiKey: simulator.apiKey } as const;
  const providers = [createRunway(keys), createKling(keys)];
  const tasks: VideoTask[] = [];
  const vid = openVid(providers, async (task) => void tasks.push(task));
  // The simulator's files are at this machine, where no download goes unless it is told to.
  const allowHosts = [new URL(simulator.url).host];
  const { download } = createVid(providers[0] ?? createKling(), { download: { allowHosts } });
  const made = paperBoat(Object.assign(vid, { download }));
  const outcome: { ended?: true } = {};
  void made.finally(() => {
    outcome.ended = true;
  });
  while (outcome.ended === undefined) {
    await new Promise((resolve) => setImmediate(resolve));
    simulator.advance(1);
    await vi.advanceTimersByTimeAsync(1_000);
  }
  expect((await made).video.mediaType).toBe('video/mp4');
  expect(simulator.tasks).toHaveLength(1);
  expect(tasks).toMatchObject([{ id: simulator.tasks[0]?.id }]);
});

it('a model of the AI SDK refuses what its package would drop, and shows its call', () => {
  const provider = luma('a-key');
  const { body } = provider.prepare({ prompt: 'a boat', duration: 5, aspectRatio: '16:9' });
  expect(body).toMatchObject({ prompt: 'a boat', duration: 5, aspectRatio: '16:9' });
  expect(provider.validateRequest({ prompt: 'a boat', seed: 0 })).toMatchObject({ valid: false });
  expect(provider.validateRequest({ prompt: 'a boat', duration: 6 })).toMatchObject({ valid: false });
});
