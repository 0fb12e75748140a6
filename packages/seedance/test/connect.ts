import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { onTestFinished } from 'vitest';
import { createSeedance, type SeedanceSettings } from '../src/index.ts';
import { type SeedanceAccount, simulateSeedance } from '../src/simulation.ts';

type Api = 'ark' | 'modelark' | 'gateway';

/** The simulated service, time standing still, and a provider that speaks to it. */
export async function connect(
  api: Api,
  {
    account,
    settings,
    ...options
  }: SimulatorOptions & { readonly account?: SeedanceAccount; readonly settings?: SeedanceSettings } = {},
) {
  const simulator = await startSimulator({ speed: 0, services: [simulateSeedance(account)], ...options });
  onTestFinished(() => simulator.close());
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('seedance', api) ?? {};
  const provider = createSeedance({ api, baseUrl, apiKey, ...settings });
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${baseUrl}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    });
  const post = (body: object, path = '') =>
    call(`${path}/contents/generations/tasks`, { method: 'POST', body: JSON.stringify(body) });
  return { simulator, provider, baseUrl, apiKey, call, post };
}

/** A provider whose service gives one answer to everything, and what it was asked. */
export function answering(api: Api, answer: (request: Request) => Response, settings: SeedanceSettings = {}) {
  const sent: Request[] = [];
  const provider = createSeedance({
    api,
    apiKey: 'sk-test',
    async fetch(input, init) {
      const request = new Request(input, init);
      sent.push(request);
      return answer(request);
    },
    ...settings,
  });
  return { provider, sent };
}

/** Ark's own error. */
export const refusalOf = (code: string, status: number, message = 'no') =>
  Response.json(
    { error: { code, message: `${message} Request id: 0217`, param: '', type: 'BadRequest' } },
    { status },
  );
