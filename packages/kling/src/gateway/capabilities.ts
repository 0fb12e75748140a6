import type { Capabilities, CapabilityRow, ModelCapabilities } from '@vid/core';
import {
  average,
  camera,
  cfgScale,
  endOfLife,
  liveMap,
  map,
  masks,
  noLiveModel,
  picture,
  ratios,
  retiredMap,
  text,
  voices,
} from '../rules.ts';

const quality = { oneOf: ['standard', 'pro'] } as const;
const duration = { oneOf: [5, 10] } as const;

/** std is 720p and pro 1080p; kling-v1 makes 720p in both [doc]. The claims say nothing of it. */
const sd = { resolution: '720p' } as const;
const hd = { resolution: '1080p' } as const;

const fromText = {
  mode: 'text-to-video',
  requires: ['prompt'],
  defaults: { quality: 'standard', duration: 5, aspectRatio: '16:9' },
  typicalTime: average(319),
} as const;
const textFields = {
  prompt: { minLength: 1, ...text },
  negativePrompt: text,
  duration,
  aspectRatio: ratios,
} as const;

/** The picture decides the ratio: the route has no such field [doc]. */
const fromImage = {
  mode: 'image-to-video',
  requires: ['firstFrame'],
  defaults: { quality: 'standard', duration: 5 },
  typicalTime: average(164),
} as const;
const imageFields = { prompt: text, negativePrompt: text, firstFrame: picture, duration } as const;

/** The seed guide's parameters "apply equally to both models"; the vendor's map contradicts. */
const claimed = (source: string): CapabilityRow => ({
  ...fromImage,
  evidence: 'claimed',
  source,
  atMostOne: [['lastFrame', 'motionMasks', 'cameraControl']],
  accepts: {
    ...imageFields,
    lastFrame: picture,
    quality,
    cameraControl: camera,
    motionMasks: masks,
    audio: { oneOf: [false, true] },
    providerOptions: cfgScale,
  },
});

/** kling-v2-6 in pro with sound. The guide writes `voiceId`; the vendor's `voice_id` is sent. */
const voiced = {
  evidence: 'claimed',
  source:
    "the gateway's guide has voices; Kling's map gives them to kling-v2-6 in pro with sound, and nobody has seen the " +
    'gateway hand them on',
  requiresOptions: ['voices'],
} as const;
const voicedFields = {
  quality: { oneOf: ['pro'] },
  audio: { oneOf: [true] },
  providerOptions: voices,
} as const;

const v26: ModelCapabilities = {
  provider: 'kling',
  api: 'gateway',
  model: 'kling-v2-6',
  checkedOn: liveMap,
  rows: [
    {
      ...fromText,
      evidence: 'documented',
      output: sd,
      source: `${map}: kling-v2-6 text-to-video, std without sound`,
      accepts: { ...textFields, quality: { oneOf: ['standard'] }, audio: { oneOf: [false] } },
    },
    {
      ...fromText,
      evidence: 'documented',
      output: hd,
      source: `${map}: kling-v2-6 text-to-video, pro with or without sound`,
      accepts: { ...textFields, quality: { oneOf: ['pro'] }, audio: { oneOf: [false, true] } },
      defaults: { ...fromText.defaults, quality: 'pro' },
    },
    {
      ...fromImage,
      evidence: 'documented',
      output: sd,
      source: `${map}: kling-v2-6 image-to-video, std without sound`,
      accepts: { ...imageFields, quality: { oneOf: ['standard'] }, audio: { oneOf: [false] } },
    },
    {
      ...fromImage,
      evidence: 'documented',
      output: hd,
      source: `${map}: kling-v2-6 image-to-video, pro with or without sound`,
      accepts: { ...imageFields, quality: { oneOf: ['pro'] }, audio: { oneOf: [false, true] } },
      defaults: { ...fromImage.defaults, quality: 'pro' },
    },
    {
      ...fromImage,
      requires: ['firstFrame', 'lastFrame'],
      evidence: 'documented',
      output: hd,
      source: `${map}: kling-v2-6 first and last frame, pro without sound`,
      accepts: { ...imageFields, lastFrame: picture, quality: { oneOf: ['pro'] }, audio: { oneOf: [false] } },
      defaults: { ...fromImage.defaults, quality: 'pro' },
    },
    {
      ...fromText,
      ...voiced,
      requires: ['prompt', 'audio'],
      accepts: { ...textFields, ...voicedFields },
      defaults: { ...fromText.defaults, quality: 'pro' },
    },
    {
      ...fromImage,
      ...voiced,
      requires: ['firstFrame', 'audio'],
      accepts: { ...imageFields, ...voicedFields },
      defaults: { ...fromImage.defaults, quality: 'pro' },
    },
    claimed(
      "the gateway's guide says that camera control, masks and cfgScale work on both models; " +
        `Kling's map gives kling-v2-6 none of them and sound only in pro; of camera control and masks, ${noLiveModel}`,
    ),
  ],
};

const v1: ModelCapabilities = {
  provider: 'kling',
  api: 'gateway',
  model: 'kling-v1',
  checkedOn: retiredMap,
  retired: {
    since: endOfLife,
    source: `Kling's notice; on ${liveMap} kling-v1 was refused as discontinued [client]; whether the gateway still serves it is unknown`,
  },
  rows: [
    {
      ...fromText,
      evidence: 'documented',
      output: sd,
      source: `${map}: kling-v1 text-to-video`,
      accepts: { ...textFields, quality, providerOptions: cfgScale },
    },
    {
      ...fromText,
      requires: ['prompt', 'cameraControl'],
      evidence: 'documented',
      output: sd,
      source: `${map}: kling-v1 text-to-video with camera control, std 5 s only; ${noLiveModel}`,
      accepts: {
        ...textFields,
        quality: { oneOf: ['standard'] },
        duration: { oneOf: [5] },
        cameraControl: camera,
        providerOptions: cfgScale,
      },
    },
    {
      ...fromImage,
      evidence: 'documented',
      output: sd,
      source: `${map}: kling-v1 image-to-video`,
      accepts: { ...imageFields, quality, providerOptions: cfgScale },
    },
    {
      ...fromImage,
      requires: ['firstFrame', 'lastFrame'],
      evidence: 'documented',
      output: sd,
      source: `${map}: kling-v1 first and last frame, 5 s only`,
      accepts: {
        ...imageFields,
        lastFrame: picture,
        quality,
        duration: { oneOf: [5] },
        providerOptions: cfgScale,
      },
    },
    {
      ...fromImage,
      requires: ['firstFrame', 'motionMasks'],
      evidence: 'documented',
      output: sd,
      source: `${map}: kling-v1 motion brush, 5 s only; ${noLiveModel}`,
      accepts: {
        ...imageFields,
        motionMasks: masks,
        quality,
        duration: { oneOf: [5] },
        providerOptions: cfgScale,
      },
    },
    claimed(
      "the gateway's guide says that camera control, masks and sound work on both models; " +
        "Kling's map gives kling-v1 camera control from text only, masks and last frame for 5 s only, and no sound",
    ),
  ],
};

/** The vendor's default model is kling-v1, which has ended, so the newer one stands first. */
export const capabilities: Capabilities = { models: [v26, v1] };
