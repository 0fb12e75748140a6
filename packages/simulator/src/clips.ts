import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { cors } from 'hono/cors';
import type { App } from './app.ts';
import { type ClipWorld, followLink } from './faults/follow.ts';
import { mountGenerated } from './generated.ts';
import type { Service } from './tasks.ts';

/** A file of the `clips` folder and its true length. */
export type Clip = { readonly file: string; readonly seconds: 5 | 10 };

// scripts/make-clips.sh draws exactly these; src and dist are both one step below the package.
const folder = fileURLToPath(new URL('../clips', import.meta.url));
const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9'] as const;

const proportion = (ratio: string): number => {
  const [width, height] = ratio.split(':').map(Number);
  return Math.log((width ?? Number.NaN) / (height ?? Number.NaN));
};

/** The clip nearest to what was asked for; `ratio` is `W:H` in any unit. */
export function nearestClip(service: Service, ratio: string, seconds: number): Clip {
  const asked = proportion(ratio);
  const distance = (candidate: string): number => Math.abs(proportion(candidate) - asked);
  const nearest = ratios.reduce((best, next) => (distance(next) < distance(best) ? next : best));
  const length = seconds <= 7 ? 5 : 10;
  return { file: `${service}-${nearest.replace(':', 'x')}-${length}s.mp4`, seconds: length };
}

/** Serves the clips as a vendor's storage does: no token, open to every origin, Range and HEAD. */
export function mountClips(app: App, world: ClipWorld): void {
  if (!existsSync(folder)) throw new Error(`the simulator's clips are missing: ${folder}`);
  const openToAll = cors({
    origin: '*',
    allowMethods: ['GET', 'HEAD'],
    exposeHeaders: ['Accept-Ranges', 'Content-Length', 'Content-Range'],
  });
  app.use('/clips/*', openToAll, followLink(world), async (c, next) => {
    await next();
    if (c.res.ok) c.header('Accept-Ranges', 'bytes');
  });
  mountGenerated(app);
  app.get(
    '/clips/*',
    serveStatic({ root: folder, rewriteRequestPath: (path) => path.slice('/clips'.length) }),
  );
}
