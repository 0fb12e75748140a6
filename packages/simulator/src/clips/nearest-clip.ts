import type { Clip } from '../state/task.ts';

// scripts/make-clips.sh draws exactly these, 5 and 10 s long.
const looks: readonly string[] = ['runway', 'kling', 'jimeng'];
const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'] as const;

const proportion = (ratio: string): number => {
  const [width, height] = ratio.split(':').map(Number);
  return Math.log((width ?? Number.NaN) / (height ?? Number.NaN));
};

/** The clip nearest to what was asked for; `ratio` is `W:H` in any unit. */
export function nearestClip(service: string, ratio: string, seconds: number): Clip {
  const asked = proportion(ratio);
  const distance = (candidate: string): number => Math.abs(proportion(candidate) - asked);
  const nearest = ratios.reduce((best, next) => (distance(next) < distance(best) ? next : best));
  const length = seconds <= 7 ? 5 : 10;
  return {
    file: `${looks.includes(service) ? service : 'plain'}-${nearest.replace(':', 'x')}-${length}s.mp4`,
    seconds: length,
  };
}
