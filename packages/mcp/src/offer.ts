import {
  type Candidate,
  explainPlan,
  modelName,
  modelNames,
  type ModelRef,
  type Money,
  type Plan,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import type { JobOptions } from '@vid/core/journal';
import * as z from 'zod/mini';
import type { Host } from './host.ts';
import type { Routing } from './schema.ts';

/** One candidate at its price: what somebody agrees to, and nothing else is sent. */
export interface Offer {
  /** What the user reads. */
  readonly text: string;
  /** What they agree to: the candidate, its price, and what is sent for what the request leaves open. */
  readonly terms: string;
  readonly isLimited: boolean;
  /** Bind the job to the candidate and its price. */
  readonly options: JobOptions;
}

export const isNamed = (one: ModelRef, name: string) => modelNames(one).includes(name);

/** Whether `only` and `never` leave a model in. */
export const isAskedFor = (one: ModelRef, { only, never = [] }: JobOptions) =>
  (only === undefined || only.some((name) => isNamed(one, name))) &&
  !never.some((name) => isNamed(one, name));

const isSame = (one: ModelRef, other: ModelRef) => modelName(one) === modelName(other);

const needs = z.custom<NonNullable<JobOptions['needs']>>(Array.isArray);

/** Routing options of a tool's call. What is no need is refused by the router, by its name. */
export const routingOf = ({ needs: asked, ...routing }: Routing = {}): JobOptions => ({
  ...routing,
  ...(asked !== undefined && { needs: z.parse(needs, asked) }),
});

export interface Asked {
  readonly request: VideoRequest;
  readonly routing: JobOptions;
  /** Of the call. */
  readonly maxCost: Money | undefined;
}

/** The limits of a call: the server's own, and the call's. They may be of two currencies, so they are no one limit. */
const limitsOf = ({ settings }: Host, { maxCost }: Asked): readonly Money[] =>
  [settings.maxCost, maxCost].filter((limit) => limit !== undefined);

/** The plan within every limit. */
export function planWithin(host: Host, asked: Asked): Plan {
  const { router } = host.settings;
  const { request, routing } = asked;
  const plans = limitsOf(host, asked).map((maxCost) => router.plan(request, { ...routing, maxCost }));
  const [plan = router.plan(request, routing), ...others] = plans;
  return others.reduce((within, { rejected }) => {
    const out = rejected.filter((one) => within.candidates.some((other) => isSame(one, other)));
    const candidates = within.candidates.filter((one) => !out.some((other) => isSame(one, other)));
    return { ...within, candidates, rejected: [...within.rejected, ...out] };
  }, plan);
}

/** Throws `VideoError`: `unsupported` where no candidate is within every limit. */
export function offerOf(host: Host, asked: Asked): Offer {
  const { request, routing } = asked;
  const limits = limitsOf(host, asked);
  const plan = planWithin(host, asked);
  const [candidate] = plan.candidates;
  if (candidate === undefined) {
    // Whichever limit leaves nobody says so itself.
    for (const maxCost of [undefined, ...limits])
      host.settings.router.select(request, { ...routing, ...(maxCost !== undefined && { maxCost }) });
    throw new VideoError('unsupported', 'No model is within both limits of cost. Nothing was sent.');
  }
  const { price } = candidate;
  return {
    text: explain(request, plan, candidate),
    terms: termsOf(candidate),
    isLimited: limits.length > 0,
    options: {
      ...routing,
      prefer: 'listed',
      only: [modelName(candidate)],
      never: undefined,
      ...(price !== undefined && { maxCost: price }),
    },
  };
}

/** Without what may change between a question and its answer and changes nothing: how long it takes, how old the table is. */
const termsOf = (candidate: Candidate) => {
  const { price, leastPrice, resolution, defaults, adjustments, uploads } = candidate;
  const model = modelName(candidate);
  return JSON.stringify({ model, price, leastPrice, resolution, defaults, adjustments, uploads });
};

const longestPrompt = 300;

/** What the user reads before paying: the price first, and the agent's own words as a quotation. */
function explain(request: VideoRequest, plan: Plan, candidate: Candidate): string {
  const { price } = candidate;
  const { prompt = '' } = request;
  const cost = price === undefined ? 'The price is not known.' : `At most ${price.amount} ${price.currency}.`;
  const cut = prompt.length > longestPrompt ? `${prompt.slice(0, longestPrompt)}…` : prompt;
  const [, ...facts] = explainPlan({ ...plan, candidates: [candidate], rejected: [] }).split('\n');
  return [
    `Pay for this video? ${cost}`,
    ...facts.map((line) => line.trim().replace(/^1\. \S+ \((.*)\)$/, `${modelName(candidate)}: $1`)),
    ...fieldsOf(request),
    ...(prompt === '' ? [] : [`Prompt: ${JSON.stringify(cut)}`]),
  ].join('\n');
}

const longestValue = 120;

/** What else is set, one field a line; files by their size. */
function fieldsOf({ prompt: _prompt, model: _model, ...fields }: VideoRequest): readonly string[] {
  return Object.entries(fields).flatMap(([field, value]: readonly [string, unknown]) => {
    const text = JSON.stringify(value, (_, part: unknown) =>
      part instanceof Uint8Array ? `${part.byteLength} bytes` : part,
    );
    if (text === undefined) return [];
    return [`${field}: ${text.length > longestValue ? `${text.slice(0, longestValue)}…` : text}`];
  });
}
