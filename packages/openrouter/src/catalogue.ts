import type { CatalogueRecord, ListedModel } from './schema.ts';

/*
 * A copy of `GET /videos/models`, with the inputs of `GET /models`, for the first plan. [client], a copy of the live catalogue. Its
 * prices are the catalogue's; how it spells the names of the skus is filled in by the families that are known [guess].
 */

/** The day of the copy. */
export const copiedOn = '2026-10-09';

const R2 = ['16:9', '9:16'];
const R3 = [...R2, '1:1'];
const R5 = ['16:9', '4:3', '1:1', '3:4', '9:16'];
const R6 = ['21:9', ...R5];
const R7 = ['16:9', '9:16', '1:1', '4:3', '3:4', '3:2', '2:3'];
const R7b = [...R6, '9:21'];
const R8 = [...R6, '3:2', '2:3'];

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

const wide: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '480p': { '1:1': '480x480', '4:3': '640x480', '16:9': '854x480', '21:9': '1120x480', '3:2': '720x480' },
  '720p': { '1:1': '720x720', '4:3': '960x720', '16:9': '1280x720', '21:9': '1680x720', '3:2': '1080x720' },
  '1080p': { '1:1': '1080x1080', '4:3': '1440x1080', '16:9': '1920x1080', '21:9': '2520x1080' },
  '4K': { '1:1': '2160x2160', '4:3': '2880x2160', '16:9': '3840x2160', '21:9': '5040x2160' },
};
const turned = (pair: string, by: string) => pair.split(by).toReversed().join(by);
const sizes = (tiers: readonly string[], ratios: readonly string[]) =>
  tiers.flatMap((tier) =>
    ratios.flatMap((ratio): readonly string[] => {
      const across = wide[tier]?.[ratio];
      const down = wide[tier]?.[turned(ratio, ':')];
      if (across !== undefined) return [across];
      return down === undefined ? [] : [turned(down, 'x')];
    }),
  );
const seedance25Sizes =
  '854x480 752x560 640x640 992x432 560x752 480x854 1280x720 1112x834 960x960 1470x630 834x1112 720x1280'.split(
    ' ',
  );

type Entry = Omit<Partial<CatalogueRecord>, 'id'> & { readonly in?: readonly string[] };

/** A model, where what is left out is not applicable. */
function model(id: string, { in: inputs = ['image'], ...known }: Entry): ListedModel {
  const record: CatalogueRecord = {
    id,
    supported_resolutions: null,
    supported_aspect_ratios: null,
    supported_sizes: null,
    supported_durations: null,
    supported_frame_images: null,
    generate_audio: null,
    seed: null,
    creativity: null,
    upscale_factor: null,
    allowed_passthrough_parameters: [],
    ...known,
  };
  return { record, inputs: ['text', ...inputs] };
}

const shape = (tiers: string[], ratios: string[], hasSizes = false) => ({
  supported_resolutions: tiers,
  supported_aspect_ratios: ratios,
  supported_sizes: hasSizes ? sizes(tiers, ratios) : null,
});
const seconds = (all: number[]) => ({ supported_durations: all });
const first = { supported_frame_images: ['first_frame'] };
const firstAndLast = { supported_frame_images: ['first_frame', 'last_frame'] };
const sound = { generate_audio: true };
const silent = { generate_audio: false };
const seeded = { seed: true };
const unseeded = { seed: false };
const keys = (...names: string[]) => ({ allowed_passthrough_parameters: names });
const skus = (prices: Readonly<Record<string, string>>) => ({ pricing_skus: { ...prices } });
const allInputs = { in: ['image', 'video', 'audio'] };

const grok = { ...seconds(range(1, 15)), ...first };
const wan3 = {
  ...seconds(range(2, 30)),
  ...shape(['480p', '720p', '1080p'], R5),
  ...first,
  ...sound,
  ...seeded,
};
const horse = { ...seconds(range(3, 15)), ...shape(['720p', '1080p'], R7b, true), ...first, ...seeded };
const seedance2 = { ...seconds(range(4, 15)), ...firstAndLast, ...allInputs, ...sound, ...seeded };
const kling = { ...shape(['720p'], R3, true), ...firstAndLast, ...sound, ...unseeded };
const veo = {
  ...seconds([4, 6, 8]),
  ...firstAndLast,
  ...sound,
  ...seeded,
  ...keys('personGeneration', 'aspectRatio', 'negativePrompt', 'conditioningScale', 'enhancePrompt'),
};

export const catalogue: readonly ListedModel[] = [
  model('x-ai/grok-imagine-video', {
    ...grok,
    ...shape(['480p', '720p'], R7, true),
    ...skus({ duration_seconds_480p: '0.05', duration_seconds_720p: '0.07', cents_per_image_input: '0.2' }),
  }),
  model('x-ai/grok-imagine-video-1.5', {
    ...grok,
    ...shape(['480p', '720p', '1080p'], R7),
    ...skus({
      duration_seconds_480p: '0.08',
      duration_seconds_720p: '0.14',
      duration_seconds_1080p: '0.25',
      cents_per_image_input: '1',
    }),
  }),
  model('x-ai/grok-imagine-video-1.5-lite', {
    ...grok,
    ...shape(['480p', '720p', '1080p'], R7),
    ...skus({
      duration_seconds_480p: '0.02',
      duration_seconds_720p: '0.03',
      duration_seconds_1080p: '0.14',
      cents_per_image_input: '1',
    }),
  }),
  model('heygen/heygen-video-1', {
    ...seconds(range(5, 15)),
    ...shape(['480p', '768p', '2K'], R6),
    ...first,
    ...allInputs,
    ...silent,
    ...seeded,
    ...keys('prompt_enhancement'),
    ...skus({
      duration_seconds_480p: '0.02',
      duration_seconds_768p: '0.03',
      duration_seconds_2k: '0.09',
      reference_duration_seconds_480p: '0.04',
      reference_duration_seconds_768p: '0.06',
      reference_duration_seconds_2k: '0.18',
    }),
  }),
  model('heygen/avatar-iv', {
    ...shape(['720p', '1080p'], R3),
    in: ['image', 'audio'],
    ...silent,
    ...unseeded,
    ...keys(
      'voice_id',
      'voice_settings',
      'motion_prompt',
      'expressiveness',
      'fit',
      'remove_background',
      'background',
      'caption',
      'title',
    ),
    ...skus({ duration_seconds: '0.05' }),
  }),
  model('black-forest-labs/flux-3-video', {
    ...seconds(range(5, 20)),
    ...shape(['720p', '1080p'], R6),
    ...firstAndLast,
    in: ['image', 'video'],
    ...sound,
    ...unseeded,
    ...keys('safety_tolerance', 'version'),
    ...skus({
      cents_per_video_output_second_720p: '17',
      cents_per_video_output_second_1080p: '29',
      cents_per_second_video_continuation_720p: '41',
      cents_per_second_video_continuation_1080p: '53',
    }),
  }),
  model('black-forest-labs/flux-video-edit', {
    in: ['video'],
    ...silent,
    ...unseeded,
    ...keys('safety_tolerance'),
    ...skus({ cents_per_second_output: '3' }),
  }),
  model('black-forest-labs/flux-video-upscale', {
    in: ['video'],
    ...silent,
    ...unseeded,
    creativity: [0, 1],
    upscale_factor: { min: 1.5, max: 3 },
    ...keys('safety_tolerance'),
    ...skus({ cents_per_megapixel_second_precise: '7.5', cents_per_megapixel_second_creative: '10.5' }),
  }),
  model('minimax/hailuo-3', {
    ...seconds(range(5, 15)),
    ...shape(['2K'], R6),
    ...firstAndLast,
    ...allInputs,
    ...sound,
    ...unseeded,
    ...keys('aigc_watermark'),
    ...skus({ duration_seconds_2k: '0.13', reference_images: '0.04' }),
  }),
  model('minimax/hailuo-3-max', {
    ...seconds(range(5, 15)),
    ...shape(['480p', '768p'], R6),
    ...firstAndLast,
    ...silent,
    ...unseeded,
    ...keys('aigc_watermark'),
    ...skus({ duration_seconds_480p: '0.05', duration_seconds_768p: '0.08' }),
  }),
  model('minimax/hailuo-2.3', {
    ...seconds([6, 10]),
    ...shape(['1080p'], ['16:9'], true),
    ...first,
    ...silent,
    ...keys('prompt_optimizer', 'fast_pretreatment'),
    ...skus({ duration_seconds_1080p: '0.0817' }),
  }),
  model('alibaba/wan-3.0-prime', {
    ...wan3,
    ...skus({
      duration_seconds_480p: '0.068',
      duration_seconds_720p: '0.14',
      duration_seconds_1080p: '0.28',
    }),
  }),
  model('alibaba/wan-3.0', {
    ...wan3,
    ...skus({ duration_seconds_480p: '0.05', duration_seconds_720p: '0.1', duration_seconds_1080p: '0.2' }),
  }),
  model('alibaba/wan-2.7', {
    ...seconds(range(2, 10)),
    ...shape(['720p', '1080p'], R5, true),
    ...firstAndLast,
    ...sound,
    ...seeded,
    ...keys('negative_prompt', 'prompt_extend', 'audio', 'ratio', 'last_image', 'video', 'videos', 'images'),
    ...skus({ duration_seconds: '0.1' }),
  }),
  model('alibaba/wan-2.6', {
    ...seconds([5, 10]),
    ...shape(['720p', '1080p'], R2, true),
    ...first,
    ...sound,
    ...seeded,
    ...keys('negative_prompt', 'enable_prompt_expansion', 'shot_type', 'audio', 'size'),
    ...skus({
      text_to_video_duration_seconds_720p: '0.08',
      text_to_video_duration_seconds_1080p: '0.12',
      image_to_video_duration_seconds_720p: '0.1',
      image_to_video_duration_seconds_1080p: '0.15',
    }),
  }),
  model('alibaba/happyhorse-1.1', {
    ...horse,
    ...skus({ duration_seconds_720p: '0.0988', duration_seconds_1080p: '0.1278' }),
  }),
  model('alibaba/happyhorse-1.0', {
    ...horse,
    ...skus({ duration_seconds_720p: '0.0988', duration_seconds_1080p: '0.1694' }),
  }),
  model('bytedance/seedance-2.5', {
    ...seedance2,
    ...seconds(range(4, 30)),
    ...shape(['480p', '720p'], R6),
    supported_sizes: seedance25Sizes,
    ...keys('watermark', 'req_key', 'output_format'),
    ...skus({ video_tokens: '0.0000107', video_tokens_with_video_input: '0.0000064' }),
  }),
  model('bytedance/seedance-2.0', {
    ...seedance2,
    ...shape(['480p', '720p', '1080p', '4K'], R7b, true),
    ...keys('watermark', 'req_key'),
    ...skus({
      video_tokens: '0.000007',
      video_tokens_1080p: '0.0000077',
      video_tokens_4k: '0.000004',
      video_tokens_with_video_input: '0.0000043',
      video_tokens_with_video_input_1080p: '0.0000047',
      video_tokens_with_video_input_4k: '0.0000024',
    }),
  }),
  model('bytedance/seedance-2.0-fast', {
    ...seedance2,
    ...shape(['480p', '720p'], R7b, true),
    ...keys('watermark', 'req_key'),
    ...skus({ video_tokens: '0.0000042', video_tokens_with_video_input: '0.000002475' }),
  }),
  model('bytedance/seedance-2.0-mini', {
    ...seedance2,
    ...shape(['480p', '720p'], R7b, true),
    ...keys('watermark', 'req_key', 'return_last_frame'),
    ...skus({ video_tokens: '0.0000035', video_tokens_with_video_input: '0.0000021' }),
  }),
  model('bytedance/seedance-1-5-pro', {
    ...seedance2,
    ...seconds(range(4, 12)),
    in: ['image'],
    ...shape(['480p', '720p', '1080p'], R7b, true),
    ...keys('watermark', 'req_key'),
    ...skus({ video_tokens: '0.0000024', video_tokens_without_audio: '0.0000012' }),
  }),
  model('runway/gen-4.5', {
    ...seconds(range(2, 10)),
    ...shape(['720p'], R2, true),
    ...first,
    ...silent,
    ...seeded,
    ...keys('contentModeration'),
    ...skus({ duration_seconds: '0.12' }),
  }),
  model('runway/aleph-2', {
    supported_aspect_ratios: R8,
    in: ['image', 'video'],
    ...silent,
    ...seeded,
    ...keys('contentModeration', 'keyframes'),
    ...skus({ cents_per_second_output: '28', minimum_cents_per_generation: '56' }),
  }),
  model('kwaivgi/kling-v3.0-pro', {
    ...kling,
    ...seconds(range(3, 15)),
    ...keys('negative_prompt', 'cfg_scale'),
    ...skus({ duration_seconds: '0.112', duration_seconds_with_audio: '0.168' }),
  }),
  model('kwaivgi/kling-v3.0-std', {
    ...kling,
    ...seconds(range(3, 15)),
    ...keys('negative_prompt', 'cfg_scale'),
    ...skus({ duration_seconds: '0.084', duration_seconds_with_audio: '0.126' }),
  }),
  model('kwaivgi/kling-video-o1', {
    ...kling,
    ...seconds([5, 10]),
    ...keys('negative_prompt'),
    ...skus({ duration_seconds: '0.112' }),
  }),
  model('google/veo-3.1', {
    ...veo,
    ...shape(['720p', '1080p', '4K'], R2, true),
    ...skus({
      duration_seconds_with_audio: '0.4',
      duration_seconds_without_audio: '0.2',
      duration_seconds_4k_with_audio: '0.6',
      duration_seconds_4k_without_audio: '0.4',
    }),
  }),
  model('google/veo-3.1-fast', {
    ...veo,
    ...shape(['720p', '1080p', '4K'], R2, true),
    ...skus({
      duration_seconds_720p_with_audio: '0.1',
      duration_seconds_1080p_with_audio: '0.12',
      duration_seconds_4k_with_audio: '0.3',
      duration_seconds_720p_without_audio: '0.08',
      duration_seconds_1080p_without_audio: '0.1',
      duration_seconds_4k_without_audio: '0.25',
    }),
  }),
  model('google/veo-3.1-lite', {
    ...veo,
    ...shape(['720p', '1080p'], R2, true),
    ...skus({
      duration_seconds_720p_with_audio: '0.05',
      duration_seconds_1080p_with_audio: '0.08',
      duration_seconds_720p_without_audio: '0.03',
      duration_seconds_1080p_without_audio: '0.05',
    }),
  }),
];
