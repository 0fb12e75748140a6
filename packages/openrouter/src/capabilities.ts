import type {
  Capabilities,
  CapabilityRow,
  DurationRule,
  Evidence,
  FeatureRules,
  ModelCapabilities,
  OptionRules,
} from '@vid/core';
import { catalogue, copiedOn } from './catalogue.ts';
import { pricesOf } from './prices.ts';
import type { ListedModel } from './schema.ts';
import { requestTier, sizesOf } from './shapes.ts';

export const provider = 'openrouter';
export const api = 'official';

const pictures = { from: ['url', 'data'] } as const;
/** As data the service refuses clips [doc]; of sounds nobody says. */
const links = { from: ['url'] } as const;
/** How many a model takes is told nowhere; what is too many is refused free of charge [guess]. */
const most = { pictures: 9, clips: 3, sounds: 3 } as const;

/** What goes in or is billed by them fields of a request say; set as parameters they would pass unseen [client]. */
const refusedKeys: ReadonlySet<string> = new Set(
  (
    'images last_image video videos audio size ratio aspectRatio keyframes version return_last_frame ' +
    'slug upscaleFactor creativity'
  ).split(' '),
);

/** A list that is there, one that is not applicable (no rule), or one that nobody tells. */
function listed<Value extends string>(values: readonly Value[] | null | undefined) {
  if (values === undefined) return 'any' as const;
  return values === null || values.length === 0 ? undefined : { oneOf: values };
}

function durationOf(seconds: readonly number[] | null | undefined): DurationRule | undefined {
  if (seconds === undefined) return 'any';
  const sorted = [...(seconds ?? [])].toSorted((a, b) => a - b);
  const [min, max] = [sorted.at(0), sorted.at(-1)];
  if (min === undefined || max === undefined) return undefined;
  const isWhole = sorted.length > 2 && sorted.every((one, index) => one === min + index);
  return isWhole ? { min, max, step: 1 } : { oneOf: sorted };
}

interface Own {
  readonly rules: OptionRules;
  readonly requiresWith: NonNullable<CapabilityRow['requiresWith']>;
}

/** Parameters of the provider behind, each beside the name of that provider; and those of upscalers. */
function optionsOf({ record }: ListedModel): Own {
  const { allowed_passthrough_parameters: allowed, upscale_factor: factor, creativity } = record;
  const keys = (allowed ?? []).filter((key) => !refusedKeys.has(key));
  const slug = `providerOptions.${provider}.slug` as const;
  const fieldOf = (key: string) => `providerOptions.${provider}.${key}` as const;
  const rules: Record<string, OptionRules[string]> = {};
  if (factor !== null && factor !== undefined) rules['upscaleFactor'] = { min: factor.min, max: factor.max };
  if (creativity !== null && creativity !== undefined && creativity.length > 0)
    rules['creativity'] = { oneOf: creativity };
  if (keys.length === 0) return { rules, requiresWith: [] };
  rules['slug'] = { minLength: 1 };
  for (const key of keys) rules[key] = 'any';
  return {
    rules,
    requiresWith: [
      { field: slug, anyOf: keys.map(fieldOf) },
      ...keys.map((key) => ({ field: fieldOf(key), anyOf: [slug] })),
    ],
  };
}

function acceptsOf({ record }: ListedModel, options: OptionRules): FeatureRules {
  const { supported_durations, supported_aspect_ratios, supported_resolutions, supported_sizes } = record;
  const duration = durationOf(supported_durations);
  const aspectRatio = listed(supported_aspect_ratios);
  const resolution = listed(supported_resolutions?.map(requestTier) ?? supported_resolutions);
  const size = listed(supported_sizes);
  return {
    prompt: { minLength: 1 },
    ...(duration !== undefined && { duration }),
    ...(aspectRatio !== undefined && { aspectRatio }),
    ...(resolution !== undefined && { resolution }),
    ...(size !== undefined && { size }),
    // Where it is null the model decides, and nothing is sent [client].
    ...(record.generate_audio === true && { audio: { oneOf: [true, false] } }),
    ...(record.generate_audio === false && { audio: { oneOf: [false] } }),
    ...(record.seed === true && { seed: 'any' as const }),
    callbackUrl: 'any',
    ...(Object.keys(options).length > 0 && { providerOptions: options }),
  };
}

/** What the catalogue tells, as rows; what it does not tell is refused, or said to be a guess. */
function rowsOf(model: ListedModel, source: string): readonly CapabilityRow[] {
  const { record, inputs } = model;
  const { supported_frame_images: frames, generate_audio: sound, upscale_factor: factor } = record;
  const { rules, requiresWith } = optionsOf(model);
  const accepts = acceptsOf(model, rules);
  const [tier, another] = record.supported_resolutions ?? [];
  const output = {
    ...(tier !== undefined && another === undefined && { resolution: requestTier(tier) }),
    ...(sound === false && { audio: false }),
  };
  const rowFor = (
    mode: CapabilityRow['mode'],
    requires: NonNullable<CapabilityRow['requires']>,
    more: FeatureRules,
    guess?: string,
  ): CapabilityRow => ({
    mode,
    evidence: (guess === undefined ? 'documented' : 'claimed') satisfies Evidence,
    source: guess === undefined ? source : `${source}; ${guess}`,
    requires,
    accepts: { ...accepts, ...more },
    // Pixels stand in place of the two others [doc].
    ...(accepts.size !== undefined && {
      atMostOne: [
        ['size', 'resolution'],
        ['size', 'aspectRatio'],
      ],
    }),
    ...(requiresWith.length > 0 && { requiresWith }),
    // What the service does where it is left open, and what costs more [client]: so it is said.
    ...(sound === true && { defaults: { audio: true } }),
    ...(Object.keys(output).length > 0 && { output }),
  });
  const takes = (input: string) => inputs?.includes(input) === true;
  const references: FeatureRules = {
    ...(takes('image') && { references: { ...pictures, maxItems: most.pictures } }),
    ...(takes('video') && { referenceVideos: { ...links, maxItems: most.clips } }),
    ...(takes('audio') && { referenceAudio: { ...links, maxItems: most.sounds } }),
  };
  // Editors, upscalers and avatars: what goes in decides the length [client].
  if (record.supported_durations === null && frames === null) {
    const guess = 'how its input is sent is a guess';
    if (takes('video')) {
      const { referenceVideos: _source, ...beside } = references;
      const isUpscaler = factor !== null && factor !== undefined;
      const requires = isUpscaler ? (['sourceVideo'] as const) : (['prompt', 'sourceVideo'] as const);
      return [rowFor('video-to-video', requires, { ...beside, sourceVideo: links }, guess)];
    }
    return takes('image') ? [rowFor('reference-to-video', ['prompt', 'references'], references, guess)] : [];
  }
  const rows: CapabilityRow[] = [];
  if (inputs === undefined || takes('text')) rows.push(rowFor('text-to-video', ['prompt'], {}));
  if (frames?.includes('first_frame') === true)
    rows.push(
      rowFor('image-to-video', ['prompt', 'firstFrame'], {
        firstFrame: pictures,
        // Alone it was taken, and the job failed [client, observed].
        ...(frames.includes('last_frame') && { lastFrame: pictures }),
      }),
    );
  // Other models ignore clips and sounds without a word [doc].
  const isTold = takes('video') || takes('audio');
  const guess = isTold ? undefined : 'that it takes pictures as references is a guess';
  if (takes('image')) rows.push(rowFor('reference-to-video', ['prompt', 'references'], references, guess));
  if (takes('video')) rows.push(rowFor('reference-to-video', ['prompt', 'referenceVideos'], references));
  return rows;
}

/** The table of a catalogue. `checkedOn`: its day. `source`: where it is from. A model without rows stays out. */
export function tableOf(models: readonly ListedModel[], checkedOn: string, source: string): Capabilities {
  const said = `${source} of ${checkedOn}`;
  return {
    models: models.flatMap((model): readonly ModelCapabilities[] => {
      const rows = rowsOf(model, said);
      if (rows.length === 0) return [];
      const prices = pricesOf(model, said);
      const sizes = sizesOf(model.record);
      return [
        {
          provider,
          api,
          model: model.record.id,
          checkedOn,
          rows,
          ...(prices !== undefined && { prices }),
          ...(sizes !== undefined && { sizes }),
        },
      ];
    }),
    // Every 10 to 30 s [doc].
    polling: [{ provider, api, minIntervalMs: 10_000, source: 'its pages of autumn 2026' }],
  };
}

/** The table before the first refresh. */
export const embedded: Capabilities = tableOf(catalogue, copiedOn, "copy of OpenRouter's catalogue");
