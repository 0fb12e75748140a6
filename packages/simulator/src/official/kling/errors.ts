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
  1202: 404,
  1203: 404,
  1302: 429,
  1303: 429,
  5000: 500,
  5001: 503,
  5002: 504,
} as const;

export type KlingCode = keyof typeof statuses;

/** Answers about keys were seen without a `request_id`. */
const aboutKeys: ReadonlySet<number> = new Set([1000, 1001, 1002, 1003, 1004]);

export const errorBody = (code: number, message: string): JsonObject => ({
  code,
  message,
  ...(aboutKeys.has(code) ? {} : { request_id: randomUUID() }),
});

export const refuse = (c: AppContext, code: KlingCode, message: string): Response =>
  c.json(errorBody(code, message), statuses[code]);

/** Of a query that finds nothing: no 404, and the number of a wrong parameter (1.8, five captures). */
export const unknownTask = (id: string): JsonObject =>
  errorBody(1201, `Task not found by id/external id: ${id}`);

/** What the servers say where no part of Kling answers; no `code`. */
export const springError = (now: number, status: number, error: string, path: string): JsonObject => ({
  timestamp: new Date(now).toISOString().replace('Z', '+0000'),
  status,
  error,
  message: 'No message available',
  path,
});

/** A path that is not there. */
export const wrongPath = (c: AppContext, now: number): Response =>
  c.json(springError(now, 404, 'Not Found', c.req.path), 404);
