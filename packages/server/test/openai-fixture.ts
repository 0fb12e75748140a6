import { createRouter, type VideoFeatures } from '@vid/core';
import { isEnded, type VideoJob } from '@vid/core/journal';
import { createOpenaiVideos, type DeclaredModel } from '@vid/openai-videos';
import { simulation } from '@vid/openai-videos/simulation';
import { startSimulator } from '@vid/simulator';
import type { OpenFixture, ReceivedSubmit } from '@vid/testkit';
import { vi } from 'vitest';
import * as z from 'zod/mini';
import { openHost } from './fixture.ts';

const text = z.optional(z.string());
const body = z.looseObject({
  model: z.string(),
  prompt: text,
  seconds: text,
  size: text,
  input_reference: z.optional(z.union([z.string(), z.object({ image_url: z.string() })])),
  x_vid: z.optional(z.unknown()),
});

const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));

function shapeOf(size: string) {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const common = divisor(width, height);
  const resolution = `${Math.min(width, height)}p`;
  return { size, resolution, aspectRatio: `${width / common}:${height / common}` };
}

/** What the server makes of a submit, by its README. */
function understood({ body: json }: ReceivedSubmit): VideoFeatures {
  const { prompt, seconds, size, input_reference: reference, x_vid: extra } = z.parse(body, json);
  const x_vid: unknown = typeof extra === 'string' ? JSON.parse(extra) : extra;
  return {
    prompt,
    firstFrame: typeof reference === 'string' ? reference : reference?.image_url,
    duration: seconds === undefined ? undefined : Number(seconds),
    ...(size !== undefined && shapeOf(size)),
    ...(x_vid !== undefined && { providerOptions: { 'openai-videos': { extra: { x_vid } } } }),
  };
}

const frame = { from: ['url', 'data'] } as const;
const accepts = {
  prompt: { minLength: 1, maxLength: 500 },
  duration: { oneOf: [5, 10] },
  resolution: { oneOf: ['720p', '1080p'] },
  aspectRatio: { oneOf: ['16:9', '9:16', '1:1'] },
} as const;
const row = {
  accepts,
  defaults: { duration: 5, resolution: '720p', aspectRatio: '16:9' },
  requires: ['prompt'],
} as const;
/** A model that is only named, and one whose rows its user knows, under the full name that the server lists. */
const models: readonly (string | DeclaredModel)[] = [
  'film-1',
  {
    model: 'film-2',
    wireModel: 'behind:film-2 (vid)',
    rows: [
      { ...row, mode: 'text-to-video' },
      {
        ...row,
        mode: 'image-to-video',
        accepts: { ...accepts, firstFrame: frame },
        requires: ['prompt', 'firstFrame'],
      },
    ],
  },
];

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 7]);
const told = (status: number, type: string) => (message: string) =>
  Response.json({ error: { message, type, param: null, code: null } }, { status });
const hasBegun = (job: VideoJob) =>
  job.phase !== 'submitting' && !(job.phase === 'polling' && job.task.status === 'queued');

export const serverToken = 'a-token-that-nobody-guesses';

/** Client, server and a simulated service behind it, each over a socket of its own. */
export const openServerFixture: OpenFixture = async () => {
  const simulator = await startSimulator({ speed: 0, services: [simulation], clipBytes: 20_000 });
  const behind = simulator.settingsFor('openai-videos', 'vid') ?? {};
  const host = await openHost({
    at: simulator,
    settings: { token: serverToken },
    routerOf: () =>
      createRouter([
        createOpenaiVideos({ id: 'behind', dialect: 'vid', models: ['film-1', 'film-2'], ...behind }),
      ]),
  });
  const { store, url, close } = host;
  /** The server polls by itself; a question of the suite waits until it has seen what the service has done. */
  let hasSeen = async () => true;
  const seen = (is: (job: VideoJob) => boolean) => {
    const count = simulator.tasks.length;
    return async () => {
      const { jobs } = await store.jobs.list({ owner: '', limit: 200 });
      return jobs.filter(({ job }) => !is(job)).length <= simulator.tasks.length - count;
    };
  };
  return {
    createProvider: ({ fetch: send = fetch, ...settings }) =>
      createOpenaiVideos({
        dialect: 'vid',
        baseUrl: url,
        apiKey: serverToken,
        models,
        fetch: async (input, init) => {
          await vi.waitUntil(hasSeen, { timeout: 60_000, interval: 10 });
          return send(input, init);
        },
        ...settings,
      }),
    baseUrl: url,
    requests: [
      { prompt: 'a paper boat' },
      { prompt: 'it sails away', firstFrame: 'https://example.com/boat.png' },
      { prompt: 'it sails away', firstFrame: { data: png, mediaType: 'image/png' } },
    ],
    listOptions: { extra: [{ x_vid: { label: 'ads' } }, { x_vid: { label: 'news' } }] },
    understood,
    statusWords: { queued: 'queued', in_progress: 'running', completed: 'succeeded', failed: 'failed' },
    refusal: told(429, 'rate_limit_error'),
    trouble: told(502, 'server_error'),
    createdTasks: () => simulator.tasks.length,
    startTasks() {
      simulator.advance(5);
      hasSeen = seen(hasBegun);
    },
    finishTasks() {
      simulator.advance(60);
      hasSeen = seen(isEnded);
    },
    failTasks(reason) {
      simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
      simulator.advance(60);
      hasSeen = seen(isEnded);
    },
    async close() {
      await close();
      await simulator.close();
    },
  };
};
