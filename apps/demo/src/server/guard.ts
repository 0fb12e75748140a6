import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import { ApiError } from './errors.ts';

/** Services ask for the head of a file first. */
const isGet = (method: string) => method === 'GET' || method === 'HEAD';
const ownNames: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost']);

/**
 * Keeps other sites out: no foreign name may point here, and no foreign page may send anything. At `publicUrl` only pictures
 * are served, whose names nobody can guess.
 */
export const onlyThisMachine = (publicUrl: URL | undefined) =>
  createMiddleware(async (c, next) => {
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    const name = URL.parse(`http://${host}`)?.hostname;
    const isPublic =
      host === publicUrl?.host && isGet(c.req.method) && /^\/api\/pictures\/\w+$/.test(c.req.path);
    if (name === undefined || (!ownNames.has(name) && !isPublic)) {
      throw new ApiError('forbidden', 'This page answers to 127.0.0.1 and localhost only.');
    }
    const origin = c.req.header('origin');
    if (c.req.method !== 'GET' && origin !== undefined && origin !== `http://${host}`) {
      throw new ApiError('forbidden', 'Another site may not send anything here.');
    }
    await next();
  });

/** Whatever the page shows comes from here. Mantine writes style elements, so styles may be inline. */
export const pageHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    mediaSrc: ["'self'"],
    connectSrc: ["'self'"],
    baseUri: ["'none'"],
    formAction: ["'none'"],
    frameAncestors: ["'none'"],
  },
  strictTransportSecurity: false,
});
