import { unlessAborted } from '../contract/abort.ts';
import type { Capabilities } from '../contract/capabilities.ts';
import { takeMedia } from '../contract/media-fields.ts';
import { checkGenerateOptions } from '../contract/read-request.ts';
import type { CallOptions, CancelResult, GenerateOptions, VideoProvider } from '../contract/provider.ts';
import { createRedactor } from '../contract/redact.ts';
import { VideoError } from '../contract/error.ts';
import type { VideoRequest } from '../contract/request.ts';
import type { Submission } from '../contract/submission.ts';
import { requireTask } from '../contract/task-from-id.ts';
import { isFinal, type Video, type VideoTask } from '../contract/task.ts';
import { validationOf } from '../contract/validation.ts';
import { type AcceptedRequest, acceptRequest } from './accept.ts';
import { createCallbackHandler } from './callback.ts';
import { ambiguous, quote, requestIdOf } from './classify.ts';
import { createCalls, readOr } from './calls.ts';
import { submissionUnknown } from './connection-error.ts';
import { type HttpProviderDefinition, referencePlaceholder, type WireRequest } from './definition.ts';
import { abortOrNothing, createLookUps } from './look-up.ts';
import { complains, newTask, nextTask, noReason, requireOwn, unexpectedAnswer } from './next-task.ts';
import { withPlaces } from './media.ts';
import { createQueryMany } from './query-many.ts';
import { readyMedia } from './request-media.ts';
import { newSubmission, submitPaid, withCandidates } from './submit.ts';

/**
 * A provider over HTTP from what is the service's own: keys, routes, body writers, readers, status words and errors. The
 * kit checks keys and base URL, builds requests, signs, sends, times out, judges answers by the error table, blanks
 * secrets, checks ids and links, repeats proven refusals, asks before it cancels and looks submissions up.
 */
export function createHttpProvider(definition: HttpProviderDefinition): VideoProvider {
  const { provider, api, authentication, errors, statuses } = definition;
  const { submit, query, queryMany, cancel, reconcile, requestIdHeader } = definition;
  const table = tableOf(definition);
  const calls = createCalls(definition);
  const { root, prepare, send, nextOf, read, uploads } = calls;
  const { lookUp, adopt, sendAgain, candidatesFor } = createLookUps(definition, calls);

  const askOnce = async (task: VideoTask, options: CallOptions): Promise<VideoTask> => {
    const question = query.request(task);
    if (question === undefined) return asSubmitted(task);
    const { answer, redact, verdict, fail, isOk, isError } = await send(question, options, 'query');
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
    const { body = {}, lookup, headers, ...request } = submit.request(accepted);
    const uploaded = await submit.upload?.(accepted, uploads(options));
    // Equal requests have equal fingerprints, whatever their references and the links of their uploads.
    const stable = uploaded?.fingerprinted ?? (fingerprinted && submit.request(fingerprinted).body) ?? body;
    const named = { provider, api, model: accepted.listedModel };
    const submission = newSubmission(named, { body: stable }, options, lookup);
    const content = uploaded?.body ?? body;
    const referenced = submit.withReference?.(content, submission.reference) ?? content;
    const post = async (): Promise<VideoTask> => {
      const sent = await send(
        { ...request, headers: withReference(headers, submission), body: referenced },
        options,
        'submit',
      );
      const outcome = readOr(
        () => unreadable(sent),
        () => outcomeOf(sent),
      );
      if (outcome === 'duplicate') return adopt(submission, options);
      if (!('id' in outcome)) throw outcome;
      const { id, cost, usage, end } = outcome;
      const made = newTask(named, id, lookup);
      if (end === undefined) return nextTask(made, { status: 'queued', cost, usage }, { queued: 'queued' });
      const ended = readOr<VideoTask | undefined>(
        () => undefined,
        () => nextOf(made, { cost, usage, ...end }, sent.redact),
      );
      // An error of a question is worth repeating, and this was none.
      if (ended === undefined) throw unreadable(sent);
      return ended;
    };
    return submitPaid(submission, options, async () => {
      try {
        return await post();
      } catch (error) {
        if (!(error instanceof VideoError) || error.code !== 'submission-unknown') throw error;
        if (submit.repeatsUnknown?.(accepted) === true) return sendAgain(submission, options, error, post);
        const found = await candidatesFor(submission, content, options).catch(abortOrNothing(options));
        throw found === undefined || found.length === 0 ? error : withCandidates(error, found);
      }
    });
  };

  /** After the request has left, an error of ours leaves its outcome open. */
  const unreadable = ({ answer, redact }: Awaited<ReturnType<typeof send>>) =>
    submissionUnknown(provider, `it answered HTTP ${answer.status} with what cannot be read`, {
      httpStatus: answer.status,
      requestId: requestIdOf(answer, undefined, requestIdHeader, redact),
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
    const requestId = requestIdOf(answer, errors.read(answer.json, answer.status), requestIdHeader, redact);
    const quoted = quote(answer, redact, root);
    return submissionUnknown(provider, `it answered HTTP ${answer.status} without a task id: ${quoted}`, {
      requestId,
      httpStatus: answer.status,
    });
  };

  const dryRun = (request: VideoRequest) => {
    const { request: taken, files } = takeMedia(request, definition.mediaStore);
    const accepted = acceptRequest(table(), taken);
    return prepare(submit.request(files.length === 0 ? accepted : withPlaces(accepted)));
  };

  const made: VideoProvider = {
    id: provider,
    capabilities: table(),
    prepare: dryRun,
    validateRequest: (request) => validationOf(() => dryRun(request)),
    async generate(request, options = {}) {
      const { request: taken, files } = takeMedia(request, definition.mediaStore);
      const accepted = acceptRequest(table(), taken);
      if (files.length === 0) return generate(accepted, false, options);
      checkGenerateOptions(options);
      authentication.credentials();
      const reading = Promise.all(files.map((file) => file.content()));
      await (options.signal === undefined ? reading : unlessAborted(reading, options.signal));
      // Now with what their first bytes tell.
      return generate(acceptRequest(table(), taken), true, options);
    },
    query: ask,
    ...(queryMany !== undefined && {
      queryMany: createQueryMany(definition, queryMany, calls, table()),
    }),
    ...(cancel !== undefined && {
      async cancel(task: VideoTask, options: CallOptions = {}): Promise<CancelResult> {
        // On a finished task the same call might delete the video.
        const now = await ask(task, options);
        const { request, from = ['queued', 'running'], billed = 'unknown' } = cancel;
        if (isFinal(now) || !from.includes(now.status)) return cameTooLate(now);
        const { answer, fail, isOk, isError } = await send(request(now), options, 'query');
        if (isOk && !isError()) {
          const stopped = nextTask(
            now,
            { status: 'canceled', cost: 'unknown', usage: 'unknown' },
            { canceled: 'canceled' },
          );
          const isBilled = typeof billed === 'function' ? billed(answer.json) : billed;
          return { outcome: 'stopped', billed: isBilled, task: stopped };
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
        challenge: definition.readChallenge,
        verify: definition.verifyCallback,
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
  if (typeof definition.capabilities !== 'function') return made;
  return Object.defineProperty(made, 'capabilities', { get: table, enumerable: true });
}

/** A header takes no text but ASCII. */
function withReference(headers: WireRequest['headers'] = {}, { reference }: Submission) {
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    named[name] = value === referencePlaceholder ? encodeURIComponent(reference) : value;
  return named;
}

/** Of a service that knows no tasks afterwards. */
function asSubmitted(task: VideoTask): VideoTask {
  if (isFinal(task)) return task;
  const message = `${task.provider} makes a video while it is asked, and cannot be asked about task ${task.id} now.`;
  throw new VideoError('unsupported', message, { provider: task.provider, task });
}

/** The table as it is used; the same object as long as the definition's is. */
function tableOf({ capabilities, otherApis, overrides }: HttpProviderDefinition): () => Capabilities {
  const finished = (listed: Capabilities) => {
    const all = withOtherApis(listed, otherApis);
    return overrides?.(all) ?? all;
  };
  if (typeof capabilities !== 'function') {
    const table = finished(capabilities);
    return () => table;
  }
  let listed = capabilities();
  let table = finished(listed);
  return () => {
    const now = capabilities();
    if (now === listed) return table;
    table = finished(now);
    listed = now;
    return table;
  };
}

function withOtherApis(capabilities: Capabilities, others: readonly Capabilities[] = []): Capabilities {
  const elsewhere = others.flatMap(({ models }) =>
    models.map(({ provider, api, model }) => ({ provider, api, model })),
  );
  return elsewhere.length === 0 ? capabilities : { ...capabilities, elsewhere };
}

/** Nothing was stopped: the task has ended, or goes on and is billed. */
export const cameTooLate = (task: VideoTask): CancelResult =>
  task.status === 'failed' || task.status === 'canceled'
    ? { outcome: 'stopped', billed: 'unknown', task }
    : { outcome: 'goes-on', billed: 'yes', task };

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : undefined);
