import type { Money } from '@vid/core';
import type { Choice } from './cheapest.ts';
import { type CheckResult, type Finding, result, unchecked } from './findings.ts';
import type { Film } from './film.ts';

const aThousandth = 1e-3;

/** The answer's cost beside the plan's. */
export function comparePrice({ candidate }: Choice, got: Money | undefined): CheckResult {
  const { price: most, leastPrice: least = most } = candidate;
  if (got === undefined) return unchecked('price', 'no-cost');
  if (most === undefined || least === undefined)
    return unchecked('price', 'no-price', `${got.amount} ${got.currency}`);
  const isWithin =
    got.currency === most.currency &&
    got.amount <= most.amount * (1 + aThousandth) &&
    got.amount >= least.amount * (1 - aThousandth);
  return result('price', isWithin ? [] : [{ code: 'price', least, most, got }]);
}

/** Encoders end with whole groups of frames. */
const secondsOff = 0.5;
/** Sides are whole multiples of 8 or 16 pixels, so ratios are never quite those that are asked for. */
const ratioOff = 0.04;

const proportionOf = (text: string | undefined): number | undefined => {
  const [width = Number.NaN, height = Number.NaN] = (text ?? '').split(/[:x*]/).map(Number);
  return width > 0 && height > 0 ? width / height : undefined;
};

/** The film beside what was asked for, and what the row says comes out. */
export function compareFilm({ request, candidate, entry, row }: Choice, film: Film): CheckResult {
  const { duration, aspectRatio, size, audio } = { ...candidate.defaults, ...request };
  const { resolution } = candidate;
  const { seconds, width, height, hasSound } = film;
  const findings: Finding[] = [];
  if (typeof duration === 'number' && Math.abs(seconds - duration) > secondsOff)
    findings.push({ code: 'duration', expected: `${duration} s`, got: `${Number(seconds.toFixed(2))} s` });

  const listed = entry.sizes?.[resolution ?? '']?.[aspectRatio ?? ''] ?? size;
  const proportion = proportionOf(listed) ?? proportionOf(aspectRatio);
  if (proportion !== undefined && Math.abs(width / height / proportion - 1) > ratioOff)
    findings.push({ code: 'ratio', expected: aspectRatio ?? listed ?? '', got: `${width}x${height}` });

  const short = Number(/^(\d+)p$/i.exec(resolution ?? '')?.[1] ?? Number.NaN);
  const isOff =
    listed === undefined
      ? // Only where the short side is what a resolution is named after.
        ['16:9', '9:16'].includes(aspectRatio ?? '') && Math.abs(Math.min(width, height) / short - 1) > 0.1
      : `${width}x${height}` !== listed.replace('*', 'x');
  if (isOff) findings.push({ code: 'size', expected: listed ?? resolution ?? '', got: `${width}x${height}` });

  const sound = audio ?? row.output?.audio;
  if (sound !== undefined && sound !== hasSound)
    findings.push({
      code: 'sound',
      expected: sound ? 'sound' : 'no sound',
      got: hasSound ? 'sound' : 'no sound',
    });
  return result('film', findings);
}
