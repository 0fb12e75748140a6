import type { ModelCapabilities, Price, PriceCondition } from '@vid/core';
import { linesOf, requestTier } from './shapes.ts';
import type { ListedModel } from './schema.ts';

/*
 * `pricing_skus`, a map of texts whose names say what each is for [client]. USD in all of them, some in cents. A name that nobody
 * knows leaves the whole model without a price: it might come on top.
 */

interface Rate {
  readonly unit: 'second' | 'token';
  readonly amount: number;
  readonly when: PriceCondition;
  /** The order in which the service is taken to choose: mode, references, resolution, sound [guess]. */
  readonly weight: number;
}
type Sku =
  | { readonly kind: 'rate'; readonly rate: Rate }
  | { readonly kind: 'picture' | 'reference' | 'minimum'; readonly amount: number }
  /** Its tokens count a clip whose length nobody knows. */
  | { readonly kind: 'ignored' };

const bases: Readonly<Record<string, readonly [unit: Rate['unit'], perUnit: number]>> = {
  duration_seconds: ['second', 1],
  video_tokens: ['token', 1],
  cents_per_second_output: ['second', 0.01],
  cents_per_video_output_second: ['second', 0.01],
  /** What is left of `cents_per_second_video_continuation`. */
  cents_per_second: ['second', 0.01],
};

/** `undefined`: nobody knows what it is for. */
function readSku(name: string, amount: number): Sku | undefined {
  if (name === 'cents_per_image_input') return { kind: 'picture', amount: amount / 100 };
  if (name === 'reference_images') return { kind: 'reference', amount };
  if (name === 'minimum_cents_per_generation') return { kind: 'minimum', amount: amount / 100 };
  let rest = name;
  const take = (pattern: RegExp) => {
    const found = pattern.exec(rest);
    if (found !== null) rest = rest.replace(pattern, '');
    return found?.[1];
  };
  const mode = take(/^(text|image)_to_video_/);
  const isReference = take(/^(reference)_/) !== undefined;
  const isContinuation = take(/_(video_continuation)/) !== undefined;
  const hasClip = take(/_(with_video_input)/) !== undefined;
  const sound = take(/_(with|without)_audio/);
  const tier = take(/_(\d+[pk])(?=_|$)/);
  const [unit, perUnit] = bases[rest] ?? [];
  if (unit === undefined || perUnit === undefined) return undefined;
  if (hasClip) return { kind: 'ignored' };
  const when: PriceCondition = {
    ...(mode !== undefined && {
      mode: [mode === 'text' ? ('text-to-video' as const) : ('image-to-video' as const)],
    }),
    ...(isReference && { mode: ['reference-to-video' as const] }),
    ...(isContinuation && { given: { referenceVideos: true } }),
    ...(tier !== undefined && { resolution: [tier] }),
    ...(sound !== undefined && { audio: [sound === 'with'] }),
  };
  const weight =
    8 * Number(mode !== undefined) +
    4 * Number(isReference || isContinuation) +
    2 * Number(tier !== undefined) +
    Number(sound !== undefined);
  return { kind: 'rate', rate: { unit, amount: amount * perUnit, when, weight } };
}

/** tokens = height × width × seconds × 24 / 1024 [doc]. */
const tokensPerPixelSecond = 24 / 1024;
/**
 * 480p at 1:1 is 640×640 and 4 s are 4.04 s [client, observed], so a tier is an area, and the vendor's own sizes are up to 5 % above
 * that of 16:9: the estimate is on the high side [guess].
 */
const margin = 1.07;

/** USD per second of a tier; `undefined`: it names no number of lines. */
function tokenRate(amount: number, tier: string): number | undefined {
  const lines = linesOf(tier);
  return lines === undefined ? undefined : amount * tokensPerPixelSecond * lines * lines * (16 / 9) * margin;
}

const pictures = (each: number) => (each > 0 ? { pictures: { free: 0, each } } : {});

/** The prices of a model; `undefined`: unknown, never 0. */
export function pricesOf({ record, inputs = [] }: ListedModel, source: string): ModelCapabilities['prices'] {
  const entries = Object.entries(record.pricing_skus ?? {});
  const rates: Rate[] = [];
  const extra = { picture: 0, reference: 0, minimum: 0 };
  for (const [name, text] of entries) {
    const amount = Number(text);
    // A rate of 0 is no price: core takes it for unknown.
    const sku = amount >= 0 && Number.isFinite(amount) ? readSku(name, amount) : undefined;
    if (sku === undefined) return undefined;
    if (sku.kind === 'rate') rates.push(sku.rate);
    else if (sku.kind !== 'ignored') extra[sku.kind] = sku.amount;
  }
  // Whether a clip that goes in is billed, too, only a price for references or continuations tells.
  const takesClips = inputs.includes('video');
  const { minimum } = extra;
  const common = { currency: 'USD', source, ...(minimum > 0 && { minimum }) };
  const pricesFor = (amount: number, when: PriceCondition): readonly Price[] => {
    const saysClips = when.given !== undefined || when.mode?.includes('reference-to-video') === true;
    const condition = takesClips && !saysClips ? { ...when, given: { referenceVideos: false } } : when;
    const perSecond = Number(amount.toPrecision(12));
    const priceWhen = (met: PriceCondition, each: number): Price => ({
      perSecond,
      ...(Object.keys(met).length > 0 && { when: met }),
      ...common,
      ...pictures(each),
    });
    const plain = priceWhen(condition, extra.picture);
    if (extra.reference === 0 || condition.mode !== undefined) return [plain];
    // Frames are no references.
    const referring = { ...condition, mode: ['reference-to-video' as const] };
    return [priceWhen(referring, extra.picture + extra.reference), plain];
  };
  const prices = rates
    .toSorted((a, b) => b.weight - a.weight)
    .flatMap(({ unit, amount, when }): readonly Price[] => {
      if (unit === 'second') return pricesFor(amount, when);
      const tiers = when.resolution ?? (record.supported_resolutions ?? []).map(requestTier);
      return tiers.flatMap((tier) => {
        const perSecond = tokenRate(amount, tier);
        return perSecond === undefined ? [] : pricesFor(perSecond, { ...when, resolution: [tier] });
      });
    });
  return prices.length === 0 ? undefined : prices;
}
