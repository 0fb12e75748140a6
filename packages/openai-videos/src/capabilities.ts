import {
  type Capabilities,
  type CapabilityRow,
  type Feature,
  type FeatureRules,
  type ModelCapabilities,
  type PixelSizes,
  VideoError,
} from '@vid/core';
import type { PriceOverride, RowOverride } from '@vid/core/overrides';
import { declaredRow } from './declared-row.ts';
import type { Dialect, DialectName } from './dialects.ts';
import { pixelRules } from './pixels.ts';

/** A model of the service, as its user knows it. */
export interface DeclaredModel {
  /** What requests call it. */
  readonly model: string;
  /** What the service calls it. Default: the same. */
  readonly wireModel?: string;
  /**
   * What it takes, by default `documented`, by you. Default: what any model of the dialect may take, `claimed`, with values that
   * nobody has told: the service may refuse some, or ignore them.
   */
  readonly rows?: readonly RowOverride[];
  /** What a task costs. Default: unknown. */
  readonly prices?: readonly PriceOverride[];
  /**
   * Pixels by resolution and aspect ratio, where `'720p'` and `'16:9'` are not 1280x720 at this model. Default: the shorter side
   * has the lines of the resolution, the longer is the nearest even number.
   */
  readonly sizes?: PixelSizes;
  /** Most tasks at a time, such as 1 of a server with one card. Default: unknown. */
  readonly maxTasks?: NonNullable<ModelCapabilities['maxTasks']>;
}

/** Fields that every dialect has a place for. */
const common = ['prompt', 'firstFrame', 'size', 'resolution', 'aspectRatio', 'providerOptions'] as const;

/** The fields of a request that a dialect can say of a model. */
function placesOf({ length, more, drops }: Dialect, model: string): readonly Feature[] {
  const dropped = drops?.(model) ?? [];
  const all: readonly Feature[] = [
    ...common,
    ...more,
    ...(length === undefined ? [] : ['duration' as const]),
  ];
  return all.filter((field) => !dropped.includes(field));
}

const pictures = { from: ['url', 'data'], mediaTypes: ['image/png', 'image/jpeg', 'image/webp'] } as const;
/** Where lengths are whole seconds; that nothing takes an hour is [guess]. */
const wholeSeconds = { min: 1, max: 3600, step: 1 } as const;

/** What any model of a dialect may take: the fields are the dialect's, the values are nobody's. */
function openRows(
  { length, title }: Dialect,
  places: readonly Feature[],
): readonly [CapabilityRow, ...CapabilityRow[]] {
  const accepts: FeatureRules = {
    prompt: { minLength: 1 },
    ...(places.includes('negativePrompt') && { negativePrompt: {} }),
    ...(length !== undefined && { duration: length.isWhole === true ? wholeSeconds : 'any' }),
    aspectRatio: 'any',
    resolution: 'any',
    size: 'any',
    ...(places.includes('seed') && { seed: 'any' }),
    ...(places.includes('providerOptions') && { providerOptions: { extra: 'any' } }),
  };
  const row = {
    evidence: 'claimed',
    source: `only named, for ${title}: no document tells which values it takes`,
    ...pixelRules,
  } as const;
  const fromText: CapabilityRow = { ...row, mode: 'text-to-video', accepts, requires: ['prompt'] };
  if (!places.includes('firstFrame')) return [fromText];
  const fromPicture: CapabilityRow = {
    ...row,
    mode: 'image-to-video',
    accepts: { ...accepts, firstFrame: pictures },
    requires: ['prompt', 'firstFrame'],
  };
  return [fromText, fromPicture];
}

/** The table of a service: what its user declares, as its dialect can say it. Throws `VideoError('invalid-request')`. */
export function tableOf(
  provider: string,
  api: DialectName,
  dialect: Dialect,
  models: readonly (string | DeclaredModel)[],
): Capabilities {
  const refuse = (what: string) =>
    new VideoError('invalid-request', `The settings of ${provider} are not valid: models: ${what}.`, {
      provider,
    });
  const named = models.map((one): DeclaredModel => (typeof one === 'string' ? { model: one } : one));
  const twice = named.find(({ model }, index) => named.findIndex((one) => one.model === model) !== index);
  if (twice !== undefined) throw refuse(`${twice.model} is there twice`);
  const can = [
    ...(dialect.cancel === undefined ? [] : (['cancel'] as const)),
    ...(dialect.takesKey === undefined ? [] : (['reconcile'] as const)),
  ];
  const operations: Pick<ModelCapabilities, 'operations'> = can.length === 0 ? {} : { operations: can };
  return {
    models: named.map(({ rows, prices, ...entry }): ModelCapabilities => {
      const { model, wireModel = model } = entry;
      const places = placesOf(dialect, wireModel);
      const own = rows?.map((row) =>
        declaredRow(row, dialect, places, (what) => refuse(`${model} at ${dialect.title}: ${what}`)),
      );
      return {
        provider,
        api,
        ...entry,
        ...operations,
        rows: own ?? openRows(dialect, places),
        ...(prices !== undefined && {
          prices: prices.map((price) => ({ source: 'declared by you in `models`', ...price })),
        }),
      };
    }),
  };
}
