import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
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
export function clipRoutes(): Hono {
  if (!existsSync(folder)) throw new Error(`the simulator's clips are missing: ${folder}`);
  const app = new Hono();
  app.use(
    '/clips/*',
    cors({
      origin: '*',
      allowMethods: ['GET', 'HEAD'],
      exposeHeaders: ['Accept-Ranges', 'Content-Length', 'Content-Range'],
    }),
    async (c, next) => {
      await next();
      if (c.res.ok) c.header('Accept-Ranges', 'bytes');
    },
  );
  app.get(
    '/clips/*',
    serveStatic({ root: folder, rewriteRequestPath: (path) => path.slice('/clips'.length) }),
  );
  return app;
}
