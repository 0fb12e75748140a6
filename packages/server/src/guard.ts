import type { Context } from 'hono';
import { cors } from 'hono/cors';
import { createMiddleware } from 'hono/factory';
import { refusal } from './errors.ts';
import type { Env, OwnerOf } from './settings.ts';

export const loopback: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

export const hostOf = (request: Request) => request.headers.get('host') ?? new URL(request.url).host;

/** Only under the server's own names, so that no foreign name may point here from a browser's view. */
export function onlyHosts(hosts: readonly string[]) {
  const known = new Set([...loopback, ...hosts.map((host) => host.toLowerCase())]);
  return createMiddleware(async (c, next) => {
    const name = URL.parse(`http://${hostOf(c.req.raw)}`)?.hostname;
    if (name === undefined || !known.has(name)) {
      const asked = name === undefined ? 'this name' : `"${name}"`;
      throw refusal(421, `This server does not answer to ${asked}: its setting "hosts" names those it does.`);
    }
    await next();
  });
}

/** Pages of other servers: those that are listed, and nobody else. `own`: where this one is from outside. */
export function onlyOrigins(origins: readonly string[], own: string | undefined) {
  for (const origin of origins)
    if (URL.parse(origin)?.origin !== origin)
      throw new TypeError(`origins: "${origin}" is no origin such as "https://app.example.com".`);
  return createMiddleware(async (c, next) => {
    const origin = c.req.header('origin');
    if (origin === undefined || origin === own || URL.parse(origin)?.host === hostOf(c.req.raw))
      return next();
    if (!origins.includes(origin))
      throw refusal(
        403,
        'Pages of this origin may not use this server: its setting "origins" names those that may.',
      );
    return shared(c, next);
  });
}

const shared = cors({
  // Whether it may is known already.
  origin: (origin) => origin,
  credentials: true,
  allowMethods: ['GET', 'HEAD', 'POST', 'DELETE'],
  allowHeaders: [
    'Authorization',
    'Content-Type',
    'Idempotency-Key',
    'Last-Event-ID',
    'Prefer',
    'Range',
    // What OpenAI's client sends [client].
    ...['Arch', 'Lang', 'OS', 'Package-Version', 'Retry-Count', 'Runtime', 'Runtime-Version', 'Timeout'].map(
      (name) => `X-Stainless-${name}`,
    ),
    'OpenAI-Organization',
    'OpenAI-Project',
  ],
  exposeHeaders: [
    'Content-Range',
    'ETag',
    'Idempotency-Key',
    'Idempotent-Replayed',
    'Location',
    'Preference-Applied',
    'Retry-After',
    'X-Should-Retry',
  ],
  maxAge: 600,
});

/** A page's form has none of them; a browser adds `Authorization` by itself only of other kinds, such as Basic. */
const isNoPage = (c: Context) =>
  /^Bearer /i.test(c.req.header('authorization') ?? '') ||
  c.req.header('idempotency-key') !== undefined ||
  c.req.header('x-stainless-retry-count') !== undefined;

/**
 * A page of another site can post a form without asking first, but no JSON, and no header that a form has not. `takesForms`: the
 * path of the one route that takes forms with such a header.
 */
export const onlyJson = (takesForms: string | undefined) =>
  createMiddleware(async (c, next) => {
    const [type = ''] = (c.req.header('content-type') ?? '').split(';');
    const isJson = type.trim().toLowerCase() === 'application/json';
    if (c.req.method === 'POST' && !isJson) {
      if (c.req.path !== takesForms || type.trim().toLowerCase() !== 'multipart/form-data')
        throw refusal(415, 'A POST needs "Content-Type: application/json".');
      if (!isNoPage(c))
        throw refusal(
          415,
          'A form needs a header that no page sends by itself: "Authorization: Bearer …" or "Idempotency-Key".',
        );
    }
    await next();
  });

/** What is somebody's own is for nobody on the way; what has a tag is asked for again. */
export const notCached = createMiddleware(async (c, next) => {
  await next();
  const { headers } = c.res;
  if (!headers.has('cache-control'))
    headers.set('Cache-Control', headers.has('etag') ? 'private, no-cache' : 'no-store');
});

/** Sets whose request it is. */
export const identify = (ownerOf: OwnerOf) =>
  createMiddleware<Env>(async (c, next) => {
    const owner = await Promise.resolve(c.req.raw)
      .then(ownerOf)
      .catch(() => undefined);
    if (owner === undefined) throw refusal(401, 'This server does not know who asks.');
    c.set('owner', owner);
    await next();
  });
