// What a service was once seen to answer, served again.
import * as z from 'zod';
import { cut } from './faults/delivery.ts';
import { defineService, type SimulatedService } from './service.ts';

const exchange = z.object({
  /** What was asked for: `unknown-id`, `bad-key`, `look-up`, `submit`, `query`. */
  step: z.string(),
  request: z.object({
    method: z.string(),
    /** Below the base URL, with its query. */
    path: z.string(),
    headers: z.record(z.string(), z.string()),
    body: z.unknown().optional(),
  }),
  /** Missing where none came. */
  answer: z
    .object({
      status: z.int().min(200).max(599),
      headers: z.record(z.string(), z.string()),
      /** JSON, or the text where it is none. */
      body: z.unknown().optional(),
    })
    .exactOptional(),
  /** How the library read it. */
  reading: z
    .object({
      /** Of the task. */
      status: z.string().exactOptional(),
      cost: z.object({ amount: z.number(), currency: z.string() }).exactOptional(),
      /** Of the error. */
      code: z.string().exactOptional(),
      providerCode: z.string().exactOptional(),
      message: z.string().exactOptional(),
    })
    .exactOptional(),
});

const service = z.object({
  provider: z.string(),
  api: z.string(),
  /** Whose it was, as it may have been a relay of the user's. */
  host: z.string(),
  /** The names of the settings that the key fills. */
  keys: z.array(z.string()),
  /** What was made, as `requestFromJson` of `@vid/core` takes it, and under which reference. */
  request: z.record(z.string(), z.unknown()).exactOptional(),
  reference: z.string().exactOptional(),
  exchanges: z.array(exchange),
});

const recording = z.object({
  format: z.literal('vid-recording'),
  version: z.literal(1),
  /** The version of `vid`. */
  vid: z.string(),
  date: z.string(),
  services: z.array(service),
});

/** One request and what came of it, without secrets. */
export type RecordedExchange = Readonly<z.output<typeof exchange>>;
/** What one api of one service answered. */
export type RecordedService = Readonly<z.output<typeof service>>;
/** What `vid verify` saves. */
export type Recording = Readonly<z.output<typeof recording>>;

/** A recording from its JSON. Throws a ZodError for what is none. */
export const parseRecording = (json: unknown): Recording => recording.parse(json);

/** What was recorded of one api so far. Throws a ZodError for what is none. */
export const parseExchanges = (json: unknown): readonly RecordedExchange[] => z.array(exchange).parse(json);

const sameRequest = (one: RecordedExchange, method: string, path: string) =>
  one.request.method === method && one.request.path === path;

/** A body has been decoded, and is as long as it is. */
const headersFor = ({ headers }: NonNullable<RecordedExchange['answer']>) =>
  Object.entries(headers).filter(([name]) => !/^(content-(length|encoding)|transfer-encoding)$/i.test(name));

/**
 * Services that answer as the recorded ones did, for `startSimulator({ services: replay(json) })`: each below an id of its
 * own, `recorded-kling-official`, which `settingsFor` takes. Requests are told apart by method and path; of several answers
 * each is given once, in their order, and the last one from then on. `steps`: only these. Default: all.
 * Throws a ZodError for what is no recording.
 */
export function replay(json: unknown, steps?: readonly string[]): readonly SimulatedService[] {
  return parseRecording(json).services.map(({ provider, api, keys, exchanges }) => {
    const id = `recorded-${provider}-${api}`;
    const left = exchanges.filter(({ step }) => steps?.includes(step) !== false);
    return defineService({
      id,
      apis: [api],
      keys(_api, apiKey) {
        const settings: Record<string, string> = {};
        for (const name of keys) settings[name] = apiKey;
        return settings;
      },
      mount({ app }) {
        app.all('*', (c) => {
          const { pathname, search } = new URL(c.req.url);
          const path = pathname.slice(`/${id}`.length) + search;
          const found = left.findIndex((one) => sameRequest(one, c.req.method, path));
          const next = left[found];
          if (next === undefined)
            return c.json({ error: `${c.req.method} ${path} is not in the recording` }, 501);
          const isLast = left.findLastIndex((one) => sameRequest(one, c.req.method, path)) === found;
          if (!isLast) left.splice(found, 1);
          const { answer } = next;
          if (answer === undefined) return cut(c);
          const { body } = answer;
          const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
          return new Response([204, 205, 304].includes(answer.status) ? null : text, {
            status: answer.status,
            headers: headersFor(answer),
          });
        });
      },
    });
  });
}
