// What goes wrong, in this service's own words (jimeng.md B6).
import { type Dialect, relayDialect } from '../../faults/answers.ts';
import { coded, notFound } from './answers.ts';

export const jimengDialect = (now: number): Dialect => ({
  serverError(fault, evidence) {
    const { code = '50500' } = fault;
    // What is no number was asked for as another's.
    if (!/^\d+$/.test(code)) return relayDialect(now).serverError(fault, evidence);
    return coded(now, Number(code), 'Internal Error', null);
  },
  rateLimited: coded(now, 50429, 'Request Has Reached API Limit, Please Try Later', null),
  unknownTask: () => Response.json(notFound(now)),
});
