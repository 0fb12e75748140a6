import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createRouter,
  type VideoFeatures,
  VideoError,
  type VideoProvider,
  type VideoRequest,
} from '@vid/core';
import { videoFolder } from '@vid/core/download';
import { createMemoryJobStore, createMemoryJournal, isEnded } from '@vid/core/journal';
import { createRemote, type ServerCapabilities } from '@vid/core/remote';
import { createServer } from '@vid/server';
import { serve } from '@vid/server/node';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { type ProviderFixture, type TestSettings, virtualClock } from '@vid/testkit';

const token = 'suite-token-0123456789';

interface Behind extends Pick<ProviderFixture, 'listOptions'> {
  readonly requests: (videoIds: readonly string[]) => readonly VideoRequest[];
  readonly simulator?: SimulatorOptions;
  readonly providerOf: (baseUrl: string, apiKey: string) => VideoProvider;
  readonly lastBill?: (cost: number) => number;
  /** What the suite finds at the service: a video of each. */
  readonly made?: readonly VideoRequest[];
}

/** A real server with a real simulator behind it, and remote routers that speak to it. */
export async function openRemote({
  simulator: options,
  providerOf,
  lastBill,
  made = [],
  requests,
  ...behind
}: Behind): Promise<ProviderFixture> {
  const simulator = await startSimulator({ speed: 0, retired: 'served', ...options });
  const provider = providerOf(simulator.url, simulator.apiKey);
  const videoIds: string[] = [];
  for (const request of made) {
    const source = await provider.generate(request);
    simulator.advance(60);
    const finished = await provider.query(source);
    if (finished.status === 'succeeded') videoIds.push(finished.videos[0]?.id ?? '');
  }
  const folder = mkdtempSync(join(tmpdir(), 'vid-remote-'));
  const store = { journal: createMemoryJournal(), jobs: createMemoryJobStore() };
  /** Grows with the service's time. */
  let time = 0;
  /** By the id of a task: how often the server has asked since then. */
  const polls = new Map<string, { readonly time: number; readonly count: number }>();
  const note = (id: string, asked: number) => {
    const { time: before, count } = polls.get(id) ?? { time: asked, count: 0 };
    polls.set(id, { time: asked, count: before === asked ? count + 1 : 1 });
  };
  const counted: VideoProvider = {
    ...provider,
    async query(task, call) {
      const asked = time;
      const answer = await provider.query(task, call);
      note(task.id, asked);
      return answer;
    },
    ...(provider.queryMany !== undefined && {
      async queryMany(tasks, call) {
        const asked = time;
        const answers = (await provider.queryMany?.(tasks, call)) ?? [];
        for (const { id } of tasks) note(id, asked);
        return answers;
      },
    }),
  };
  const router = createRouter([counted], { breaker: false });
  const server = createServer({
    router,
    store,
    token,
    videos: videoFolder(folder, { allowHosts: ['127.0.0.1'] }),
    polling: { intervalMs: 5, minIntervalMs: 0 },
    changesMs: 5,
  });
  server.startWorker({ idleMs: 2 });
  /** The suite asks as soon as the service's time has passed; the server has to see it first. */
  const upToDate = async (id: string): Promise<void> => {
    for (;;) {
      const job = (await store.jobs.get(id))?.job;
      if (job === undefined || isEnded(job)) return;
      const seen = job.phase === 'polling' ? polls.get(job.task.id) : undefined;
      // What the first poll told is kept once there was a second.
      if (seen?.time === time && seen.count > 1) return;
      await sleep(2);
    }
  };
  const listening = await serve(
    {
      ...server,
      async fetch(request) {
        const [, id] = /\/tasks\/([^/]+)(\/cancel)?$/.exec(new URL(request.url).pathname) ?? [];
        if (id !== undefined) await upToDate(id);
        return server.fetch(request);
      },
    },
    { port: 0 },
  );
  const answer = await fetch(`${listening.url}/capabilities`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const capabilities: ServerCapabilities = await answer.json();
  const passing = (milliseconds: () => void) => {
    milliseconds();
    time += 1;
  };
  const trouble = (code: 'rate-limited' | 'provider-unavailable', status: number, message: string) =>
    Response.json({ error: new VideoError(code, `${message}. Nothing was sent.`) }, { status });
  return {
    ...behind,
    requests: requests(videoIds),
    videoIds,
    createProvider: ({ baseUrl = listening.url, apiKey = token, fetch: given }: TestSettings) =>
      createRemote(baseUrl, capabilities, { token: apiKey, fetch: given, clock: virtualClock() }),
    baseUrl: listening.url,
    understood: ({ body }) => readWire(body),
    // Both words of a job are the same then: its phase and its task's status.
    statusWords: { succeeded: 'succeeded', canceled: 'canceled' },
    refusal: (message) => trouble('rate-limited', 429, message),
    trouble: (message) => trouble('provider-unavailable', 500, message),
    createdTasks: () => simulator.tasks.length - made.length,
    ...(lastBill !== undefined && {
      lastBill: () => {
        const cost = simulator.tasks.at(-1)?.cost;
        return cost && { amount: lastBill(cost.amount), currency: 'USD' };
      },
    }),
    startTasks: () => passing(() => simulator.advance(5)),
    finishTasks: () => passing(() => simulator.advance(60)),
    failTasks: (reason) =>
      passing(() => {
        simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
        simulator.advance(60);
      }),
    async close() {
      await listening.close();
      await simulator.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What the body of a submit says by its documents. */
function readWire(body: unknown): VideoFeatures {
  const { request }: { readonly request: VideoFeatures } = JSON.parse(
    JSON.stringify(body, (_key, value: unknown) =>
      typeof value === 'object' && value !== null && 'base64' in value ? value.base64 : value,
    ),
  );
  return request;
}
