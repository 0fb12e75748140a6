// Kling's newer generation, model by model (kling.md 2.1 and 2.2), and what a second of each costs (1.13).

export const routes = ['text-to-video', 'image-to-video', 'omni-video', 'motion-control'] as const;
export type Route = (typeof routes)[number];

export type InputType =
  | 'first_frame'
  | 'last_frame'
  | 'refer_image'
  | 'feature_video'
  | 'base_video'
  | 'image'
  | 'video'
  | 'element'
  | 'voice';

type Audio = 'native' | 'original' | 'off';

/** What one model takes at one route. */
export type Use = {
  /** Most characters of the prompt. */
  readonly prompt: number;
  /** How many of each may go in; none of those that are not named. */
  readonly inputs: Partial<Record<InputType, number>>;
  readonly needs: readonly InputType[];
  readonly resolutions: readonly string[];
  /** Missing: the route has no such setting. */
  readonly seconds?: readonly number[];
  readonly audio?: readonly Audio[];
  readonly hasRatio?: true;
  readonly hasShots?: true;
  readonly hasOrientation?: true;
};

const to = (last: number) => Array.from({ length: last - 2 }, (_, index) => index + 3);
const [hd, all] = [
  ['720p', '1080p'],
  ['720p', '1080p', '4k'],
] as const;
const native = ['native', 'off'] as const;
const omniInputs = {
  first_frame: 1,
  last_frame: 1,
  refer_image: 7,
  feature_video: 1,
  base_video: 1,
  element: 7,
} as const;
const motion = {
  prompt: 2500,
  needs: ['image', 'video'],
  resolutions: hd,
  audio: ['original', 'off'],
  hasOrientation: true,
} as const;

export const uses: Readonly<Record<Route, Readonly<Record<string, Use>>>> = {
  'text-to-video': {
    'kling-3.0-turbo': {
      prompt: 3072,
      inputs: {},
      needs: [],
      resolutions: hd,
      seconds: to(15),
      hasRatio: true,
    },
    'kling-3.0': {
      prompt: 3072,
      inputs: {},
      needs: [],
      resolutions: all,
      seconds: to(15),
      audio: native,
      hasRatio: true,
      hasShots: true,
    },
    'kling-2.6': {
      prompt: 2500,
      inputs: {},
      needs: [],
      resolutions: hd,
      seconds: [5, 10],
      audio: native,
      hasRatio: true,
    },
    'kling-2.5-turbo': {
      prompt: 2500,
      inputs: {},
      needs: [],
      resolutions: hd,
      seconds: [5, 10],
      hasRatio: true,
    },
  },
  'image-to-video': {
    'kling-3.0-turbo': {
      prompt: 2500,
      inputs: { first_frame: 1 },
      needs: ['first_frame'],
      resolutions: hd,
      seconds: to(15),
    },
    'kling-3.0': {
      prompt: 3072,
      inputs: { first_frame: 1, last_frame: 1, element: 3 },
      needs: ['first_frame'],
      resolutions: all,
      seconds: to(15),
      audio: native,
      hasShots: true,
    },
    'kling-2.6': {
      prompt: 2500,
      inputs: { first_frame: 1, last_frame: 1, voice: 2 },
      needs: ['first_frame'],
      resolutions: hd,
      seconds: [5, 10],
      audio: native,
    },
    'kling-2.5-turbo': {
      prompt: 2500,
      inputs: { first_frame: 1, last_frame: 1 },
      needs: ['first_frame'],
      resolutions: hd,
      seconds: [5, 10],
    },
  },
  'omni-video': {
    'kling-3.0-omni': {
      prompt: 3072,
      inputs: omniInputs,
      needs: [],
      resolutions: all,
      seconds: to(15),
      audio: ['native', 'original', 'off'],
      hasRatio: true,
      hasShots: true,
    },
    'kling-o1': {
      prompt: 2500,
      inputs: omniInputs,
      needs: [],
      resolutions: hd,
      seconds: to(10),
      audio: ['original', 'off'],
      hasRatio: true,
    },
  },
  'motion-control': {
    'kling-3.0': { ...motion, inputs: { image: 1, video: 1, element: 1 } },
    'kling-2.6': { ...motion, inputs: { image: 1, video: 1 } },
  },
};

/** By resolution: 720p, 1080p, 4k. */
type Rates = readonly [number, number, number?];

const rates: Readonly<Record<string, Readonly<Record<string, Rates>>>> = {
  'kling-3.0-turbo': { silent: [0.8, 1] },
  'kling-3.0': { silent: [0.6, 0.8, 3], native: [0.9, 1.2, 3], motion: [0.9, 1.2] },
  'kling-3.0-omni': { silent: [0.6, 0.8, 3], native: [0.8, 1, 3], video: [0.9, 1.2, 3] },
  'kling-o1': { silent: [0.6, 0.8], video: [0.9, 1.2] },
  // Sound and voices are for 1080p only.
  'kling-2.6': { silent: [0.3, 0.5], native: [1, 1], voices: [1.2, 1.2], motion: [0.5, 0.8] },
  'kling-2.5-turbo': { silent: [0.3, 0.5] },
};

export type Billed = 'silent' | 'native' | 'video' | 'voices' | 'motion';

/** Units that a task costs when it succeeds. */
export function unitsOf(model: string, billed: Billed, resolution: string, seconds: number): number {
  const row = rates[model]?.[billed] ?? [0, 0];
  const [hdRate, proRate, bestRate = 0] = row;
  const rate = resolution === '4k' ? bestRate : resolution === '1080p' ? proRate : hdRate;
  return Number((rate * seconds).toFixed(3));
}
