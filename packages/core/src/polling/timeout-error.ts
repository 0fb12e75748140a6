import { VideoError } from '../contract/error.ts';
import type { VideoTask } from '../contract/task.ts';

/** What is known of a task when the time of a wait is over. */
export interface Outlook {
  readonly task: VideoTask;
  readonly lastError: VideoError | undefined;
  /** Polls that told nothing, all of them or those since the last that did. */
  readonly failedPolls: number;
  readonly wasAnswered: boolean;
}

function outlookText({ task, lastError, failedPolls, wasAnswered }: Outlook, seconds: string): string {
  if (lastError?.reportedStatus === 'succeeded')
    return `finished without a link, by what its service says, and none came within ${seconds}. It`;
  if (wasAnswered || failedPolls === 0) return `was still ${task.status} after ${seconds}. It continues and`;
  return (
    `was ${task.status}, and none of ${failedPolls} polls in ${seconds} told its status; check baseUrl and what stands ` +
    `between. It may continue and`
  );
}

/** How a wait ends whose time is over. */
export function timeoutError(timeoutMs: number, outlook: Outlook): VideoError {
  const { task, lastError } = outlook;
  const last = lastError === undefined ? '' : ` The last poll failed: ${lastError.message}`;
  const seconds = `${timeoutMs / 1000} s`;
  const message =
    task.unconfirmed === true
      ? `No answer of ${task.provider} confirmed task ${task.id} in ${seconds}, so it is unknown whether it exists. ` +
        `Check its id and api, or call wait again with error.task.${last}`
      : `Task ${task.id} at ${task.provider} ${outlookText(outlook, seconds)} will be billed; ` +
        `call wait again with error.task, do not send the request again.${last}`;
  return new VideoError('timeout', message, { provider: task.provider, task, cause: lastError });
}
