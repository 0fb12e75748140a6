import type { Capabilities } from '../contract/capabilities.ts';
import { checkGenerateOptions } from '../contract/read-request.ts';
import type {
  CallOptions,
  CancelResult,
  GenerateOptions,
  PreparedRequest,
  VideoProvider,
} from '../contract/provider.ts';
import { createRedactor, type Redactor } from '../contract/redact.ts';
import { VideoError } from '../contract/error.ts';
import type { VideoRequest } from '../contract/request.ts';
import type { Submission } from '../contract/submission.ts';
import { requireTask } from '../contract/task-from-id.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { validationOf } from '../contract/validation.ts';
import { type AcceptedRequest, acceptRequest } from './accept.ts';
import { createCallbackHandler } from './callback.ts';
import { answerError, classify, type Purpose } from './classify.ts';
import { submissionUnknown } from './connection-error.ts';
import type { HttpProviderDefinition, UploadCalls, WireRequest } from './definition.ts';
import { createHttpClient } from './http.ts';
import { newTask, nextTask, noReason, requireOwn, unexpectedAnswer } from './next-task.ts';
import { newSubmission, submitPaid, submitTimeoutMs } from './submit.ts';

const queryTimeoutMs = 30_000;

/**
 * A provider over HTTP from what is the service's own: keys, routes, body writers, readers, status words and errors. The
 * kit checks keys and base URL, builds requests, signs, sends, times out, judges answers by the error table, blanks
 * secrets, checks ids and links, repeats proven refusals, asks before it cancels and looks submissions up.
 */
export function createHttpProvider(definition: HttpProviderDefinition): VideoProvider {
  const { provider, api, authentication, errors, statuses, otherApis } = definition;
  const { submit, query, cancel, reconcile } = definition;
  const capabilities = withOtherApis(definition.capabilities, otherApis);
  const root = definition.baseUrl.replace(/\/+$/, '');
  const http = createHttpClient({ provider, fetch: definition.fetch });

  /** The request as a dry run shows it. */
  const prepare = ({
    path,
    body,
    method = body === undefined ? 'GET' : 'POST',
  }: WireRequest): PreparedRequest => ({
    method,
    url: `${root}${path}`,
    headers: {
      accept: 'application/json',
      ...authentication.shown(),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...definition.headers,
    },
    body,
  });

  /** The answer to one call, and the error that it is or would be. */
  const send = async (request: WireRequest, options: CallOptions, purpose: Purpose, repeat = false) => {
    const prepared = prepare(request);
    const { secrets, headersFor } = authentication.credentials();
    const { signal, headers: extra } = options;
    const once = async (anew: boolean) => {
      const keys = await headersFor(prepared, anew);
      // Made when something is quoted.
      const redact: Redactor = (text) => createRedactor(secrets, { ...extra, ...keys })(text);
      const paid = purpose === 'submit';
      const answer = await http.send(
        { ...prepared, headers: { ...prepared.headers, ...keys } },
        { signal, headers: extra, timeoutMs: paid ? submitTimeoutMs : queryTimeoutMs, paid, repeat, redact },
      );
      return { answer, redact };
    };
    const first = await once(false);
    const { answer, redact } = authentication.isStale?.(first.answer) === true ? await once(true) : first;
    return {
      answer,
      redact,
      isOk: answer.status >= 200 && answer.status <= 299,
      isError: () => errors.isError?.(answer.json) === true,
      fail: () => answerError(provider, answer, classify(answer, errors), purpose, redact),
    };
  };

  const askOnce = async (task: VideoTask, options: CallOptions): Promise<VideoTask> => {
    const { answer, redact, fail, isOk, isError } = await send(query.request(task), options, 'query');
    const reading = isOk ? query.readTask(answer.json, task) : undefined;
    if (reading !== undefined) return redacted(nextTask(task, reading, statuses), redact);
    if (isOk && !isError()) throw unexpectedAnswer(provider, 'the answer holds no task', task);
    const error = fail();
    // A page of whoever stands in between, whatever its status, says nothing about the task.
    if (answer.json === undefined && !error.retryable) throw unexpectedAnswer(provider, error.message, task);
    const { body, rule } = classify(answer, errors);
    if (rule.failure === undefined) throw error;
    // The answer is an error, and the end of the task.
    const { message = noReason.message, code: providerCode } = body ?? {};
    const failure = { reason: rule.failure, message, ...(providerCode !== undefined && { providerCode }) };
    return redacted(nextTask(task, { status: 'failed', failure }, { failed: 'failed' }), redact);
  };

  const ask = async (task: VideoTask, options: CallOptions = {}): Promise<VideoTask> => {
    requireTask(task, definition);
    requireOwn(task, provider, api, task);
    const { lookups = [] } = query;
    if (task.lookup !== undefined || lookups.length === 0) return askOnce(task, options);
    let notFound: unknown;
    for (const lookup of lookups) {
      try {
        return await askOnce({ ...task, lookup }, options);
      } catch (error) {
        if (!(error instanceof VideoError) || error.code !== 'not-found') throw error;
        notFound = error;
      }
    }
    throw notFound;
  };

  const generate = async (accepted: AcceptedRequest, options: GenerateOptions): Promise<VideoTask> => {
    checkGenerateOptions(options);
    authentication.credentials();
    const { body = {}, lookup, ...request } = submit.request(accepted);
    const uploaded = await submit.upload?.(accepted, uploads(options));
    // Equal requests have equal fingerprints, whatever their references and the links of their uploads.
    const submission = newSubmission(accepted, { body: uploaded?.fingerprinted ?? body }, options, lookup);
    const content = uploaded?.body ?? body;
    const named = submit.withReference?.(content, submission.reference) ?? content;
    return submitPaid(submission, options, async () => {
      const { answer, fail, isOk, isError } = await send({ ...request, body: named }, options, 'submit');
      const made = isOk ? submit.readTask(answer.json) : undefined;
      if (made !== undefined) {
        const { id, cost } = made;
        return nextTask(newTask(accepted, id, lookup), { status: 'queued', cost }, { queued: 'queued' });
      }
      if (!isOk || isError()) throw fail();
      const { requestId } = errors.read(answer.json, answer.status) ?? {};
      const details = { requestId, httpStatus: answer.status };
      throw submissionUnknown(provider, 'it answered without a task id', details);
    });
  };

  const uploads = (options: GenerateOptions): UploadCalls => ({
    baseUrl: root,
    options,
    call: async (request) => {
      const { answer, fail, isOk, isError } = await send(request, options, 'upload');
      if (!isOk || isError()) throw fail();
      return answer.json;
    },
    sendForm: (url, form, timeoutMs) =>
      http.send(
        { method: 'POST', url, headers: {}, body: form },
        { signal: options.signal, paid: false, timeoutMs },
      ),
  });

  const dryRun = (request: VideoRequest) => prepare(submit.request(acceptRequest(capabilities, request)));

  return {
    id: provider,
    capabilities,
    prepare: dryRun,
    validateRequest: (request) => validationOf(() => dryRun(request)),
    generate: async (request, options = {}) => generate(acceptRequest(capabilities, request), options),
    query: ask,
    ...(cancel !== undefined && {
      async cancel(task: VideoTask, options: CallOptions = {}): Promise<CancelResult> {
        // On a finished task the same call might delete the video.
        const now = await ask(task, options);
        const { request, from = ['queued', 'running'] } = cancel;
        if (isFinal(now) || !from.includes(now.status)) return cameTooLate(now);
        const { fail, isOk, isError } = await send(request(now), options, 'query');
        // Whether a stopped task is refunded is nowhere said.
        if (isOk && !isError()) {
          const stopped = nextTask(now, { status: 'canceled', cost: 'unknown' }, { canceled: 'canceled' });
          return { outcome: 'stopped', billed: 'unknown', task: stopped };
        }
        const error = fail();
        if (error.retryable) throw error;
        // It may have moved on meanwhile.
        const after = await ask(task, options);
        if (isFinal(after) || !from.includes(after.status)) return cameTooLate(after);
        throw error;
      },
    }),
    ...(reconcile !== undefined && {
      async reconcile(submission: Submission, options: CallOptions = {}): Promise<VideoTask | undefined> {
        requireOwn(submission, provider, api);
        const request = reconcile.request(submission);
        const { answer, redact, fail, isOk, isError } = await send(request, options, 'query', true);
        const error = isOk && !isError() ? undefined : fail();
        if (error?.code === 'not-found') return undefined;
        if (error !== undefined) throw error;
        const found = reconcile.readTask(answer.json, submission);
        if (found === undefined) return undefined;
        if (found.reference !== undefined && found.reference !== submission.reference)
          throw unexpectedAnswer(provider, 'the answer holds the task of another reference');
        if (found.id === undefined) throw unexpectedAnswer(provider, 'the answer holds no task id');
        const task = newTask(submission, found.id, submission.lookup, submission.submittedAt);
        return redacted(nextTask(task, found.reading, statuses), redact);
      },
    }),
    ...(definition.readCallback !== undefined && {
      handleCallback: createCallbackHandler({ provider, api, statuses, read: definition.readCallback }),
    }),
  };
}

function withOtherApis(capabilities: Capabilities, others: readonly Capabilities[] = []): Capabilities {
  const elsewhere = others.flatMap(({ models }) =>
    models.map(({ provider, api, model }) => ({ provider, api, model })),
  );
  return elsewhere.length === 0 ? capabilities : { ...capabilities, elsewhere };
}

/** Nothing was stopped: the task has ended, or goes on and is billed. */
const cameTooLate = (task: VideoTask): CancelResult =>
  task.status === 'failed' || task.status === 'canceled'
    ? { outcome: 'stopped', billed: 'unknown', task }
    : { outcome: 'goes-on', billed: 'yes', task };

/** The task without secrets: a service may quote what it was sent. */
function redacted(task: VideoTask, redact: Redactor): VideoTask {
  if (task.status !== 'failed') return task;
  const { failure } = task;
  const { providerCode } = failure;
  return {
    ...task,
    failure: {
      ...failure,
      message: redact(failure.message),
      ...(providerCode !== undefined && { providerCode: redact(providerCode) }),
    },
  };
}
