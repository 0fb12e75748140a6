// What goes wrong, in Kling's words (kling.md 1.10).
import { type Dialect, phrases, relayDialect } from '../../faults/answers.ts';
import type { ServerError } from '../../faults/schema.ts';
import { errorBody, type KlingCode, springError, unknownTask } from './errors.ts';

/** A status that Kling has no number for is its servers'. */
const codes: Partial<Record<ServerError['status'], KlingCode>> = { 500: 5000, 503: 5001, 504: 5002 };

export const klingDialect = (now: number, path: string): Dialect => ({
  serverError(fault, evidence) {
    const { status, code = codes[status] } = fault;
    if (code === undefined) return springError(now, status, phrases[status], path);
    // What is no number was asked for as another's.
    if (!/^\d+$/.test(String(code))) return relayDialect(now).serverError(fault, evidence);
    return errorBody(Number(code), 'internal error');
  },
  rateLimited: errorBody(1302, 'requests are too frequent'),
  unknownTask: (id) => Response.json(unknownTask(id), { status: 400 }),
});
