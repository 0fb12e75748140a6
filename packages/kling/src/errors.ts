import { ambiguous, type ErrorBody, type ErrorRule, type ErrorTable, refused } from '@vid/core/provider-kit';

/** A model that has ended is told by these words; which number stands beside them nobody has written down [client, observed]. */
const unlessEnded =
  (rule: (body: ErrorBody) => ErrorRule) =>
  (body: ErrorBody): ErrorRule =>
    /\bdiscontinued\b|\bno longer available\b/i.test(body.message ?? '')
      ? refused('unsupported')
      : rule(body);

/** One number for a bad parameter, an unknown task and a reference that is taken, told apart by text [client, observed]. */
function badParameter({ message = '' }: ErrorBody): ErrorRule {
  if (/not found by id/i.test(message)) return refused('not-found');
  if (/external_task_id\b.*\balready exists/i.test(message))
    return { ...refused('invalid-request'), isDuplicate: true };
  return refused('invalid-request');
}

/**
 * What the vendor's numbers mean, at both apis [doc, identical in three copies]. That a refusal proves that no task was made is
 * our inference [guess], for 1201, 1303 and 401 observed [client]. HTTP 429 alone says nothing: 1100 to 1102 and 1304 are
 * permanent, 1302 and 1303 pass.
 */
export const numbers: NonNullable<ErrorTable['codes']> = {
  1000: refused('authentication'),
  1001: refused('authentication'),
  1002: refused('authentication'),
  // A token that is not valid yet, by the clock that signed it [doc].
  1003: { ...refused('authentication'), byClock: true },
  1004: { ...refused('authentication'), byClock: true },
  1100: refused('authentication'),
  1101: refused('quota-exhausted'),
  1102: refused('quota-exhausted'),
  1103: refused('authentication'),
  1200: unlessEnded(() => refused('invalid-request')),
  1201: unlessEnded(badParameter),
  1202: refused('invalid-request'),
  1203: unlessEnded(() => refused('not-found')),
  1300: refused('content-policy'),
  1301: refused('content-policy'),
  1302: refused('rate-limited'),
  1303: refused('rate-limited'),
  1304: refused('authentication'),
  5000: ambiguous,
  5001: ambiguous,
  5002: ambiguous,
};
