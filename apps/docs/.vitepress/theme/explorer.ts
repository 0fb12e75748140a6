import {
  type Candidate,
  type Capabilities,
  explainProblem,
  explainWarning,
  type Mode,
  type Plan,
  planRequest,
  type Problem,
  type VideoRequest,
  type Warning,
} from '@vid/core';
import { chineseNames, problemInChinese, warningInChinese } from '@vid/core/chinese';
import json from '../../../../docs/capabilities/capabilities.json?raw';

/* The explorer asks the library itself: what somebody chooses is a request, and the answer its plan. */

const { apis }: { readonly apis: readonly Capabilities[] } = JSON.parse(json);
const all: Capabilities = { models: apis.flatMap(({ models }) => models) };

export interface Choice {
  readonly mode: Mode;
  readonly duration: string;
  readonly aspectRatio: string;
  readonly resolution: string;
  readonly audio: '' | 'true' | 'false';
  readonly amount: string;
  readonly currency: string;
}

const inputs: Readonly<Record<Mode, VideoRequest>> = {
  'text-to-video': {},
  'image-to-video': { firstFrame: 'https://example.com/first.png' },
  'reference-to-video': { references: ['https://example.com/reference.png'] },
  'video-to-video': { sourceVideo: 'https://example.com/clip.mp4' },
  'video-extension': { extendVideo: 'video-1' },
};

export function requestOf({ mode, duration, aspectRatio, resolution, audio }: Choice): VideoRequest {
  return {
    prompt: 'a paper boat in the rain',
    ...inputs[mode],
    ...(duration !== '' && { duration: Number(duration) }),
    ...(aspectRatio !== '' && { aspectRatio }),
    ...(resolution !== '' && { resolution }),
    ...(audio !== '' && { audio: audio === 'true' }),
  };
}

export const routingOf = ({ amount, currency }: Choice) => ({
  prefer: 'cheapest' as const,
  ...(Number(amount) > 0 && { maxCost: { amount: Number(amount), currency } }),
});

/** Only models that have the mode at all: that the others lack it is no news. */
export function planOf(choice: Choice): Plan {
  const models = all.models.filter(({ rows }) => rows.some(({ mode }) => mode === choice.mode));
  return planRequest({ models }, requestOf(choice), routingOf(choice));
}

export const pageOf = ({ provider, api }: Pick<Candidate, 'provider' | 'api'>) =>
  `/capabilities/${provider}-${api}`;

export function priceOf({ price, leastPrice }: Candidate): string {
  if (price === undefined) return '';
  const least = leastPrice === undefined ? '' : `${leastPrice.amount}–`;
  return `${least}${price.amount} ${price.currency}`;
}

const modes: readonly Mode[] = [
  'text-to-video',
  'image-to-video',
  'reference-to-video',
  'video-to-video',
  'video-extension',
];

const english = {
  mode: 'Mode',
  duration: 'Duration (s)',
  aspectRatio: 'Aspect ratio',
  resolution: 'Resolution',
  audio: 'Sound',
  price: 'Max price',
  any: 'any',
  yes: 'yes',
  no: 'no',
  heads: ['Model', 'Price', 'Output', 'Typical time', 'Evidence'],
  can: (count: number) => `${count} models can`,
  cannot: (count: number) => `${count} models cannot, and why`,
  unknown: 'unknown',
  evidence: { documented: 'documented', claimed: 'claimed †', unchecked: 'unchecked' },
  code: 'As code',
  seconds: (count: number) => `${count} s`,
  modes: modes.map((mode) => ({ mode, text: mode.replaceAll('-', ' ') })),
  problem: (problem: Problem) => explainProblem(problem),
  warning: (warning: Warning) => explainWarning(warning),
};

const chinese: typeof english = {
  mode: '模式',
  duration: '时长（秒）',
  aspectRatio: '宽高比',
  resolution: '分辨率',
  audio: '声音',
  price: '价格上限',
  any: '不限',
  yes: '有',
  no: '无',
  heads: ['模型', '价格', '输出', '通常用时', '依据'],
  can: (count) => `${count} 个模型可用`,
  cannot: (count) => `${count} 个模型不可用，原因如下`,
  unknown: '未知',
  evidence: { documented: '官方文档', claimed: '网关声称 †', unchecked: '未核对' },
  code: '对应的代码',
  seconds: (count) => `${count} 秒`,
  modes: modes.map((mode) => ({ mode, text: chineseNames.modes[mode] })),
  problem: (problem) => problemInChinese(problem),
  warning: (warning) => warningInChinese(warning),
};

export const words = { en: english, zh: chinese };
