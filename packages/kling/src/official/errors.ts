import type { ErrorTable } from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { numbers } from '../errors.ts';
import { envelopeSchema, errorSchema } from './answer-schema.ts';

/** All is well with code 0, or without any. */
const codeOf = (code: number | undefined) => (code === undefined || code === 0 ? undefined : String(code));

/**
 * What errors of Kling's own api mean. Its numbers alone decide: an answer without one is somebody's on the way, or that of
 * a path that is not there, whose 404 names none [client].
 */
export const errors: ErrorTable = {
  read(json) {
    const parsed = z.safeParse(errorSchema, json).data;
    return parsed && { message: parsed.message, code: codeOf(parsed.code), requestId: parsed.request_id };
  },
  isError: (json) => codeOf(z.safeParse(envelopeSchema, json).data?.code) !== undefined,
  codes: numbers,
};
