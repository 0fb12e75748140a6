import type { Money } from '@vid/core';
import { type SimulatedTask, startSimulator } from '@vid/simulator';
import type { ProviderFixture } from '@vid/testkit';
import { createSeedance } from '../src/index.ts';
import { simulateSeedance } from '../src/simulation.ts';
import { statusWords, understood } from './understood.ts';

const link = (name: string) => `https://example.com/${name}`;

/** The vendor's price lists, a second time: of a million tokens, without and with a clip that goes in. */
const lists: Readonly<Record<string, readonly [usd: readonly number[], cny: readonly number[]]>> = {
  'seedance-2-5-260628 480p': [
    [10.7, 6.4],
    [70, 42],
  ],
  'seedance-2-5-260628 720p': [
    [10.7, 6.4],
    [70, 42],
  ],
  'seedance-2-5-260628 1080p': [
    [11.7, 7],
    [77, 46],
  ],
  'seedance-2-0-260128 480p': [
    [7, 4.3],
    [46, 28],
  ],
  'seedance-2-0-260128 720p': [
    [7, 4.3],
    [46, 28],
  ],
  'seedance-2-0-260128 1080p': [
    [7.7, 4.7],
    [51, 31],
  ],
  'seedance-2-0-260128 4k': [
    [4, 2.4],
    [26, 16],
  ],
  'seedance-2-0-fast-260128': [
    [5.6, 3.3],
    [37, 22],
  ],
  'seedance-2-0-mini-260615': [
    [3.5, 2.1],
    [23, 14],
  ],
  'seedance-1-5-pro-251215 true': [[2.4], [16]],
  'seedance-1-5-pro-251215 false': [[1.2], [8]],
  'seedance-1-0-pro-250528': [[2.5], [15]],
  'seedance-1-0-pro-fast-251015': [[1], [4.2]],
};

function billOf({ api, model, body, cost }: SimulatedTask): Money | undefined {
  const core = model.replace(/^(doubao|dreamina)-/, '');
  const content = JSON.stringify(body['content']);
  const list =
    lists[core] ??
    lists[`${core} ${String(body['resolution'])}`] ??
    lists[`${core} ${String(body['generate_audio'])}`];
  const rate = list?.[api === 'ark' ? 1 : 0][content.includes('video_url') ? 1 : 0];
  // What a draft was made from decides the price of its video.
  if (cost === undefined || rate === undefined || content.includes('draft_task')) return undefined;
  const times = body['service_tier'] === 'flex' ? 0.5 : 1;
  return { amount: (cost.amount * rate * times) / 1e6, currency: api === 'ark' ? 'CNY' : 'USD' };
}

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
  const provider = createSeedance({ api, baseUrl, apiKey });
  const draft = async (prompt: string) => {
    const options = { seedance: { draft: true } } as const;
    return (await provider.generate({ model: newest, prompt, providerOptions: options })).id;
  };
  const drafts = api === 'gateway' ? [] : [await draft('a boat'), await draft('a kite')];
  simulator.advance(60);
  return {
    createProvider: (settings) => createSeedance({ api, baseUrl, apiKey, ...settings }),
    baseUrl,
    requests: [
      { prompt: 'a paper boat' },
      { firstFrame: link('first.png'), lastFrame: link('last.png') },
      { prompt: 'Image 1 sails', references: [link('a.png'), link('b.png')] },
      { model: newest, prompt: 'rain falls in Video 1', sourceVideo: link('a.mp4') },
    ],
    listOptions: { draftTask: drafts },
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
    trouble: (message) =>
      Response.json(
        { error: { code: 'InternalServiceError', message, param: '', type: 'InternalServerError' } },
        { status: 500 },
      ),
    createdTasks: () => simulator.tasks.length - drafts.length,
    lastBill: () => {
      const task = simulator.tasks.at(-1);
      return task && billOf(task);
    },
    startTasks: () => simulator.advance(5),
    finishTasks: () => simulator.advance(60),
    failTasks: (reason) => {
      simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
      simulator.advance(60);
    },
    close: () => simulator.close(),
  };
}
