import type { MiddlewareHandler } from 'hono';
import type { Backend } from '../../backend.ts';
import { badKey, noVersion } from './errors.ts';

/** The key before all else, then the version of the API. */
export function requireHeaders({ apiKey }: Backend): MiddlewareHandler {
  return async (c, next) => {
    if (c.req.header('Authorization') !== `Bearer ${apiKey}`) return c.json(badKey, 401);
    return c.req.header('X-Runway-Version') === '2024-11-06' ? next() : c.json(noVersion, 400);
  };
}
