import type { Capabilities, CapabilityRow } from '@vid/core';

const checkedOn = '2026-11';
const pages = `volcengine.com/docs/85621, ${checkedOn}`;

/** The hard limit; 400 are advised. Characters, Chinese or English [doc]. */
const prompt = { minLength: 1, maxLength: 800, countedIn: 'characters' } as const;
const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'] as const;
const aspectRatio = { oneOf: ratios } as const;
/** 121 or 241 frames [doc]. */
const duration = { oneOf: [5, 10] } as const;
/** -1 is random [doc]; no upper end is published, this is that of the same models on Ark [guess]. */
const seed = { min: -1, max: 4_294_967_295 } as const;
/** 4.7 MB before base64; pixels of the sides, and how long the longer one may be [doc]. */
const bytes = {
  from: ['data'],
  mediaTypes: ['image/jpeg', 'image/png'],
  maxBytes: 4_700_000,
  sides: { min: 320, max: 4096 },
  maxRatio: 3,
} as const;
const link = { from: ['url'] } as const;
const linkOrBytes = { ...bytes, from: ['url', 'data'] } as const;

const presets = [
  'hitchcock_dolly_in',
  'hitchcock_dolly_out',
  'robo_arm',
  'dynamic_orbit',
  'central_orbit',
  'crane_push',
  'quick_pull_back',
  'counterclockwise_swivel',
  'clockwise_swivel',
  'handheld',
  'rapid_push_pull',
];

const both = { oneOf: ['720p', '1080p'] } as const;
/** The api has no default of its own: each resolution is a product. Ours is the smaller. */
const plain = { duration: 5, resolution: '720p' } as const;

/** A link and bytes cannot be said in one request [doc], so each has a row. */
const framesOf = (rule: typeof link | typeof bytes, how: string): CapabilityRow => ({
  mode: 'image-to-video',
  evidence: 'documented',
  source: `${pages}: first frame, or first and last frame, ${how}; the picture decides the ratio`,
  requires: ['prompt', 'firstFrame'],
  accepts: { prompt, firstFrame: rule, lastFrame: rule, resolution: both, duration, seed },
  defaults: plain,
});

/** Over it, a submit is refused with 50430. An account that has bought more raises it in the router's `maxTasks`. */
const oneTask = {
  count: 1,
  per: 'api',
  source: 'clients of the api keep to it: an account without a bought quota runs one task at a time [client]',
} as const;

export const capabilities: Capabilities = {
  models: [
    {
      provider: 'jimeng',
      api: 'official',
      model: 'jimeng-video-3.0',
      checkedOn,
      operations: ['cancel'],
      maxTasks: oneTask,
      rows: [
        {
          mode: 'text-to-video',
          evidence: 'documented',
          source: `${pages}: text-to-video, 720P and 1080P`,
          requires: ['prompt'],
          accepts: { prompt, aspectRatio, resolution: both, duration, seed },
          defaults: { aspectRatio: '16:9', ...plain },
        },
        framesOf(link, 'as links'),
        framesOf(bytes, 'as bytes'),
        {
          mode: 'image-to-video',
          evidence: 'documented',
          source: `${pages}: a camera template on one picture, 720P only`,
          requires: ['prompt', 'firstFrame', 'cameraControl'],
          accepts: {
            prompt,
            firstFrame: linkOrBytes,
            cameraControl: { axes: [], presets, strengths: ['weak', 'medium', 'strong'] },
            resolution: { oneOf: ['720p'] },
            duration,
            seed,
          },
          defaults: plain,
        },
      ],
    },
    {
      provider: 'jimeng',
      api: 'official',
      model: 'jimeng-video-3.0-pro',
      checkedOn,
      operations: ['cancel'],
      maxTasks: oneTask,
      rows: [
        {
          mode: 'text-to-video',
          evidence: 'documented',
          source: `${pages}: 3.0 Pro, text-to-video, 1080P`,
          requires: ['prompt'],
          accepts: { prompt, aspectRatio, resolution: { oneOf: ['1080p'] }, duration, seed },
          defaults: { aspectRatio: '16:9', duration: 5, resolution: '1080p' },
        },
        {
          mode: 'image-to-video',
          evidence: 'documented',
          source: `${pages}: 3.0 Pro, first frame, 1080P; no last frame`,
          requires: ['firstFrame'],
          accepts: { prompt, firstFrame: linkOrBytes, resolution: { oneOf: ['1080p'] }, duration, seed },
          defaults: { duration: 5, resolution: '1080p' },
        },
      ],
    },
    {
      provider: 'jimeng',
      api: 'official',
      model: 'jimeng-video-s2.0-pro',
      checkedOn,
      operations: ['cancel'],
      maxTasks: oneTask,
      rows: [
        {
          mode: 'text-to-video',
          evidence: 'documented',
          source: `${pages}: S2.0 Pro, legacy, text-to-video; its length is not for us to choose`,
          requires: ['prompt'],
          accepts: { prompt, aspectRatio: { oneOf: [...ratios, '9:21'] }, seed },
          defaults: { aspectRatio: '16:9' },
        },
        {
          mode: 'image-to-video',
          evidence: 'documented',
          source: `${pages}: S2.0 Pro, legacy, first frame`,
          requires: ['prompt', 'firstFrame'],
          accepts: { prompt, firstFrame: linkOrBytes, seed },
        },
      ],
    },
  ],
  polling: [
    {
      provider: 'jimeng',
      api: 'official',
      minIntervalMs: 5_000,
      source:
        'a guess: queries count towards an unpublished limit (50429); clients ask every 3 to 5 s at most',
    },
  ],
};
