import type { Feature, VideoRequest } from '@vid/core';

const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0]);

type Samples = { readonly [F in Feature]: readonly NonNullable<VideoRequest[F]>[] };

/** Values of each field that a model somewhere takes, the ones that are falsy among them. No two mean the same. */
const samples: Samples = {
  prompt: ['', 'a paper boat', '一只纸船'],
  negativePrompt: ['', 'blur'],
  firstFrame: [
    'https://example.com/first.png',
    { data: png, mediaType: 'image/png' },
    { data: jpeg, mediaType: 'image/jpeg' },
  ],
  lastFrame: ['https://example.com/last.png', { data: png, mediaType: 'image/png' }],
  references: [['https://example.com/a.png'], ['https://example.com/a.png', 'https://example.com/b.png']],
  duration: [3, 4, 5, 6, 8, 10, 15],
  aspectRatio: ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '5:4'],
  resolution: ['480p', '720p', '1080p', '4k'],
  size: ['1280x768', '768x1280', '1000x1000'],
  quality: ['standard', 'pro'],
  watermark: [true, false],
  cameraControl: [
    { pan: -10 },
    { zoom: 4.5 },
    { horizontal: 1, tilt: 2 },
    { preset: 'down_back' },
    { preset: 'forward_up', strength: 'weak' },
  ],
  motionMasks: [
    { static: 'https://example.com/still.png' },
    {
      dynamic: [
        {
          mask: 'https://example.com/kite.png',
          trajectory: [
            { x: 0, y: 0 },
            { x: 5, y: 9 },
          ],
        },
      ],
    },
  ],
  audio: [true, false],
  seed: [0, 1, 4_294_967_295],
  callbackUrl: ['https://example.com/hook'],
  providerOptions: [],
};

export const sampleValues = (feature: Feature): readonly unknown[] => samples[feature];
