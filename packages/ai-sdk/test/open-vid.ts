import { createRouter, type RouterSettings, type VideoTask } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { onTestFinished } from 'vitest';
import { createVid, type VidSettings } from '../src/index.ts';

type Api = 'gateway' | 'official';

interface Opened {
  readonly api?: Api;
  readonly settings?: VidSettings;
  readonly router?: RouterSettings;
  readonly simulator?: SimulatorOptions;
}

/** Three services behind one router behind the AI SDK, over a real socket; pauses move the services' time. */
export async function openVid({ api = 'official', settings, router: routing, ...options }: Opened = {}) {
  const simulator = await startSimulator({ speed: 0, ...options.simulator });
  onTestFinished(() => simulator.close());
  const clock = virtualClock(() => simulator.advance(5));
  const { url: baseUrl, apiKey, volcengine } = simulator;
  const keys = { baseUrl, apiKey, api };
  const jimeng =
    api === 'gateway' ? createJimeng({ ...keys, api }) : createJimeng({ baseUrl, ...volcengine, api });
  const providers = [createRunway(keys), createKling(keys), jimeng];
  const router = createRouter(providers, { clock, ...routing });
  const tasks: VideoTask[] = [];
  const allowHosts = [new URL(baseUrl).host];
  const vid = createVid(router, {
    onTask: (task) => void tasks.push(task),
    download: { allowHosts, clock },
    wait: { clock },
    ...settings,
  });
  /** Each pause between two status requests. */
  const poll = { intervalMs: 1, delay: async () => simulator.advance(5) };
  return { simulator, clock, router, vid, tasks, poll, usual: { poll, download: vid.download }, allowHosts };
}

/** What a promise is rejected with. */
export const reasonOf = (promise: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(promise).then(
    () => undefined,
    (reason: unknown) => reason,
  );
