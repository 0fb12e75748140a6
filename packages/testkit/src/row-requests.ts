import {
  type CapabilityRow,
  checkRequest,
  type Feature,
  features,
  type MediaRule,
  type ModelCapabilities,
  modelName,
  type RowField,
  type VideoProvider,
  type VideoRequest,
} from '@vid/core';
import { property } from '@vid/core/provider-kit';
import type { ProviderFixture } from './fixture.ts';
import { type Sample, samplesOf } from './row-samples.ts';
import { clip, media, neededOptions, picture, withSamples } from './samples.ts';

/* Requests that land on a row of the table: the table itself says so. */

const from = (rule: MediaRule | undefined, name: string) =>
  rule?.from.includes('url') === false ? media(name)[1] : picture(name);

/** The least that a row asks for. */
export function leastRequest(
  model: string,
  row: CapabilityRow,
  fixture: Pick<ProviderFixture, 'listOptions' | 'videoIds'> = {},
): VideoRequest {
  const { listOptions: lists = {}, videoIds: [video = 'video-7f31'] = [] } = fixture;
  const { requires = [], requiresOptions = [], accepts } = row;
  const [preset] = accepts.cameraControl?.presets ?? [];
  const [axis = 'pan'] = accepts.cameraControl?.axes ?? [];
  const [strength] = accepts.cameraControl?.strengths ?? [];
  const least: VideoRequest = {
    prompt: 'a paper boat',
    firstFrame: from(accepts.firstFrame, 'first'),
    lastFrame: from(accepts.lastFrame, 'last'),
    references: [picture('a')],
    referenceVideos: [clip('a')],
    referenceAudio: [clip('sound-a')],
    sourceVideo: clip('source'),
    extendVideo: video,
    audio: accepts.audio?.oneOf[0],
    motionMasks: { static: picture('still') },
    cameraControl:
      preset === undefined ? { [axis]: 1 } : { preset, ...(strength !== undefined && { strength }) },
  };
  const [provider = ''] = model.split(':', 1);
  const anyOf = (field: Feature) => samplesOf(provider, row, [field], fixture)[0]?.[0]?.value;
  const needed = requires.map((field) => [field, least[field] ?? anyOf(field)] as const);
  const providerOptions = { [provider]: neededOptions(row, lists) };
  const set = needed.filter(([, value]) => value !== undefined);
  return company(provider, row, fixture, {
    ...withSamples({ model }, set),
    ...(requiresOptions.length > 0 && { providerOptions }),
  });
}

type Fixture = Pick<ProviderFixture, 'listOptions' | 'videoIds'>;

/** Whether a field is set, or an option by its path. */
export const isFieldSet = (request: VideoRequest, field: RowField): boolean =>
  field.split('.').reduce<unknown>(property, request) !== undefined;

/** The request without a field, or without one option. */
function withoutField(request: VideoRequest, field: RowField): VideoRequest {
  const [root = '', provider = '', name] = field.split('.');
  if (name === undefined) {
    const { [featureOf(root)]: _gone, ...others } = request;
    return others;
  }
  const { [name]: _gone, ...left } = { ...Object(property(request.providerOptions, provider)) };
  if (Object.keys(left).length === 0) return withoutField(request, 'providerOptions');
  return withSamples(request, [['providerOptions', { ...request.providerOptions, [provider]: left }]]);
}

const featureOf = (name: string): Feature =>
  features.find((feature) => feature === name) ?? 'providerOptions';

/** The request with what its fields are taken beside only, where that is not there yet. */
function company(
  provider: string,
  row: CapabilityRow,
  fixture: Fixture,
  request: VideoRequest,
): VideoRequest {
  let full = request;
  for (const { field, anyOf } of row.requiresWith ?? []) {
    const [partner] = anyOf;
    if (partner === undefined || !isFieldSet(full, field) || anyOf.some((one) => isFieldSet(full, one)))
      continue;
    const samples = samplesOf(provider, row, [featureOf(partner)], fixture).flat();
    const sample = samples.find(({ path }) => path === partner);
    if (sample !== undefined) full = withSamples(full, [[sample.feature, merged(full, sample)]]);
  }
  return full;
}

/** Options stand beside those that are set. */
function merged(request: VideoRequest, { feature, value }: Sample): unknown {
  if (feature !== 'providerOptions') return value;
  const all: Record<string, unknown> = { ...request.providerOptions };
  for (const [provider, options] of Object.entries(Object(value)))
    all[provider] = { ...Object(property(request.providerOptions, provider)), ...Object(options) };
  return all;
}

/** A row, and the least request that lands on it. */
export interface ReachedRow {
  readonly entry: ModelCapabilities;
  readonly row: CapabilityRow;
  /** `undefined`: every request that the row takes is taken by another before it. */
  readonly base: VideoRequest | undefined;
  /** The accepted values, field by field. */
  readonly samples: readonly (readonly Sample[])[];
}

/** The row that takes a request; `undefined`: none does. */
export function rowFor({ capabilities }: VideoProvider, request: VideoRequest): CapabilityRow | undefined {
  const result = checkRequest(capabilities, request);
  return result.fits ? result.row : undefined;
}

/** A request with one sample more; what excludes it goes, unless the row needs that. */
function withSample(
  { provider }: ModelCapabilities,
  row: CapabilityRow,
  base: VideoRequest,
  sample: Sample,
  fixture: Fixture,
): VideoRequest {
  const { atMostOne = [], requires = [], requiresOptions = [] } = row;
  const needed: readonly string[] = [
    ...requires,
    ...requiresOptions.map((name) => `providerOptions.${provider}.${name}`),
  ];
  const { feature, path, value } = sample;
  const rivals = atMostOne.filter((group) => group.some((field) => field === path)).flat();
  const gone = rivals.filter((rival) => rival !== path && !needed.includes(rival));
  const left = gone.reduce(withoutField, base);
  return company(provider, row, fixture, withSamples(left, [[feature, value]]));
}

/** Values that are tried to reach a row: of each field the first, the last and one between. */
const fewOf = (samples: readonly Sample[]): readonly Sample[] =>
  samples.filter((_, index) => [0, Math.floor(samples.length / 2), samples.length - 1].includes(index));

function landing(
  provider: VideoProvider,
  entry: ModelCapabilities,
  row: CapabilityRow,
  least: VideoRequest,
  samples: readonly (readonly Sample[])[],
  fixture: Fixture,
): VideoRequest | undefined {
  const lands = (request: VideoRequest) => rowFor(provider, request) === row;
  if (lands(least)) return least;
  for (const sample of samples.flat()) {
    const request = withSample(entry, row, least, sample, fixture);
    if (lands(request)) return request;
  }
  const few = samples.map(fewOf);
  for (const [index, ofField] of few.entries()) {
    for (const first of ofField) {
      for (const second of few.slice(index + 1).flat()) {
        const once = withSample(entry, row, least, first, fixture);
        const request = withSample(entry, row, once, second, fixture);
        if (lands(request)) return request;
      }
    }
  }
  return undefined;
}

/** Every row of a provider's table with a request that lands on it. */
export function reachedRows(provider: VideoProvider, fixture: ProviderFixture): readonly ReachedRow[] {
  return provider.capabilities.models.flatMap((entry) =>
    entry.rows.map((row): ReachedRow => {
      const samples = samplesOf(entry.provider, row, features, fixture);
      const least = leastRequest(modelName(entry), row, fixture);
      return { entry, row, base: landing(provider, entry, row, least, samples, fixture), samples };
    }),
  );
}

/** One value of one field in a request that the table accepts. */
export interface Trial {
  readonly sample: Sample;
  readonly request: VideoRequest;
}

/** The requests of a row, field by field: its own least one with each sample in turn. */
export function trialsOf(
  provider: VideoProvider,
  { entry, row, base, samples }: ReachedRow,
  fixture: Fixture,
): readonly (readonly Trial[])[] {
  if (base === undefined) return [];
  return samples.map((ofField) =>
    ofField
      .map((sample) => ({ sample, request: withSample(entry, row, base, sample, fixture) }))
      .filter(({ request }) => rowFor(provider, request) !== undefined),
  );
}

/** The same request without a field; `undefined` where the table then refuses it. */
export function without(
  provider: VideoProvider,
  request: VideoRequest,
  feature: Feature,
): VideoRequest | undefined {
  const { [feature]: _gone, ...rest } = request;
  return rowFor(provider, rest) === undefined ? undefined : rest;
}

/** What the row fills in for the fields that a request leaves open. */
export function filledIn(row: CapabilityRow, request: VideoRequest): VideoRequest {
  const taken = (row.atMostOne ?? []).filter((group) => group.some((field) => isFieldSet(request, field)));
  const open = Object.entries(row.defaults ?? {}).filter(
    ([field]) =>
      !Object.hasOwn(request, field) && !taken.some((group) => group.some((name) => name === field)),
  );
  const filled: Record<string, unknown> = {};
  for (const [field, value] of open) filled[field] = value;
  return filled;
}

/** A row that a request lands on. */
export interface Reachable extends ReachedRow {
  readonly base: VideoRequest;
}

/** The rows that a request lands on. */
export const reachable = (provider: VideoProvider, fixture: ProviderFixture) =>
  reachedRows(provider, fixture).flatMap((reached) =>
    reached.base === undefined ? [] : [{ ...reached, base: reached.base }],
  );
