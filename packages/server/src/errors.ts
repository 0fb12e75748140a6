import { VideoError, type VideoErrorCode } from '@vid/core';
import { withoutLinks } from '@vid/core/journal';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What the library's errors are over HTTP. */
const statuses = {
  'invalid-request': 400,
  unsupported: 422,
  // The service's: our own callers get 401.
  authentication: 502,
  'quota-exhausted': 402,
  'rate-limited': 429,
  'content-policy': 422,
  'not-found': 404,
  'provider-unavailable': 503,
  network: 502,
  timeout: 504,
  'submission-unknown': 502,
  'in-progress': 409,
} as const satisfies Record<VideoErrorCode, ContentfulStatusCode>;

export const statusOf = ({ code }: VideoError): ContentfulStatusCode => statuses[code];

/** Of this server itself, by status; each is told as a `VideoError` too. */
const own = {
  400: 'invalid-request',
  401: 'authentication',
  403: 'authentication',
  404: 'not-found',
  409: 'invalid-request',
  413: 'invalid-request',
  415: 'invalid-request',
  416: 'invalid-request',
  421: 'invalid-request',
} as const satisfies Partial<Record<ContentfulStatusCode, VideoErrorCode>>;

/** An error of this server, with a status of its own. */
export const refusal = (status: keyof typeof own, message: string) =>
  new HTTPException(status, { cause: new VideoError(own[status], message) });

/** A key stands for one request; `idempotency_key_reused` is what clients of OpenAI know it as. */
export const keyTaken = (key: string) =>
  new HTTPException(409, {
    cause: new VideoError(
      'invalid-request',
      `The Idempotency-Key "${key}" was used for another request. Nothing was sent. Send a new Idempotency-Key for a new request, or the first request again to get its task.`,
      { providerCode: 'idempotency_key_reused' },
    ),
  });

/** That a job is not in a state for it is no fault of the request's form. */
export async function asConflict<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof VideoError && error.code === 'invalid-request')
      throw new HTTPException(409, { cause: error });
    throw error;
  }
}

/** The error as its client may see it. */
export function shown(error: VideoError): Readonly<Record<string, unknown>> {
  const { task, candidates } = error;
  return {
    ...error.toJSON(),
    ...(task !== undefined && { task: withoutLinks(task) }),
    ...(candidates !== undefined && { candidates: candidates.map(withoutLinks) }),
  };
}

const internal = new VideoError(
  'provider-unavailable',
  'The server itself failed; its log says more. Ask again: the same key makes no second task.',
);

/** Writes an error, in the shape that a route's clients read. */
export type WriteError = (c: Context, error: VideoError, status: ContentfulStatusCode) => Response;

export const writeError: WriteError = (c, error, status) => c.json({ error: shown(error) }, status);

/** Every error as `write` has it. An unforeseen one goes to `onError` only. */
export const answerError =
  (onError: (error: unknown) => void, write: WriteError) =>
  (thrown: Error, c: Context): Response => {
    const cause = thrown instanceof HTTPException ? thrown.cause : thrown;
    if (!(cause instanceof VideoError)) {
      if (thrown instanceof HTTPException && thrown.status < 500)
        return write(c, new VideoError('invalid-request', thrown.message), thrown.status);
      // Who has gone in the middle of a body is no fault of the server.
      if (!c.req.raw.signal.aborted) onError(thrown);
      return write(c, internal, 500);
    }
    const status = thrown instanceof HTTPException ? thrown.status : statusOf(cause);
    if (cause.retryAfterMs !== undefined)
      c.header('Retry-After', String(Math.ceil(cause.retryAfterMs / 1_000)));
    if (status === 401) c.header('WWW-Authenticate', 'Bearer');
    return write(c, cause, status);
  };
