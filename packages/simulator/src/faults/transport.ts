import type { AppContext } from '../backend.ts';
import { type Evidence, rateLimited, serverError, webPage } from './answers.ts';
import { cut, hang } from './delivery.ts';
import type { TransportFault } from './schema.ts';

/** The same for every request: what was asked for is not done and not looked at. */
export function failInTransport(
  c: AppContext,
  now: number,
  fault: TransportFault,
  evidence: Evidence,
): Response | Promise<Response> {
  switch (fault.kind) {
    case 'cut':
      return cut(c);
    case 'hang':
      return hang(c);
    case 'error':
      return serverError(now, fault, evidence);
    case 'html':
      return webPage(c, fault.contentType);
    case 'rate-limited':
      return rateLimited(c, fault.retryAfter);
  }
}
