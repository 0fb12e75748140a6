import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { compress } from 'hono/compress';

/**
 * The files of a built page. `hashed`: the path below which each name has a hash of its content, so that browsers keep them; all else is
 * asked for again. Default: `/assets/`, as of Vite.
 */
export function builtPage(folder: string, { hashed = '/assets/' }: { readonly hashed?: string } = {}): Hono {
  const app = new Hono();
  app.on('GET', ['/', `${hashed}*`], compress());
  app.get(
    '*',
    async (c, next) => {
      await next();
      const kept = c.req.path.startsWith(hashed) ? 'public, max-age=31536000, immutable' : 'no-cache';
      if (c.res.ok) c.res.headers.set('cache-control', kept);
    },
    serveStatic({ root: folder }),
  );
  return app;
}
