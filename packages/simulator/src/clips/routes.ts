import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { MiddlewareHandler } from 'hono';
import { cors } from 'hono/cors';
import type { App, AppContext, AppEnv, Backend } from '../backend.ts';
import { failClip } from '../faults/clip.ts';
import type { EndedStatus } from '../state/links.ts';
import type { Job } from '../state/task.ts';
import type { Words } from './caption.ts';
import { createDrawing } from './draw.ts';
import { mountGenerated } from './generated.ts';
import { serveMp4 } from './ranges.ts';

/** What storage says of a signature that has ended [guess]; S3 and those who copy it answer in XML. */
const ended = (c: AppContext, status: EndedStatus): Response =>
  c.body(
    '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
    status,
    { 'Content-Type': 'application/xml' },
  );

const look = /^\/clips\/([a-z]+)-/;
const named = /^([a-z]+)-(\d+x\d+)-(\d+(?:\.\d)?)s\.mp4$/;
const clip = /^\/clips\/(?:[a-z]+-\d+x\d+-\d+(?:\.\d)?s|generated-\d+)\.mp4$/;

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

/** Serves clips, drawn with what the folder holds, as a vendor's storage does: no token, open to every origin, Range and HEAD. */
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
  const draw = createDrawing(folder);
  app.get('/clips/:file', (c) => {
    const [, look = '', ratio = '', seconds] = named.exec(c.req.param('file')) ?? [];
    const words = wordsOf(look, backend.store.find(c.req.query('task') ?? ''));
    const file = draw({ look, ratio, seconds: Number(seconds) }, words);
    if (file === undefined) return c.notFound();
    const etag = createHash('sha256').update(file).digest('hex').slice(0, 32);
    return serveMp4(c, {
      size: file.length,
      etag,
      body: ({ first, last }) => file.subarray(first, last + 1),
    });
  });
}

/** Without a task it is a sample of the look. */
function wordsOf(look: string, job: Job | undefined): Words {
  if (job === undefined) return { model: look, api: '', prompt: '', seed: undefined };
  const { model, api, body } = job.task;
  return { model, api, prompt: job.prompt, seed: seedOf(body) };
}

/** Each service has its own place for it. */
function seedOf(body: unknown): number | string | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  for (const [name, value] of Object.entries(body)) {
    const isSeed = name === 'seed' && (typeof value === 'number' || typeof value === 'string');
    const seed = isSeed ? value : seedOf(value);
    if (seed !== undefined) return seed;
  }
  return undefined;
}
