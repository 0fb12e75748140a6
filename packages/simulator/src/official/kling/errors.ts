// Error bodies of Kling's own api (kling.md 1.10). Texts are observed there unless a line says otherwise.
import { randomUUID } from 'node:crypto';
import type { AppContext } from '../../backend.ts';
import type { JsonObject } from '../../state/task.ts';

/** HTTP status of each number. */
const statuses = {
  1000: 401,
  1001: 401,
  1002: 401,
  1003: 401,
  1004: 401,
  1102: 429,
  1200: 400,
  1201: 400,
  1203: 404,
  1302: 429,
  1303: 429,
  5000: 500,
  5001: 503,
  5002: 504,
} as const;

export type KlingCode = keyof typeof statuses;

/** Answers about keys were seen without a `request_id`. */
const aboutKeys: ReadonlySet<KlingCode> = new Set([1000, 1001, 1002, 1003, 1004]);

export const errorBody = (code: KlingCode, message: string): JsonObject => ({
  code,
  message,
  ...(aboutKeys.has(code) ? {} : { request_id: randomUUID() }),
});

export const refuse = (c: AppContext, code: KlingCode, message: string): Response =>
  c.json(errorBody(code, message), statuses[code]);

/** A path that is not there; no `code`. */
export const wrongPath = (c: AppContext, now: number): Response =>
  c.json(
    {
      timestamp: new Date(now).toISOString().replace('Z', '+0000'),
      status: 404,
      error: 'Not Found',
      message: 'No message available',
      path: c.req.path,
    },
    404,
  );
