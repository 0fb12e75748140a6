import { type CapabilityRow, type Feature, features } from '@vid/core';
import { property } from '@vid/core/provider-kit';
import type { RowOverride } from '@vid/core/overrides';
import type { Dialect } from './dialects.ts';
import { pixelRules } from './pixels.ts';

/* Rows that a user declares: what a dialect could not say is refused when the provider is made, not when a request is sent. */

const isWhole = (value: number | undefined) => value === undefined || Number.isInteger(value);

function durationProblem(
  rule: NonNullable<RowOverride['accepts']['duration']>,
  { length }: Dialect,
): string | undefined {
  if (rule !== 'any' && rule.auto === true)
    return 'a row takes the duration "auto", for which it has no word';
  if (length?.isWhole !== true) return undefined;
  const areWhole =
    rule !== 'any' &&
    ('oneOf' in rule
      ? rule.oneOf.every(isWhole)
      : rule.step !== undefined && isWhole(rule.step) && isWhole(rule.min));
  return areWhole ? undefined : 'a row takes fractions of a second, and it takes whole seconds only';
}

/** Why a row cannot be said in a dialect; `undefined`: it can. */
function problemOf(
  { accepts, requires = [], requiresWith = [], defaults = {} }: RowOverride,
  dialect: Dialect,
  places: readonly Feature[],
): string | undefined {
  const isSaid = (field: Feature) => (accepts[field] ?? property(defaults, field)) !== undefined;
  const homeless = features.find((field) => isSaid(field) && !places.includes(field));
  if (homeless !== undefined) return `a row takes ${homeless}, which cannot be said to it and would be lost`;
  const option = Object.keys(accepts.providerOptions ?? {}).find((name) => name !== 'extra');
  if (option !== undefined)
    return `a row takes the option ${option}; what is not of the shape goes by "extra"`;
  const followsFirst =
    requires.includes('firstFrame') ||
    requiresWith.some(
      ({ field, anyOf }) => field === 'lastFrame' && anyOf.every((one) => one === 'firstFrame'),
    );
  if (accepts.lastFrame !== undefined && !followsFirst)
    return 'a row takes lastFrame without requiring firstFrame: a picture alone is the first frame';
  if (accepts.references !== undefined && accepts.firstFrame !== undefined)
    return 'a row takes frames and references: which picture is which cannot be said';
  if ((accepts.resolution === undefined) !== (accepts.aspectRatio === undefined))
    return 'a row takes resolution or aspectRatio alone: it takes pixels, which they say together';
  if ((defaults.resolution === undefined) !== (defaults.aspectRatio === undefined))
    return 'a row fills in resolution or aspectRatio alone: they say pixels together';
  if (defaults.duration === 'auto') return 'a row fills in the duration "auto", for which it has no word';
  return accepts.duration === undefined ? undefined : durationProblem(accepts.duration, dialect);
}

/** A row as the table has it. `refuse` throws. */
export function declaredRow(
  row: RowOverride,
  dialect: Dialect,
  places: readonly Feature[],
  refuse: (what: string) => Error,
): CapabilityRow {
  const problem = problemOf(row, dialect, places);
  if (problem !== undefined) throw refuse(problem);
  const { accepts, defaults = {}, atMostOne = [], requiresWith = [] } = row;
  const takesTiers = accepts.resolution !== undefined;
  // What the row fills in stands beside what is asked for.
  const company = takesTiers && defaults.resolution === undefined ? pixelRules.requiresWith : [];
  const rivals = takesTiers && accepts.size !== undefined ? pixelRules.atMostOne : [];
  return {
    evidence: 'documented',
    source: 'declared by you in `models`',
    ...row,
    ...(rivals.length + atMostOne.length > 0 && { atMostOne: [...atMostOne, ...rivals] }),
    ...(company.length + requiresWith.length > 0 && { requiresWith: [...requiresWith, ...company] }),
  };
}
