import { type Clock, createRouter, type RouterSettings } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { onTestFinished } from 'vitest';

/** The three services behind the gateway and one router; sleeping moves the services' time too. */
export async function openRouter(settings: RouterSettings = {}) {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  const clock = virtualClock(() => simulator.advance(5));
  const keys = { baseUrl: simulator.url, apiKey: simulator.apiKey, api: 'gateway' } as const;
  const providers = [createRunway(keys), createKling(keys), createJimeng(keys)] as const;
  const router = createRouter(providers, { clock, ...settings });
  const submits = () =>
    simulator.requests.filter(({ method, path }) => method === 'POST' && !path.includes('query')).length;
  return { simulator, clock, router, submits };
}

/** No sleep ends: nothing happens that needs time to pass. */
export const stillClock: Clock = {
  now: () => Date.now(),
  sleep: (_milliseconds, signal) =>
    new Promise((_resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
    }),
};

/** Runway first, twice, then Kling, then Jimeng, then Kling's old model. */
export const forAll = { prompt: 'a paper boat', firstFrame: 'https://example.com/image.jpg' } as const;
