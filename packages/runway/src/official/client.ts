import {
  type CallOptions,
  type CancelResult,
  type GenerateOptions,
  isFinal,
  type PreparedRequest,
  VideoError,
  type VideoTask,
} from '@vid/core';
import {
  type AcceptedRequest,
  blank,
  createHttpClient,
  environmentVariable,
  newSubmission,
  newTask,
  nextTask,
  requireOwnTask,
  submissionUnknown,
  submitPaid,
} from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { errorFrom, type Purpose } from './errors.ts';
import { readTask, submitPath, toSubmitBody } from './mapping.ts';
import { submitAnswerSchema, words } from './schema.ts';
import { type OfficialSettings, keyVariable, requireSettings } from './settings.ts';
import { filesToUpload, type Places, placesByContent, type Storage, uploadFiles } from './uploads.ts';

const provider = 'runway';
/** The SDK gives up after 60 s [doc]; a submit that is given up may have been paid. */
const submitTimeoutMs = 120_000;
const queryTimeoutMs = 30_000;
/** 200 MB at 3 Mbit/s. */
const uploadTimeoutMs = 600_000;

/** An estimate is of a video: of one that was not made, only what the service then says is its cost. */
function heard(task: VideoTask, answer: unknown): VideoTask {
  const reading = readTask(answer);
  const after = nextTask(task, reading, words);
  if (after.status !== 'failed' && after.status !== 'canceled') return after;
  const { cost: _estimate, ...unpriced } = task;
  return nextTask(unpriced, reading, words);
}

const pathOf = (task: VideoTask) => `/v1/tasks/${encodeURIComponent(task.id)}`;

export function createClient(settings: OfficialSettings) {
  const { apiKey, baseUrl = 'https://api.dev.runwayml.com', onBehalfOf, fetch } = requireSettings(settings);

  const request = (method: PreparedRequest['method'], path: string, body?: object): PreparedRequest => ({
    method,
    url: `${baseUrl.replace(/\/+$/, '')}${path}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${blank}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      // The version of the API; `/v1` is not [doc].
      'x-runway-version': '2024-11-06',
      ...(onBehalfOf !== undefined && { 'x-runway-on-behalf-of': onBehalfOf }),
    },
    body,
  });

  const send = async (
    prepared: PreparedRequest,
    options: CallOptions,
    purpose: Purpose,
  ): Promise<unknown> => {
    const key = requireKey(apiKey);
    const http = createHttpClient({ provider, fetch, secrets: [key] });
    const signed = { ...prepared, headers: { ...prepared.headers, authorization: `Bearer ${key}` } };
    const paid = purpose === 'submit';
    const timeoutMs = paid ? submitTimeoutMs : queryTimeoutMs;
    const answer = await http.send(signed, { ...options, paid, timeoutMs });
    if (answer.status < 200 || answer.status > 299) throw errorFrom(answer, purpose, [key]);
    return answer.json;
  };

  const storageFor = (options: CallOptions): Storage => ({
    askForSlot: (body) => send(request('POST', '/v1/uploads', body), options, 'upload'),
    send: (url, form) =>
      createHttpClient({ provider, fetch }).send(
        { method: 'POST', url, headers: {}, body: form },
        { signal: options.signal, paid: false, timeoutMs: uploadTimeoutMs },
      ),
    mayBeHttp: new URL(baseUrl).protocol === 'http:',
  });

  const query = async (task: VideoTask, options: CallOptions = {}): Promise<VideoTask> => {
    requireOwnTask(task, provider, 'official');
    return heard(task, await send(request('GET', pathOf(task)), options, 'question'));
  };

  const prepare = (accepted: AcceptedRequest): PreparedRequest =>
    request('POST', submitPath(accepted), toSubmitBody(accepted));

  return {
    prepare,
    async submit(accepted: AcceptedRequest, options: GenerateOptions = {}) {
      requireKey(apiKey);
      const dryRun = prepare(accepted);
      const files = filesToUpload(accepted.request);
      const withPlaces = (places: Places): PreparedRequest =>
        files.length === 0 ? dryRun : { ...dryRun, body: toSubmitBody(accepted, places) };
      const prepared = withPlaces(await uploadFiles(files, storageFor(options), options));
      // Equal requests have equal fingerprints, whatever link an upload was given.
      const byContent = withPlaces(await placesByContent(files));
      // The service takes no reference of ours [client], so an unknown outcome cannot be looked up.
      const submission = await newSubmission(accepted, byContent, options);
      return submitPaid(submission, options, async () => {
        const answer = z.safeParse(submitAnswerSchema, await send(prepared, options, 'submit'));
        if (!answer.success) throw submissionUnknown(provider, 'it answered without a task id');
        const { id, estimatedCost } = answer.data;
        return heard(newTask(accepted, id), { status: 'PENDING', estimatedCost });
      });
    },
    query,
    /** Asks first: on a finished task the same call would delete the video. */
    cancel: async (task: VideoTask, options: CallOptions = {}): Promise<CancelResult> => {
      const now = await query(task, options);
      if (now.status === 'succeeded') return { outcome: 'goes-on', billed: 'yes', task: now };
      if (isFinal(now)) return { outcome: 'stopped', billed: 'unknown', task: now };
      await send(request('DELETE', pathOf(task)), options, 'question');
      // Whether a stopped task is refunded is nowhere said.
      const stopped = heard(now, { status: 'CANCELLED' });
      return { outcome: 'stopped', billed: 'unknown', task: stopped };
    },
  };
}

function requireKey(given: string | undefined): string {
  const key = (given ?? environmentVariable(keyVariable) ?? '').trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const what = key === '' ? 'There is no key' : 'The key holds characters that no header may hold';
  const message = `${what} for Runway's own api: pass apiKey, or set ${keyVariable}. Nothing was sent.`;
  throw new VideoError('authentication', message, { provider });
}
