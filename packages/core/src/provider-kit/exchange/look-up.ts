import type { CallOptions } from '../../contract/provider.ts';
import { VideoError } from '../../contract/error.ts';
import type { Submission } from '../../contract/submission.ts';
import type { VideoTask } from '../../contract/task.ts';
import type { Calls } from './calls.ts';
import { submissionUnknown } from './connection-error.ts';
import type { CandidateTask, HttpProviderDefinition, WireRequest } from '../definition.ts';
import { newTask } from './next-task.ts';
import { unexpectedAnswer } from '../reading.ts';
import { unprovenError } from './submit.ts';

/** A longer list is not read to its end: each page is a request, and the caller waits for all of them. */
const mostPages = 100;

const tasksOf = (submission: Submission, candidates: readonly CandidateTask[]) =>
  candidates.map(({ id, createdAt = submission.submittedAt }) =>
    newTask(submission, id, submission.lookup, createdAt),
  );

/** What became of a submission whose outcome is unknown. */
export function createLookUps(
  { provider, reconcile, submit }: HttpProviderDefinition,
  { send, read, nextOf }: Calls,
) {
  const lookUp = async (
    { request, nextPage, readTask, readCandidates }: NonNullable<HttpProviderDefinition['reconcile']>,
    submission: Submission,
    options: CallOptions,
  ): Promise<VideoTask | undefined> => {
    /** By their ids: a list that grows while it is read shows a task on two pages. */
    const found = new Map<string, VideoTask>();
    const unproven = (isWhole: boolean) => unprovenError(submission, [...found.values()], isWhole);
    let page: WireRequest | undefined = request(submission);
    let pages = 0;
    while (page !== undefined) {
      const call = await send(page, options, 'query', true);
      const { answer, redact, fail, isOk, isError } = call;
      const asked: string = page.path;
      page = undefined;
      const proven = read(undefined, () => {
        const error = isOk && !isError() ? undefined : fail();
        if (error?.code === 'not-found') return undefined;
        if (error !== undefined) throw error;
        const own = readTask(answer.json, submission);
        if (own === undefined) {
          for (const task of tasksOf(submission, readCandidates?.(answer.json, submission) ?? []))
            found.set(task.id, task);
          page = nextPage?.(answer.json, submission);
          pages += 1;
          if (page?.path === asked) throw unexpectedAnswer(provider, 'its list does not end');
          if (page !== undefined && pages >= mostPages) throw unproven(false);
          return undefined;
        }
        if (own.reference !== undefined && own.reference !== submission.reference)
          throw unexpectedAnswer(provider, 'it holds the task of another reference');
        if (own.id === undefined) throw unexpectedAnswer(provider, 'it holds no task id');
        const task = newTask(submission, own.id, submission.lookup, submission.submittedAt);
        return nextOf(task, own.reading, redact);
      });
      if (proven !== undefined) return proven;
    }
    if (found.size === 0) return undefined;
    throw unproven(true);
  };

  /** The task that already bears the reference. That nobody finds it now is no proof that there is none. */
  const adopt = async (submission: Submission, options: CallOptions): Promise<VideoTask> => {
    const found = reconcile && (await lookUp(reconcile, submission, options).catch(abortOrNothing(options)));
    if (found !== undefined) return found;
    const reason = `it has a task under reference ${submission.reference} already, which was not found`;
    throw submissionUnknown(provider, reason);
  };

  /** Once more under the same reference, after a look-up: the service refuses a second task. All but a task leaves it open. */
  const sendAgain = async (
    submission: Submission,
    options: CallOptions,
    unknown: VideoError,
    post: () => Promise<VideoTask>,
  ): Promise<VideoTask> => {
    if (reconcile === undefined) throw unknown;
    const attempt = async () => (await lookUp(reconcile, submission, options)) ?? (await post());
    const task = await attempt().catch(abortOrNothing(options));
    if (task === undefined) throw unknown;
    return task;
  };

  /** What may have come of a submit of unknown outcome; none where the request fails. */
  const candidatesFor = async (
    submission: Submission,
    body: object,
    options: CallOptions,
  ): Promise<readonly VideoTask[]> => {
    const { candidates } = submit;
    if (candidates === undefined) return [];
    const { answer, isOk, isError } = await send(candidates.request(submission, body), options, 'query');
    if (!isOk || isError()) return [];
    return tasksOf(submission, candidates.readTasks(answer.json, submission, body));
  };

  return { lookUp, adopt, sendAgain, candidatesFor };
}

/** For `catch`: `undefined` for whatever went wrong, but an abort stays one. */
export const abortOrNothing =
  ({ signal }: CallOptions) =>
  (error: unknown) => {
    if (signal?.aborted === true) throw error;
    return undefined;
  };
