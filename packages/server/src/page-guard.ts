import { createMiddleware } from 'hono/factory';
import { secureHeaders } from 'hono/secure-headers';
import { hostOf, loopback } from './guard.ts';
import { HostError } from './host-error.ts';

interface PublicPart {
  /** Where this server is reached from outside, such as by a tunnel. */
  readonly url: URL;
  /** What may be read there. */
  readonly paths: RegExp;
}

/** Services ask for the head of a file first. */
const isRead = (method: string) => method === 'GET' || method === 'HEAD';

/**
 * Keeps other sites out of a page on this machine: no foreign name may point here, and no foreign page may send anything; both are
 * a `HostError` 403, `forbidden`. `open`: what may be read from outside all the same. Default: nothing.
 */
export const onlyThisMachine = (open?: PublicPart) =>
  createMiddleware(async (c, next) => {
    const host = hostOf(c.req.raw);
    const name = URL.parse(`http://${host}`)?.hostname;
    const isOpen = host === open?.url.host && isRead(c.req.method) && open.paths.test(c.req.path);
    if (name === undefined || (!loopback.includes(name) && !isOpen))
      throw new HostError(403, 'forbidden', 'This page answers on this machine only.');
    const origin = c.req.header('origin');
    if (c.req.method !== 'GET' && origin !== undefined && origin !== `http://${host}`)
      throw new HostError(403, 'forbidden', 'Another site may not send anything here.');
    await next();
  });

/** Whatever a page shows comes from its own server. Libraries of components write style elements, so styles may be inline. */
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
