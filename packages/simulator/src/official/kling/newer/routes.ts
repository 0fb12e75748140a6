// Kling's newer generation: the model in the path, one address for tasks (kling.md 2 and 4).
import { randomUUID } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import * as z from 'zod';
import type { App, AppContext, AppEnv } from '../../../backend.ts';
import { nearestClip } from '../../../clips/nearest-clip.ts';
import { failSubmit } from '../../../faults/submit.ts';
import { eighteenDigits } from '../../../gateway/ids.ts';
import { type Account, notSupported, refusalOf } from '../account.ts';
import { envelope } from '../answers.ts';
import { callbackMessage } from '../callbacks.ts';
import { refuse, wrongPath } from '../errors.ts';
import { klingDialect } from '../faults.ts';
import { type Keys, newerRefusal } from '../keys.ts';
import { newerHead } from './answers.ts';
import { type Route, routes } from './models.ts';
import { readNewer } from './schema.ts';
import { list, query, tellerFor } from './tasks.ts';

function requireKey(keys: Keys): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const refused = newerRefusal(keys, c.req.header('Authorization'));
    return refused === undefined ? next() : refuse(c, refused.code, refused.message);
  };
}

const jsonObject = z.record(z.string(), z.unknown());

async function submit(c: AppContext, account: Account, route: Route): Promise<Response> {
  const { clock, store, faults, options, callbacks } = account;
  const read = jsonObject.safeParse(await c.req.json<unknown>().catch(() => undefined));
  if (!read.success) return refuse(c, 1200, 'the request body is not a JSON object');
  const model = c.req.param('model') ?? '';
  const asked = readNewer(route, model, read.data);
  if (asked === undefined) return refuse(c, 1203, notSupported);
  if (typeof asked === 'string') return refuse(c, 1201, asked);
  const { prompt, ratio, seconds, units, external, callback } = asked;
  const refused = refusalOf(account, { model, external });
  if (refused !== undefined) return refuse(c, ...refused);

  const accept = () => {
    const id = eighteenDigits();
    const clip = nearestClip('kling', ratio, seconds);
    const cost = { amount: units, unit: 'unit' } as const;
    const draft = {
      service: 'kling',
      api: 'official',
      kind: route,
      body: read.data,
      model,
      prompt,
      clip,
      cost,
    };
    const job = store.create({ ...draft, id, upstreamId: id });
    // The bare task, as a query tells it (1.9).
    const tell = tellerFor(account, c);
    callbacks.follow(job, callback, (seen, phase, isForged) =>
      callbackMessage(tell(seen, phase), options.webhookSecret, isForged),
    );
    return { task: job.task, answer: envelope(randomUUID(), newerHead(job, store.phase(job))) };
  };
  const fault = faults.submit.strike({ service: 'kling' });
  if (fault === undefined) return c.json(accept().answer);
  c.set('fault', fault.kind);
  return failSubmit(c, clock, fault, accept, klingDialect(clock.now(), c.req.path));
}

export function mountNewer(app: App, account: Account, keys: Keys): void {
  for (const route of routes) {
    const path = `/${route}/:model`;
    app.use(path, requireKey(keys));
    app.post(path, (c) => submit(c, account, route));
    app.all(path, (c) => refuse(c, 1202, `Request method '${c.req.method}' is not supported`));
    app.all(`/${route}/*`, (c) => wrongPath(c, account.clock.now()));
  }
  app.use('/tasks', requireKey(keys));
  app.get('/tasks', (c) => query(c, account));
  app.post('/tasks', (c) => list(c, account));
  app.all('/tasks', (c) => refuse(c, 1202, `Request method '${c.req.method}' is not supported`));
}
