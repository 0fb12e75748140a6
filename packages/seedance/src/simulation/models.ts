/* The models as the vendor's lists have them (notes, 5 and 5.1), read a second time: nothing here is the provider's. */

export type Region = 'ark' | 'modelark';
export type Generation = '1.0' | '1.5' | '2.0' | '2.5';

export interface Model {
  readonly core: string;
  readonly generation: Generation;
  readonly tiers: readonly string[];
  readonly seconds: readonly [number, number];
  readonly takesLastFrame: boolean;
  /** Pictures, clips and sounds; none: the model knows no references. */
  readonly references?: readonly [number, number, number];
  readonly hasEnded?: true;
}

const upTo1080 = ['480p', '720p', '1080p'];
const two = { generation: '2.0', seconds: [4, 15], takesLastFrame: true, references: [9, 3, 3] } as const;
const one = { generation: '1.0', tiers: upTo1080, seconds: [2, 12] } as const;

const models: readonly Model[] = [
  {
    core: 'seedance-2-5-260628',
    generation: '2.5',
    tiers: upTo1080,
    seconds: [4, 30],
    takesLastFrame: true,
    references: [30, 10, 10],
  },
  { core: 'seedance-2-0-260128', tiers: [...upTo1080, '4k'], ...two },
  { core: 'seedance-2-0-fast-260128', tiers: ['480p', '720p'], ...two },
  { core: 'seedance-2-0-mini-260615', tiers: ['480p', '720p'], ...two },
  {
    core: 'seedance-1-5-pro-251215',
    generation: '1.5',
    tiers: upTo1080,
    seconds: [4, 12],
    takesLastFrame: true,
    hasEnded: true,
  },
  { core: 'seedance-1-0-pro-250528', takesLastFrame: true, ...one },
  { core: 'seedance-1-0-pro-fast-251015', takesLastFrame: false, ...one },
];

const prefixOf = ({ generation }: Model, region: Region) =>
  region === 'ark' ? 'doubao-' : generation.startsWith('2') ? 'dreamina-' : '';

export const modelCalled = (name: string, region: Region): Model | undefined =>
  models.find((model) => `${prefixOf(model, region)}${model.core}` === name);

const shapes = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'];
function grid(texts: string): Readonly<Record<string, string>> {
  const sizes: Record<string, string> = {};
  for (const [index, size] of texts.split(' ').entries()) sizes[shapes[index] ?? ''] = size;
  return sizes;
}

const older = {
  '480p': grid('864x480 736x544 640x640 544x736 480x864 960x416'),
  '720p': grid('1248x704 1120x832 960x960 832x1120 704x1248 1504x640'),
  '1080p': grid('1920x1088 1664x1248 1440x1440 1248x1664 1088x1920 2176x928'),
};
const newer = {
  '480p': grid('864x496 752x560 640x640 560x752 496x864 992x432'),
  '720p': grid('1280x720 1112x834 960x960 834x1112 720x1280 1470x630'),
  '1080p': grid('1920x1080 1664x1248 1440x1440 1248x1664 1080x1920 2206x946'),
  '4k': grid('3840x2160 3326x2494 2880x2880 2494x3326 2160x3840 4398x1886'),
};
const of25 = { ...newer, '480p': { ...newer['480p'], '16:9': '854x480', '9:16': '480x854' } };

/** Width times height. */
export function pixelsOf({ generation }: Model, tier: string, ratio: string): number {
  const sizes: Readonly<Record<string, Readonly<Record<string, string>>>> =
    generation === '1.0' ? older : generation === '2.5' ? of25 : newer;
  const [width = 0, height = 0] = (sizes[tier]?.[ratio] ?? '0x0').split('x').map(Number);
  return width * height;
}

/** What is billed (notes, 5.2): measured without a clip, and the vendor's minimum with one. */
export function tokensOf(pixels: number, seconds: number, clipSeconds: number): number {
  if (clipSeconds === 0) return Math.floor(((24 * seconds + 1) * pixels) / 1024);
  return (Math.max(Math.floor(clipSeconds) + seconds, Math.ceil((5 * seconds) / 3)) * 24 * pixels) / 1024;
}
