import { property } from './property.ts';

/* Width and height as people write them: small numbers are a ratio, large ones are pixels, whichever field holds them. */

type PairField = 'aspectRatio' | 'size';

/** Two numbers that were written into a field of the other kind, or in another way. */
export interface ReadAs {
  readonly field: PairField;
  readonly from: string;
  readonly as: PairField;
  readonly to: string;
}

const fields: readonly PairField[] = ['aspectRatio', 'size'];
/** No service makes a video with a side below this; no ratio is written in numbers as large [guess]. */
const leastPixels = 144;
const mostOfRatio = 99;

/** `'16:9'` is a ratio and `'1920:1080'` a size, each as its field takes it; `undefined` where nobody can tell. */
export function readPair(text: string): { readonly field: PairField; readonly value: string } | undefined {
  const [, width = '', height = ''] = /^\s*([1-9]\d*)\s*[:：x×*]\s*([1-9]\d*)\s*$/i.exec(text) ?? [];
  if (width === '') return undefined;
  const sides = [Number(width), Number(height)];
  if (Math.max(...sides) <= mostOfRatio) return { field: 'aspectRatio', value: `${width}:${height}` };
  if (Math.min(...sides) >= leastPixels) return { field: 'size', value: `${width}x${height}` };
  return undefined;
}

/** What a request's ratio and size are understood as where that is not what they say; empty for most requests. */
export function pairsReadAs(request: unknown): readonly ReadAs[] {
  const found: ReadAs[] = [];
  for (const field of fields) {
    const from = property(request, field);
    // Said in so many words.
    if (field === 'size' && typeof from === 'string' && /^[1-9]\d*x[1-9]\d*$/.test(from)) continue;
    const read = typeof from === 'string' ? readPair(from) : undefined;
    if (typeof from !== 'string' || read === undefined || (read.field === field && read.value === from))
      continue;
    found.push({ field, from, as: read.field, to: read.value });
  }
  return found;
}

/** A pair whose field is taken already: both would be set. */
export const pairConflict = (request: unknown, read: readonly ReadAs[]): ReadAs | undefined =>
  read.find(({ field, as }) => field !== as && property(request, as) !== undefined);

/** The request with each pair in its field; as it is where a field would be set twice. */
export function withPairsRead<Request extends object>(request: Request): Request {
  const read = pairsReadAs(request);
  if (read.length === 0 || pairConflict(request, read) !== undefined) return request;
  const changes = read.flatMap(({ field, as, to }) => [
    ...(field === as ? [] : [[field, undefined] as const]),
    [as, to] as const,
  ]);
  return { ...request, ...Object.fromEntries(changes) };
}
