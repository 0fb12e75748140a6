import { explainValue } from '../../contract/explain-problem.ts';
import { modelOf, type ModelRef } from '../../contract/names.ts';
import { show } from '../../contract/shown.ts';
import { redact as redactText, type Redactor } from '../../contract/redact.ts';
import type { TaskFailure, VideoTask } from '../../contract/task.ts';
import {
  linkOf,
  noReason,
  type StatusMap,
  statusOf,
  type TaskReading,
  unexpectedAnswer,
} from '../reading.ts';

/** How an answer is read. */
export interface ReadingContext {
  /** Where the service is: links may be relative to it. Default: none are. */
  readonly baseUrl?: string | undefined;
  /** Blanks the secrets of the call. Default: what is recognisable by its form. */
  readonly redact?: Redactor | undefined;
}

/**
 * The task as the answer tells it. Throws a retryable `VideoError('provider-unavailable')` for an answer that
 * tells nothing: another id, no status, an unknown word, an end without a link. The task stays what it was.
 */
export function nextTask(
  task: VideoTask,
  reading: TaskReading,
  statuses: StatusMap,
  { baseUrl, redact = redactText }: ReadingContext = {},
): VideoTask {
  if (reading.id !== undefined && reading.id !== task.id)
    throw unexpectedAnswer(task.provider, `it is about task ${redact(reading.id)}`, task);
  const { provider, api, model, id, lookup, createdAt, attempts } = task;
  const cost = reading.cost === 'unknown' ? undefined : (reading.cost ?? task.cost);
  const usage = reading.usage === 'unknown' ? undefined : (reading.usage ?? task.usage);
  const identity = {
    provider,
    api,
    model,
    id,
    ...(lookup !== undefined && { lookup }),
    ...(createdAt !== undefined && { createdAt }),
    ...(cost !== undefined && { cost }),
    ...(usage !== undefined && { usage }),
    ...(attempts !== undefined && { attempts }),
  };
  const status = statusOf(reading.status, statuses);
  switch (status) {
    case 'queued':
    case 'running':
      return { ...identity, status, ...(reading.progress !== undefined && { progress: reading.progress }) };
    case 'succeeded': {
      const videos = (reading.videos ?? []).flatMap(({ url: link, ...video }) => {
        const url = linkOf(link, baseUrl);
        return url === undefined ? [] : [{ ...video, url }];
      });
      if (videos.length === 0)
        throw unexpectedAnswer(
          provider,
          'the task has finished, but there is no link yet',
          task,
          'succeeded',
        );
      return { ...identity, status, videos };
    }
    case 'failed':
      return { ...identity, status, failure: redacted(reading.failure ?? noReason, redact) };
    case 'canceled':
      return { ...identity, status };
    case undefined: {
      const { status: word } = reading;
      throw unexpectedAnswer(
        provider,
        word === undefined ? 'no status' : `unknown status ${explainValue(show(redact(word)))}`,
        task,
      );
    }
  }
}

/** A service may quote what it was sent. */
const redacted = ({ reason, message, providerCode }: TaskFailure, redact: Redactor): TaskFailure => ({
  reason,
  message: redact(message),
  ...(providerCode !== undefined && { providerCode: redact(providerCode) }),
});

/** The task that a service has just accepted. `lookup`: what else than the id `query` needs to find it again. */
export function newTask(
  model: ModelRef,
  id: string,
  lookup?: Readonly<Record<string, string>>,
  createdAt: string = new Date().toISOString(),
): VideoTask & { readonly createdAt: string } {
  return { ...modelOf(model), id, ...(lookup !== undefined && { lookup }), createdAt, status: 'queued' };
}
