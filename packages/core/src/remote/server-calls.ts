import * as z from 'zod/mini';
import { VideoError } from '../contract/error.ts';
import { parseVideoError } from '../contract/parse.ts';
import { property } from '../contract/property.ts';
import type { CallOptions, PreparedRequest } from '../contract/provider.ts';
import { blank, createRedactor, type Redactor } from '../contract/redact.ts';
import { quote } from '../provider-kit/exchange/classify.ts';
import { openHttpClient, type HttpAnswer } from '../provider-kit/exchange/http.ts';
import { readOr, unexpectedAnswer } from '../provider-kit/reading.ts';
import { retryAfterMs } from '../contract/retry-after.ts';
import { type JobView, jobViewSchema } from './wire.ts';

/** How a server is reached. */
export interface ServerSettings {
  /**
   * Sent as `Authorization: Bearer …`; a function is asked at each call. Default: none, as where a page's own cookies say
   * whose it is.
   */
  readonly token?: string | (() => string | Promise<string>) | undefined;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Default: the platform's `fetch`. */
  readonly fetch?: typeof fetch | undefined;
}

interface ServerCall {
  /** Below where the server is mounted, with its slash. */
  readonly path: string;
  readonly method?: PreparedRequest['method'];
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

interface ServerSendOptions extends CallOptions {
  readonly timeoutMs: number;
  /** A fault after it left is `submission-unknown`. */
  readonly paid?: boolean;
}

export interface ServerAnswer {
  readonly answer: HttpAnswer;
  readonly redact: Redactor;
  /** `undefined`: it holds no job. */
  readonly job: JobView | undefined;
  /** What the server itself says is wrong; `undefined`: it says nothing, or somebody on the way answered. */
  readonly error: VideoError | undefined;
  /** What a query throws whose answer is no job. */
  readonly fail: (task?: Parameters<typeof unexpectedAnswer>[2]) => VideoError;
}

export interface ServerCalls {
  /** Where it is mounted, without a slash at the end. */
  readonly root: string;
  prepare(call: ServerCall): PreparedRequest;
  send(call: ServerCall, options: ServerSendOptions): Promise<ServerAnswer>;
  /** The headers by which the server knows the caller. Throws `VideoError('authentication')` for a token that is none. */
  authorization(): Promise<Readonly<Record<string, string>>>;
}

/** What errors of the way to the server name as their provider. */
export const serverName = 'vid-server';

export const queryTimeoutMs = 30_000;

/** Of a page, where the URL may be relative. */
function absolute(url: string): string {
  const here = property(property(globalThis, 'location'), 'href');
  const base = typeof here === 'string' && /^https?:/i.test(here) ? here : undefined;
  const { protocol = '', href = '' } = URL.canParse(url, base) ? new URL(url, base) : {};
  if (/^https?:$/.test(protocol)) return href.replace(/\/+$/, '');
  throw new VideoError('invalid-request', 'The server needs an http or https URL. Nothing was sent.');
}

/** Plans are many lines long, and each is quoted by itself. */
const redactLines = (text: string, redact: Redactor) => text.split('\n').map(redact).join('\n');

function errorIn({ status, json, headers }: HttpAnswer, redact: Redactor): VideoError | undefined {
  const told = property(json, 'error');
  const message = property(told, 'message');
  if (typeof message !== 'string' || typeof told !== 'object') return undefined;
  return parseVideoError({
    ...told,
    message: redactLines(message, redact),
    httpStatus: status,
    retryAfterMs: property(told, 'retryAfterMs') ?? retryAfterMs(headers),
  });
}

/** `undefined` for what is none, also where its values make the check itself fail. */
export const readAs = <Value>(schema: z.ZodMiniType<Value>, json: unknown): Value | undefined =>
  readOr(
    () => undefined,
    () => z.safeParse(schema, json).data,
  );

const headersOf = (token: string | undefined) =>
  token === undefined ? {} : { authorization: `Bearer ${token}` };

export function createServerCalls(url: string, settings: ServerSettings): ServerCalls {
  const { token: given, headers: own, fetch } = settings;
  const root = absolute(url);
  const http = openHttpClient({ provider: serverName, fetch });

  const currentToken = async (): Promise<string | undefined> => {
    const token = typeof given === 'function' ? await given() : given;
    if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return token;
    const message = 'The token is empty or does not fit in a header: pass another. Nothing was sent.';
    throw new VideoError('authentication', message, { provider: serverName });
  };

  const prepare: ServerCalls['prepare'] = ({
    path,
    body,
    method = body === undefined ? 'GET' : 'POST',
    headers,
  }) => ({
    method,
    url: `${root}${path}`,
    headers: {
      accept: 'application/json',
      ...(given !== undefined && { authorization: `Bearer ${blank}` }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...own,
      ...headers,
    },
    body,
  });

  return {
    root,
    prepare,
    authorization: async () => headersOf(await currentToken()),
    async send(call, { paid = false, ...options }) {
      const prepared = prepare(call);
      options.signal?.throwIfAborted();
      const token = await currentToken();
      const redact: Redactor = (text) =>
        createRedactor(token === undefined ? [] : [token], { ...own, ...options.headers })(text);
      const answer = await http.send(
        { ...prepared, headers: { ...prepared.headers, ...headersOf(token) } },
        { ...options, paid, redact },
      );
      const isOk = answer.status >= 200 && answer.status <= 299;
      const error = isOk ? undefined : errorIn(answer, redact);
      return {
        answer,
        redact,
        job: isOk ? readAs(jobViewSchema, answer.json) : undefined,
        error,
        fail: (task) =>
          error ??
          unexpectedAnswer(serverName, `HTTP ${answer.status}, ${quote(answer, redact, root)}`, task),
      };
    },
  };
}
