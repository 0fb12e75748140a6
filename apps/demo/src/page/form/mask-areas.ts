import type { MediaInput, MotionMasks } from '@vid/core';
import { isFile } from '../request-json.ts';
import type { RequestEditor } from '../create/editor.ts';
import type { MaskOptions } from '../create/options.ts';
import { emptyPng, pngOf } from '../create/pictures.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** The still area, or a moving one by its place. */
export type Area = 'static' | number;
/** In pixels of the picture from its top left corner. */
export type Shape =
  | { readonly kind: 'rectangle'; readonly from: Point; readonly to: Point }
  | { readonly kind: 'stroke'; readonly points: readonly Point[]; readonly thickness: number };

/** What was drawn last is no mask yet: an area that went now would not take it along. */
export const isDrawing = ({ pending }: RequestEditor): boolean =>
  pending.some(({ field }) => field === 'motionMasks');

export const maskOf = (masks: MotionMasks, area: Area): MediaInput | undefined =>
  area === 'static' ? masks.static : masks.dynamic?.[area]?.mask;

export const pathOf = (masks: MotionMasks, area: Area): readonly Point[] =>
  area === 'static' ? [] : (masks.dynamic?.[area]?.trajectory ?? []);

type Moving = NonNullable<MotionMasks['dynamic']>[number];

const withMoving = (masks: MotionMasks, index: number, change: (before: Moving) => Moving): MotionMasks => ({
  ...masks,
  dynamic: (masks.dynamic ?? []).map((one, place) => (place === index ? change(one) : one)),
});

export const withMask = (masks: MotionMasks, area: Area, mask: MediaInput): MotionMasks =>
  area === 'static' ? { ...masks, static: mask } : withMoving(masks, area, (before) => ({ ...before, mask }));

export const withPath = (masks: MotionMasks, area: Area, trajectory: readonly Point[]): MotionMasks =>
  area === 'static' ? masks : withMoving(masks, area, (before) => ({ ...before, trajectory }));

/** One more moving area, with nothing in it. */
export const withArea = ({ dynamic = [], ...masks }: MotionMasks, { width, height }: Size): MotionMasks => ({
  ...masks,
  dynamic: [...dynamic, { mask: emptyPng(width, height), trajectory: [] }],
});

/** Nothing at all is an unset field. */
export function withoutArea(
  { static: still, dynamic = [] }: MotionMasks,
  area: Area,
): MotionMasks | undefined {
  const moving = dynamic.filter((_, index) => index !== area);
  const kept = area === 'static' ? undefined : still;
  if (kept === undefined && moving.length === 0) return undefined;
  return { ...(kept !== undefined && { static: kept }), ...(moving.length > 0 && { dynamic: moving }) };
}

const isFlipped = ({ origin }: MaskOptions) => origin === 'bottom-left';

/** From the screen's way of counting to the service's; the same step leads back. */
export const flipped = ({ x, y }: Point, { height }: Size, options: MaskOptions): Point => ({
  x,
  y: isFlipped(options) ? height - y : y,
});

export const snapped = ({ x, y }: Point, { wholePixels }: MaskOptions): Point =>
  wholePixels ? { x: Math.round(x), y: Math.round(y) } : { x, y };

function paint(context: CanvasRenderingContext2D, shape: Shape): void {
  if (shape.kind === 'rectangle') {
    const { from, to } = shape;
    context.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
    return;
  }
  context.lineWidth = shape.thickness;
  context.beginPath();
  const [first] = shape.points;
  if (first !== undefined) context.moveTo(first.x, first.y);
  for (const { x, y } of shape.points) context.lineTo(x, y);
  context.stroke();
}

/**
 * The mask with the shape added, as large as the picture. White on transparent black says the same to a service that
 * reads brightness and to one that reads opacity: no document tells which it is [guess].
 */
export async function drawMask(
  before: MediaInput | undefined,
  { width, height }: Size,
  shape: Shape,
): Promise<MediaInput> {
  const old = isFile(before)
    ? await createImageBitmap(new Blob([Uint8Array.from(before.data)], { type: before.mediaType }))
    : undefined;
  return pngOf(width, height, (context) => {
    if (old !== undefined) context.drawImage(old, 0, 0);
    context.fillStyle = '#fff';
    context.strokeStyle = '#fff';
    context.lineCap = 'round';
    context.lineJoin = 'round';
    paint(context, shape);
  });
}
