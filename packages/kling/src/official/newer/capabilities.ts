import type { CapabilityRow, FeatureRules, ModelCapabilities, Price, PriceCondition } from '@vid/core';
import { liveMap, picture as legacyPicture, ratios, voices } from '../../rules.ts';
import { units } from '../units.ts';

/* The newer generation: the model stands in the path. Sources: the vendor's pages [doc], unless it says otherwise. */

const everywhere = {
  watermark: { oneOf: [false, true] },
  callbackUrl: 'any',
} as const satisfies FeatureRules;
/** An empty text is refused [client]. How characters are counted is not documented; UTF-16 units are the stricter reading [guess]. */
const prompt = (maxLength: number) => ({ minLength: 1, maxLength }) as const;
const [long, short] = [prompt(3072), prompt(2500)];
/** As on the legacy routes, and five times as large. */
const picture = { ...legacyPicture, maxBytes: 50_000_000 } as const;
const pictures = (maxItems: number) => ({ ...picture, maxItems });
/** Links only. Lengths, sides and frames a second are seen by the service alone. */
const clip = { from: ['url'], mediaTypes: ['video/mp4', 'video/quicktime'], maxBytes: 200_000_000 } as const;
const danced = { ...clip, maxBytes: 100_000_000, maxItems: 1 } as const;

const seconds = (max: number) => ({ min: 3, max, step: 1 }) as const;
const fiveOrTen = { oneOf: [5, 10] } as const;
const [hd, hdAnd4k, onlyPro] = [
  { oneOf: ['720p', '1080p'] },
  { oneOf: ['720p', '1080p', '4k'] },
  { oneOf: ['1080p'] },
] as const;
const [silent, sounding, withOrWithout] = [
  { oneOf: [false] },
  { oneOf: [true] },
  { oneOf: [false, true] },
] as const;
const multiShot = { multiShot: { oneOf: [false, true] } } as const;
/** Of which kind an element is no id tells: where one kind has fewer than the other, the service refuses the rest. */
const elements = (maxItems: number) => ({ elements: { maxItems } }) as const;
const together = (maxItems: number) => [
  { fields: ['references', 'providerOptions.kling.elements'] as const, maxItems },
];

type Use = Pick<
  CapabilityRow,
  'mode' | 'accepts' | 'requires' | 'requiresOptions' | 'maxTogether' | 'typicalTime'
> & {
  readonly says: string;
  /** Whether the ratio may be left to the service. Default: the vendor's default is sent where the row takes a ratio. */
  readonly openRatio?: true;
};

/** What is left open is sent as the vendor's default, so that what comes out is what the plan says. */
function row(model: string, { says, accepts, openRatio, ...use }: Use): CapabilityRow {
  const { audio, duration, aspectRatio, resolution } = accepts;
  const first = resolution === undefined || resolution === 'any' ? undefined : resolution.oneOf[0];
  const isAlwaysSounding = audio?.oneOf.includes(false) === false && use.requires?.includes('audio') !== true;
  return {
    ...use,
    evidence: 'documented',
    source: `Kling's pages of the newer generation: ${model}, ${says}`,
    accepts: { ...everywhere, ...accepts },
    defaults: {
      ...(duration !== undefined && { duration: 5 }),
      ...(aspectRatio !== undefined && openRatio === undefined && { aspectRatio: '16:9' }),
      ...(first !== undefined && { resolution: first }),
      ...(isAlwaysSounding && { audio: true }),
    },
    // Motion control keeps the clip's sound unless told otherwise, and a clip may have none.
    ...(audio?.oneOf.includes(false) === true &&
      use.requiresOptions?.includes('characterOrientation') !== true && { output: { audio: false } }),
  };
}

const model = (name: string, uses: readonly Use[], prices: readonly Price[]): ModelCapabilities => ({
  provider: 'kling',
  api: 'official',
  model: name,
  operations: ['reconcile'],
  checkedOn: liveMap,
  rows: uses.map((use) => row(name, use)),
  prices,
});

const measured = (time: number, what: string) => ({
  seconds: time,
  source: `a client's run of September 2026: ${what}`,
});

/** Units of a second, in 720p and in 1080p. */
const inHd = (standard: number, pro: number, when: PriceCondition = {}): readonly Price[] => [
  units(standard, { resolution: ['720p'], ...when }),
  units(pro, { resolution: ['1080p'], ...when }),
];
const in4k = units(3, { resolution: ['4k'] });

const turboSays = { duration: seconds(15), resolution: hd, audio: sounding } as const;
const turbo = model(
  'kling-3.0-turbo',
  [
    {
      mode: 'text-to-video',
      says: 'text; sound is always made',
      requires: ['prompt'],
      accepts: { ...turboSays, prompt: long, aspectRatio: ratios },
      typicalTime: measured(28, '3 s in 720p'),
    },
    {
      mode: 'image-to-video',
      says: 'a first frame; sound is always made',
      requires: ['firstFrame'],
      accepts: { ...turboSays, prompt: short, firstFrame: picture },
    },
  ],
  inHd(0.8, 1),
);

/** The movement of a clip for the person of a picture. It is as long as the clip, so no estimate can be made. */
const motion: Use = {
  mode: 'reference-to-video',
  says: 'motion control: one picture, and one clip whose movement it takes; at most 10 s where the picture keeps its facing, else 30 s',
  requires: ['references', 'referenceVideos'],
  requiresOptions: ['characterOrientation'],
  accepts: {
    prompt: short,
    references: pictures(1),
    referenceVideos: danced,
    resolution: hd,
    audio: withOrWithout,
    providerOptions: { characterOrientation: { oneOf: ['image', 'video'] } },
  },
};
/** The facing is the clip's then. */
const motionOfElement: Use = {
  ...motion,
  says: 'motion control with one element, which always faces as the clip does, 30 s at most',
  requiresOptions: ['characterOrientation', 'elements'],
  accepts: {
    ...motion.accepts,
    providerOptions: { characterOrientation: { oneOf: ['video'] }, ...elements(1) },
  },
};

const v3Says = {
  prompt: long,
  duration: seconds(15),
  resolution: hdAnd4k,
  audio: withOrWithout,
} as const;
/** Of kling-3.0 and kling-3.0-omni alike. */
const v3Frames: Use = {
  mode: 'image-to-video',
  says: 'a first frame, with or without a last one and up to 3 elements',
  // The newest page of the legacy route wants a prompt beside a picture; here no page says [guess].
  requires: ['prompt', 'firstFrame'],
  accepts: {
    ...v3Says,
    firstFrame: picture,
    lastFrame: picture,
    providerOptions: { ...multiShot, ...elements(3) },
  },
};

const v3 = model(
  'kling-3.0',
  [
    {
      mode: 'text-to-video',
      says: 'text',
      requires: ['prompt'],
      accepts: { ...v3Says, aspectRatio: ratios, providerOptions: multiShot },
    },
    v3Frames,
    motionOfElement,
    motion,
  ],
  [
    ...inHd(0.9, 1.2, { given: { referenceVideos: true } }),
    in4k,
    ...inHd(0.9, 1.2, { audio: [true] }),
    ...inHd(0.6, 0.8),
  ],
);

const withClip = [
  ...inHd(0.9, 1.2, { given: { referenceVideos: true } }),
  ...inHd(0.9, 1.2, { given: { sourceVideo: true } }),
];
/** Beside one clip: pictures and elements, 4 together. */
const besideClip = { maxTogether: together(4) } as const;
/** A clip that is edited: it decides the ratio, and the length as far as anybody says. */
const edited = (says: Pick<FeatureRules, 'prompt' | 'resolution'>): Use => ({
  mode: 'video-to-video',
  says: 'a clip to edit, with pictures and elements, 4 together; its sound is kept or dropped, and its length stays',
  requires: ['prompt', 'sourceVideo'],
  accepts: {
    ...says,
    sourceVideo: clip,
    references: pictures(4),
    audio: withOrWithout,
    providerOptions: elements(4),
  },
  ...besideClip,
});
const styled = { references: pictures(4), referenceVideos: { ...clip, maxItems: 1 } } as const;

const omni = model(
  'kling-3.0-omni',
  [
    {
      mode: 'text-to-video',
      says: 'text, with or without elements: up to 7 of several pictures, or up to 3 of a video',
      requires: ['prompt'],
      accepts: { ...v3Says, aspectRatio: ratios, providerOptions: { ...multiShot, ...elements(7) } },
      typicalTime: measured(83, '3 s in 720p without sound'),
    },
    v3Frames,
    {
      mode: 'reference-to-video',
      says: 'pictures and elements, 7 together; where an element is of a video, 4 pictures and elements of pictures',
      requires: ['prompt', 'references'],
      accepts: {
        ...v3Says,
        references: pictures(7),
        aspectRatio: ratios,
        providerOptions: { ...multiShot, ...elements(7) },
      },
      maxTogether: together(7),
    },
    {
      mode: 'reference-to-video',
      says: 'a clip for style or movement, with pictures and elements, 4 together; always silent, and multi_shot true only',
      requires: ['prompt', 'referenceVideos'],
      accepts: {
        ...v3Says,
        ...styled,
        aspectRatio: ratios,
        audio: silent,
        providerOptions: { multiShot: { oneOf: [true] }, ...elements(4) },
      },
      openRatio: true,
      ...besideClip,
    },
    edited({ prompt: long, resolution: hdAnd4k }),
  ],
  [in4k, ...withClip, ...inHd(0.8, 1, { audio: [true] }), ...inHd(0.6, 0.8)],
);

/** Of O1 beside pictures, elements or a clip; without them it makes 5 or 10 s. */
const o1Says = { prompt: short, duration: seconds(10), resolution: hd, audio: silent } as const;
const o1Plain = { ...o1Says, duration: fiveOrTen } as const;
const cast = { providerOptions: elements(7) } as const;
const o1 = model(
  'kling-o1',
  [
    {
      mode: 'text-to-video',
      says: 'text alone, 5 or 10 s by the map',
      requires: ['prompt'],
      accepts: { ...o1Plain, aspectRatio: ratios },
    },
    {
      mode: 'text-to-video',
      says: 'text and up to 7 elements',
      requires: ['prompt'],
      requiresOptions: ['elements'],
      accepts: { ...o1Says, aspectRatio: ratios, ...cast },
    },
    {
      mode: 'image-to-video',
      says: 'a first frame alone or with a last one, 5 or 10 s',
      requires: ['prompt', 'firstFrame'],
      accepts: { ...o1Plain, firstFrame: picture, lastFrame: picture },
    },
    {
      mode: 'image-to-video',
      says: 'a first frame and up to 7 elements, without a last frame',
      requires: ['prompt', 'firstFrame'],
      requiresOptions: ['elements'],
      accepts: { ...o1Says, firstFrame: picture, ...cast },
    },
    {
      mode: 'reference-to-video',
      says: 'pictures and elements, 7 together',
      requires: ['prompt', 'references'],
      accepts: { ...o1Says, references: pictures(7), aspectRatio: ratios, ...cast },
      maxTogether: together(7),
    },
    {
      mode: 'reference-to-video',
      says: 'a first frame beside pictures and elements, 7 together; the frame decides the ratio',
      requires: ['prompt', 'firstFrame', 'references'],
      accepts: { ...o1Says, firstFrame: picture, references: pictures(7), ...cast },
      maxTogether: together(7),
    },
    {
      mode: 'reference-to-video',
      says: 'a clip for style or movement, with pictures and elements, 4 together',
      requires: ['prompt', 'referenceVideos'],
      accepts: { ...o1Says, ...styled, aspectRatio: ratios, providerOptions: elements(4) },
      openRatio: true,
      ...besideClip,
    },
    {
      mode: 'reference-to-video',
      says: 'the same beside a first frame, which decides the ratio; no last frame',
      requires: ['prompt', 'firstFrame', 'referenceVideos'],
      accepts: { ...o1Says, ...styled, firstFrame: picture, providerOptions: elements(4) },
      ...besideClip,
    },
    edited({ prompt: short, resolution: hd }),
  ],
  [...withClip, ...inHd(0.6, 0.8)],
);

const clips = { prompt: short, duration: fiveOrTen } as const;
/** Sound and a last frame are for 1080p only, and not together. */
const v26 = model(
  'kling-2.6',
  [
    {
      mode: 'text-to-video',
      says: 'text without sound',
      requires: ['prompt'],
      accepts: { ...clips, aspectRatio: ratios, resolution: hd, audio: silent },
    },
    {
      mode: 'text-to-video',
      says: 'text with sound, 1080p only',
      requires: ['prompt', 'audio'],
      accepts: { ...clips, aspectRatio: ratios, resolution: onlyPro, audio: sounding },
    },
    {
      mode: 'image-to-video',
      says: 'a first frame without sound',
      requires: ['firstFrame'],
      accepts: { ...clips, firstFrame: picture, resolution: hd, audio: silent },
    },
    {
      mode: 'image-to-video',
      says: 'a first and a last frame, 1080p only; without sound by the map',
      requires: ['firstFrame', 'lastFrame'],
      accepts: { ...clips, firstFrame: picture, lastFrame: picture, resolution: onlyPro, audio: silent },
    },
    {
      mode: 'image-to-video',
      says: 'a first frame with sound, with or without voices, 1080p only',
      requires: ['firstFrame', 'audio'],
      accepts: {
        ...clips,
        firstFrame: picture,
        resolution: onlyPro,
        audio: sounding,
        providerOptions: voices,
      },
    },
    motion,
  ],
  [
    ...inHd(0.5, 0.8, { given: { referenceVideos: true } }),
    units(1.2, { options: { voices: true } }),
    units(1, { audio: [true] }),
    ...inHd(0.3, 0.5),
  ],
);

const v25 = model(
  'kling-2.5-turbo',
  [
    {
      mode: 'text-to-video',
      says: 'text',
      requires: ['prompt'],
      accepts: { ...clips, aspectRatio: ratios, resolution: hd },
    },
    {
      mode: 'image-to-video',
      says: 'a first frame',
      requires: ['firstFrame'],
      accepts: { ...clips, firstFrame: picture, resolution: hd },
    },
    {
      mode: 'image-to-video',
      says: 'a first and a last frame, 1080p only',
      requires: ['firstFrame', 'lastFrame'],
      accepts: { ...clips, firstFrame: picture, lastFrame: picture, resolution: onlyPro },
    },
  ],
  inHd(0.3, 0.5),
);

/** The newest first. Kling 4.0 is not among them: no page of the vendor's own is known. */
export const models: readonly ModelCapabilities[] = [turbo, v3, omni, o1, v26, v25];

/** Tasks in one query, of either generation: one more is refused [client, observed]. An api key only. */
export const mostIds = 20;
