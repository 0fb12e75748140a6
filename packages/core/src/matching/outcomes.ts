import type { CapabilityRow, PixelSizes, RowDefaults } from '../contract/capabilities.ts';
import type { Price, PriceCondition } from '../contract/price.ts';
import type { VideoRequest } from '../contract/request.ts';

/** What comes out, as far as prices depend on it and a request may leave it open. */
export interface Outcome {
  readonly resolution: string | undefined;
  readonly aspectRatio: string | undefined;
  readonly size: string | undefined;
  readonly quality: string | undefined;
  readonly audio: boolean | undefined;
  readonly duration: number | undefined;
}

const outcomeFields = ['resolution', 'aspectRatio', 'size', 'quality', 'audio', 'duration'] as const;
type OutcomeField = (typeof outcomeFields)[number];

const isIn = (list: readonly unknown[] | undefined, value: unknown) =>
  list === undefined || list.includes(value);

/** Whether the parts of a condition hold that depend on what comes out. */
export const isMet = (when: PriceCondition, outcome: Outcome): boolean =>
  outcomeFields.every((field) => isIn(when[field], outcome[field]));

/** Whether a condition has such parts. */
export const dependsOnOutcome = (when: PriceCondition): boolean =>
  outcomeFields.some((field) => when[field] !== undefined);

/** The shape that a size is. */
function shapeOf(size: string, sizes: PixelSizes): Pick<VideoRequest, 'resolution' | 'aspectRatio'> {
  for (const [resolution, ratios] of Object.entries(sizes))
    for (const [aspectRatio, pixels] of Object.entries(ratios))
      if (pixels === size) return { resolution, aspectRatio };
  return {};
}

/** The values that are named, and none of them: for what nobody knows. */
const anyOf = <Value>(named: readonly Value[]): readonly (Value | undefined)[] => [...named, undefined];

/** Lengths that a row takes: all, or the ends of a range, what is named of it and what is next to that, which is not named. */
function lengthsOf({ accepts: { duration: rule } }: CapabilityRow, named: readonly number[]) {
  if (rule === undefined || rule === 'any') return anyOf(named);
  if ('oneOf' in rule) return rule.oneOf;
  // Without steps, by less than is ever billed.
  const { min, max, step = 1e-9 } = rule;
  const around = named.flatMap((one) => [one - step, one, one + step]);
  return [min, ...around.filter((one) => one > min && one < max), max];
}

/** One value where it is known or of no account. */
const valuesOf = <Value>(
  isNeeded: boolean,
  known: Value | undefined,
  others: () => readonly (Value | undefined)[],
) => (known !== undefined || !isNeeded ? [known] : others());

/** What may come out. A field is open where the request, the row's defaults and its output leave it so. */
export function outcomesOf(
  prices: readonly Price[],
  sizes: PixelSizes = {},
  row: CapabilityRow,
  request: VideoRequest,
  open: RowDefaults,
): readonly Outcome[] {
  const { accepts, output } = row;
  const whens = prices.flatMap(({ when = {}, factors = [] }) => [when, ...factors.map((one) => one.when)]);
  const matters = (field: OutcomeField) => whens.some((when) => when[field] !== undefined);
  const isShaped = matters('size') || prices.some((price) => 'tokens' in price);
  const isTimed = prices.some((price) => !('perTask' in price));

  const size = request.size ?? open.size;
  const shape = size === undefined ? undefined : shapeOf(size, sizes);
  const resolutions = valuesOf(
    isShaped || matters('resolution'),
    shape === undefined ? (request.resolution ?? open.resolution ?? output?.resolution) : shape.resolution,
    () => {
      const rule = accepts.resolution;
      if (shape === undefined && rule !== undefined && rule !== 'any') return rule.oneOf;
      const all = Object.keys(sizes);
      return all.length > 0 ? all : anyOf(whens.flatMap((when) => when.resolution ?? []));
    },
  );
  const ratio = shape === undefined ? (request.aspectRatio ?? open.aspectRatio) : shape.aspectRatio;
  const ratios = valuesOf(
    isShaped || matters('aspectRatio'),
    // The model chooses.
    ratio === 'adaptive' ? undefined : ratio,
    () => anyOf(whens.flatMap((when) => when.aspectRatio ?? [])),
  );
  const qualities = valuesOf(
    matters('quality'),
    request.quality ?? open.quality,
    () => accepts.quality?.oneOf ?? [undefined],
  );
  const sounds = valuesOf(
    matters('audio'),
    request.audio ?? open.audio ?? output?.audio,
    () => accepts.audio?.oneOf ?? [true, false],
  );
  const asked = request.duration ?? open.duration;
  const durations = valuesOf(isTimed || matters('duration'), asked === 'auto' ? undefined : asked, () =>
    lengthsOf(
      row,
      whens.flatMap((when) => when.duration ?? []),
    ),
  );

  return resolutions.flatMap((resolution) =>
    ratios.flatMap((aspectRatio) => {
      const pixels = resolution === undefined ? undefined : sizes[resolution]?.[aspectRatio ?? ''];
      return qualities.flatMap((quality) =>
        sounds.flatMap((audio) =>
          durations.map((duration): Outcome => ({
            resolution,
            aspectRatio,
            size: size ?? pixels,
            quality,
            audio,
            duration,
          })),
        ),
      );
    }),
  );
}
