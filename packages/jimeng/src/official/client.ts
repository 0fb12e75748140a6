import {
  type CallOptions,
  type CancelResult,
  type GenerateOptions,
  type PreparedRequest,
  VideoError,
  type VideoTask,
} from '@vid/core';
import {
  type AcceptedRequest,
  blank,
  createHttpClient,
  newSubmission,
  newTask,
  requireOwnTask,
  submissionUnknown,
  submitPaid,
} from '@vid/core/provider-kit';
import { errorFrom, isSuccess, readTask, taskIdOf } from './answers.ts';
import type { SubmitBody } from './schema.ts';
import { type OfficialSettings, requireCredentials, requireSettings, sessionTokenOf } from './settings.ts';
import { sign } from './signature.ts';

const provider = 'jimeng';

/** A submit is answered in tenths of a second [doc: `time_elapsed`], but pictures go up with it. */
const submitTimeoutMs = 120_000;
const queryTimeoutMs = 30_000;

type Action = 'CVSync2AsyncSubmitTask' | 'CVSync2AsyncGetResult' | 'CVCancelTask';

export function createClient(given: OfficialSettings) {
  const settings = requireSettings(given);
  const { baseUrl = 'https://visual.volcengineapi.com', fetch } = settings;

  /** What differs with every call, or is secret, is blanked. */
  const request = (action: Action, body: object): PreparedRequest => ({
    method: 'POST',
    url: `${baseUrl.replace(/\/+$/, '')}/?Action=${action}&Version=2022-08-31`,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-content-sha256': blank,
      'x-date': blank,
      ...(sessionTokenOf(settings) !== undefined && { 'x-security-token': blank }),
      authorization: blank,
    },
    body,
  });

  const send = async (prepared: PreparedRequest, options: CallOptions, paid: boolean) => {
    const credentials = requireCredentials(settings);
    const { accessKey, secretKey, sessionToken = '' } = credentials;
    const secrets = [secretKey, accessKey, sessionToken];
    // The signature covers the exact bytes: the http client sends this very text.
    const body = JSON.stringify(prepared.body);
    const signed = await sign({ ...prepared, body }, credentials, new Date());
    const http = createHttpClient({ provider, fetch, secrets });
    const answer = await http.send(
      { ...prepared, headers: { ...prepared.headers, ...signed.headers } },
      { ...options, paid, timeoutMs: paid ? submitTimeoutMs : queryTimeoutMs },
    );
    return { answer, asked: { paid, secrets } };
  };

  const query = async (task: VideoTask, options: CallOptions = {}): Promise<VideoTask> => {
    const { answer, asked } = await send(request('CVSync2AsyncGetResult', keysOf(task)), options, false);
    return readTask(task, answer, asked, Date.now());
  };

  return {
    prepare: (body: SubmitBody) => request('CVSync2AsyncSubmitTask', body),
    /** The service takes no reference of ours and lists nothing: an unknown outcome cannot be looked up. */
    async submit(accepted: AcceptedRequest, body: SubmitBody, options: GenerateOptions = {}) {
      requireCredentials(settings);
      const prepared = request('CVSync2AsyncSubmitTask', body);
      const lookup = { reqKey: body.req_key };
      const submission = await newSubmission(accepted, prepared, options, lookup);
      return submitPaid(submission, options, async () => {
        const { answer, asked } = await send(prepared, options, true);
        const id = taskIdOf(answer);
        if (id !== undefined) return newTask(accepted, id, lookup);
        throw isSuccess(answer)
          ? submissionUnknown(provider, 'it answered without a task id')
          : errorFrom(answer, asked);
      });
    },
    query,
    /** Only a task that waits in the queue can be stopped [doc]. How a refusal looks is not written down: we ask. */
    cancel: async (task: VideoTask, options: CallOptions = {}): Promise<CancelResult> => {
      const { answer, asked } = await send(request('CVCancelTask', keysOf(task)), options, false);
      if (isSuccess(answer)) {
        const { provider, api, model, id, lookup, createdAt } = task;
        const identity = { provider, api, model, id, ...(lookup !== undefined && { lookup }), createdAt };
        return { outcome: 'stopped', billed: 'unknown', task: { ...identity, status: 'canceled' } };
      }
      const refusal = errorFrom(answer, asked);
      if (refusal.code !== 'invalid-request') throw refusal;
      const now = await query(task, options);
      if (now.status === 'running' || now.status === 'succeeded') {
        return { outcome: 'goes-on', billed: 'yes', task: now };
      }
      if (now.status === 'queued') throw refusal;
      return { outcome: 'stopped', billed: 'unknown', task: now };
    },
  };
}

/** Both are needed, and the key must be the one of the submit [doc]. */
function keysOf(task: VideoTask): { readonly req_key: string; readonly task_id: string } {
  const reqKey = task.lookup?.['reqKey'];
  requireOwnTask(task, provider, 'official');
  if (reqKey !== undefined) return { req_key: reqKey, task_id: task.id };
  const message = `Task ${task.id} has no lookup.reqKey, without which jimeng (official) does not find it.`;
  throw new VideoError('invalid-request', message, { provider, task });
}
