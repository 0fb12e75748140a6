import type { ModelCapabilities } from '@vid/core';
import { geminiOmni, wan as wanSizes } from './pixels.ts';
import {
  clip,
  creditsBy,
  few,
  fromImage,
  fromText,
  fromVideo,
  model,
  noClip,
  picture,
  row,
  seed,
  sizesOf,
  sound,
  type Use,
  wholeSeconds,
} from './rows.ts';

/*
 * Other makers' models that Runway took in with its SDKs of August and September 2026 (hailuo3, grok_imagine_1_5: 4.14 and
 * 4.15; the others 4.20) [doc]. The SDK has no lengths for them: those are a client's, quoting the docs of October. None
 * has a limit of the text.
 */

const prompt = { minLength: 1 } as const;
const references = (maxItems: number) => ({ ...picture, maxItems });
const sounds = { ...sound, maxItems: few };
const clips = { ...clip, maxItems: few };
/** Where pictures, clips and sounds that go in have a price that no document names. */
const nothingIn = { ...noClip, references: false, referenceAudio: false } as const;

const hailuoUse = {
  accepts: {
    prompt,
    duration: wholeSeconds(5, 15),
    aspectRatio: { oneOf: ['21:9', '16:9', '4:3', '1:1', '3:4', '9:16'] },
    resolution: { oneOf: ['768p', '2k'] },
  },
  seconds: 5,
  defaults: { resolution: '768p' },
  source: '; 5 to 15 s as a client quotes the docs; how many clips and sounds is a guess',
} as const;
/** It takes the shape of what goes in, if that is asked for; what it makes when nothing is said is not documented. */
const hailuoShaped = {
  ...hailuoUse.accepts,
  aspectRatio: { oneOf: [...hailuoUse.accepts.aspectRatio.oneOf, 'adaptive'] },
} as const;
const hailuoIn = {
  references: references(9),
  referenceVideos: clips,
  referenceAudio: sounds,
} as const;
const widescreen = { resolution: '768p', aspectRatio: '16:9' } as const;

const hailuo3 = model(
  'hailuo3',
  [
    fromImage({
      ...hailuoUse,
      requires: ['prompt'],
      accepts: { ...hailuoShaped, lastFrame: picture, referenceAudio: sounds },
    }),
    fromText({ ...hailuoUse, defaults: widescreen }),
    ...(['references', 'referenceVideos'] as const).map((needed) =>
      row('reference-to-video', needed, {
        ...hailuoUse,
        requires: ['prompt'],
        accepts: { ...hailuoShaped, ...hailuoIn },
        defaults: widescreen,
      }),
    ),
    row('reference-to-video', 'referenceAudio', {
      ...hailuoUse,
      requires: ['prompt'],
      accepts: { ...hailuoUse.accepts, referenceAudio: sounds },
      defaults: widescreen,
    }),
    fromVideo({ ...hailuoUse, requires: ['prompt'], accepts: { ...hailuoShaped, ...hailuoIn } }),
  ],
  { prices: creditsBy({ '768p': 10, '2k': 15 }, { when: { given: nothingIn } }) },
);

const h3Use = {
  accepts: {
    prompt,
    duration: wholeSeconds(5, 15),
    resolution: { oneOf: ['480p', '768p'] },
    // The same seed repeats only where the prompt is not rewritten [doc].
    seed,
    providerOptions: { promptExpansionMode: { oneOf: ['disabled', 'balanced', 'quality'] } },
  },
  seconds: 5,
  defaults: { resolution: '768p' },
  source: '; 5 to 15 s as a client quotes the docs',
} as const;
/** At least so many pixels a side [doc]. */
const h3Picture = { ...picture, sides: { min: 256 } } as const;

const h3Max = model(
  'h3_max',
  [
    fromImage({
      ...h3Use,
      requires: ['prompt'],
      accepts: { ...h3Use.accepts, firstFrame: h3Picture, lastFrame: h3Picture },
    }),
    fromText(h3Use),
  ],
  { prices: creditsBy({ '480p': 5, '768p': 8 }) },
);

const wanUse: Use = {
  accepts: { prompt, duration: wholeSeconds(2, 30), audio: { oneOf: [true, false] } },
  seconds: 5,
  source: '; at most 30 s as a client quotes the docs, at least 2 s a guess; how many clips and sounds too',
};
const wanShapes = sizesOf(wanSizes);
const wanShaped = {
  ...wanUse.accepts,
  ...wanShapes,
  aspectRatio: { oneOf: [...wanShapes.aspectRatio.oneOf, 'adaptive'] },
};
const wanIn = { references: references(10), referenceVideos: clips, referenceAudio: sounds } as const;
const wanDefaults = { aspectRatio: '16:9', resolution: '720p' } as const;

const wan3 = (name: string, rates: Readonly<Record<string, number>>) =>
  model(
    name,
    [
      // The shape is the first frame's [doc].
      fromImage({
        ...wanUse,
        requires: ['prompt'],
        accepts: {
          ...wanUse.accepts,
          aspectRatio: { oneOf: ['adaptive'] },
          resolution: wanShapes.resolution,
          lastFrame: picture,
          // Of what goes in beside a text only pictures of a subject exclude frames [doc].
          referenceVideos: clips,
          referenceAudio: sounds,
        },
        defaults: { aspectRatio: 'adaptive', resolution: '720p' },
      }),
      fromText({ ...wanUse, accepts: wanShaped, defaults: wanDefaults }),
      ...(['references', 'referenceVideos', 'referenceAudio'] as const).map((needed) =>
        row('reference-to-video', needed, {
          ...wanUse,
          requires: ['prompt'],
          accepts: { ...wanShaped, ...wanIn },
          defaults: wanDefaults,
        }),
      ),
    ],
    { prices: creditsBy(rates, { when: { given: noClip } }) },
  );

const grokUse = {
  accepts: { prompt, duration: wholeSeconds(1, 15), resolution: { oneOf: ['480p', '720p', '1080p'] } },
  seconds: 5,
  source: '; 1 to 15 s as a client quotes the docs; how many pictures and sounds is a guess',
} as const;
const grokShaped = {
  ...grokUse.accepts,
  aspectRatio: { oneOf: ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3'] },
} as const;
const grokRates = { '480p': 10, '720p': 16, '1080p': 29 } as const;

const grok = model(
  'grok_imagine_1_5',
  [
    // The shape is the picture's [doc].
    fromImage({ ...grokUse, accepts: { ...grokUse.accepts, prompt: {} } }),
    fromText({ ...grokUse, accepts: grokShaped, defaults: { aspectRatio: '16:9' } }),
    row('reference-to-video', 'references', {
      ...grokUse,
      requires: ['prompt'],
      accepts: {
        ...grokShaped,
        resolution: { oneOf: ['480p', '720p'] },
        // As many as its maker takes [guess].
        references: references(7),
        referenceAudio: sounds,
      },
      defaults: { aspectRatio: '16:9' },
    }),
  ],
  {
    prices: [
      ...creditsBy(grokRates, { when: { given: { references: true } }, perPicture: 1 }),
      ...creditsBy(grokRates),
    ],
  },
);

const omniUse: Use = {
  accepts: { prompt, duration: { ...wholeSeconds(3, 10), auto: true } },
  pixels: geminiOmni,
  seconds: 5,
  source: '; how many pictures and clips is a guess',
};
const omniPictures = references(few);
const { pixels: _pixels, ...omniShapeless } = omniUse;
const { resolution: _resolution, aspectRatio, size } = sizesOf(geminiOmni);

/** Its price goes from 3.4 to 30 credits a second by resolution [client], by which steps is not known: none here. */
const geminiOmniFlash = model('gemini_omni_flash_1.1', [
  fromImage({ ...omniUse, requires: ['prompt'], accepts: { ...omniUse.accepts, lastFrame: picture } }),
  fromText(omniUse),
  ...(['references', 'referenceVideos'] as const).map((needed) =>
    row('reference-to-video', needed, {
      ...omniUse,
      requires: ['prompt'],
      accepts: { ...omniUse.accepts, references: omniPictures, referenceVideos: clips },
    }),
  ),
  // In `extend` the length is what is added [doc].
  fromVideo({
    ...omniShapeless,
    requires: ['prompt'],
    accepts: {
      ...omniUse.accepts,
      size,
      aspectRatio,
      references: omniPictures,
      providerOptions: { mode: { oneOf: ['reference', 'extend', 'edit'] } },
    },
  }),
]);

export const partnerModels: readonly ModelCapabilities[] = [
  hailuo3,
  h3Max,
  wan3('wan3', { '480p': 5, '720p': 10, '1080p': 20 }),
  wan3('wan3_prime', { '480p': 6.8, '720p': 14, '1080p': 28 }),
  grok,
  geminiOmniFlash,
];
