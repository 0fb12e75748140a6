import type { CapabilityRow, PixelSizes } from '@vid/core';

/** The shape says pixels: a size, or a resolution and a ratio, which make one together. */
export const pixelRules = {
  atMostOne: [
    ['size', 'resolution'],
    ['size', 'aspectRatio'],
  ],
  requiresWith: [
    { field: 'resolution', anyOf: ['aspectRatio'] },
    { field: 'aspectRatio', anyOf: ['resolution'] },
  ],
} as const satisfies Partial<CapabilityRow>;

/** `'720p'` and `'4k'` name lines: 4k has 2160, 2k 1440. */
function linesOf(resolution: string): number | undefined {
  const [, count, unit] = /^(\d+)([pk])$/.exec(resolution) ?? [];
  return count === undefined ? undefined : Number(count) * (unit === 'k' ? (count === '2' ? 720 : 540) : 1);
}

/** Encoders take even sides only. */
const even = (side: number) => 2 * Math.round(side / 2);

/** `'720p'` and `'16:9'` as `'1280x720'`: as the model has it, else by the lines of the shorter side. */
export function pixelsOf(
  resolution: string,
  aspectRatio: string,
  sizes: PixelSizes = {},
): string | undefined {
  const listed = sizes[resolution]?.[aspectRatio];
  if (listed !== undefined) return listed;
  const lines = linesOf(resolution);
  const [across = 0, down = 0] = aspectRatio.split(':').map(Number);
  if (lines === undefined || !(across > 0 && down > 0)) return undefined;
  const longer = even((lines * Math.max(across, down)) / Math.min(across, down));
  return across < down ? `${lines}x${longer}` : `${longer}x${lines}`;
}
