// Jimeng's own API: one path, three actions, each a signed POST (jimeng.md B1).
import * as z from 'zod';
import type { App, Backend } from '../../backend.ts';
import { createActions } from './actions.ts';
import { coded, platformError } from './answers.ts';
import {
  type PlatformError,
  missingRequestInfo,
  refuseSignature,
  unknownAction,
  type VolcengineKeys,
} from './signature.ts';

export type { VolcengineKeys };

/** `concurrency`: how many tasks may be unfinished at a time; 1 by default, as for an account without a bought quota. */
export type VolcengineOptions = { readonly concurrency?: number };

/** Made up; the secret looks like base64 and is not. */
export const volcengine: VolcengineKeys = {
  accessKey: 'AKLTSIMULATOR000000000000000001',
  secretKey: 'U2ltdWxhdG9yU2VjcmV0S2V5Tm90QmFzZTY0==',
  sessionToken: 'STSSIMULATOR',
};

const jsonObject = z
  .string()
  .transform((text, context) => {
    try {
      const parsed: unknown = JSON.parse(text);
      return parsed;
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.unknown()));

export function mountVolcengine(
  app: App,
  backend: Backend,
  { concurrency = 1 }: VolcengineOptions = {},
): void {
  const actions = createActions(backend, concurrency);
  // A browser that comes to the address has named no action.
  app.get('/', (c, next) => {
    const { Action: name, Version: version = '' } = c.req.query();
    if (name === undefined) return next();
    const error = unknownAction(name);
    return Promise.resolve(c.json(platformError(backend.clock.now(), name, version, error), error.status));
  });
  app.post('/', async (c) => {
    const url = new URL(c.req.url);
    const [name, version] = [url.searchParams.get('Action') ?? '', url.searchParams.get('Version') ?? ''];
    const now = backend.clock.now();
    const refuse = (error: PlatformError) => c.json(platformError(now, name, version, error), error.status);
    if (name === '' || version === '') return refuse(missingRequestInfo);
    const body = new Uint8Array(await c.req.arrayBuffer());
    const arrived = { method: 'POST', url, header: (key: string) => c.req.header(key), body };
    // By real time, which clients sign with; the simulated one may stand anywhere.
    const refusal = refuseSignature(arrived, volcengine, Date.now());
    if (refusal !== undefined) return refuse(refusal);
    const action = actions.get(name);
    if (action === undefined || version !== '2022-08-31') return refuse(unknownAction(name));
    const json = jsonObject.safeParse(new TextDecoder().decode(body));
    if (json.success) return action(c, json.data);
    return c.json(coded(now, 50200, 'the body is no JSON object', null), 400);
  });
}
