/* The catalogue as its readers have it (openrouter.md 4.2 and 5), a second time. */

/** What a model takes, as the service checks it. `null`: not applicable. */
export interface Model {
  readonly id: string;
  readonly seconds: readonly number[] | null;
  readonly tiers: readonly string[] | null;
  readonly ratios: readonly string[] | null;
  readonly sizes: readonly string[] | null;
  readonly frames: readonly string[] | null;
  /** Beside text. */
  readonly inputs: readonly string[];
  readonly sound: boolean | null;
  readonly seed: boolean | null;
  readonly keys: readonly string[];
  readonly skus: Readonly<Record<string, string>>;
  readonly isUpscaler: boolean;
}

const ratioSets: Readonly<Record<string, string>> = {
  R2: '16:9 9:16',
  R3: '16:9 9:16 1:1',
  R5: '16:9 4:3 1:1 3:4 9:16',
  R6: '21:9 16:9 4:3 1:1 3:4 9:16',
  R7: '16:9 9:16 1:1 4:3 3:4 3:2 2:3',
  R7b: '21:9 16:9 4:3 1:1 3:4 9:16 9:21',
  R8: '21:9 16:9 4:3 1:1 3:4 9:16 3:2 2:3',
  HD: '16:9',
};

const vendorSizes =
  '854x480 752x560 640x640 992x432 560x752 480x854 1280x720 1112x834 960x960 1470x630 834x1112 720x1280';

/** id | seconds | tiers | ratios | frames | inputs | sound, seed | keys | sizes | skus */
const lines = `
x-ai/grok-imagine-video | 1-15 | 480p 720p | R7 | F | i | - - | | + | duration_seconds_480p=0.05 duration_seconds_720p=0.07 cents_per_image_input=0.2
x-ai/grok-imagine-video-1.5 | 1-15 | 480p 720p 1080p | R7 | F | i | - - | | | duration_seconds_480p=0.08 duration_seconds_720p=0.14 duration_seconds_1080p=0.25 cents_per_image_input=1
x-ai/grok-imagine-video-1.5-lite | 1-15 | 480p 720p 1080p | R7 | F | i | - - | | | duration_seconds_480p=0.02 duration_seconds_720p=0.03 duration_seconds_1080p=0.14 cents_per_image_input=1
heygen/heygen-video-1 | 5-15 | 480p 768p 2K | R6 | F | i v a | n y | prompt_enhancement | | duration_seconds_480p=0.02 duration_seconds_768p=0.03 duration_seconds_2k=0.09 reference_duration_seconds_480p=0.04 reference_duration_seconds_768p=0.06 reference_duration_seconds_2k=0.18
heygen/avatar-iv | | 720p 1080p | R3 | | i a | n n | voice_id voice_settings motion_prompt expressiveness fit remove_background background caption title | | duration_seconds=0.05
black-forest-labs/flux-3-video | 5-20 | 720p 1080p | R6 | FL | i v | y n | safety_tolerance version | | cents_per_video_output_second_720p=17 cents_per_video_output_second_1080p=29 cents_per_second_video_continuation_720p=41 cents_per_second_video_continuation_1080p=53
black-forest-labs/flux-video-edit | | | | | v | n n | safety_tolerance | | cents_per_second_output=3
black-forest-labs/flux-video-upscale | | | | | v | n n | safety_tolerance | | cents_per_megapixel_second_precise=7.5 cents_per_megapixel_second_creative=10.5
minimax/hailuo-3 | 5-15 | 2K | R6 | FL | i v a | y n | aigc_watermark | | duration_seconds_2k=0.13 reference_images=0.04
minimax/hailuo-3-max | 5-15 | 480p 768p | R6 | FL | i | n n | aigc_watermark | | duration_seconds_480p=0.05 duration_seconds_768p=0.08
minimax/hailuo-2.3 | 6,10 | 1080p | HD | F | i | n - | prompt_optimizer fast_pretreatment | + | duration_seconds_1080p=0.0817
alibaba/wan-3.0-prime | 2-30 | 480p 720p 1080p | R5 | F | i | y y | | | duration_seconds_480p=0.068 duration_seconds_720p=0.14 duration_seconds_1080p=0.28
alibaba/wan-3.0 | 2-30 | 480p 720p 1080p | R5 | F | i | y y | | | duration_seconds_480p=0.05 duration_seconds_720p=0.10 duration_seconds_1080p=0.20
alibaba/wan-2.7 | 2-10 | 720p 1080p | R5 | FL | i | y y | negative_prompt prompt_extend audio ratio last_image video videos images | + | duration_seconds=0.10
alibaba/wan-2.6 | 5,10 | 720p 1080p | R2 | F | i | y y | negative_prompt enable_prompt_expansion shot_type audio size | + | text_to_video_duration_seconds_720p=0.08 text_to_video_duration_seconds_1080p=0.12 image_to_video_duration_seconds_720p=0.10 image_to_video_duration_seconds_1080p=0.15
alibaba/happyhorse-1.1 | 3-15 | 720p 1080p | R7b | F | i | - y | | + | duration_seconds_720p=0.0988 duration_seconds_1080p=0.1278
alibaba/happyhorse-1.0 | 3-15 | 720p 1080p | R7b | F | i | - y | | + | duration_seconds_720p=0.0988 duration_seconds_1080p=0.1694
bytedance/seedance-2.5 | 4-30 | 480p 720p | R6 | FL | i v a | y y | watermark req_key output_format | vendor | video_tokens=1.07e-5 video_tokens_with_video_input=6.4e-6
bytedance/seedance-2.0 | 4-15 | 480p 720p 1080p 4K | R7b | FL | i v a | y y | watermark req_key | + | video_tokens=7e-6 video_tokens_1080p=7.7e-6 video_tokens_4k=4e-6 video_tokens_with_video_input=4.3e-6 video_tokens_with_video_input_1080p=4.7e-6 video_tokens_with_video_input_4k=2.4e-6
bytedance/seedance-2.0-fast | 4-15 | 480p 720p | R7b | FL | i v a | y y | watermark req_key | + | video_tokens=4.2e-6 video_tokens_with_video_input=2.475e-6
bytedance/seedance-2.0-mini | 4-15 | 480p 720p | R7b | FL | i v a | y y | watermark req_key return_last_frame | + | video_tokens=3.5e-6 video_tokens_with_video_input=2.1e-6
bytedance/seedance-1-5-pro | 4-12 | 480p 720p 1080p | R7b | FL | i | y y | watermark req_key | + | video_tokens=2.4e-6 video_tokens_without_audio=1.2e-6
runway/gen-4.5 | 2-10 | 720p | R2 | F | i | n y | contentModeration | + | duration_seconds=0.12
runway/aleph-2 | | | R8 | | i v | n y | contentModeration keyframes | | cents_per_second_output=28 minimum_cents_per_generation=56
kwaivgi/kling-v3.0-pro | 3-15 | 720p | R3 | FL | i | y n | negative_prompt cfg_scale | + | duration_seconds=0.112 duration_seconds_with_audio=0.168
kwaivgi/kling-v3.0-std | 3-15 | 720p | R3 | FL | i | y n | negative_prompt cfg_scale | + | duration_seconds=0.084 duration_seconds_with_audio=0.126
kwaivgi/kling-video-o1 | 5,10 | 720p | R3 | FL | i | y n | negative_prompt | + | duration_seconds=0.112
google/veo-3.1 | 4,6,8 | 720p 1080p 4K | R2 | FL | i | y y | personGeneration aspectRatio negativePrompt conditioningScale enhancePrompt | + | duration_seconds_with_audio=0.40 duration_seconds_without_audio=0.20 duration_seconds_4k_with_audio=0.60 duration_seconds_4k_without_audio=0.40
google/veo-3.1-fast | 4,6,8 | 720p 1080p 4K | R2 | FL | i | y y | personGeneration aspectRatio negativePrompt conditioningScale enhancePrompt | + | duration_seconds_720p_with_audio=0.10 duration_seconds_1080p_with_audio=0.12 duration_seconds_4k_with_audio=0.30 duration_seconds_720p_without_audio=0.08 duration_seconds_1080p_without_audio=0.10 duration_seconds_4k_without_audio=0.25
google/veo-3.1-lite | 4,6,8 | 720p 1080p | R2 | FL | i | y y | personGeneration aspectRatio negativePrompt conditioningScale enhancePrompt | + | duration_seconds_720p_with_audio=0.05 duration_seconds_1080p_with_audio=0.08 duration_seconds_720p_without_audio=0.03 duration_seconds_1080p_without_audio=0.05
`;

const words = (text: string) => text.split(/\s+/).filter((word) => word !== '');
const orNull = (all: readonly string[]) => (all.length === 0 ? null : all);

function secondsOf(text: string): readonly number[] | null {
  const [from = 0, to = from] = text.split('-').map(Number);
  if (text === '') return null;
  return text.includes('-')
    ? Array.from({ length: to - from + 1 }, (_, index) => from + index)
    : text.split(',').map(Number);
}

/** On the shorter side; the longer one is the nearest even number. */
const sizeOf = (tier: string, ratio: string) => {
  const short = tier === '4K' ? 2160 : Number.parseInt(tier, 10);
  const [across = 1, down = 1] = ratio.split(':').map(Number);
  const long = 2 * Math.round((short * Math.max(across, down)) / Math.min(across, down) / 2);
  return across < down ? `${short}x${long}` : `${long}x${short}`;
};

const flag = (letter: string | undefined) => (letter === '-' ? null : letter === 'y');
const inputNames: Readonly<Record<string, string>> = { i: 'image', v: 'video', a: 'audio' };

export const models: readonly Model[] = lines
  .trim()
  .split('\n')
  .map((line): Model => {
    const [id = '', seconds = '', tiers = '', set = '', frames = '', inputs = '', ...rest] = line
      .split('|')
      .map((part) => part.trim());
    const [flags = '', keys = '', sizes = '', skus = ''] = rest;
    const [sound, seed] = words(flags);
    const ratios = words(ratioSets[set] ?? '');
    const all = words(tiers).flatMap((tier) => ratios.map((ratio) => sizeOf(tier, ratio)));
    const prices: Record<string, string> = {};
    for (const [name = '', price = ''] of words(skus).map((sku) => sku.split('='))) prices[name] = price;
    return {
      id,
      seconds: secondsOf(seconds),
      tiers: orNull(words(tiers)),
      ratios: orNull(ratios),
      sizes: orNull(sizes === '' ? [] : sizes === 'vendor' ? words(vendorSizes) : all),
      frames: frames === '' ? null : frames === 'FL' ? ['first_frame', 'last_frame'] : ['first_frame'],
      inputs: words(inputs).map((letter) => inputNames[letter] ?? letter),
      sound: flag(sound),
      seed: flag(seed),
      keys: words(keys),
      skus: prices,
      isUpscaler: id.endsWith('upscale'),
    };
  });

/** The record of a model in `GET /videos/models`. */
export const recordOf = (model: Model) => ({
  id: model.id,
  canonical_slug: `${model.id}-20261009`,
  hugging_face_id: null,
  name: model.id,
  description: 'text',
  created: 1_768_466_100,
  supported_resolutions: model.tiers,
  supported_aspect_ratios: model.ratios,
  supported_sizes: model.sizes,
  supported_durations: model.seconds,
  supported_frame_images: model.frames,
  generate_audio: model.sound,
  seed: model.seed,
  creativity: model.isUpscaler ? [0, 1] : null,
  upscale_factor: model.isUpscaler ? { min: 1.5, max: 3 } : null,
  pricing_skus: model.skus,
  allowed_passthrough_parameters: model.keys,
});
