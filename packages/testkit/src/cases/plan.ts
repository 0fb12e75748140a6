import {
  type AdaptableField,
  adaptableFields,
  adjustedRequest,
  checkRequest,
  features,
  type Need,
  planRequest,
  type VideoProvider,
  type VideoRequest,
} from '@vid/core';
import { property as valueOf } from '@vid/core/provider-kit';
import { array, assert as assertProperty, nat, property, subarray, tuple } from 'fast-check';
import { expect } from 'vitest';
import { groupOf } from '../contract-case.ts';
import { leastRequest } from '../row-requests.ts';
import { sampleValues, withSamples } from '../samples.ts';

const allNeeds: readonly Need[] = ['cancel', 'reconcile', 'callback', 'audio', '720p'];

/** Values that no table is made for; the nearest must be found. */
const unusualValues: Readonly<Record<AdaptableField, readonly unknown[]>> = {
  duration: [0.5, 7, 7.5, 60, 'auto'],
  aspectRatio: ['2:1', '5:4', '9:21', 'adaptive'],
  resolution: ['360p', '1440p', '8k'],
  size: ['1279x721', '160x160'],
  quality: ['standard', 'pro'],
};

/** What a plan does to a request besides what it tells of; empty when it tells all. */
function unreported(
  { capabilities }: VideoProvider,
  request: VideoRequest,
  needs: readonly Need[],
  adapt: readonly AdaptableField[],
): readonly string[] {
  return planRequest(capabilities, request, { needs, adapt }).candidates.flatMap((candidate) => {
    const { provider, api, model, added, adjustments } = candidate;
    const sent = adjustedRequest(request, candidate);
    const table = capabilities.models.filter(
      (entry) => entry.provider === provider && entry.api === api && entry.model === model,
    );
    const isReported = (field: string) =>
      field === 'model' ||
      (Object.hasOwn(added, field) && valueOf(request, field) === undefined) ||
      adjustments.some(
        (adjustment) =>
          adjustment.field === field &&
          adapt.includes(adjustment.field) &&
          adjustment.from === valueOf(request, field) &&
          adjustment.to === valueOf(sent, field),
      );
    return [
      ...(checkRequest({ models: table }, sent).fits ? [] : [`${model} refuses ${JSON.stringify(sent)}`]),
      ...Object.keys({ ...request, ...sent })
        .filter((field) => valueOf(request, field) !== valueOf(sent, field) && !isReported(field))
        .map((field) => `${model} is sent another ${field}`),
      ...(needs.length === 0 && Object.keys(added).length > 0 ? [`${model} adds without need`] : []),
    ];
  });
}

/** A plan changes nothing that it was not asked to change, and tells all that it changes. */
export const planCases = groupOf('a plan', {
  'adapts only the fields that may be, tells of each, and what it sends fits': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    const rows = provider.capabilities.models.flatMap(({ provider: id, model, rows: own }) =>
      own.map((row) => ({ id, model, row })),
    );
    const picks = array(tuple(nat(), nat()), { maxLength: 3 });
    const which = nat({ max: rows.length - 1 });
    // Mapped, so that a counterexample is printed as the request.
    const requests = tuple(which, picks, picks).map(([index, common, unusualFields]) => {
      const chosen = rows[index];
      if (chosen === undefined) return {};
      const usual = common.flatMap(([field, value]) => {
        const feature = features[field % features.length];
        const values = feature === undefined ? [] : sampleValues(feature, chosen.id, chosen.row);
        return feature === undefined || values.length === 0
          ? []
          : [[feature, values[value % values.length]] as const];
      });
      const unusual = unusualFields.flatMap(([field, value]) => {
        const feature = adaptableFields[field % adaptableFields.length];
        return feature === undefined
          ? []
          : [[feature, unusualValues[feature][value % unusualValues[feature].length]] as const];
      });
      return withSamples(leastRequest(`${chosen.id}:${chosen.model}`, chosen.row), [...usual, ...unusual]);
    });
    const fields = property(
      requests,
      subarray([...adaptableFields]),
      subarray([...allNeeds], { maxLength: 2 }),
      (request, adapt, needs) => {
        const isContrary =
          (needs.includes('audio') && request.audio === false) ||
          (needs.includes('720p') && (request.size ?? request.resolution) !== undefined);
        expect(unreported(provider, request, isContrary ? [] : needs, adapt)).toEqual([]);
      },
    );
    expect(() => assertProperty(fields, { numRuns: 300 })).not.toThrow();
  },
});
