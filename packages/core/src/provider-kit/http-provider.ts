import { unlessAborted } from '../contract/abort.ts';
import type { Capabilities } from '../contract/capabilities.ts';
import { takeMedia } from '../contract/media-fields.ts';
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
import { isFinal, type Video, type VideoTask } from '../contract/task.ts';
import { validationOf } from '../contract/validation.ts';
import { type AcceptedRequest, acceptRequest } from './accept.ts';
import { createCallbackHandler } from './callback.ts';
import { ambiguous, answerError, type Classified, classify, type Purpose, quote } from './classify.ts';
import { submissionUnknown } from './connection-error.ts';
import type { HttpProviderDefinition, UploadCalls, WireRequest } from './definition.ts';
import { hashOf, sendForm } from './file-reading.ts';
import { createHttpClient, type HttpAnswer } from './http.ts';
import {
  complains,
  newTask,
  nextTask,
  noReason,
  requireOwn,
  type TaskReading,
  unexpectedAnswer,
} from './next-task.ts';
import { withPlaces } from './media.ts';
import { readyMedia } from './request-media.ts';
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
  const listed = withOtherApis(definition.capabilities, otherApis);
  const capabilities = definition.overrides?.(listed) ?? listed;
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
    const isStale = readOr(
      () => false,
      () =>
        authentication.isStale?.(first.answer) === true &&
        (purpose !== 'submit' || classify(first.answer, errors).rule.provesNoTask),
    );
    const { answer, redact } = isStale ? await once(true) : first;
    const isOk = answer.status >= 200 && answer.status <= 299;
    const verdict = (): Classified => classify(answer, errors);
    return {
      answer,
      redact,
      isOk,
      isError: () => errors.isError?.(answer.json) === true,
      verdict,
      fail: (judged = verdict()) => answerError(answer, judged, { provider, purpose, redact, baseUrl: root }),
    };
  };

  const nextOf = (task: VideoTask, reading: TaskReading, redact: Redactor) =>
    nextTask(task, reading, statuses, { baseUrl: root, redact });

  const askOnce = async (task: VideoTask, options: CallOptions): Promise<VideoTask> => {
    const { answer, redact, verdict, fail, isOk, isError } = await send(
      query.request(task),
      options,
      'query',
    );
    return read(task, () => {
      const reading = isOk ? query.readTask(answer.json, task) : undefined;
      if (reading !== undefined) return nextOf(task, reading, redact);
      if (isOk && !isError())
        throw unexpectedAnswer(provider, `it holds no task: ${quote(answer, redact, root)}`, task);
      const judged = verdict();
      const { body, rule } = judged;
      if (rule.failure === undefined) throw fail(judged);
      // The answer is an error, and the end of the task.
      const { message = noReason.message, code: providerCode } = body ?? {};
      const failure = { reason: rule.failure, message, ...(providerCode !== undefined && { providerCode }) };
      return nextTask(task, { status: 'failed', failure }, { failed: 'failed' }, { redact });
    });
  };

  /** An answer that our own code cannot read tells nothing. */
  const read = <Result>(task: VideoTask | undefined, reading: () => Result): Result => {
    try {
      return reading();
    } catch (error) {
      throw error instanceof VideoError ? error : unexpectedAnswer(provider, 'it cannot be read', task);
    }
  };

  const lookUp = async (
    { request, readTask }: NonNullable<HttpProviderDefinition['reconcile']>,
    submission: Submission,
    options: CallOptions,
  ): Promise<VideoTask | undefined> => {
    const call = await send(request(submission), options, 'query', true);
    const { answer, redact, fail, isOk, isError } = call;
    return read(undefined, () => {
      const error = isOk && !isError() ? undefined : fail();
      if (error?.code === 'not-found') return undefined;
      if (error !== undefined) throw error;
      const found = readTask(answer.json, submission);
      if (found === undefined) return undefined;
      if (found.reference !== undefined && found.reference !== submission.reference)
        throw unexpectedAnswer(provider, 'it holds the task of another reference');
      if (found.id === undefined) throw unexpectedAnswer(provider, 'it holds no task id');
      const task = newTask(submission, found.id, submission.lookup, submission.submittedAt);
      return nextOf(task, found.reading, redact);
    });
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

  const generate = async (
    taken: AcceptedRequest,
    hasFiles: boolean,
    options: GenerateOptions,
  ): Promise<VideoTask> => {
    checkGenerateOptions(options);
    authentication.credentials();
    // What has no place is refused before a file is read or leaves.
    if (hasFiles) submit.request(withPlaces(taken));
    const { accepted, fingerprinted } = hasFiles
      ? await readyMedia(taken, (media) => submit.isUploaded?.(media) === true, options)
      : { accepted: taken };
    const { body = {}, lookup, ...request } = submit.request(accepted);
    const uploaded = await submit.upload?.(accepted, uploads(options));
    // Equal requests have equal fingerprints, whatever their references and the links of their uploads.
    const stable = uploaded?.fingerprinted ?? (fingerprinted && submit.request(fingerprinted).body) ?? body;
    const named = { provider, api, model: accepted.listedModel };
    const submission = newSubmission(named, { body: stable }, options, lookup);
    const content = uploaded?.body ?? body;
    const referenced = submit.withReference?.(content, submission.reference) ?? content;
    const post = async (): Promise<VideoTask> => {
      const sent = await send({ ...request, body: referenced }, options, 'submit');
      const outcome = readOr(
        () => unreadable(sent.answer),
        () => outcomeOf(sent),
      );
      if (outcome === 'duplicate') return adopt(submission, options);
      if (!('id' in outcome)) throw outcome;
      const { id, cost, usage } = outcome;
      const reading = { status: 'queued', cost, usage };
      return nextTask(newTask(named, id, lookup), reading, { queued: 'queued' });
    };
    return submitPaid(submission, options, async () => {
      try {
        return await post();
      } catch (error) {
        const isUnknown = error instanceof VideoError && error.code === 'submission-unknown';
        if (!isUnknown || submit.repeatsUnknown?.(accepted) !== true) throw error;
        return sendAgain(submission, options, error, post);
      }
    });
  };

  /** After the request has left, an error of ours leaves its outcome open. */
  const unreadable = ({ status }: HttpAnswer) =>
    submissionUnknown(provider, `it answered HTTP ${status} with what cannot be read`, {
      httpStatus: status,
    });

  /** What a submit ended in, by its answer. */
  const outcomeOf = ({ answer, redact, fail, isOk, isError, verdict }: Awaited<ReturnType<typeof send>>) => {
    const made = isOk ? submit.readTask(answer.json) : undefined;
    // Whatever names a task beside an error is no plain task.
    if (!isOk || isError() || (made !== undefined && complains(answer.json))) {
      const { body, rule } = verdict();
      if (made !== undefined) return fail({ body, rule: ambiguous });
      const isDuplicate = rule.isDuplicate === true && reconcile !== undefined;
      return isDuplicate ? ('duplicate' as const) : fail({ body, rule });
    }
    if (made !== undefined) return made;
    const { requestId } = errors.read(answer.json, answer.status) ?? {};
    const quoted = quote(answer, redact, root);
    return submissionUnknown(provider, `it answered HTTP ${answer.status} without a task id: ${quoted}`, {
      requestId: requestId === undefined ? undefined : redact(requestId),
      httpStatus: answer.status,
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
    hash: (media) => hashOf(provider, media),
    sendForm: (url, form, timeoutMs) =>
      sendForm(provider, form, (body) =>
        http.send({ method: 'POST', url, ...body }, { signal: options.signal, paid: false, timeoutMs }),
      ),
  });

  const dryRun = (request: VideoRequest) => {
    const { request: taken, files } = takeMedia(request, definition.mediaStore);
    const accepted = acceptRequest(capabilities, taken);
    return prepare(submit.request(files.length === 0 ? accepted : withPlaces(accepted)));
  };

  return {
    id: provider,
    capabilities,
    prepare: dryRun,
    validateRequest: (request) => validationOf(() => dryRun(request)),
    async generate(request, options = {}) {
      const { request: taken, files } = takeMedia(request, definition.mediaStore);
      const accepted = acceptRequest(capabilities, taken);
      if (files.length === 0) return generate(accepted, false, options);
      checkGenerateOptions(options);
      authentication.credentials();
      const reading = Promise.all(files.map((file) => file.content()));
      await (options.signal === undefined ? reading : unlessAborted(reading, options.signal));
      // Now with what their first bytes tell.
      return generate(acceptRequest(capabilities, taken), true, options);
    },
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
          const stopped = nextTask(
            now,
            { status: 'canceled', cost: 'unknown', usage: 'unknown' },
            { canceled: 'canceled' },
          );
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
        return lookUp(reconcile, submission, options);
      },
    }),
    ...(definition.readCallback !== undefined && {
      handleCallback: createCallbackHandler({
        provider,
        api,
        statuses,
        baseUrl: root,
        redact: (text) =>
          createRedactor(
            readOr(
              () => [],
              () => authentication.credentials().secrets,
            ),
          )(text),
        read: definition.readCallback,
      }),
    }),
    ...(definition.linkNeedsKey !== undefined && {
      async linkHeaders({ url }: Video, task: VideoTask) {
        requireOwn(task, provider, api, task);
        const needsKey = originOf(url) === originOf(root) && definition.linkNeedsKey?.(new URL(url)) === true;
        if (!needsKey) return {};
        const request = { method: 'GET', url, headers: {}, body: undefined } as const;
        return authentication.credentials().headersFor(request, false);
      },
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

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : undefined);

/** What `read` returns, or the default where an answer makes our own code fail. */
function readOr<Result>(byDefault: () => Result, read: () => Result): Result {
  try {
    return read();
  } catch {
    return byDefault();
  }
}

/** For `catch`: `undefined` for whatever went wrong, but an abort stays one. */
const abortOrNothing =
  ({ signal }: CallOptions) =>
  (error: unknown) => {
    if (signal?.aborted === true) throw error;
    return undefined;
  };
