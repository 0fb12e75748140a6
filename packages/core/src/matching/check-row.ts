import type { CapabilityRow, ModelCapabilities } from '../contract/capabilities.ts';
import type { Problem } from '../contract/problem.ts';
import { type Feature, features, type VideoRequest } from '../contract/request.ts';
import { checkField } from './rules.ts';

/** One reason why a row does not fit, with the change of one field that would mend it. */
export interface Miss {
  readonly feature: Feature;
  readonly problem: Problem;
  /**
   * `change`: the field gets another value. `drop`: its value must go. `foreign`: the row takes no such field, it
   * must go too. `none`: only the caller can supply it. Each is further from what was asked than the one before.
   */
  readonly mend: 'change' | 'drop' | 'foreign' | 'none';
  readonly mended: VideoRequest;
}

const without = (request: VideoRequest, feature: Feature): VideoRequest => ({
  ...request,
  [feature]: undefined,
});

function missesOfFeature(
  feature: Feature,
  { provider, model }: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
) {
  return checkField(feature, request, row.accepts, provider).map((complaint): Miss => {
    const field = `${feature}${complaint.path ?? ''}`;
    const { asked } = complaint;
    const takes =
      complaint.allowed === undefined ? `takes none for ${row.mode}` : `takes ${complaint.allowed}`;
    const problem = {
      field,
      asked,
      allowed: complaint.allowed ?? 'nothing',
      message: `${field}: ${model} ${takes}; ${asked === undefined ? 'it was not set' : `asked for ${asked}`}`,
    };
    if (complaint.nearest === undefined) {
      const mend = complaint.allowed === undefined ? 'foreign' : 'drop';
      return { feature, problem, mend, mended: without(request, feature) };
    }
    return { feature, problem, mend: 'change', mended: { ...request, [feature]: complaint.nearest } };
  });
}

/** The options that a row needs and the request leaves open. */
function openOptions(
  { provider }: ModelCapabilities,
  { requiresOptions = [] }: CapabilityRow,
  { providerOptions = {}, unchecked = [] }: VideoRequest,
): readonly string[] {
  if (unchecked.includes('providerOptions')) return [];
  const own: unknown = Reflect.get(providerOptions, provider);
  const isSet = (name: string) =>
    typeof own === 'object' && own !== null && Reflect.get(own, name) !== undefined;
  return requiresOptions.filter((name) => !isSet(name));
}

const isSet = (request: VideoRequest, feature: Feature) => request[feature] !== undefined;
const isChecked = (request: VideoRequest, feature: Feature) => request.unchecked?.includes(feature) !== true;
const checkedFeatures = (request: VideoRequest) =>
  features.filter((feature) => isSet(request, feature) && isChecked(request, feature));

/** What is wrong with the fields together: one is missing, or they exclude each other. */
function missesTogether(
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
  isWrong: ReadonlySet<Feature> = new Set(),
): readonly Miss[] {
  const { model } = entry;
  const misses: Miss[] = [];
  for (const feature of row.requires ?? []) {
    if (isSet(request, feature) || !isChecked(request, feature)) continue;
    const message = `${feature}: ${model} needs it for ${row.mode}`;
    misses.push({
      feature,
      problem: { field: feature, asked: undefined, allowed: 'required', message },
      mend: 'none',
      mended: request,
    });
  }
  for (const option of openOptions(entry, row, request)) {
    const field = `providerOptions.${entry.provider}.${option}`;
    const message = `${field}: ${model} needs it for ${row.mode}`;
    misses.push({
      feature: 'providerOptions',
      problem: { field, asked: undefined, allowed: 'required', message },
      mend: 'none',
      mended: request,
    });
  }
  const isRequired = (feature: Feature) => row.requires?.includes(feature) === true;
  for (const group of row.atMostOne ?? []) {
    const rivals = group.filter((field) => isSet(request, field) && isChecked(request, field));
    // What the row needs stays, then what is right by itself, then what stands first.
    const kept = rivals.find(isRequired) ?? rivals.find((feature) => !isWrong.has(feature)) ?? rivals[0];
    for (const feature of rivals.filter((rival) => rival !== kept)) {
      const allowed = `only one of ${group.join(', ')}`;
      const asked = group.filter((field) => isSet(request, field)).join(', ');
      misses.push({
        feature,
        problem: {
          field: feature,
          asked,
          allowed,
          message: `${feature}: ${model} takes ${allowed}; asked for ${asked}`,
        },
        mend: 'drop',
        mended: without(request, feature),
      });
    }
  }
  return misses;
}

/** Every field of the request that the row does not allow; empty when the request fits. */
export function violationsOf(
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
): readonly Miss[] {
  const misses = checkedFeatures(request).flatMap((feature) => missesOfFeature(feature, entry, row, request));
  const wrong = new Set(misses.map(({ feature }) => feature));
  return [...misses, ...missesTogether(entry, row, request, wrong)];
}

/** What a row is asked: whether it takes one field that is set, or the fields together. */
export type Aspect = Feature | 'together';

/** All that a row is asked about a request. It fits when `isMet` says yes to each. */
export const aspectsOf = (request: VideoRequest): readonly Aspect[] => [
  ...checkedFeatures(request),
  'together',
];

/** All of a row on which the answer of `isMet` depends, besides the request. */
export function ruleFor(aspect: Aspect, { provider }: ModelCapabilities, row: CapabilityRow): unknown {
  if (aspect === 'together') {
    const { requires, requiresOptions, atMostOne } = row;
    return [requires, atMostOne, requiresOptions && [provider, requiresOptions]];
  }
  return aspect === 'providerOptions' ? [provider, row.accepts[aspect]] : [row.accepts[aspect]];
}

/** Whether `violationsOf` would have nothing to say about an aspect. */
export function isMet(
  aspect: Aspect,
  entry: ModelCapabilities,
  row: CapabilityRow,
  request: VideoRequest,
): boolean {
  const against =
    aspect === 'together'
      ? missesTogether(entry, row, request)
      : checkField(aspect, request, row.accepts, entry.provider);
  return against.length === 0;
}
