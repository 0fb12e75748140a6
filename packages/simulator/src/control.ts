// The simulator's own HTTP API, for whoever steers it from another process. Not there unless a key is set.
import { createHash, timingSafeEqual } from 'node:crypto';
import { Hono } from 'hono';
import * as z from 'zod';
import type { App, Backend } from './backend.ts';
import type { ScriptedFault } from './faults/rules.ts';
import type { FaultRule } from './faults/schema.ts';
import type { Cost, SimulatedTask } from './state/task.ts';

export type ControlOptions = {
  /** The bearer token of the control api; never one of the simulated services'. */
  readonly key: string;
};

/** What was created by one model at one api. */
export type BillLine = {
  readonly service: string;
  readonly api: string;
  readonly model: string;
  readonly tasks: number;
  /** The most that they cost together; none where no price list says so. */
  readonly cost?: Cost;
};

/** One line for each model at each api, in the order of their first tasks. */
export function billOf(tasks: readonly SimulatedTask[]): readonly BillLine[] {
  const lines = new Map<string, BillLine>();
  for (const { service, api, model, cost } of tasks) {
    const key = JSON.stringify([service, api, model]);
    const line = lines.get(key);
    const amount = Number(((line?.cost?.amount ?? 0) + (cost?.amount ?? 0)).toFixed(6));
    const count = (line?.tasks ?? 0) + 1;
    lines.set(key, {
      service,
      api,
      model,
      tasks: count,
      ...(cost === undefined ? {} : { cost: { ...cost, amount } }),
    });
  }
  return [...lines.values()];
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

const steps = z.strictObject({ seconds: z.number().min(0) });

/** Throws a RangeError for a key that is no secret: empty, or the one that simulated clients know. */
export function mountControl(app: App, backend: Backend, { key }: ControlOptions): void {
  if (key === '' || key === backend.apiKey) {
    throw new RangeError('control.key must be a text of its own, neither empty nor the api key');
  }
  const { store, clock, faults } = backend;
  const expected = digest(`Bearer ${key}`);
  const scripted = new Map<number, { readonly rule: FaultRule; readonly fault: ScriptedFault }>();
  let next = 1;
  const shown = (id: number) => {
    const entry = scripted.get(id);
    return entry && { id, rule: entry.rule, hits: entry.fault.hits, created: entry.fault.created };
  };
  const control = new Hono();
  control.use(async (c, proceed) => {
    const given = digest(c.req.header('Authorization') ?? '');
    return timingSafeEqual(given, expected)
      ? proceed()
      : c.json({ error: 'the control key is missing or wrong' }, 401);
  });
  control.get('/bill', (c) => c.json({ tasks: store.tasks.length, lines: billOf(store.tasks) }));
  control.get('/tasks', (c) =>
    c.json(
      store.tasks.map((task) => {
        const job = store.find(task.id);
        return { ...task, status: job === undefined ? 'queued' : store.phase(job).status };
      }),
    ),
  );
  control.get('/time', (c) => c.json({ now: new Date(clock.now()).toISOString() }));
  control.post('/time', async (c) => {
    const parsed = steps.safeParse(await c.req.json<unknown>().catch(() => undefined));
    if (!parsed.success) return c.json({ error: 'the body is {"seconds": number of 0 or more}' }, 400);
    clock.advance(parsed.data.seconds);
    return c.json({ now: new Date(clock.now()).toISOString() });
  });
  control.get('/faults', (c) => c.json([...scripted.keys()].map(shown)));
  control.post('/faults', async (c) => {
    const parsed = faults.read(await c.req.json<unknown>().catch(() => undefined));
    if (!parsed.success) return c.json({ error: z.prettifyError(parsed.error) }, 400);
    const id = next;
    next += 1;
    scripted.set(id, { rule: parsed.data, fault: faults.add(parsed.data) });
    return c.json(shown(id), 201);
  });
  control.delete('/faults', (c) => {
    faults.clear();
    scripted.clear();
    return c.body(null, 204);
  });
  control.delete('/faults/:id', (c) => {
    const id = Number(c.req.param('id'));
    const entry = scripted.get(id);
    if (entry === undefined) return c.json({ error: 'no such fault' }, 404);
    entry.fault.remove();
    scripted.delete(id);
    return c.body(null, 204);
  });
  control.notFound((c) => c.json({ error: 'no such route' }, 404));
  app.mount('/_control', control.fetch);
}
