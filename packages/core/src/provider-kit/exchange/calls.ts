import type { CallOptions, PreparedRequest } from '../../contract/provider.ts';
import { createRedactor, type Redactor } from '../../contract/redact.ts';
import { VideoError } from '../../contract/error.ts';
import type { VideoTask } from '../../contract/task.ts';
import { answerError, type Classified, classify, type Purpose } from './classify.ts';
import type { HttpProviderDefinition, UploadCalls, WireRequest } from '../definition.ts';
import { hashOf, sendForm } from './file-reading.ts';
import { formOf } from './form.ts';
import { openHttpClient } from './http.ts';
import { nextTask } from './next-task.ts';
import { type TaskReading, readOr, unexpectedAnswer } from '../reading.ts';
import { repeatRefused, submitTimeoutMs } from './submit.ts';

const queryTimeoutMs = 30_000;

/** The same as it leaves. */
const sendable = (prepared: PreparedRequest, { body, form }: WireRequest): PreparedRequest => {
  if (body === undefined || form === undefined) return prepared;
  const encoded = formOf(body, form);
  return { ...prepared, headers: { ...prepared.headers, ...encoded.headers }, body: encoded.body };
};

/** Nothing has left: whatever fails here is no unknown submit. */
async function signed<Headers>(
  provider: string,
  secrets: readonly string[],
  sign: () => Headers | Promise<Headers>,
): Promise<Headers> {
  try {
    return await sign();
  } catch (error) {
    if (error instanceof VideoError) throw error;
    const message = `The request to ${provider} could not be signed here. Nothing was sent.`;
    const cause = createRedactor(secrets)(String(error));
    throw new VideoError('authentication', message, { provider, cause });
  }
}

/** Where a service is, and a request to it as a dry run shows it. */
export interface Address {
  readonly root: string;
  readonly prepare: (request: WireRequest) => PreparedRequest;
}

/** How a provider calls its service, and reads what comes back. */
export function createCalls(definition: HttpProviderDefinition, { root, prepare }: Address) {
  const { provider, authentication, errors, statuses, requestIdHeader } = definition;
  const http = openHttpClient({ provider, fetch: definition.fetch });

  /** The answer to one call, and the error that it is or would be. */
  const send = async (request: WireRequest, options: CallOptions, purpose: Purpose, repeat = false) => {
    const prepared = sendable(prepare(request), request);
    const { secrets, headersFor } = authentication.credentials();
    const { signal, headers: extra } = options;
    const once = async (anew: boolean) => {
      const keys = await signed(provider, secrets, () => headersFor(prepared, anew));
      // Made when something is quoted.
      const redact: Redactor = (text) => createRedactor(secrets, { ...extra, ...keys })(text);
      const paid = purpose === 'submit';
      const answer = await http.send(
        { ...prepared, headers: { ...prepared.headers, ...keys } },
        {
          signal,
          headers: extra,
          timeoutMs: paid ? (definition.submit.timeoutMs ?? submitTimeoutMs) : queryTimeoutMs,
          paid,
          repeat,
          redact,
          requestIdHeader,
        },
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
      fail: (judged = verdict()) =>
        answerError(answer, judged, { provider, purpose, redact, baseUrl: root, requestIdHeader }),
    };
  };

  const nextOf = (task: VideoTask, reading: TaskReading, redact: Redactor) =>
    nextTask(task, reading, statuses, { baseUrl: root, redact });

  /** An answer that our own code cannot read tells nothing. */
  const read = <Result>(task: VideoTask | undefined, reading: () => Result): Result => {
    try {
      return reading();
    } catch (error) {
      throw error instanceof VideoError ? error : unexpectedAnswer(provider, 'it cannot be read', task);
    }
  };

  const uploads = (options: UploadCalls['options']): UploadCalls => ({
    baseUrl: root,
    options,
    call: async (request) => {
      const { answer, fail, isOk, isError } = await send(request, options, 'upload');
      if (!isOk || isError()) throw fail();
      return answer.json;
    },
    repeat: (send) => repeatRefused(options, send),
    hash: (media) => hashOf(provider, media),
    sendForm: (url, form, timeoutMs) =>
      sendForm(provider, form, (body) =>
        http.send({ method: 'POST', url, ...body }, { signal: options.signal, paid: false, timeoutMs }),
      ),
  });

  return { root, send, nextOf, read, uploads };
}

export type Calls = ReturnType<typeof createCalls>;
