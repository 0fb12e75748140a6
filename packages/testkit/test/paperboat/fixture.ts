import type { CameraControl, VideoFeatures } from '@vid/core';
import type { ProviderFixture, ReceivedSubmit } from '@vid/testkit';
import * as z from 'zod/mini';
import { createPaperboat, type Fault } from './provider.ts';
import { serviceKey, startPaperboat } from './service.ts';

/** A fixture with something wrong in it. */
export type FixtureFault = (right: ProviderFixture) => ProviderFixture;

const text = z.optional(z.string());
const flag = z.optional(z.boolean());
const number = z.optional(z.number());
const received = z.object({
  text,
  not: text,
  first: text,
  last: text,
  pictures: z.optional(z.array(z.string())),
  source: text,
  longer: text,
  seconds: z.optional(z.union([z.number(), z.literal('free')])),
  frames: number,
  sounds: z.optional(z.array(z.string())),
  clips: z.optional(z.array(z.string())),
  shape: text,
  lines: text,
  pixels: text,
  tier: text,
  mark: flag,
  sound: text,
  seed: number,
  hook: text,
  camera: z.optional(z.object({ pan: number, tilt: number, move: text })),
  still: text,
  moving: z.optional(
    z.array(z.object({ picture: z.string(), path: z.array(z.tuple([z.number(), z.number()])) })),
  ),
  loop: flag,
  style: z.optional(z.enum(['plain', 'ink'])),
  warmth: number,
  note: text,
  cast: z.optional(z.array(z.string())),
});

const names: Readonly<Record<string, string>> = { 720: '720p', 1080: '1080p', 2160: '4k' };
const tiers: Readonly<Record<string, 'standard' | 'pro'>> = { basic: 'standard', best: 'pro' };

function cameraOf({ camera }: z.infer<typeof received>): CameraControl | undefined {
  if (camera === undefined) return undefined;
  const { move, pan, tilt } = camera;
  return move === undefined ? { pan, tilt } : { preset: move };
}

/** The service's pages, read a second time. */
function understood({ body }: ReceivedSubmit): VideoFeatures {
  const said = received.parse(body);
  const { loop, style, warmth, note, cast, frames } = said;
  return {
    prompt: said.text,
    negativePrompt: said.not,
    firstFrame: said.first,
    lastFrame: said.last,
    references: said.pictures,
    sourceVideo: said.source,
    extendVideo: said.longer,
    duration: said.seconds === 'free' ? 'auto' : said.seconds,
    referenceVideos: said.clips,
    referenceAudio: said.sounds,
    aspectRatio: said.shape,
    resolution: said.lines === undefined ? undefined : names[said.lines],
    size: said.pixels,
    quality: said.tier === undefined ? undefined : tiers[said.tier],
    watermark: said.mark,
    audio: said.sound === undefined ? undefined : said.sound === 'on',
    seed: said.seed,
    callbackUrl: said.hook,
    cameraControl: cameraOf(said),
    motionMasks:
      said.still === undefined && said.moving === undefined
        ? undefined
        : {
            static: said.still,
            dynamic: said.moving?.map(({ picture, path }) => ({
              mask: picture,
              trajectory: path.map(([x, y]) => ({ x, y })),
            })),
          },
    providerOptions: { paperboat: { loop, style, warmth, note, cast, frames } },
  };
}

export async function openPaperboat(
  fault: Fault = {},
  fixtureFault: FixtureFault = (right) => right,
): Promise<ProviderFixture> {
  const service = await startPaperboat();
  return fixtureFault({
    createProvider: (settings) =>
      createPaperboat({ baseUrl: service.url, apiKey: serviceKey, ...settings }, fault),
    baseUrl: service.url,
    requests: [
      { prompt: 'a paper boat' },
      { prompt: 'a paper boat', duration: 8, seed: 0, callbackUrl: 'https://example.com/hook' },
      { firstFrame: 'https://example.com/a.png', lastFrame: 'https://example.com/b.png' },
      { references: ['https://example.com/a.png', 'https://example.com/b.png'] },
      { sourceVideo: 'https://example.com/a.mp4' },
      { extendVideo: 'video-1' },
    ],
    listOptions: { cast: [['ada'], ['ada', 'ben']] },
    videoIds: ['video-1', 'video-2'],
    understood,
    statusWords: {
      waiting: 'queued',
      busy: 'running',
      done: 'succeeded',
      broken: 'failed',
      expired: 'failed',
      stopped: 'canceled',
    },
    refusal: (problem) => Response.json({ problem }, { status: 429 }),
    trouble: (problem) => Response.json({ problem }, { status: 500 }),
    createdTasks: service.created,
    lastBill: service.lastBill,
    startTasks: service.start,
    finishTasks: service.finish,
    failTasks: service.fail,
    close: service.close,
  });
}
