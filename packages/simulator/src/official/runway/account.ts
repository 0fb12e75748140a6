// The account: what was made with it, what is left, and who waits (runway.md 2.9, 2.13).
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { App, Backend } from '../../backend.ts';
import { nearestClip } from '../../clips/nearest-clip.ts';
import { type PersistentMap, persistentMap } from '../../state/memory.ts';
import type { Phase, TaskSeconds } from '../../state/phase.ts';
import type { Job, JsonObject } from '../../state/task.ts';
import { chargeOf, secondsOf, type Settings } from './credits.ts';
import { dailyLimitReached, failed, notEnoughCredits } from './errors.ts';
import { requireHeaders } from './headers.ts';
import { type Entry, entrySchema, startTimes } from './queue.ts';

/** The account behind Runway's own API. */
export type RunwayAccount = {
  /** Tasks of one model at a time; one more is THROTTLED. Default: no limit. */
  readonly concurrency?: number;
  /** Submits of one model in 24 simulated hours; one more is a 429. Default: no limit. */
  readonly dailyGenerations?: number;
  /** What can be spent; a submit that may cost more is refused. Failed tasks are not given back. Default: no end. */
  readonly credits?: number;
};

export type Account = {
  readonly entries: PersistentMap<Entry>;
  readonly phaseOf: (job: Job) => Phase;
  readonly isThrottled: (job: Job) => boolean;
  /** How the account refuses what may cost so much; undefined: it does not. */
  readonly refusal: (
    asked: Settings,
  ) => { readonly status: 400 | 429; readonly json: JsonObject } | undefined;
  readonly create: (kind: string, body: unknown, asked: Settings, prompt: string) => Entry;
};

const day = 86_400_000;

export function createAccount(
  { store, clock, memory }: Backend,
  seconds: TaskSeconds,
  { concurrency = Infinity, dailyGenerations = Infinity, credits: limit = Infinity }: RunwayAccount,
): Account {
  const entries = persistentMap(memory, 'runway made', entrySchema);
  const ofModel = (model: string) => [...entries.values()].filter(({ job }) => job.task.model === model);
  const spent = () => [...entries.values()].reduce((sum, { credits }) => sum + credits, 0);
  /** A task in the queue stands still until a slot is free. */
  const startOf = ({ task }: Job): number =>
    startTimes(ofModel(task.model), concurrency, (seconds.queued + seconds.running) * 1000).get(task.id) ??
    task.createdAt;
  return {
    entries,
    phaseOf: (job) => store.phase({ ...job, task: { ...job.task, createdAt: startOf(job) } }),
    isThrottled: (job) => startOf(job) > clock.now(),
    refusal(asked) {
      if (spent() + chargeOf(asked).estimate > limit) return { status: 400, json: notEnoughCredits };
      const since = clock.now() - day;
      const today = ofModel(asked.model).filter(({ job }) => job.task.createdAt > since);
      return today.length >= dailyGenerations ? { status: 429, json: dailyLimitReached } : undefined;
    },
    create(kind, body, asked, prompt) {
      // A UUID (runway.md 2.2).
      const id = randomUUID();
      const { estimate, final } = chargeOf(asked);
      const job = store.create({
        service: 'runway',
        api: 'official',
        kind,
        body: typeof body === 'object' ? { ...body } : {},
        model: asked.model,
        prompt,
        clip: nearestClip('runway', /^\d+:\d+$/.exec(asked.ratio ?? '')?.[0] ?? '16:9', secondsOf(asked)),
        cost: { amount: estimate, unit: 'credit' },
        id,
        upstreamId: id,
      });
      const entry = { job, credits: estimate, ...(final === estimate ? {} : { finalCredits: final }) };
      entries.set(id, entry);
      return entry;
    },
  };
}

const dates = z
  .strictObject({
    startDate: z.iso.date().optional(),
    beforeDate: z.iso.date().optional(),
  })
  .loose();

/** `null` is no limit. */
const limited = (limit: number): number | null => (limit === Infinity ? null : limit);

/** GET /v1/organization and POST /v1/organization/usage: free, and used as a test of a key. */
export function mountOrganization(
  app: App,
  backend: Backend,
  { entries }: Account,
  { concurrency = Infinity, dailyGenerations = Infinity, credits = 1_000_000 }: RunwayAccount,
): void {
  const models = () => [
    ...new Set(['gen4_turbo', 'gen4.5', ...Array.from(entries.values(), ({ job }) => job.task.model)]),
  ];
  const byModel = <Value>(of: (model: string) => Value): Readonly<Record<string, Value>> => {
    const values: Record<string, Value> = {};
    for (const model of models()) values[model] = of(model);
    return values;
  };
  app.get('/v1/organization', requireHeaders(backend), (c) => {
    const made = [...entries.values()];
    const since = backend.clock.now() - day;
    const ofDay = (model: string) =>
      made.filter(({ job: { task } }) => task.model === model && task.createdAt > since).length;
    const limits = {
      maxConcurrentGenerations: limited(concurrency),
      maxDailyGenerations: limited(dailyGenerations),
    };
    return c.json({
      creditBalance: credits - made.reduce((sum, entry) => sum + entry.credits, 0),
      tier: {
        // A tier's first step (2.13); nothing here holds anybody to it.
        maxMonthlyCreditSpend: 10_000,
        models: byModel(() => limits),
      },
      usage: {
        models: byModel((model) => ({ dailyGenerations: ofDay(model) })),
      },
    });
  });
  app.post('/v1/organization/usage', requireHeaders(backend), async (c) => {
    const body: unknown = await c.req.json<unknown>().catch(() => ({}));
    const parsed = dates.safeParse(body);
    if (!parsed.success) return c.json(failed(parsed.error.issues.map((issue) => ({ ...issue }))), 400);
    const { startDate = '', beforeDate = '9999' } = parsed.data;
    const days = new Map<string, Map<string, number>>();
    for (const { job, credits: amount } of entries.values()) {
      const date = new Date(job.task.createdAt).toISOString().slice(0, 10);
      if (date < startDate || date >= beforeDate) continue;
      const used = days.get(date) ?? new Map<string, number>();
      used.set(job.task.model, (used.get(job.task.model) ?? 0) + amount);
      days.set(date, used);
    }
    const results = Array.from(days, ([date, used]) => ({
      date,
      usedCredits: Array.from(used, ([model, amount]) => ({ model, amount })),
    }));
    return c.json({ results, models: [...new Set([...days.values()].flatMap((used) => [...used.keys()]))] });
  });
}
