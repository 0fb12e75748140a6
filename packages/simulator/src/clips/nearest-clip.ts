import type { Clip } from '../state/task.ts';

// scripts/make-clips.sh draws exactly these.
const looks: readonly string[] = ['runway', 'kling', 'jimeng'];
const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'] as const;

/** Nobody makes longer ones. */
export const mostSeconds = 120;

const proportion = (ratio: string): number => {
  const [width, height] = ratio.split(':').map(Number);
  return Math.log((width ?? Number.NaN) / (height ?? Number.NaN));
};

/** The clip of the length that was asked for, and of the nearest ratio; `ratio` is `W:H` in any unit. */
export function nearestClip(service: string, ratio: string, asked: number): Clip {
  const distance = (candidate: string): number => Math.abs(proportion(candidate) - proportion(ratio));
  const nearest = ratios.reduce((best, next) => (distance(next) < distance(best) ? next : best));
  const seconds = asked > 0 ? Math.min(Math.round(asked * 10) / 10, mostSeconds) : 5;
  return {
    file: `${looks.includes(service) ? service : 'plain'}-${nearest.replace(':', 'x')}-${seconds}s.mp4`,
    seconds,
  };
}
