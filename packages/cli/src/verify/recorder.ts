import { VideoError, type VideoProvider, type VideoTask } from '@vid/core';
import { blank, createRedactor, type Redactor } from '@vid/core/provider-kit';
import type { RecordedExchange } from '@vid/simulator';

/** What is asked of a service, the free questions first. */
export type Step = 'unknown-id' | 'bad-key' | 'look-up' | 'submit' | 'query';

type Reading = NonNullable<RecordedExchange['reading']>;

/** Whose values tell how an answer came, and nothing of the user. */
const shownInRequests = ['accept', 'content-type'];
const shownInAnswers = ['content-type', 'retry-after', 'cf-ray'];

export interface Recorder {
  readonly exchanges: readonly RecordedExchange[];
  readonly fetch: typeof fetch;
  /** Called from now on whenever there is more. */
  readonly saveTo: (save: (exchanges: readonly RecordedExchange[]) => void) => void;
  /** The provider, whose calls are recorded as steps. */
  readonly watch: (provider: VideoProvider) => VideoProvider;
  /** One call as a step; what came of it is noted beside what was sent. */
  readonly during: <Result>(step: Step, call: () => Promise<Result>) => Promise<Result>;
}

export interface RecorderOptions {
  /** What recorded paths are below; of another host the whole address is kept. */
  readonly baseUrl: string;
  /** Blanked wherever they stand. */
  readonly secrets: readonly string[];
  /** What an earlier process recorded. Default: nothing. */
  readonly before?: readonly RecordedExchange[] | undefined;
}

/** Writes down what is sent and what comes back, without keys, callers' headers, signed queries or files. */
export function createRecorder({ baseUrl, secrets, before = [] }: RecorderOptions): Recorder {
  const redact = createRedactor(secrets.filter((secret) => secret !== ''));
  const exchanges: RecordedExchange[] = [...before];
  let current: Step = 'query';
  let save: Parameters<Recorder['saveTo']>[0] | undefined;
  const clean = (value: unknown) => withTexts(value, redact);
  /** A list of tasks holds those that are none of ours: what they are stays with the user. */
  const cleanAnswer = (value: unknown) =>
    current === 'look-up' ? withTexts(value, () => '…', redact) : clean(value);
  const replaceLast = (change: (last: RecordedExchange) => RecordedExchange) => {
    const last = exchanges.at(-1);
    if (last !== undefined) exchanges.splice(-1, 1, change(last));
    save?.(exchanges);
  };
  const note = (reading: Reading) => replaceLast((last) => ({ ...last, reading }));
  const errorReading = ({ code, providerCode, message }: VideoError): Reading => ({
    code,
    ...(providerCode !== undefined && { providerCode }),
    message: redact(message),
  });

  const recorder: Recorder = {
    exchanges,
    saveTo(given) {
      save = given;
    },
    async fetch(input, init) {
      const request = new Request(input, { ...init, body: null });
      const body = bodyOf(init?.body);
      exchanges.push({
        step: current,
        request: {
          method: request.method,
          path: redact(request.url.startsWith(baseUrl) ? request.url.slice(baseUrl.length) : request.url),
          headers: shown(request.headers, shownInRequests, (value) => value, blank),
          ...(body !== undefined && { body: clean(body) }),
        },
      });
      save?.(exchanges);
      const response = await fetch(input, init);
      const text = await response.clone().text();
      const answered = parsed(text);
      replaceLast((last) => ({
        ...last,
        answer: {
          status: response.status,
          headers: shown(response.headers, shownInAnswers, redact),
          ...(text !== '' && { body: cleanAnswer(answered) }),
        },
      }));
      return response;
    },
    async during(step, call) {
      current = step;
      const sent = exchanges.length;
      try {
        const result = await call();
        if (exchanges.length > sent) note(readingOf(result));
        return result;
      } catch (error) {
        if (exchanges.length > sent && error instanceof VideoError) note(errorReading(error));
        throw error;
      }
    },
    watch(provider) {
      const { id, capabilities } = provider;
      // Asked one by one, each answer is about one task: without `queryMany`.
      return {
        id,
        capabilities,
        prepare: (request) => provider.prepare(request),
        validateRequest: (request) => provider.validateRequest(request),
        generate: (request, options) => recorder.during('submit', () => provider.generate(request, options)),
        query: (task, options) => recorder.during('query', () => provider.query(task, options)),
        linkHeaders: async (video, task) => (await provider.linkHeaders?.(video, task)) ?? {},
        ...(provider.reconcile !== undefined && {
          reconcile: (submission, options) =>
            recorder.during('look-up', async () => provider.reconcile?.(submission, options)),
        }),
      };
    },
  };
  return recorder;
}

const readingOf = (result: unknown): Reading =>
  isTask(result)
    ? { status: result.status, ...(result.cost !== undefined && { cost: result.cost }) }
    : { status: 'none' };

const isTask = (value: unknown): value is VideoTask =>
  typeof value === 'object' && value !== null && 'status' in value && 'id' in value;

function shown(
  headers: Headers,
  names: readonly string[],
  redact: (value: string) => string,
  others?: string,
): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  headers.forEach((value, name) => {
    if (names.includes(name)) found[name] = redact(value);
    else if (others !== undefined) found[name] = others;
  });
  return found;
}

/** JSON with other texts; `outside` for those that are in no list. Default: the same. */
export function withTexts(value: unknown, change: Redactor, outside: Redactor = change): unknown {
  if (typeof value === 'string') return outside(value);
  if (Array.isArray(value)) return value.map((item) => withTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  const changed: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) changed[name] = withTexts(inner, change, outside);
  return changed;
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** Of a form the names of its parts, and what is text. */
function bodyOf(body: RequestInit['body']): unknown {
  if (typeof body === 'string') return parsed(body);
  if (!(body instanceof FormData)) return body === undefined || body === null ? undefined : '(bytes)';
  const parts: Record<string, string> = {};
  for (const [name, value] of body) parts[name] = typeof value === 'string' ? value : '(file)';
  return parts;
}
