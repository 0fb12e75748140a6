import type { KyInstance } from 'ky';
import { VideoError } from '../../contract/error.ts';
import type { CallOptions, PreparedRequest } from '../../contract/provider.ts';
import { redact as redactText, type Redactor } from '../../contract/redact.ts';
import { connectionError } from './connection-error.ts';
import { parseJson } from '../reading.ts';

/** An HTTP answer of any status, read whole. */
export interface HttpAnswer {
  /** The HTTP status, of any class. */
  readonly status: number;
  /** As they came. */
  readonly headers: Headers;
  /** The body as text; `''` where there is none. */
  readonly text: string;
  /** The body as JSON; `undefined` when it is none. */
  readonly json: unknown;
}

/** Whose calls they are, and by which `fetch`. */
export interface HttpSettings {
  /** The provider's id, for errors. */
  readonly provider: string;
  /** Default: the platform's `fetch`. Called as a plain function with a URL as text and `init`; must not retry. */
  readonly fetch?: typeof fetch | undefined;
}

/** How long a call may take, and what it means when it fails. */
export interface SendOptions extends CallOptions {
  /** Time for the whole call, the body included, in milliseconds. */
  readonly timeoutMs: number;
  /** True for a submit that costs money: a fault after it left is `submission-unknown`. */
  readonly paid: boolean;
  /** True for a free GET that nobody else repeats: sent up to 3 times while the connection fails. Default false. */
  readonly repeat?: boolean | undefined;
  /** Blanks the secrets of the call. Default: what is recognisable by its form. */
  readonly redact?: Redactor | undefined;
  /** Where the head of an answer has the service's id of the call, for the error of a body that breaks off. Default: nowhere. */
  readonly requestIdHeader?: string | undefined;
}

/** One door to a service: nothing but the call itself, without redirects. */
export interface HttpClient {
  /**
   * Sends a `FormData` body as multipart, a blob or a stream as it is, any other as JSON; once, unless `repeat` is set. Answers of any status come
   * back, redirects are not followed; only a missing answer throws.
   */
  send(request: PreparedRequest, options: SendOptions): Promise<HttpAnswer>;
}

type Init = RequestInit & { readonly headers: PreparedRequest['headers'] };

/** Free look-ups go by ky, for its retries; made at the first one, once for each provider. */
async function createRepeating(
  send: (url: string, init: RequestInit) => Promise<Response>,
): Promise<KyInstance> {
  const { default: ky } = await import('ky');
  return ky.create({
    throwHttpErrors: false,
    timeout: false,
    redirect: 'manual',
    retry: { limit: 2, methods: ['get'], statusCodes: [], backoffLimit: 1_000 },
    // ky hands a Request over, which other implementations of fetch do not take.
    fetch: async (input) => {
      const { url, method, headers, signal } = new Request(input);
      return send(url, { method, headers, signal, redirect: 'manual' });
    },
  });
}

export function openHttpClient({ provider, fetch: given }: HttpSettings): HttpClient {
  // Called as a plain function: implementations bound to nothing refuse to be called as a method.
  const send = (url: string, init: RequestInit): Promise<Response> => {
    const platform = given ?? globalThis.fetch;
    return platform(url, init);
  };
  let repeating: Promise<KyInstance> | undefined;

  const fetchOnce = async (url: string, init: Init, repeat: boolean): Promise<Response> => {
    if (!repeat) return send(url, init);
    repeating ??= createRepeating(send);
    return (await repeating)(url, init);
  };

  return {
    async send({ method, url, headers, body }, options) {
      const { signal, timeoutMs, paid, repeat = false, redact = redactText, requestIdHeader } = options;
      signal?.throwIfAborted();
      const sent = requireHeaders(provider, headers, options.headers);
      const content = requireBody(provider, body, paid);
      requireUrl(provider, url);
      const call = limited(signal, timeoutMs);
      const init: Init = {
        method,
        headers: sent,
        // A redirected submit could be sent twice, and a key must not follow one.
        redirect: 'manual',
        signal: call.signal,
        ...(content !== undefined && { body: content }),
        ...(content instanceof ReadableStream && { duplex: 'half' }),
      };
      let requestId: string | undefined;
      const answer = async (): Promise<HttpAnswer> => {
        const response = await fetchOnce(url, init, repeat && method === 'GET');
        if (requestIdHeader !== undefined) requestId = response.headers.get(requestIdHeader) ?? undefined;
        const text = await response.text();
        return { status: response.status, headers: response.headers, text, json: parseJson(text) };
      };
      try {
        return await call.race(answer());
      } catch (error) {
        if (signal?.aborted === true) throw signal.reason;
        const timedOut = call.timedOut();
        throw connectionError({ provider, paid, timedOut, timeoutMs, error, redact, requestId });
      } finally {
        call.end();
      }
    },
  };
}

/** A call that ends with its time. */
export interface LimitedCall {
  /** Of this realm and this call alone: a caller's own signal may be of another. */
  readonly signal: AbortSignal;
  /** Ends with the call's time or the caller's abort, whether or not whoever answers heeds the signal. */
  race<Value>(promise: Promise<Value>): Promise<Value>;
  /** Whether the time, and not the caller's signal, ended the call. */
  timedOut(): boolean;
  /** Stops the timer; call it when the call has ended. */
  end(): void;
}

/** Ends with the caller's signal or after the time. By hand: `AbortSignal.any` is missing in some runtimes, and costs more. */
export function limited(caller: AbortSignal | undefined, timeoutMs: number): LimitedCall {
  const controller = new AbortController();
  let isTimeout = false;
  const stopped = Promise.withResolvers<never>();
  // Whoever waits is told by the race; nobody else has to be.
  stopped.promise.catch(() => undefined);
  const abort = (reason: unknown) => {
    stopped.reject(reason);
    controller.abort(reason);
  };
  const onAbort = () => abort(caller?.reason);
  const timer = setTimeout(() => {
    isTimeout = true;
    abort(new DOMException('The call took too long.', 'TimeoutError'));
  }, timeoutMs);
  caller?.addEventListener('abort', onAbort, { once: true });
  return {
    signal: controller.signal,
    race: (promise) => Promise.race([promise, stopped.promise]),
    timedOut: () => isTimeout,
    end() {
      clearTimeout(timer);
      caller?.removeEventListener('abort', onAbort);
    },
  };
}

const unsendable = (provider: string, what: string) =>
  new VideoError('invalid-request', `${what} cannot be sent. Nothing was sent.`, { provider });

/** What a header is made of, by HTTP. The platform's own message holds the value, which may be a key. */
const headerName = /^[\w!#$%&'*+.^`|~-]+$/;
const headerValue = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Headers as they are sent, by name in lower case: the caller's replace the provider's, in whatever case they are written. Throws
 * `VideoError('invalid-request')` where HTTP has no place for one; nothing was sent then.
 */
export function requireHeaders(
  provider: string,
  own: PreparedRequest['headers'],
  extra: PreparedRequest['headers'] = {},
): PreparedRequest['headers'] {
  const headers: Record<string, string> = {};
  for (const given of [own, extra]) {
    for (const [name, value] of Object.entries(given)) {
      if (!headerName.test(name) || !headerValue.test(value))
        throw unsendable(provider, `One of the headers ${Object.keys({ ...own, ...extra }).join(', ')}`);
      headers[name.toLowerCase()] = value;
    }
  }
  return headers;
}

function requireBody(
  provider: string,
  body: unknown,
  paid: boolean,
): string | Blob | FormData | ReadableStream | undefined {
  if (body instanceof Blob || body instanceof FormData || body instanceof ReadableStream) return body;
  try {
    const text = JSON.stringify(body);
    // Deno sends a text again, unasked, where a connection that it had kept breaks after it arrived; never a Blob [observed, 2.9].
    return paid && 'Deno' in globalThis ? new Blob([text]) : text;
  } catch {
    throw unsendable(provider, 'A body that is no JSON');
  }
}

/** What `fetch` would refuse with a message that holds the whole URL. */
function requireUrl(provider: string, url: string): void {
  // Without an @ there is no user; the parser alone knows whether there is one with it.
  if (
    URL.canParse(url) &&
    (!url.includes('@') || (new URL(url).username === '' && new URL(url).password === ''))
  )
    return;
  throw unsendable(provider, 'A request to an invalid URL, or to one with a user or a password,');
}
