import type { Capabilities } from '../../contract/capabilities.ts';
import type { CallbackOptions, CallbackResult } from '../../contract/callback.ts';
import type { CallOptions, CancelResult, GenerateOptions } from '../../contract/provider.ts';
import { property } from '../../contract/property.ts';
import { isRecord } from '../../contract/request.ts';
import { createRedactor } from '../../contract/redact.ts';
import { VideoError } from '../../contract/error.ts';
import type { Submission } from '../../contract/submission.ts';
import { isFinal, type VideoTask } from '../../contract/task.ts';
import type { AcceptedRequest } from '../accept.ts';
import { createCallbackHandler } from './callback.ts';
import { quote, requestIdOf } from './classify.ts';
import { type Address, createCalls } from './calls.ts';
import { submissionUnknown } from './connection-error.ts';
import {
  type abilities,
  type HttpProviderDefinition,
  referencePlaceholder,
  type WireRequest,
} from '../definition.ts';
import { ambiguous } from '../error-table.ts';
import type { HttpAnswer } from './http.ts';
import { abortOrNothing, createLookUps } from './look-up.ts';
import { newTask, nextTask } from './next-task.ts';
import { requireOwn, requireTask } from '../../contract/task-from-id.ts';
import { cameTooLate } from '../came-too-late.ts';
import { withPlaces } from '../media.ts';
import { createQueryMany } from './query-many.ts';
import { complains, noReason, readOr, unexpectedAnswer } from '../reading.ts';
import { readyMedia } from './request-media.ts';
import { newSubmission, requireReference, submitPaid, withCandidates } from './submit.ts';

/*
 * The half of a provider over HTTP that touches the network. A bundler loads it at the first call: a page that only plans and
 * shows requests takes none of it in.
 */

/** What a provider does at its service. Each part is there whether or not the service has it; its provider offers those that it has. */
export function createExchange(
  definition: HttpProviderDefinition,
  table: () => Capabilities,
  address: Address,
) {
  const { provider, api, authentication, errors, statuses } = definition;
  const { submit, query, reconcile, requestIdHeader } = definition;
  const calls = createCalls(definition, address);
  const { root, send, nextOf, read, uploads } = calls;
  const { lookUp, adopt, sendAgain, candidatesFor } = createLookUps(definition, calls);

  const askOnce = async (task: VideoTask, options: CallOptions): Promise<VideoTask> => {
    const request = query.request(task);
    if (request === undefined) return asSubmitted(task);
    const { answer, redact, verdict, fail, isOk, isError } = await send(request, options, 'query');
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
    const ownHeaders = withReference(headers, submission, options);
    const post = async (): Promise<VideoTask> => {
      const sent = await send({ ...request, headers: ownHeaders, body: referenced }, options, 'submit');
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
      // An error of a query may be repeated; this was the submit.
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
    // An answer with a task and an error proves neither.
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

  /** What the definition says that the service can. */
  const part = <Name extends (typeof abilities)[number]>(name: Name) => {
    const found = definition[name];
    if (found !== undefined) return found;
    throw new TypeError(`The definition of ${provider} (${api}) has no ${name}.`);
  };
  let handleCallback: ReturnType<typeof createCallbackHandler> | undefined;
  return {
    generate,
    query: ask,
    queryMany: async (tasks: readonly VideoTask[], options: CallOptions = {}) =>
      createQueryMany(definition, part('queryMany'), calls, table())(tasks, options),
    async cancel(task: VideoTask, options: CallOptions = {}): Promise<CancelResult> {
      const { request, from = ['queued', 'running'], billed = 'unknown', isStopped } = part('cancel');
      // On a finished task the same call might delete the video.
      const now = await ask(task, options);
      if (isFinal(now) || !from.includes(now.status)) return cameTooLate(now);
      const { answer, fail, isOk, isError } = await send(request(now), options, 'query');
      // A page of somebody on the way ends no task that goes on and is billed.
      const isSaid = isStopped === undefined ? saysStopped(answer) : isStopped(answer.json);
      if (isOk && !isError() && isSaid) {
        const stopped = nextTask(
          now,
          { status: 'canceled', cost: 'unknown', usage: 'unknown' },
          { canceled: 'canceled' },
        );
        const isBilled = typeof billed === 'function' ? billed(answer.json) : billed;
        return { outcome: 'stopped', billed: isBilled, task: stopped };
      }
      const error = fail();
      if (error.retryable && !isOk) throw error;
      // It may have moved on meanwhile, or have been stopped in other words.
      const after = await ask(task, options);
      if (isFinal(after) || !from.includes(after.status)) return cameTooLate(after);
      throw error;
    },
    async reconcile(submission: Submission, options: CallOptions = {}): Promise<VideoTask | undefined> {
      requireOwn(submission, provider, api);
      return lookUp(part('reconcile'), submission, options);
    },
    async handleCallback(request: Request, options: CallbackOptions): Promise<CallbackResult> {
      // One for the life of a provider: it remembers deliveries.
      handleCallback ??= createCallbackHandler({
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
        read: part('readCallback'),
        challenge: definition.readChallenge,
        verify: definition.verifyCallback,
      });
      return handleCallback(request, options);
    },
  };
}

const saysStopped = ({ text, json }: HttpAnswer) =>
  text.trim() === '' || (isRecord(json) && !complains(json) && property(json, 'code') === undefined);

/** A header takes no text but ASCII. */
function withReference(
  headers: WireRequest['headers'] = {},
  submission: Submission,
  options: GenerateOptions,
): Readonly<Record<string, string>> {
  const named: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const isName = value === referencePlaceholder;
    if (isName) requireReference(name, submission, options);
    named[name] = isName ? encodeURIComponent(submission.reference) : value;
  }
  return named;
}

/** Of a service that knows no tasks afterwards. */
function asSubmitted(task: VideoTask): VideoTask {
  if (isFinal(task)) return task;
  const message = `${task.provider} makes a video while it is asked, and cannot be asked about task ${task.id} now.`;
  throw new VideoError('unsupported', message, { provider: task.provider, task });
}
