import { existsSync } from 'node:fs';
import { serveStatic } from '@hono/node-server/serve-static';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { App, AppContext, AppEnv, Backend } from '../backend.ts';
import { failClip } from '../faults/clip.ts';
import type { EndedStatus } from '../state/links.ts';
import { mountGenerated } from './generated.ts';

/** What storage says of a signature that has ended [guess]; S3 and those who copy it answer in XML. */
const ended = (c: AppContext, status: EndedStatus): Response =>
  c.body(
    '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
    status,
    { 'Content-Type': 'application/xml' },
  );

const look = /^\/clips\/([a-z]+)-/;
const clip = /^\/clips\/(?:[a-z]+-\d+x\d+-(?:5|10)s|generated-\d+)\.mp4$/;

/** Ends links that have ended, and lets faults befall a GET of those that have not. */
function followLink({ clock, store, links, faults }: Backend): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const url = new URL(c.req.url);
    const endedStatus = links.ended(url);
    if (endedStatus !== undefined) return ended(c, endedStatus);
    if (c.req.method !== 'GET' || !clip.test(url.pathname)) return next();
    const job = store.find(url.searchParams.get('task') ?? '');
    const service = job?.task.service ?? look.exec(url.pathname)?.[1];
    const fault = faults.clip.strike({ service, job });
    if (fault === undefined) return next();
    c.set('fault', fault.kind);
    const response = await failClip(c, clock, fault, {
      async serve() {
        await next();
        return c.res;
      },
      expire(status) {
        if (job !== undefined) links.end(job, status);
        return ended(c, status);
      },
    });
    // Hono ignores what is returned once there is a response.
    if (!c.finalized) return response;
    if (c.res !== response) c.res = response;
  };
}

/** Serves the clips of a folder as a vendor's storage does: no token, open to every origin, Range and HEAD. */
export function mountClips(app: App, backend: Backend, folder: string): void {
  if (!existsSync(folder)) throw new Error(`the simulator's clips are missing: ${folder}`);
  const openToAll = cors({
    origin: '*',
    allowMethods: ['GET', 'HEAD'],
    exposeHeaders: ['Accept-Ranges', 'Content-Length', 'Content-Range'],
  });
  app.use('/clips/*', openToAll, followLink(backend), async (c, next) => {
    await next();
    if (c.res.ok) c.header('Accept-Ranges', 'bytes');
  });
  mountGenerated(app);
  app.get(
    '/clips/*',
    serveStatic({ root: folder, rewriteRequestPath: (path) => path.slice('/clips'.length) }),
  );
}
