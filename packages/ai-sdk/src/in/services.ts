import {
  type ErrorBody,
  type ErrorRule,
  type ErrorTable,
  isModeration,
  property,
  refused,
} from '@vid/core/provider-kit';

/* What is known of the services behind the eight packages, by the packages' own source [client] unless another source is named. */

/** The services whose packages were probed. */
export const knownServices = [
  'fal',
  'google',
  'vertex',
  'xai',
  'replicate',
  'alibaba',
  'minimax',
  'black-forest-labs',
] as const;
/** A service whose package says which errors prove that no task exists. */
export type KnownService = (typeof knownServices)[number];

export interface ServiceFacts {
  /** How `model.provider` begins. */
  readonly provider: string;
  /** Under which key of `providerOptions` the package reads its own. */
  readonly optionsKey: string;
  readonly errors: ErrorTable;
  /** Pixels that the package sends as this resolution. */
  readonly pixels: Readonly<Record<string, `${number}x${number}`>>;
  /** How often in a row an `error` has to be said before it is the task's end. Default 1. */
  readonly believedAfter?: number;
  /** What the package throws of a task that has ended without a video: it is the end once it was said five times in a row. */
  readonly emptyEnd?: RegExp;
  /** Where the metadata of a finished task has the id that the answer bears. */
  readonly idIn?: string;
  /** Where a result link bears the key, and the header that does as well. */
  readonly keyInLink?: { readonly parameter: string; readonly header: string };
  /** The video comes as bytes in the answer, unless it goes to a bucket of the account. */
  readonly deliversBytes?: true;
  /** A link is a clip if its name ends like one, whatever it is said to be. */
  readonly clipsByName?: true;
  /** Members of an operation that hold a URL of which the origin alone is needed: the query is the caller's. */
  readonly originOnly?: readonly string[];
}

/** Statuses that say, in the service's own words, that no task was made. All else leaves it open. */
const statuses: Readonly<Record<number, ErrorRule>> = {
  400: refused('invalid-request'),
  401: refused('authentication'),
  402: refused('quota-exhausted'),
  403: refused('authentication'),
  404: refused('not-found'),
  413: refused('invalid-request'),
  415: refused('invalid-request'),
  422: refused('invalid-request'),
  429: refused('rate-limited'),
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Errors of a service whose own shape `read` knows. */
const errorsOf = (read: ErrorTable['read']): ErrorTable => ({
  read,
  statuses,
  patterns: [
    [
      ({ message = '' }: ErrorBody, status: number) => status < 500 && isModeration(message),
      refused('content-policy'),
    ],
  ],
});

/** `{ error: { code: 429, message, status: 'RESOURCE_EXHAUSTED' } }` */
const google = errorsOf((json, status) => {
  const error = property(json, 'error');
  const [message, code] = [text(property(error, 'message')), text(property(error, 'status'))];
  const isOwn = message !== undefined && code !== undefined && property(error, 'code') === status;
  return isOwn ? { message, code } : undefined;
});

/** `{ detail: [{ msg, type }] }`, `{ detail }`, `{ error: { message, code } }` */
const fal = errorsOf((json) => {
  const [detail, error] = [property(json, 'detail'), property(json, 'error')];
  const listed: readonly unknown[] = Array.isArray(detail) ? detail : [];
  const said = listed.map((one) => text(property(one, 'msg')));
  if (said.length > 0 && said.every((one) => one !== undefined))
    return { message: said.join('; '), type: 'detail' };
  const code = property(error, 'code');
  const message = text(property(error, 'message'));
  if (message !== undefined && typeof code === 'number') return { message, code: String(code) };
  return text(detail) === undefined ? undefined : { message: text(detail) };
});

/** `{ title, detail, status: 422 }` */
const replicate = errorsOf((json, status) => {
  const message = text(property(json, 'detail'));
  const isOwn = message !== undefined && property(json, 'status') === status;
  return isOwn ? { message, code: text(property(json, 'title')) } : undefined;
});

/** `{ error: { message, type, code } }`, `{ code, error }` */
const xai = errorsOf((json) => {
  const error = property(json, 'error');
  const message = text(property(error, 'message'));
  if (message !== undefined) {
    const [type, said] = [text(property(error, 'type')), property(error, 'code')];
    const code = typeof said === 'number' ? String(said) : text(said);
    return type === undefined && code === undefined ? undefined : { message, type, code };
  }
  const [said, code] = [text(error), text(property(json, 'code'))];
  return said !== undefined && code !== undefined ? { message: said, code } : undefined;
});

/** `{ code: 'InvalidParameter', message, request_id }` */
const alibaba = errorsOf((json) => {
  const [code, message] = [text(property(json, 'code')), text(property(json, 'message'))];
  const requestId = text(property(json, 'request_id'));
  return code !== undefined && message !== undefined && requestId !== undefined
    ? { code, message, requestId }
    : undefined;
});

/** `{ type: 'error', error: { type, message, http_code }, request_id }` */
const minimax = errorsOf((json) => {
  const error = property(json, 'error');
  const [type, message] = [text(property(error, 'type')), text(property(error, 'message'))];
  const isOwn = property(json, 'type') === 'error' && type !== undefined && message !== undefined;
  return isOwn ? { type, message, requestId: text(property(json, 'request_id')) } : undefined;
});

/** `{ detail }`, of a text or whatever JSON */
const blackForestLabs = errorsOf((json) => {
  const detail = property(json, 'detail');
  if (text(detail) !== undefined) return { message: text(detail) };
  return typeof detail === 'object' && detail !== null
    ? { message: JSON.stringify(detail), type: 'detail' }
    : undefined;
});

const usualPixels = { '720p': '1280x720', '1080p': '1920x1080' } as const;
const veoPixels = { ...usualPixels, '4k': '3840x2160' } as const;

const services: Readonly<Record<KnownService, ServiceFacts>> = {
  fal: {
    provider: 'fal',
    optionsKey: 'fal',
    errors: fal,
    pixels: usualPixels,
    // It makes an `error` of 429, 503, 401, resets and pages.
    believedAfter: 5,
    originOnly: ['submitUrl'],
  },
  google: {
    provider: 'google.generative-ai',
    optionsKey: 'google',
    errors: google,
    pixels: veoPixels,
    emptyEnd: /^No videos in response/,
    keyInLink: { parameter: 'key', header: 'x-goog-api-key' },
  },
  vertex: {
    provider: 'google.vertex',
    optionsKey: 'vertex',
    errors: google,
    pixels: veoPixels,
    emptyEnd: /^No videos in response/,
    deliversBytes: true,
  },
  xai: { provider: 'xai', optionsKey: 'xai', errors: xai, pixels: { ...usualPixels, '480p': '854x480' } },
  replicate: {
    provider: 'replicate',
    optionsKey: 'replicate',
    errors: replicate,
    pixels: usualPixels,
    idIn: 'predictionId',
  },
  alibaba: {
    provider: 'alibaba',
    optionsKey: 'alibaba',
    errors: alibaba,
    pixels: { ...usualPixels, '480p': '832x480' },
    clipsByName: true,
    idIn: 'taskId',
  },
  minimax: {
    provider: 'minimax',
    optionsKey: 'minimax',
    errors: minimax,
    pixels: { '480p': '854x480', '768p': '1366x768', '2k': '2560x1440' },
  },
  'black-forest-labs': {
    provider: 'black-forest-labs',
    optionsKey: 'blackForestLabs',
    errors: blackForestLabs,
    pixels: usualPixels,
  },
};

/** A model of whose service nothing is known: no answer is proof. */
const unknown = (provider: string): ServiceFacts => ({
  provider,
  optionsKey: provider.split('.')[0] ?? provider,
  errors: { read: () => undefined },
  pixels: {},
});

/** The facts of a service; default: by what the model calls its provider, the longest name that fits. */
export function factsOf(provider: string, service?: KnownService): ServiceFacts {
  if (service !== undefined) return services[service];
  const fits = Object.values(services).filter(
    ({ provider: known }) => provider === known || provider.startsWith(`${known}.`),
  );
  return fits.toSorted((a, b) => b.provider.length - a.provider.length)[0] ?? unknown(provider);
}
