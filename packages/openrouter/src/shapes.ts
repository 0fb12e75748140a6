import type { PixelSizes } from '@vid/core';
import type { CatalogueRecord } from './schema.ts';

/** `'4K'` is `'4k'` in a request. */
export const requestTier = (tier: string): string => (/^\d+[KP]$/.test(tier) ? tier.toLowerCase() : tier);
/** And the other way round. */
export const wireTier = (tier: string): string => (/^\d+k$/.test(tier) ? tier.toUpperCase() : tier);

/** `'720p'` and `'4k'` name lines: 4k has 2160, 2k 1440. What 1K is nobody says. */
export function linesOf(tier: string): number | undefined {
  const [, count, unit] = /^(\d+)([pk])$/.exec(tier) ?? [];
  if (count === undefined) return undefined;
  return unit === 'p' ? Number(count) : { 2: 1440, 4: 2160 }[count];
}

const partsOf = (text: string, by: string) => {
  const [across = Number.NaN, down = Number.NaN] = text.split(by).map(Number);
  return [across, down] as const;
};

/**
 * `supported_sizes`, which is a plain list, by tier and ratio: of the sizes of a ratio the one with the tier's lines, else that of
 * the nearest area [guess].
 */
export function sizesOf({
  supported_sizes,
  supported_resolutions,
  supported_aspect_ratios,
}: CatalogueRecord): PixelSizes | undefined {
  const listed = (supported_sizes ?? []).map((size) => [size, ...partsOf(size, 'x')] as const);
  const sizes: Record<string, Readonly<Record<string, string>>> = {};
  for (const tier of (supported_resolutions ?? []).map(requestTier)) {
    const lines = linesOf(tier);
    if (lines === undefined) continue;
    const area = (lines * lines * 16) / 9;
    const distance = (width: number, height: number) =>
      Math.min(width, height) === lines ? 0 : Math.abs(Math.log((width * height) / area));
    const found: Record<string, string> = {};
    for (const ratio of supported_aspect_ratios ?? []) {
      const [across, down] = partsOf(ratio, ':');
      const [best] = listed
        .filter(([, width, height]) => Math.abs(Math.log((width * down) / (height * across))) < 0.06)
        .toSorted(([, ...a], [, ...b]) => distance(...a) - distance(...b));
      if (best !== undefined && distance(best[1], best[2]) < 0.2) found[ratio] = best[0];
    }
    if (Object.keys(found).length > 0) sizes[tier] = found;
  }
  return Object.keys(sizes).length > 0 ? sizes : undefined;
}
