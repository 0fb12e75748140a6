import type { Need } from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { modelName } from '../contract/names.ts';
import type { Plan, Rejection } from '../contract/plan.ts';
import { readShape } from '../contract/read-request.ts';
import type { VideoRequest } from '../contract/request.ts';
import type { RoutingOptions } from './routing-options.ts';

/* Pixels, which is all that some callers speak, as what models take: a size, a resolution with a ratio, or a ratio alone. */

/** The shapes that services name [guess], for sizes that are one of them but for an even number of pixels. */
const ratios = [
  '16:9',
  '9:16',
  '1:1',
  '4:3',
  '3:4',
  '3:2',
  '2:3',
  '5:4',
  '4:5',
  '2:1',
  '1:2',
  '21:9',
  '9:21',
];

const commonDivisor = (a: number, b: number): number => (b === 0 ? a : commonDivisor(b, a % b));

/**
 * `'854x480'` is 16:9: a side of a video is a whole and mostly an even number, which takes up to two pixels. `undefined`: their
 * ratio would be read as a size.
 */
function ratioOf(width: number, height: number): string | undefined {
  const near = ratios.find((ratio) => {
    const [across = 1, down = 1] = ratio.split(':').map(Number);
    return Math.abs(width - (height * across) / down) < 2;
  });
  const divisor = commonDivisor(width, height);
  const ratio = near ?? `${width / divisor}:${height / divisor}`;
  return readShape(ratio)?.field === 'size' ? undefined : ratio;
}

type Shape = Pick<VideoRequest, 'size' | 'resolution' | 'aspectRatio'>;

/** One way to ask for a size in pixels. */
export interface SizeVariant {
  /** The fields that ask for it. */
  readonly shape: Shape;
  /** The resolution that must come out where the shape does not say it. */
  readonly needs?: Need;
}

/**
 * The ways to ask for `'1280x720'`, the most exact first: the size itself, `720p` with `16:9`, and `16:9` alone where 720p comes
 * out. Of 2160 lines `'4k'` is asked, too. Throws `VideoError('invalid-request')` for a text that is no size.
 */
export function sizeVariants(size: string): readonly [SizeVariant, ...(readonly SizeVariant[])] {
  const [, width = 0, height = 0] = /^([1-9]\d*)x([1-9]\d*)$/.exec(size)?.map(Number) ?? [];
  if (width === 0)
    throw new VideoError(
      'invalid-request',
      `size must look like "1280x720"; got "${size}". Nothing was sent.`,
    );
  const lines = Math.min(width, height);
  const aspectRatio = ratioOf(width, height);
  if (aspectRatio === undefined) return [{ shape: { size } }];
  const names = [...(lines === 2160 ? ['4k'] : []), `${lines}p`];
  return [
    { shape: { size } },
    ...names.map((resolution) => ({ shape: { resolution, aspectRatio } })),
    { shape: { aspectRatio }, needs: `${lines}p` },
  ];
}

/** How a size is asked for, and the plan for it: `generate(request, routing)` does what the plan says. */
export interface SizePlan {
  /** The request with the size as the candidates take it. */
  readonly request: VideoRequest;
  /** The routing options, with the need that goes with the shape. */
  readonly routing: RoutingOptions;
  /** The plan of that request. */
  readonly plan: Plan;
}

/** Fields of the size that the model has not: another way to ask for the size may tell more. */
const absent = ({ problems }: Rejection): number =>
  problems.filter(({ code, field }) => code === 'not-accepted' && shapeFields.some((one) => one === field))
    .length;

const shapeFields = ['size', 'resolution', 'aspectRatio'] as const;

/** The reason of each model that tells most, by the ways in which it was asked. */
function mostTelling(plans: readonly Plan[]): readonly Rejection[] {
  const byModel = Map.groupBy(
    plans.flatMap(({ rejected }) => rejected),
    modelName,
  );
  return [...byModel.values()].flatMap((all) => all.toSorted((a, b) => absent(a) - absent(b)).slice(0, 1));
}

/**
 * Plans a request whose size is told in pixels. The first of `sizeVariants` with a candidate is taken; where none has one, the
 * plan holds for each model the reason that tells most. `planner`: a router, or `planRequest` of a table. Throws
 * `VideoError('invalid-request')` where the request names a ratio or a resolution, too.
 *
 *     const { request, routing } = planSize({ prompt, size: '1280x720' }, router, { prefer: 'cheapest' });
 *     await router.generate(request, routing);
 */
export function planSize(
  { size, ...others }: VideoRequest & { readonly size: string },
  planner: { plan(request: VideoRequest, routing?: RoutingOptions): Plan },
  routing: RoutingOptions = {},
): SizePlan {
  const twice = shapeFields.find((field) => field !== 'size' && others[field] !== undefined);
  if (twice !== undefined)
    throw new VideoError(
      'invalid-request',
      `${twice} is set beside size; set one of them. Nothing was sent.`,
    );
  const { needs = [] } = routing;
  const [first, ...more] = sizeVariants(size);
  const planAs = ({ shape, needs: needed }: SizeVariant): SizePlan => {
    const request = { ...others, ...shape };
    const chosen = needed === undefined ? routing : { ...routing, needs: [...needs, needed] };
    return { request, routing: chosen, plan: planner.plan(request, chosen) };
  };
  const exact = planAs(first);
  if (exact.plan.candidates.length > 0) return exact;
  const plans = [exact.plan];
  for (const variant of more) {
    const found = planAs(variant);
    if (found.plan.candidates.length > 0) return found;
    plans.push(found.plan);
  }
  return { ...exact, plan: { ...exact.plan, rejected: mostTelling(plans) } };
}
