import { preferences, type VideoRequest } from '@vid/core';
import * as z from 'zod/mini';
import type { Words } from '../messages.ts';
import { noPlanOptions, offeredNeeds, type PlanOptions } from '../plan/plan-options.ts';
import { type Place, views } from './place.ts';
import { fileFields, readText, type Reason, toText } from '../request-json.ts';

/** What is composed: the same for every view, and written into the address of Create. */
export interface Composition {
  /** As `linkOf` wrote it; missing: the request that the page starts with, or one that is too long for an address. */
  readonly link: string | undefined;
  /** The api of each provider for which a person chose one. */
  readonly apis: Readonly<Record<string, string>>;
  readonly routing: PlanOptions;
  /** `provider:model` of those that a person chose; missing: nobody chose, and the page does. */
  readonly models: readonly string[] | undefined;
  /** Prompts besides the request's own: each model makes each. */
  readonly also: readonly string[];
  /** How many videos each model makes of each prompt. */
  readonly times: number;
}

export const mostTimes = 4;

export const noComposition: Composition = {
  link: undefined,
  apis: {},
  routing: noPlanOptions,
  models: undefined,
  also: [],
  times: 1,
};

const own = ['request', 'apis', 'prefer', 'adapt', 'most', 'needs', 'models', 'also', 'times'] as const;

const listed = (text: string | null): readonly string[] =>
  (text ?? '').split(',').filter((part) => part !== '');

const optionsSchema = z.object({
  prefer: z.catch(z.enum(preferences), noPlanOptions.prefer),
  most: z.catch(z.string().check(z.regex(/^\d+(\.\d+)? [A-Z]{3}$/)), ''),
  needs: z.catch(z.array(z.enum(offeredNeeds)), []),
  times: z.catch(z.coerce.number().check(z.int(), z.gte(1), z.lte(mostTimes)), 1),
  also: z.catch(z.array(z.string()), []),
});

function optionsIn(query: URLSearchParams): Pick<Composition, 'routing' | 'also' | 'times'> {
  const { prefer, most, needs, also, times } = z.parse(optionsSchema, {
    prefer: query.get('prefer'),
    most: query.get('most'),
    needs: listed(query.get('needs')),
    also: query.getAll('also'),
    times: query.get('times') ?? 1,
  });
  const [amount, currency = noPlanOptions.currency] = most.split(' ');
  const routing = {
    prefer,
    adapt: query.get('adapt') === '1',
    most: most === '' ? undefined : Number(amount),
    currency,
    needs,
  };
  return { routing, also, times };
}

/** Whether the address tells of anything that is composed. */
const tells = (query: URLSearchParams) => own.some((name) => query.has(name));

/** What an address says; `composed` is missing where it says nothing of that. */
export function readPath(
  path: string,
  search: string,
): Place & { readonly composed: Composition | undefined } {
  // `#request=…` without a view was the address of a request once.
  const isOld = !path.startsWith('/') && path.includes('=');
  const query = new URLSearchParams(isOld ? path : search);
  const [, name = '', id = ''] = (isOld ? '' : path).split('/');
  const comparison = name === 'compare' && id !== '' ? id : undefined;
  const place = { view: views.find((one) => one === name) ?? 'create', comparison, query };
  if (place.view !== 'create' || !tells(query)) return { ...place, composed: undefined };
  const apis = listed(query.get('apis')).map((one) => {
    const dot = one.lastIndexOf('.');
    return [one.slice(0, dot), one.slice(dot + 1)] as const;
  });
  return {
    ...place,
    composed: {
      link: query.get('request') ?? undefined,
      apis: Object.fromEntries(apis),
      ...optionsIn(query),
      models: query.has('models') ? listed(query.get('models')) : undefined,
    },
  };
}

/** The address of a place; only Create's tells of what is composed. */
export function pathOf({ view, comparison, query, ...composed }: Place & Composition): string {
  const path = comparison === undefined ? `/${view}` : `/compare/${comparison}`;
  const search = view === 'create' ? searchOf(composed) : query;
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

function searchOf({ link, apis, routing, models, also, times }: Composition): URLSearchParams {
  const { prefer, adapt, most, currency, needs } = routing;
  const chosen = Object.entries(apis).map((pair) => pair.join('.'));
  const parts: Readonly<Record<(typeof own)[number], readonly string[]>> = {
    request: link === undefined ? [] : [link],
    apis: chosen.length === 0 ? [] : [chosen.join(',')],
    prefer: prefer === noPlanOptions.prefer ? [] : [prefer],
    adapt: adapt ? ['1'] : [],
    most: most === undefined ? [] : [`${most} ${currency}`],
    needs: needs.length === 0 ? [] : [needs.join(',')],
    models: models === undefined ? [] : [models.join(',')],
    also,
    times: times === 1 ? [] : [String(times)],
  };
  return new URLSearchParams(own.flatMap((name) => parts[name].map((value) => [name, value])));
}

/** Chat programs and mail cut or break what is much longer. */
export const maxLinkLength = 16_000;

/** base64url: a prompt in any language stays one word that nothing breaks in two. */
function encode(text: string): string {
  const bytes = Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte));
  return btoa(bytes.join('')).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function decode(link: string): string {
  const bytes = atob(link.replaceAll('-', '+').replaceAll('_', '/'));
  const codes = Uint8Array.from(bytes, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(codes);
}

/** The whole request but for the fields that hold files: those are named. */
export const linkOf = (request: VideoRequest): string =>
  encode(JSON.stringify({ request: toText(request), files: Object.keys(fileFields(request)) }));

const linkSchema = z.strictObject({ request: z.string(), files: z.array(z.string()) });

export type LinkReading =
  | { readonly ok: true; readonly request: VideoRequest; readonly files: readonly string[] }
  | { readonly ok: false; readonly reasons: readonly Reason[] };

/** What a link says, or why it says nothing. */
export function readLink(link: string, words: Words): LinkReading {
  const content = contentOf(link);
  if (content === undefined) return { ok: false, reasons: [words.link.unreadable] };
  const reading = readText(content.request, {}, words);
  if (!reading.ok) return reading;
  return { ok: true, request: reading.request, files: content.files };
}

function contentOf(link: string) {
  try {
    const parsed = z.safeParse(linkSchema, JSON.parse(decode(link)));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
