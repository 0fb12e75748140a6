import {
  type CapabilityRow,
  checkRequest,
  type Feature,
  features,
  type MediaRule,
  type ModelCapabilities,
  type VideoProvider,
  type VideoRequest,
} from '@vid/core';
import type { ProviderFixture } from './fixture.ts';
import { type Sample, samplesOf } from './row-samples.ts';
import { clip, media, neededOptions, picture, withSamples } from './samples.ts';

type Writable<Shape> = { -readonly [Key in keyof Shape]: Shape[Key] };

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
    resolution: accepts.resolution?.oneOf[0],
    motionMasks: { static: picture('still') },
    cameraControl:
      preset === undefined ? { [axis]: 1 } : { preset, ...(strength !== undefined && { strength }) },
  };
  const [provider = ''] = model.split(':', 1);
  const anyOf = (field: Feature) => samplesOf(provider, row, [field], fixture)[0]?.[0]?.value;
  const needed = requires.map((field) => [field, least[field] ?? anyOf(field)] as const);
  const providerOptions = { [provider]: neededOptions(row, lists) };
  const set = needed.filter(([, value]) => value !== undefined);
  return { ...withSamples({ model }, set), ...(requiresOptions.length > 0 && { providerOptions }) };
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
function withSample(row: CapabilityRow, base: VideoRequest, { feature, value }: Sample): VideoRequest {
  const { atMostOne = [], requires = [] } = row;
  const rivals = atMostOne.filter((group) => group.includes(feature)).flat();
  const gone = rivals.filter((rival) => rival !== feature && !requires.includes(rival));
  const left: Writable<VideoRequest> = { ...base };
  for (const rival of gone) delete left[rival];
  return withSamples(left, [[feature, value]]);
}

/** Values that are tried to reach a row: of each field the first, the last and one between. */
const fewOf = (samples: readonly Sample[]): readonly Sample[] =>
  samples.filter((_, index) => [0, Math.floor(samples.length / 2), samples.length - 1].includes(index));

function landing(
  provider: VideoProvider,
  row: CapabilityRow,
  least: VideoRequest,
  samples: readonly (readonly Sample[])[],
): VideoRequest | undefined {
  const lands = (request: VideoRequest) => rowFor(provider, request) === row;
  if (lands(least)) return least;
  for (const sample of samples.flat()) {
    const request = withSample(row, least, sample);
    if (lands(request)) return request;
  }
  const few = samples.map(fewOf);
  for (const [index, ofField] of few.entries()) {
    for (const first of ofField) {
      for (const second of few.slice(index + 1).flat()) {
        const request = withSample(row, withSample(row, least, first), second);
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
      const { provider: id, api, model } = entry;
      const samples = samplesOf(id, row, features, fixture);
      const least = leastRequest(`${id}:${model} (${api})`, row, fixture);
      return { entry, row, base: landing(provider, row, least, samples), samples };
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
  { row, base, samples }: ReachedRow,
): readonly (readonly Trial[])[] {
  if (base === undefined) return [];
  return samples.map((ofField) =>
    ofField
      .map((sample) => ({ sample, request: withSample(row, base, sample) }))
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
  const taken = (row.atMostOne ?? []).filter((group) => group.some((field) => request[field] !== undefined));
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
