import type { AppContext } from '../backend.ts';
import type { Clock } from '../state/clock.ts';
import { relayDialect } from './answers.ts';
import { breakOff, evenly, mismeasure, shorten, trickle } from './delivery.ts';
import type { ClipRule } from './schema.ts';
import { failInTransport } from './transport.ts';

/** A link as one request finds it. */
export type FollowedLink = {
  /** What it leads to. */
  serve(): Promise<Response>;
  /** Ends it for good, and answers as every later request will be. */
  expire(status: 403 | 410): Response;
};

/** As storage does that knows no ranges: the whole file. */
async function ignoreRange(c: AppContext, link: FollowedLink): Promise<Response> {
  c.req.raw.headers.delete('Range');
  const response = await link.serve();
  response.headers.set('Accept-Ranges', 'none');
  return response;
}

export async function failClip(
  c: AppContext,
  clock: Clock,
  fault: ClipRule,
  link: FollowedLink,
): Promise<Response> {
  switch (fault.kind) {
    case 'slow-body': {
      const due = evenly(c, clock, fault.seconds);
      return trickle(c, await link.serve(), due);
    }
    case 'expired':
      return link.expire(fault.status);
    case 'broken-link':
      return breakOff(c, await link.serve(), fault.share);
    case 'no-range':
      return ignoreRange(c, link);
    case 'no-length':
      return mismeasure(c, await link.serve(), undefined);
    case 'short-body':
      return shorten(c, await link.serve(), fault.share);
    case 'wrong-length':
      return mismeasure(c, await link.serve(), fault.by);
    case 'redirect':
      return c.redirect(fault.to, fault.status);
    case 'cut':
    case 'hang':
    case 'error':
    case 'html':
    case 'rate-limited':
      return failInTransport(c, fault, 'unclear', relayDialect(clock.now()));
  }
}
