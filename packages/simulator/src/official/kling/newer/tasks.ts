// The tasks of an account, of both generations: GET /tasks by ids (kling.md 2.7), POST /tasks by cursor (2.9).
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { AppContext } from '../../../backend.ts';
import type { Dialect } from '../../../faults/answers.ts';
import { canFailPoll, failPoll } from '../../../faults/poll.ts';
import type { PollRule } from '../../../faults/schema.ts';
import type { Phase, SimulatedFailure } from '../../../state/phase.ts';
import type { Job, JsonObject } from '../../../state/task.ts';
import { type Account, jobsOf, wishesOf } from '../account.ts';
import { envelope } from '../answers.ts';
import { refuse } from '../errors.ts';
import { klingDialect } from '../faults.ts';
import { newerTask } from './answers.ts';

const mostIds = 20;

/** A task as the account's client sees it, were it in that phase. */
export const tellerFor =
  ({ options, links }: Account, c: AppContext) =>
  (job: Job, phase: Phase): JsonObject =>
    newerTask(job, phase, { byBalance: options.byBalance === true, link: links.sign(c.req, job) });

/** Faults of one task's place in a list; all others befall the whole answer. */
const ofOneTask: ReadonlySet<PollRule['kind']> = new Set([
  'unknown-status',
  'missing-fields',
  'stuck',
  'failed',
  'success-without-url',
  'link-elsewhere',
  'other-task',
  'input-as-result',
  'not-an-object',
  'bare-id',
]);

const answer = (list: readonly unknown[]) => envelope(randomUUID(), list);

export async function query(c: AppContext, account: Account): Promise<Response> {
  const { clock, store, faults, links } = account;
  const { task_ids: own, external_task_ids: external } = c.req.query();
  const ids = [own, external].flatMap((list) => list?.split(',') ?? []).filter((id) => id !== '');
  if (ids.length === 0) return refuse(c, 1201, 'task_ids or external_task_ids is required');
  if (ids.length > mostIds)
    return refuse(c, 1201, 'task_ids and external_task_ids cannot exceed 20 in total');
  if (own !== undefined && external !== undefined)
    return refuse(c, 1201, 'only one of task_ids and external_task_ids can be used');

  const tell = tellerFor(account, c);
  const nameOf = (job: Job) => (own === undefined ? wishesOf(job).external : job.task.id) ?? '';
  // The latest first: the order of the ids says nothing. What nobody made is not there.
  const jobs = jobsOf(account)
    .filter((job) => ids.includes(nameOf(job)))
    .toReversed();
  const dialect: Dialect = {
    ...klingDialect(clock.now(), c.req.path),
    unknownTask: () => Response.json(answer([])),
  };
  const list: unknown[] = [];
  // A query about several tasks is one about each.
  for (const job of jobs) {
    const polled = {
      job,
      phase: store.phase(job),
      link: links.sign(c.req, job),
      answer: (seen: Phase) => answer([tell(job, seen)]),
      fail: (failure: SimulatedFailure) => store.phase(store.fail(job, failure)),
    };
    const fault = faults.poll.strike({ service: 'kling', job }, (rule) => canFailPoll(rule, polled));
    if (fault !== undefined) c.set('fault', fault.kind);
    if (fault === undefined) list.push(tell(job, polled.phase));
    else if (ofOneTask.has(fault.kind) && jobs.length > 1) {
      const place = { ...polled, answer: (seen: Phase) => tell(job, seen) };
      list.push(await (await failPoll(c, clock, fault, place, dialect)).json());
    } else if (fault.kind !== 'task-not-exist' || jobs.length === 1)
      return failPoll(c, clock, fault, polled, dialect);
  }
  return c.json(answer(list));
}

const time = z.coerce.number().int().min(0).optional();
const page = z.object({
  start_time: time,
  end_time: time,
  cursor: z.string().min(1).optional(),
  limit: z.int().min(1).max(500).default(100),
  filters: z
    .array(z.object({ key: z.enum(['status', 'product_type']), values: z.array(z.string()).min(1) }))
    .default([]),
});
/** What a cursor holds: the times of its first page, and the last task that was told. */
const cursorSchema = z.object({ start: z.number(), end: z.number(), before: z.int() });

const written = (cursor: z.output<typeof cursorSchema>) =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');
function cursorOf(text: string) {
  try {
    return cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString())).data;
  } catch {
    return undefined;
  }
}

const month = 30 * 86_400_000;

/** The latest first, and `count` that of the page [guess]. All that is made here are videos. */
export async function list(c: AppContext, account: Account): Promise<Response> {
  const { clock, store } = account;
  const parsed = page.safeParse(await c.req.json<unknown>().catch(() => undefined));
  if (!parsed.success)
    return refuse(c, 1201, `${parsed.error.issues[0]?.path.join('.') ?? 'body'} is invalid`);
  const { start_time, end_time, cursor, limit, filters } = parsed.data;
  const now = clock.now();
  const first = { start: start_time ?? now - month, end: end_time ?? now, before: Infinity };
  const from = cursor === undefined ? first : cursorOf(cursor);
  if (from === undefined) return refuse(c, 1201, 'cursor is invalid');
  const tell = tellerFor(account, c);
  const matching = jobsOf(account)
    .filter(({ number, task: { createdAt } }) => {
      const isOfTime = createdAt >= from.start && createdAt <= from.end;
      return isOfTime && number < from.before;
    })
    .toReversed()
    .map((job) => ({ job, told: tell(job, store.phase(job)) }))
    .filter(({ told }) =>
      filters.every(({ key, values }) =>
        values.includes(key === 'status' ? String(told['status']) : 'video'),
      ),
    );
  const shown = matching.slice(0, limit);
  const hasMore = matching.length > shown.length;
  const before = shown.at(-1)?.job.number ?? 0;
  return c.json(
    envelope(randomUUID(), {
      result: shown.map(({ told }) => told),
      count: shown.length,
      next_cursor: hasMore ? written({ start: from.start, end: from.end, before }) : '',
      has_more: hasMore,
    }),
  );
}
