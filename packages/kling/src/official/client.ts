import {
  type CallOptions,
  type GenerateOptions,
  type Submission,
  VideoError,
  type VideoTask,
} from '@vid/core';
import {
  type AcceptedRequest,
  newSubmission,
  newTask,
  nextTask,
  submissionUnknown,
  submitPaid,
} from '@vid/core/provider-kit';
import { readTask } from './mapping.ts';
import { type Kind, kinds, type OfficialBody, type OfficialTask, words } from './schema.ts';
import type { Transport } from './transport.ts';

/** Sends one paid request under our own name for it, by which it can be looked up. */
export async function submit(
  { request, requireKey, send }: Transport,
  accepted: Pick<AcceptedRequest, 'provider' | 'api' | 'model'>,
  { kind, body }: { readonly kind: Kind; readonly body: OfficialBody },
  options: GenerateOptions = {},
): Promise<VideoTask> {
  requireKey();
  const lookup = { kind };
  // The fingerprint is that of the dry run: equal requests have equal ones, whatever their references.
  const submission = await newSubmission(accepted, request('POST', kind, body), options, lookup);
  const named = request('POST', kind, { ...body, external_task_id: submission.reference });
  return submitPaid(submission, options, async () => {
    const { data, request_id: requestId } = await send(named, options, true);
    if (data?.task_id !== undefined) return newTask(accepted, data.task_id, lookup);
    throw submissionUnknown('kling', 'it answered without a task id', { requestId });
  });
}

/** What the service has under an id, its own or ours. */
async function ask(
  { request, send }: Transport,
  kind: Kind,
  id: string,
  options: CallOptions = {},
): Promise<OfficialTask> {
  const { data } = await send(request('GET', `${kind}/${encodeURIComponent(id)}`), options, false);
  if (data !== undefined) return data;
  throw odd('it holds no task');
}

/** Asks once, free of charge. */
export async function query(
  transport: Transport,
  task: VideoTask,
  options?: CallOptions,
): Promise<VideoTask> {
  const kind = kindOf(task, `Task ${task.id}`);
  return nextTask(task, readTask(await ask(transport, kind, task.id, options)), words);
}

/** The task that bears our reference; `undefined` where the service knows none. */
export async function reconcile(
  transport: Transport,
  submission: Submission,
  options?: CallOptions,
): Promise<VideoTask | undefined> {
  const { provider, api, model, reference, submittedAt: createdAt } = submission;
  const kind = kindOf(submission, 'The submission');
  try {
    const found = await ask(transport, kind, reference, options);
    const external = found.task_info?.external_task_id;
    if (external !== undefined && external !== reference) throw odd('it holds the task of another reference');
    if (found.task_id === undefined) throw odd('it holds no task id');
    const accepted = { provider, api, model, id: found.task_id, lookup: { kind }, createdAt } as const;
    return nextTask({ ...accepted, status: 'queued' }, readTask(found), words);
  } catch (error) {
    // How a reference that nobody knows is answered is not documented; as an unknown resource [guess].
    if (error instanceof VideoError && error.code === 'not-found') return undefined;
    throw error;
  }
}

const odd = (what: string) =>
  new VideoError('provider-unavailable', `kling gave an odd answer: ${what}. It says nothing; ask again.`, {
    provider: 'kling',
  });

/** The route of something that is ours. */
function kindOf(
  { provider, api, lookup }: Pick<VideoTask, 'provider' | 'api' | 'lookup'>,
  what: string,
): Kind {
  if (provider !== 'kling' || api !== 'official') {
    const message = `${what} belongs to ${provider} (${api}), not to kling (official).`;
    throw new VideoError('invalid-request', message, { provider: 'kling' });
  }
  const kind = kinds.find((known) => known === lookup?.['kind']);
  if (kind !== undefined) return kind;
  const message = `${what} of kling does not say where it was made (lookup.kind).`;
  throw new VideoError('invalid-request', message, { provider: 'kling' });
}
