import type { PixelSizes } from '@vid/core';

/* Width and height of what comes out [doc]. A portrait ratio is the twin of its landscape one. */

const ratios = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'] as const;

function byRatio(sizes: string): Readonly<Record<string, string>> {
  const all: Record<string, string> = {};
  const given = sizes.split(' ');
  for (const [index, ratio] of ratios.entries()) all[ratio] = given[index] ?? '';
  return all;
}

export const pixels10 = {
  '480p': byRatio('864x480 736x544 640x640 544x736 480x864 960x416'),
  '720p': byRatio('1248x704 1120x832 960x960 832x1120 704x1248 1504x640'),
  '1080p': byRatio('1920x1088 1664x1248 1440x1440 1248x1664 1088x1920 2176x928'),
} as const satisfies PixelSizes;

/** Of 1.5 and 2.0. */
export const pixels20 = {
  '480p': byRatio('864x496 752x560 640x640 560x752 496x864 992x432'),
  '720p': byRatio('1280x720 1112x834 960x960 834x1112 720x1280 1470x630'),
  '1080p': byRatio('1920x1080 1664x1248 1440x1440 1248x1664 1080x1920 2206x946'),
  '4k': byRatio('3840x2160 3326x2494 2880x2880 2494x3326 2160x3840 4398x1886'),
} as const satisfies PixelSizes;

export const pixels25 = {
  ...pixels20,
  '480p': byRatio('854x480 752x560 640x640 560x752 480x854 992x432'),
} as const satisfies PixelSizes;
