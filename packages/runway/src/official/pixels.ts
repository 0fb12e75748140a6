/** The service's `ratio` by resolution and aspect ratio. All from runwayml/sdk-node, July 2026 [doc]. */
export type Pixels = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** That these are 720p: the same number of pixels as in the seedance set of that name. */
export const gen4: Pixels = {
  '720p': {
    '16:9': '1280:720',
    '9:16': '720:1280',
    '4:3': '1104:832',
    '1:1': '960:960',
    '3:4': '832:1104',
    '21:9': '1584:672',
  },
};

/** gen4.5 from text, and gemini_omni_flash. */
export const wide: Pixels = { '720p': { '16:9': '1280:720', '9:16': '720:1280' } };

export const veo: Pixels = { ...wide, '1080p': { '16:9': '1920:1080', '9:16': '1080:1920' } };

/** From text; with a picture the model takes a resolution and keeps the picture's ratio. */
export const happyhorse: Pixels = {
  '720p': { '16:9': '1280:720', '9:16': '720:1280', '1:1': '960:960', '4:3': '1108:832', '3:4': '832:1108' },
  '1080p': {
    '16:9': '1920:1080',
    '9:16': '1080:1920',
    '1:1': '1440:1440',
    '4:3': '1662:1248',
    '3:4': '1248:1662',
  },
};

/** seedance2_fast and seedance2_mini. */
export const seedanceSmall: Pixels = {
  '480p': {
    '16:9': '864:496',
    '9:16': '496:864',
    '4:3': '752:560',
    '1:1': '640:640',
    '3:4': '560:752',
    '21:9': '992:432',
  },
  '720p': {
    '16:9': '1280:720',
    '9:16': '720:1280',
    '4:3': '1112:834',
    '1:1': '960:960',
    '3:4': '834:1112',
    '21:9': '1470:630',
  },
};

export const seedanceHd: Pixels = {
  ...seedanceSmall,
  '1080p': {
    '16:9': '1920:1080',
    '9:16': '1080:1920',
    '4:3': '1664:1248',
    '1:1': '1440:1440',
    '3:4': '1248:1664',
    '21:9': '2206:946',
  },
};

/** Two of its small sizes differ. From runwayml/sdk-node, September 2026 [doc]. */
export const seedance25: Pixels = {
  ...seedanceHd,
  '480p': { ...seedanceHd['480p'], '16:9': '854:480', '9:16': '480:854' },
};

export const seedance4k: Pixels = {
  '4k': {
    '16:9': '3840:2160',
    '9:16': '2160:3840',
    '4:3': '3840:2880',
    '1:1': '3840:3840',
    '3:4': '2880:3840',
    '21:9': '3840:1646',
  },
};

/** What a model's ratios are; one that is not here, and passes unchecked, is taken for a gen4. */
const byModel: Readonly<Record<string, Pixels>> = {
  'gen4.5': gen4,
  gen4_turbo: gen4,
  'veo3.1': veo,
  'veo3.1_fast': veo,
  veo3: veo,
  happyhorse_1_0: happyhorse,
  seedance2: { ...seedanceHd, ...seedance4k },
  seedance2_fast: seedanceSmall,
  seedance2_mini: seedanceSmall,
  seedance2_5: seedance25,
  gemini_omni_flash: wide,
};

export function ratioOf(model: string, aspectRatio: string, resolution = '720p'): string | undefined {
  const pixels = Object.hasOwn(byModel, model) ? byModel[model] : gen4;
  return pixels?.[resolution]?.[aspectRatio];
}
