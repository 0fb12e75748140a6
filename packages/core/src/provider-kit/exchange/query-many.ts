import { type Capabilities, maxBatchOf } from '../../contract/capabilities.ts';
import { orVideoError, VideoError } from '../../contract/error.ts';
import type { CallOptions, QueryOutcome } from '../../contract/provider.ts';
import type { Redactor } from '../../contract/redact.ts';
import type { VideoTask } from '../../contract/task.ts';
import type { Calls } from './calls.ts';
import { quote } from './classify.ts';
import type { HttpProviderDefinition } from '../definition.ts';
import { requireOwn, requireTask } from '../../contract/task-from-id.ts';
import { readOr, unexpectedAnswer } from '../reading.ts';

type Parts = NonNullable<HttpProviderDefinition['queryMany']>;

/** Asks about several tasks at once, and reads of each what its own entry says. */
export function createQueryMany(
  definition: HttpProviderDefinition,
  { batches, request, readEntries, idOf, readTask }: Parts,
  { root, send, read, nextOf }: Calls,
  capabilities: Capabilities,
) {
  const { provider, api } = definition;
  const limit = maxBatchOf(capabilities, definition);

  /** Why the task is in no request. */
  const refusalOf = (task: VideoTask) =>
    orVideoError(() => {
      requireTask(task, definition);
      requireOwn(task, provider, api, task);
      if (batches?.(task) !== false) return undefined;
      const message = `${provider} (${api}) answers for task ${task.id} alone; nothing was sent. Ask with query.`;
      throw new VideoError('unsupported', message, { provider });
    });

  const readEntry = (task: VideoTask, entry: unknown, redact: Redactor): VideoTask => {
    const reading = readTask(entry, task);
    if (reading === undefined) throw unexpectedAnswer(provider, 'its entry holds no task', task);
    return nextOf(task, reading, redact);
  };

  const readEntriesOf = (task: VideoTask, entries: readonly unknown[], redact: Redactor) =>
    orVideoError(() => {
      const [first, ...others] = read(task, () => entries.map((entry) => readEntry(task, entry, redact)));
      if (first === undefined) {
        const message = `${provider} lists no task ${task.id} among those asked about. This says nothing about the task.`;
        throw new VideoError('not-found', message, { provider });
      }
      const text = JSON.stringify(first);
      if (others.some((other) => JSON.stringify(other) !== text))
        throw unexpectedAnswer(provider, 'it says two things of it', task);
      return first;
    });

  const askTogether = async (tasks: readonly VideoTask[], options: CallOptions) => {
    const distinct = [...new Map(tasks.map((task) => [task.id, task])).values()];
    const { answer, redact, fail, isOk, isError } = await send(request(distinct), options, 'query');
    return read(undefined, () => {
      if (!isOk || isError()) throw fail();
      const entries = readEntries(answer.json);
      if (entries === undefined)
        throw unexpectedAnswer(provider, `it holds no list of tasks: ${quote(answer, redact, root)}`);
      const named = entries.map((entry) => ({
        entry,
        id: readOr(
          () => undefined,
          () => idOf(entry),
        ),
      }));
      return tasks.map((task) => {
        const own = named.flatMap(({ id, entry }) => (id === task.id ? [entry] : []));
        return [task, readEntriesOf(task, own, redact)] as const;
      });
    });
  };

  return async (tasks: readonly VideoTask[], options: CallOptions = {}): Promise<readonly QueryOutcome[]> => {
    const refusals = tasks.map(refusalOf);
    const asked = tasks.filter((_task, index) => refusals[index] === undefined);
    const outcomes = new Map<VideoTask, QueryOutcome>();
    for (let start = 0; start < asked.length; start += limit) {
      const together = asked.slice(start, start + limit);
      const answers = await askTogether(together, options).catch((error: unknown) => {
        if (!(error instanceof VideoError)) throw error;
        return together.map((task) => [task, error] as const);
      });
      for (const [task, outcome] of answers) outcomes.set(task, outcome);
    }
    return tasks.map(
      (task, index) => refusals[index] ?? outcomes.get(task) ?? readEntriesOf(task, [], String),
    );
  };
}
