import { startSimulator } from '@vid/simulator';
import type { ProviderFixture } from '@vid/testkit';
import { createSeedance } from '../src/index.ts';
import { simulateSeedance } from '../src/simulation.ts';
import { statusWords, understood } from './understood.ts';

const link = (name: string) => `https://example.com/${name}`;

/** The simulated service for the contract suite, with one account for each api. */
export async function openSeedance(api: 'ark' | 'modelark' | 'gateway'): Promise<ProviderFixture> {
  const simulator = await startSimulator({
    speed: 0,
    retired: 'served',
    services: [simulateSeedance()],
    deliver: () => new Response(),
  });
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('seedance', api) ?? {};
  const newest = api === 'modelark' ? 'dreamina-seedance-2-5-260628' : 'doubao-seedance-2-5-260628';
  return {
    createProvider: (settings) => createSeedance({ api, baseUrl, apiKey, ...settings }),
    baseUrl,
    requests: [
      { prompt: 'a paper boat' },
      { firstFrame: link('first.png'), lastFrame: link('last.png') },
      { prompt: 'Image 1 sails', references: [link('a.png'), link('b.png')] },
      { model: newest, prompt: 'rain falls in Video 1', sourceVideo: link('a.mp4') },
    ],
    understood,
    statusWords,
    refusal: (message) =>
      Response.json(
        {
          error: {
            code: 'RateLimitExceeded.EndpointRPMExceeded',
            message,
            param: '',
            type: 'TooManyRequests',
          },
        },
        { status: 429 },
      ),
    createdTasks: () => simulator.tasks.length,
    startTasks: () => simulator.advance(5),
    finishTasks: () => simulator.advance(60),
    failTasks: (reason) => {
      simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
      simulator.advance(60);
    },
    close: () => simulator.close(),
  };
}
