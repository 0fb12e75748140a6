import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { validator } from 'hono/validator';
import { faultsSchema, limitSchema } from '../api.ts';
import type { FaultPanel } from './faults.ts';
import type { SpendingLimit } from './limit.ts';
import { readBody } from './request-body.ts';

/** The money limit of the session, and what goes wrong at the simulated services. */
export function panelRoutes(limit: SpendingLimit, faults: FaultPanel) {
  const app = new Hono();
  const small = bodyLimit({ maxSize: 4096 });
  app.get('/limit', async (c) => c.json(await limit.state()));
  app.put('/limit', small, validator('json', readBody(limitSchema)), async (c) =>
    c.json(await limit.set(c.req.valid('json'))),
  );
  app.get('/faults', (c) => c.json(faults.state()));
  app.put('/faults', small, validator('json', readBody(faultsSchema)), (c) =>
    c.json(faults.choose(c.req.valid('json').preset)),
  );
  return app;
}
