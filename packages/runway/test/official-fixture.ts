import type { VideoError, VideoTask } from '@vid/core';
import { createRunway, type RunwayOfficialSettings } from '@vid/runway';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { onTestFinished } from 'vitest';

export const image = 'https://example.com/image.jpg';
export const official = createRunway({ api: 'official', apiKey: 'x' });

export const opened = async (options: SimulatorOptions = {}, settings: RunwayOfficialSettings = {}) => {
  const simulator = await startSimulator({ speed: 0, retired: 'served', ...options });
  onTestFinished(() => simulator.close());
  const provider = createRunway({
    api: 'official',
    baseUrl: simulator.url,
    apiKey: simulator.apiKey,
    ...settings,
  });
  return { simulator, provider };
};

export const answering = (answer: () => Response, apiKey = 'x') =>
  createRunway({ api: 'official', apiKey, fetch: async () => answer() });

export const errorOf = (promise: Promise<unknown>): Promise<VideoError> =>
  promise.then(
    () => Promise.reject(new Error('it did not throw')),
    (error: VideoError) => error,
  );

export const task: VideoTask = {
  provider: 'runway',
  api: 'official',
  model: 'gen4_turbo',
  id: '3f0c2a57-6a41-4f0e-9a77-5b0b5a1c9d21',
  createdAt: '2026-11-22T09:14:02.118Z',
  status: 'queued',
};
