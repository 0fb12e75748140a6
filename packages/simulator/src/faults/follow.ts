import type { MiddlewareHandler } from 'hono';
import type { AppContext, AppEnv } from '../app.ts';
import type { Clock } from '../clock.ts';
import type { Ended, Links } from '../links.ts';
import type { Service, TaskStore } from '../tasks.ts';
import { failClip } from './clip.ts';
import type { Faults } from './faults.ts';

export type ClipWorld = {
  readonly clock: Clock;
  readonly store: TaskStore;
  readonly links: Links;
  readonly faults: Faults;
};

/** What storage says of a signature that has ended [guess]; S3 and those who copy it answer in XML. */
const ended = (c: AppContext, status: Ended): Response =>
  c.body(
    '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
    status,
    { 'Content-Type': 'application/xml' },
  );

const services: readonly Service[] = ['runway', 'kling', 'jimeng'];
const clip = /^\/clips\/(?:[a-z]+-\d+x\d+-(?:5|10)s|generated-\d+)\.mp4$/;

/** Ends links that have ended, and lets faults befall a GET of those that have not. */
export function followLink({ clock, store, links, faults }: ClipWorld): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const url = new URL(c.req.url);
    const over = links.ended(url);
    if (over !== undefined) return ended(c, over);
    if (c.req.method !== 'GET' || !clip.test(url.pathname)) return next();
    const job = store.find(url.searchParams.get('task') ?? '');
    const service = job?.task.service ?? services.find((name) => url.pathname.startsWith(`/clips/${name}-`));
    const fault = faults.clip.meet({ service, job });
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
