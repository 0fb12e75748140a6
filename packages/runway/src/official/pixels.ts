import type { PixelSizes } from '@vid/core';

/* The service's `ratio` by resolution and aspect ratio. All from runwayml/sdk-node, July 2026 [doc]. */

/** That these are 720p: the same number of pixels as in the seedance set of that name. */
export const gen4: PixelSizes = {
  '720p': {
    '16:9': '1280x720',
    '9:16': '720x1280',
    '4:3': '1104x832',
    '1:1': '960x960',
    '3:4': '832x1104',
    '21:9': '1584x672',
  },
};

/** gen4.5 from text, and gemini_omni_flash. */
export const wide: PixelSizes = { '720p': { '16:9': '1280x720', '9:16': '720x1280' } };

export const veo: PixelSizes = { ...wide, '1080p': { '16:9': '1920x1080', '9:16': '1080x1920' } };

/** From text; with a picture the model takes a resolution and keeps the picture's ratio. */
export const happyhorse: PixelSizes = {
  '720p': { '16:9': '1280x720', '9:16': '720x1280', '1:1': '960x960', '4:3': '1108x832', '3:4': '832x1108' },
  '1080p': {
    '16:9': '1920x1080',
    '9:16': '1080x1920',
    '1:1': '1440x1440',
    '4:3': '1662x1248',
    '3:4': '1248x1662',
  },
};

/** seedance2_fast and seedance2_mini. */
export const seedanceSmall: PixelSizes = {
  '480p': {
    '16:9': '864x496',
    '9:16': '496x864',
    '4:3': '752x560',
    '1:1': '640x640',
    '3:4': '560x752',
    '21:9': '992x432',
  },
  '720p': {
    '16:9': '1280x720',
    '9:16': '720x1280',
    '4:3': '1112x834',
    '1:1': '960x960',
    '3:4': '834x1112',
    '21:9': '1470x630',
  },
};

const seedanceHd: PixelSizes = {
  ...seedanceSmall,
  '1080p': {
    '16:9': '1920x1080',
    '9:16': '1080x1920',
    '4:3': '1664x1248',
    '1:1': '1440x1440',
    '3:4': '1248x1664',
    '21:9': '2206x946',
  },
};

/** Two of its small sizes differ. From runwayml/sdk-node, September 2026 [doc]. */
export const seedance25: PixelSizes = {
  ...seedanceHd,
  '480p': { ...seedanceHd['480p'], '16:9': '854x480', '9:16': '480x854' },
};

const seedance4k: PixelSizes = {
  '4k': {
    '16:9': '3840x2160',
    '9:16': '2160x3840',
    '4:3': '3840x2880',
    '1:1': '3840x3840',
    '3:4': '2880x3840',
    '21:9': '3840x1646',
  },
};

export const seedance2: PixelSizes = { ...seedanceHd, ...seedance4k };

/** wan3 and wan3_prime. From runwayml/sdk-node, September 2026 [doc], like those of gemini_omni_flash_1.1. */
export const wan: PixelSizes = {
  '480p': { '16:9': '832x480', '9:16': '480x832', '4:3': '720x544', '1:1': '624x624', '3:4': '544x720' },
  '720p': { '16:9': '1280x720', '9:16': '720x1280', '4:3': '1104x832', '1:1': '960x960', '3:4': '832x1104' },
  '1080p': {
    '16:9': '1920x1080',
    '9:16': '1080x1920',
    '4:3': '1648x1248',
    '1:1': '1440x1440',
    '3:4': '1248x1648',
  },
};

export const geminiOmni: PixelSizes = {
  '360p': { '16:9': '640x360', '9:16': '360x640' },
  ...veo,
  '4k': { '16:9': '3840x2160', '9:16': '2160x3840' },
};

/** What a model's sizes are; one that is not here, and passes unchecked, is taken for a gen4. */
const byModel: Readonly<Record<string, PixelSizes>> = {
  'gen4.5': gen4,
  gen4_turbo: gen4,
  'veo3.1': veo,
  'veo3.1_fast': veo,
  veo3: veo,
  happyhorse_1_0: happyhorse,
  seedance2,
  seedance2_fast: seedanceSmall,
  seedance2_mini: seedanceSmall,
  seedance2_5: seedance25,
  gemini_omni_flash: wide,
  'gemini_omni_flash_1.1': geminiOmni,
  wan3: wan,
  wan3_prime: wan,
};

export const sizesFor = (model: string): PixelSizes | undefined =>
  Object.hasOwn(byModel, model) ? byModel[model] : undefined;

/** On the wire, a size is written as a ratio: `1280:720`. */
export const ratioOf = (model: string, aspectRatio: string, resolution = '720p'): string | undefined =>
  (sizesFor(model) ?? gen4)[resolution]?.[aspectRatio]?.replace('x', ':');
