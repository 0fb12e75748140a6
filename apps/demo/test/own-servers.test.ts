import type { PreparedRequest } from '@vid/core';
import { allProviders } from '@vid/providers';
import { startSimulator } from '@vid/simulator';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { Setup } from '../src/api.ts';
import { makePlan } from '../src/page/plan/make-plan.ts';
import { connectionEntries } from '../src/server/providers.ts';
import { openDemo, runInput } from './demo.ts';
import { type Demo, ended, patience } from './watch.ts';

/* What the page shows because the environment says so: servers of `/v1/videos`, OpenRouter, a model of the AI SDK. */

vi.setConfig({ testTimeout: 2 * patience.timeout });

/** Not the simulator's, which is public. */
const ownKey = 'sk-of-a-user-1234567890';

const setupOf = async ({ app }: Demo): Promise<Setup> => (await app.request('/api/setup')).json();
const statesOf = ({ connections }: Setup) =>
  Object.fromEntries(connections.map(({ provider, api, state }) => [`${provider} ${api}`, state]));

test('a server of /v1/videos is there with its variables, makes one video and brings it home from this network', async () => {
  const services = allProviders.flatMap(({ simulation }) => (simulation === undefined ? [] : [simulation]));
  const gpu = await startSimulator({ speed: 100, services });
  onTestFinished(() => gpu.close());
  const { baseUrl = '', apiKey = '' } = gpu.settingsFor('openai-videos', 'vllm-omni') ?? {};
  const environment = { VLLM_OMNI_BASE_URL: baseUrl, VLLM_OMNI_API_KEY: apiKey, VLLM_OMNI_MODELS: 'wan-2.2' };
  const demo = await openDemo({ environment });
  expect(statesOf(await setupOf(demo))).toMatchObject({
    'openai-videos vllm-omni': 'real',
    'kling gateway': 'simulated',
  });
  const input = {
    ...runInput({ prompt: 'a paper boat' }, 'openai-videos:wan-2.2'),
    api: 'vllm-omni',
    confirmed: true,
  };
  await demo.post('/api/runs', input);
  expect((await ended(demo, input.id)).videos).toHaveLength(1);
  expect(gpu.tasks).toHaveLength(1);
  expect(demo.simulator.tasks).toHaveLength(0);
});

test('a model of the AI SDK stands in one plan with OpenRouter’s and the packages’, and shows its call', async () => {
  const demo = await openDemo({
    environment: { XAI_API_KEY: ownKey, OPENROUTER_API_KEY: ownKey },
    entries: () => connectionEntries,
  });
  const setup = await setupOf(demo);
  expect(statesOf(setup)).toMatchObject({ 'xai ai-sdk': 'real', 'openrouter official': 'real' });
  const found = makePlan(setup.capabilities, { prompt: 'a boat', duration: 5, audio: true });
  if ('reasons' in found) throw new Error(JSON.stringify(found));
  const named = found.plan.candidates.map(({ provider }) => provider);
  expect(new Set(named)).toEqual(new Set([...named, 'xai', 'openrouter', 'kling', 'wan']));
  const answer = await demo.post('/api/prepare', {
    model: 'xai:grok-imagine-video-1.5',
    api: 'ai-sdk',
    request: { prompt: 'a boat', duration: 5 },
  });
  const prepared: PreparedRequest = await answer.clone().json();
  expect(prepared).toMatchObject({ url: 'ai-sdk:xai.video/grok-imagine-video-1.5', body: { duration: 5 } });
  const said = `${JSON.stringify(setup)}${await answer.text()}`;
  expect(said.includes(ownKey)).toBe(false);
});

test.each([
  ['nothing', {}],
  ['an address alone', { VLLM_OMNI_BASE_URL: 'http://127.0.0.1:9' }],
  ['an empty key', { XAI_API_KEY: ' ' }],
])('with %s there is none of them', async (_what, environment) => {
  const { connections } = await setupOf(await openDemo({ environment }));
  expect(connections.filter(({ provider }) => ['xai', 'openai-videos'].includes(provider))).toEqual([]);
});
