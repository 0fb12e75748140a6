// What the three actions do with a request that is signed well (jimeng.md B4, B5, B7).
import * as z from 'zod';
import type { AppContext, Backend } from '../../backend.ts';
import { nearestClip } from '../../clips/nearest-clip.ts';
import { canFailPoll, failPoll } from '../../faults/poll.ts';
import { failSubmit } from '../../faults/submit.ts';
import { persistentMap } from '../../state/memory.ts';
import type { Phase, SimulatedFailure } from '../../state/phase.ts';
import type { Job, JsonObject } from '../../state/task.ts';
import { coded, done, nineteenDigits, notFound, taskAnswer } from './answers.ts';
import { jimengDialect } from './faults.ts';
import { readSubmit, taskKeys } from './schema.ts';

const kind = 'CVSync2AsyncSubmitTask';
const linkLifeMs = 3_600_000;
/** The field table says 12 h, a FAQ 24 h. */
const recordLifeMs = 12 * 3_600_000;

type Action = (c: AppContext, body: JsonObject) => Response | Promise<Response>;

/** By their names in the query. */
export function createActions(
  { clock, store, links, faults, memory }: Backend,
  concurrency: number,
): ReadonlyMap<string, Action> {
  const canceled = persistentMap(memory, 'jimeng canceled', z.literal(true));

  const isUnfinished = (id: string): boolean => {
    const job = store.find(id);
    if (job === undefined || canceled.has(id)) return false;
    const { status } = store.phase(job);
    return status === 'queued' || status === 'running';
  };
  const unfinished = () => store.tasks.filter((task) => task.kind === kind && isUnfinished(task.id)).length;

  /** The task that a poll names, if the service would find it: by both keys [guess], while the record lives. */
  const found = (reqKey: string, id: string): Job | undefined => {
    const job = store.find(id);
    if (job?.task.kind !== kind || job.task.model !== reqKey || canceled.has(id)) return undefined;
    return clock.now() - job.task.createdAt > recordLifeMs ? undefined : job;
  };

  /** Dead after an hour, unless the simulator's own `linkSeconds` says otherwise. */
  const linkTo = (c: AppContext, job: Job): string => {
    const link = new URL(links.sign(c.req, job));
    if (!link.searchParams.has('expires')) {
      link.searchParams.set('expires', String(clock.now() + linkLifeMs));
    }
    return link.href;
  };

  const submit: Action = (c, body) => {
    const now = clock.now();
    const asked = readSubmit(body);
    if ('refused' in asked) return c.json(coded(now, 50200, asked.refused, null), 400);
    if (unfinished() >= concurrency) {
      return c.json(coded(now, 50430, 'Request Has Reached API Concurrent Limit', null), 429);
    }
    const accept = () => {
      const id = nineteenDigits();
      const { reqKey, prompt, ratio, seconds } = asked;
      const clip = nearestClip('jimeng', ratio, seconds);
      const draft = {
        service: 'jimeng',
        api: 'official',
        kind,
        id,
        upstreamId: id,
        model: reqKey,
        prompt,
        clip,
      } as const;
      const { task } = store.create({ ...draft, body });
      return { task, answer: done(now, { task_id: id }) };
    };
    const fault = faults.submit.strike({ service: 'jimeng' });
    if (fault === undefined) return c.json(accept().answer);
    c.set('fault', fault.kind);
    return failSubmit(c, clock, fault, accept, jimengDialect(now));
  };

  const query: Action = (c, body) => {
    const now = clock.now();
    const keys = taskKeys.safeParse(body);
    if (!keys.success) return c.json(coded(now, 50200, 'req_key and task_id are required', null), 400);
    const job = found(keys.data.req_key, keys.data.task_id);
    if (job === undefined) return c.json(notFound(now));
    const phase = store.phase(job);
    const link = linkTo(c, job);
    const answer = (seen: Phase): JsonObject => {
      const { status, json } = taskAnswer(now, seen, link);
      c.status(status);
      return json;
    };
    const fail = (failure: SimulatedFailure) => store.phase(store.fail(job, failure));
    const polled = { job, phase, link, answer, fail };
    const fault = faults.poll.strike({ service: 'jimeng', job }, (rule) => canFailPoll(rule, polled));
    if (fault === undefined) return c.json(answer(phase));
    c.set('fault', fault.kind);
    return failPoll(c, clock, fault, polled, jimengDialect(now));
  };

  const cancel: Action = (c, body) => {
    const now = clock.now();
    const keys = taskKeys.safeParse(body);
    if (!keys.success) return c.json(coded(now, 50200, 'req_key and task_id are required', null), 400);
    const job = found(keys.data.req_key, keys.data.task_id);
    // Numbers and words of a refusal are not written down [guess], nor is the body of a success [guess].
    if (job === undefined) return c.json(coded(now, 50200, 'task_id: not found', null), 400);
    const { status } = store.phase(job);
    if (status !== 'queued') return c.json(coded(now, 50200, `task is ${status}, not in_queue`, null), 400);
    canceled.set(job.task.id, true);
    return c.json(done(now, null));
  };

  return new Map([
    [kind, submit],
    ['CVSync2AsyncGetResult', query],
    ['CVCancelTask', cancel],
  ]);
}
