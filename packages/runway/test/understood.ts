import type { VideoFeatures } from '@vid/core';
import type { ReceivedSubmit } from '@vid/testkit';
import * as z from '@vid/core/zod';

/* Runway's pages of its routes (runway.md 2), read a second time: what a body asks for. */

const text = z.optional(z.string());
const files = z.optional(z.array(z.object({ uri: z.string() })));
const body = z.object({
  model: z.string(),
  promptText: text,
  promptImage: z.optional(
    z.union([z.string(), z.array(z.object({ uri: z.string(), position: z.optional(z.string()) }))]),
  ),
  promptVideo: text,
  videoUri: text,
  references: files,
  referenceVideos: files,
  referenceAudio: files,
  keyframes: z.optional(z.array(z.unknown())),
  ratio: text,
  targetAspectRatio: text,
  resolution: text,
  duration: z.optional(z.union([z.number(), z.literal('auto')])),
  seed: z.optional(z.number()),
  negativePrompt: text,
  audio: z.optional(z.boolean()),
  watermark: z.optional(z.boolean()),
  contentModeration: z.optional(z.object({ publicFigureThreshold: text })),
  outputFormat: text,
  proresProfile: text,
  promptExpansionMode: text,
  mode: text,
});

const named: readonly (readonly [string, number])[] = ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'].map(
  (name) => {
    const [width = 0, height = 1] = name.split(':').map(Number);
    return [name, width / height];
  },
);
const tiers: readonly (readonly [string, number])[] = [
  ['360p', 640 * 360],
  ['480p', 854 * 480],
  ['720p', 1280 * 720],
  ['1080p', 1920 * 1080],
  ['4k', 3840 * 2160],
];
const nearest = (choices: readonly (readonly [string, number])[], value: number) =>
  choices.toSorted(([, a], [, b]) => Math.abs(Math.log(a / value)) - Math.abs(Math.log(b / value)))[0]?.[0];

/** Pixels say a size, and so a shape and a resolution; small numbers a shape alone (2.3.2: hailuo3, grok, wan3). */
function shapeOf(ratio: string | undefined) {
  const [, tier] = /^auto_(\d+p)$/.exec(ratio ?? '') ?? [];
  if (tier !== undefined) return { aspectRatio: 'adaptive', resolution: tier };
  if (ratio === 'adaptive' || /^\d{1,2}:\d{1,2}$/.test(ratio ?? '')) return { aspectRatio: ratio };
  const [width, height] = (ratio ?? '').split(':').map(Number);
  if (width === undefined || height === undefined) return {};
  return {
    size: `${width}x${height}`,
    aspectRatio: nearest(named, width / height),
    resolution: nearest(tiers, width * height),
  };
}

function picturesOf(promptImage: z.infer<typeof body>['promptImage']) {
  if (typeof promptImage === 'string') return { firstFrame: promptImage };
  const at = (place: string) => promptImage?.find(({ position }) => position === place)?.uri;
  const loose = promptImage?.filter(({ position }) => position === undefined).map(({ uri }) => uri);
  return {
    firstFrame: at('first'),
    lastFrame: at('last'),
    ...(loose !== undefined && loose.length > 0 && { references: loose }),
  };
}

export function understood({ body: json }: ReceivedSubmit): VideoFeatures {
  const said = z.parse(body, json);
  const urisOf = (all: z.infer<typeof files>) => all?.map(({ uri }) => uri);
  return {
    prompt: said.promptText,
    negativePrompt: said.negativePrompt,
    references: urisOf(said.references),
    ...picturesOf(said.promptImage),
    referenceVideos: urisOf(said.referenceVideos),
    referenceAudio: urisOf(said.referenceAudio),
    sourceVideo: said.promptVideo ?? said.videoUri,
    duration: said.duration,
    aspectRatio: said.targetAspectRatio,
    resolution: said.resolution,
    ...shapeOf(said.ratio),
    watermark: said.watermark,
    audio: said.audio,
    seed: said.seed,
    providerOptions: {
      // Keyframes are handed on as they are.
      runway: JSON.parse(
        JSON.stringify({
          publicFigureThreshold: said.contentModeration?.publicFigureThreshold,
          keyframes: said.keyframes,
          outputFormat: said.outputFormat,
          proresProfile: said.proresProfile,
          promptExpansionMode: said.promptExpansionMode,
          mode: said.mode,
        }),
      ),
    },
  };
}

/** Runway's own words (runway.md 2.8). */
export const statusWords = {
  PENDING: 'queued',
  THROTTLED: 'queued',
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'canceled',
} as const;
