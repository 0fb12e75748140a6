import type { AppContext } from '../backend.ts';
import { type Dialect, type Evidence, rateLimited, serverError, webPage } from './answers.ts';
import { cut, hang } from './delivery.ts';
import { foreignAnswer, isForeign } from './foreign.ts';
import type { TransportFault } from './schema.ts';

const year = 365 * 24 * 3600;
/** Seconds since 1970 where seconds from now belong. */
const epochSeconds = 1_800_000_000;

const retryAfters = {
  'retry-after-year': year,
  'retry-after-epoch': epochSeconds,
  'retry-after-other-clock': 'Fri, 01 Jan 2100 00:00:00 GMT',
} as const;

const own: ReadonlySet<string> = new Set<TransportFault['kind']>([
  'cut',
  'hang',
  'error',
  'html',
  'rate-limited',
  'retry-after-year',
  'retry-after-epoch',
  'retry-after-other-clock',
]);

export const isTransport = <Rule extends { readonly kind: string }>(
  rule: Rule,
): rule is Extract<Rule, { readonly kind: TransportFault['kind'] }> => isForeign(rule) || own.has(rule.kind);

/** The same for every request: what was asked for is not looked at. */
export function failInTransport(
  c: AppContext,
  fault: TransportFault,
  evidence: Evidence,
  dialect: Dialect,
): Response | Promise<Response> {
  if (isForeign(fault)) return foreignAnswer(fault);
  switch (fault.kind) {
    case 'cut':
      return cut(c);
    case 'hang':
      return hang(c);
    case 'error':
      return serverError(fault, evidence, dialect);
    case 'html':
      return webPage(c, fault.contentType);
    case 'rate-limited':
      return rateLimited(fault.retryAfter, dialect);
    case 'retry-after-year':
    case 'retry-after-epoch':
    case 'retry-after-other-clock':
      return rateLimited(retryAfters[fault.kind], dialect);
  }
}
