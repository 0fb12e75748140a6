import type { ErrorTable } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { errorBody } from './schema.ts';

/*
 * What the service's errors mean. `refused(code)` proves that no task was made: the router may send the request elsewhere.
 * `ambiguous` does not, nor does anything that no table names. Fill it in from the table "What proves no task" of the docs page.
 */
export const errors: ErrorTable = {
  read(json) {
    const { data } = z.safeParse(errorBody, json);
    // FILL IN: what else it says: its code as `code`, the id of the call as `requestId`
    return data && { message: data.message };
  },
  // FILL IN: the service's codes first, where it has any: { codes: { 'no-credit': refused('quota-exhausted') } }
  // FILL IN: the statuses that prove it beside that body: { 400: refused('invalid-request'), 401: refused('authentication'), 404: refused('not-found'), 429: refused('rate-limited') }
  statuses: {},
};
