import type { CallOptions, GenerateOptions } from '@vid/core';
import { type LimitedCall, limited, requireHeaders, submitTimeoutMs } from '@vid/core/provider-kit';
import type { Json } from '../json.ts';
import type { ModelStatus, StartableModel } from './model.ts';
import { readStatus, type UnreadStatus } from './read-status.ts';
import { type CallContext, ownWords, startError, statusError, statusTimeoutMs } from './outcomes.ts';
import type { ServiceFacts } from './services.ts';
import type { StartCall } from './start-call.ts';

/** An end without a video, which a package has no word for. */
interface EmptyEnd {
  readonly status: 'empty';
  readonly error: string;
}

/** The two calls of a model: within their time, and with errors that are `VideoError`s. */
export interface ModelCalls {
  readonly start: (
    call: StartCall,
    options: GenerateOptions,
    reference: string,
  ) => Promise<Awaited<ReturnType<NonNullable<StartableModel['doStart']>>> | undefined>;
  readonly status: (operation: Json, options: CallOptions) => Promise<SeenStatus>;
}

type SeenStatus = ModelStatus | EmptyEnd | UnreadStatus;

export function createModelCalls(
  model: StartableModel,
  { errors, emptyEnd }: ServiceFacts,
  { provider, secrets }: Pick<CallContext, 'provider' | 'secrets'>,
): ModelCalls {
  /** `read`: what else than an error the failure may be. */
  const within = async <Answer>(
    { signal, headers = {} }: CallOptions,
    timeoutMs: number,
    send: (call: LimitedCall) => PromiseLike<Answer> | undefined,
    errorOf: typeof startError,
    read: (error: unknown) => Answer | undefined = () => undefined,
  ): Promise<Answer | undefined> => {
    signal?.throwIfAborted();
    // What the package would choke on before it sends anything.
    requireHeaders(provider, headers);
    const call = limited(signal, timeoutMs);
    try {
      return await call.race(Promise.resolve(send(call)));
    } catch (error) {
      if (signal?.aborted === true) throw signal.reason;
      const answer = read(error);
      if (answer !== undefined) return answer;
      throw errorOf(error, { provider, errors, headers, secrets }, call.timedOut());
    } finally {
      call.end();
    }
  };

  return {
    start: (call, options, reference) =>
      within(
        options,
        submitTimeoutMs,
        ({ signal: abortSignal }) =>
          model.doStart?.({
            ...call,
            // A name may be of any letters, a header may not.
            headers: { 'idempotency-key': encodeURIComponent(reference), ...options.headers },
            abortSignal,
          }),
        startError,
      ),
    status: async (operation, options) => {
      const seen = await within<SeenStatus>(
        options,
        statusTimeoutMs,
        async ({ signal: abortSignal }) =>
          readStatus(await model.doStatus?.({ operation, headers: { ...options.headers }, abortSignal })),
        statusError,
        (error) => {
          const words = ownWords(error);
          return words !== undefined && emptyEnd?.test(words) === true
            ? { status: 'empty', error: words }
            : undefined;
        },
      );
      return seen ?? readStatus(undefined);
    },
  };
}
