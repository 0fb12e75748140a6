import {
  createRouter,
  VideoError,
  type VideoProvider,
  type VideoRequest,
  type VideoTask,
  waitForTask,
} from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { faultCatalogue, type FaultRule, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';

/* Every fault that the simulator has a name for, at every api and behind the router: what was paid, what was made. */

interface Address {
  readonly baseUrl: string;
  readonly apiKey: string;
  readonly accessKey: string;
  readonly secretKey: string;
}
type Create = (address: Address) => VideoProvider;
const gateways = {
  runway: ({ baseUrl, apiKey }) => createRunway({ api: 'gateway', baseUrl, apiKey }),
  kling: ({ baseUrl, apiKey }) => createKling({ api: 'gateway', baseUrl, apiKey }),
  jimeng: ({ baseUrl, apiKey }) => createJimeng({ api: 'gateway', baseUrl, apiKey }),
} as const satisfies Readonly<Record<string, Create>>;
const officials = {
  runway: ({ baseUrl, apiKey }) => createRunway({ api: 'official', baseUrl, apiKey }),
  kling: ({ baseUrl, apiKey }) => createKling({ api: 'official', baseUrl, apiKey }),
  jimeng: ({ baseUrl, accessKey, secretKey }) =>
    createJimeng({ api: 'official', baseUrl, accessKey, secretKey }),
} as const satisfies Readonly<Record<string, Create>>;
const routed =
  ({ runway, kling, jimeng }: Readonly<Record<keyof typeof gateways, Create>>): Create =>
  (address) =>
    createRouter([runway(address), kling(address), jimeng(address)]);

const firstFrame = 'https://example.com/image.jpg';
const apis: readonly (readonly [name: string, create: Create, request: VideoRequest])[] = [
  ['runway (gateway)', gateways.runway, { firstFrame }],
  ['kling (gateway)', gateways.kling, { prompt: 'a kite climbs' }],
  ['jimeng (gateway)', gateways.jimeng, { prompt: 'a lantern on a lake' }],
  ['runway (official)', officials.runway, { prompt: 'a paper boat' }],
  ['kling (official)', officials.kling, { prompt: 'a kite climbs' }],
  ['jimeng (official)', officials.jimeng, { prompt: 'a lantern on a lake' }],
  ['a router of gateways', routed(gateways), { firstFrame, prompt: 'a kite' }],
  ['a router of their own apis', routed(officials), { firstFrame, prompt: 'a kite' }],
];

async function open(create: Create) {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  const { url: baseUrl, apiKey, volcengine } = simulator;
  return { simulator, provider: create({ baseUrl, apiKey, ...volcengine }) };
}

const ruleOf = (on: FaultRule['on'], kind: string, more: object = {}): FaultRule =>
  z.custom<FaultRule>((value) => typeof value === 'object').parse({ on, kind, ...more });

// Those have no answer before somebody's time is up; `faults.test.ts` has them.
const endless = new Set(['hang', 'accepted-hang', 'slow-body']);
const named = (on: FaultRule['on']) =>
  faultCatalogue.filter((fault) => fault.on === on && !endless.has(fault.kind));

describe.each(apis)('%s, submitting', (_name, create, request) => {
  it.each(named('submit'))('$kind: no second task, whoever could make it', async ({ kind, creates }) => {
    const { simulator, provider } = await open(create);
    simulator.fault(ruleOf('submit', kind));
    const options = { clock: virtualClock(), fallback: true };
    const outcome: unknown = await provider.generate(request, options).catch((error: unknown) => error);
    expect(simulator.tasks.length).toBeLessThanOrEqual(1);
    if (creates !== true) return;
    // There is a task: it is the one that comes back, or nobody knows.
    const ends = [{ id: simulator.tasks[0]?.id }, { code: 'submission-unknown' }];
    expect(ends).toContainEqual(
      outcome instanceof VideoError ? { code: outcome.code } : z.object({ id: z.string() }).parse(outcome),
    );
    expect(simulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });
});

const videosOf = (task: VideoTask) => (task.status === 'succeeded' ? task.videos : []);
/** Links are signed anew at each poll. */
const pathOf = (video: { readonly url: string } | undefined) => video && new URL(video.url).pathname;

/** What says nothing about the task, or what it has not yet. */
const misleading = named('poll').filter(({ kind }) => kind !== 'failed' && kind !== 'link-elsewhere');

describe.each(apis)('%s, polling', (_name, create, request) => {
  it.each(misleading)('$kind ends no wait, and brings nobody else’s video', async ({ kind }) => {
    const { simulator, provider } = await open(create);
    const task = await provider.generate(request);
    simulator.fault(ruleOf('poll', kind, { times: 3 }));
    const clock = virtualClock(() => simulator.advance(5));
    const done = await waitForTask(provider, task, { clock, timeoutMs: 3_600_000 });
    expect(done).toMatchObject({ status: 'succeeded', id: task.id });
    const [now] = videosOf(await provider.query(task));
    expect(videosOf(done).map(pathOf)).toEqual([pathOf(now)]);
    expect(simulator.tasks).toHaveLength(1);
  });
});

const places = [
  'metadata.url',
  'relative',
  '//host',
  'task_result.url',
  'task_result.video_url',
  'output[].url',
  'detail.video_url',
  'videoUrl',
  'video_urls',
  'result.video_url',
  'watermark_url',
] as const;

describe.each(apis)('%s, a link elsewhere', (name, create, request) => {
  // What only a relay does: its own route to the file, and its own envelope.
  const isRelay = name.includes('gateway');
  it.each(isRelay ? [...places, 'content', 'data as text'] : places)(
    'at %s leads to the video, with what it needs',
    async (at) => {
      const { simulator, provider } = await open(create);
      const task = await provider.generate(request);
      simulator.fault(ruleOf('poll', 'link-elsewhere', { at, times: 'always' }));
      simulator.advance(60);
      const done = await provider.query(task);
      const [video] = videosOf(done);
      if (video === undefined) throw new Error('no video');
      const response = await fetch(video.url, { headers: (await provider.linkHeaders?.(video, done)) ?? {} });
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'video/mp4']);
      await response.body?.cancel();
    },
  );
});

describe.each(apis)('%s, an id elsewhere', (name, create, request) => {
  it.each(['taskId', 'data.taskId', 'video_id', 'result.id'])('at %s is read, or told', async (at) => {
    const { simulator, provider } = await open(create);
    simulator.fault(ruleOf('submit', 'id-elsewhere', { at }));
    const outcome: unknown = await provider.generate(request).catch((error: unknown) => error);
    const id = simulator.tasks[0]?.id ?? 'no task';
    const told = { code: 'submission-unknown', message: expect.stringContaining(id) };
    expect(outcome).toMatchObject(name.includes('gateway') ? { id } : told);
  });

  it.each([200, 400, 409, 422, 429, 500])('beside an error with %i is told, sent once', async (status) => {
    const { simulator, provider } = await open(create);
    simulator.fault(ruleOf('submit', 'error-with-id', { status }));
    const id = () => simulator.tasks[0]?.id ?? 'no task';
    const options = { clock: virtualClock(), fallback: true };
    const outcome: unknown = await provider.generate(request, options).catch((error: unknown) => error);
    expect(outcome).toMatchObject({ code: 'submission-unknown', message: expect.stringContaining(id()) });
    expect(simulator.tasks).toHaveLength(1);
  });
});

describe('Cloudflare’s own page that the service was not reached', () => {
  const fetch = async () =>
    new Response('<!doctype html>', {
      status: 521,
      headers: { 'cf-ray': '8f2-FRA', 'content-type': 'text/html' },
    });
  const keys = { accessKey: 'x', secretKey: 'x' };
  it.each([
    ['runway', (more: object) => createRunway({ api: 'official', apiKey: 'x', fetch, ...more })],
    ['kling', (more: object) => createKling({ api: 'official', apiKey: 'x', fetch, ...more })],
    ['jimeng', (more: object) => createJimeng({ api: 'official', ...keys, fetch, ...more })],
  ] as const)('is proof at %s itself, not at another address', async (_name, at) => {
    const codeOf = (more: object) =>
      at(more)
        .generate({ prompt: 'a paper boat' }, { retries: 0 })
        .catch((error: unknown) => (error instanceof VideoError ? error.code : error));
    expect(await codeOf({})).toBe('provider-unavailable');
    expect(await codeOf({ baseUrl: 'https://proxy.example' })).toBe('submission-unknown');
  });
});
