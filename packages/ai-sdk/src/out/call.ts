import type { Experimental_VideoModelV4CallOptions as CallOptions, JSONObject } from '@ai-sdk/provider';
import {
  explainProblem,
  features,
  type Problem,
  type RouterGenerateOptions,
  type RoutingOptions,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import { fileProblems, filesOf } from './files.ts';
import type { VidOptions } from './settings.ts';

/** A start as the AI SDK calls it, of either of its versions. */
export type Call = CallOptions & {
  /** Where the service calls when the video is done. Default: nowhere. */
  readonly webhookUrl?: string | undefined;
};

/** What a call asks for, in the words of the router. */
export interface ReadCall {
  readonly request: VideoRequest;
  /** Pixels, which are all that the AI SDK speaks: `'1280x720'`. */
  readonly size: string | undefined;
  readonly routing: RoutingOptions;
  readonly options: Pick<RouterGenerateOptions, 'fallback' | 'retries' | 'reference' | 'headers'>;
}

type RoutingKey = keyof RoutingOptions | 'fallback' | 'retries';
const routingKeys: Readonly<Record<RoutingKey, true>> = {
  prefer: true,
  only: true,
  never: true,
  maxCost: true,
  rates: true,
  allowUnknownPrice: true,
  needs: true,
  adapt: true,
  fallback: true,
  retries: true,
};

/** The router checks every value before anything is sent. */
const isOptions = (value: object): value is VidOptions => !Array.isArray(value);

/** `providerOptions.vid`, apart: what it says of the request, and of the way there. */
function ownOptions(options: JSONObject = {}): {
  readonly request: VidOptions;
  readonly routing: VidOptions;
} {
  const request: JSONObject = {};
  const routing: JSONObject = {};
  for (const [key, value] of Object.entries(options))
    if (value !== undefined) (Object.hasOwn(routingKeys, key) ? routing : request)[key] = value;
  return isOptions(request) && isOptions(routing) ? { request, routing } : { request: {}, routing: {} };
}

/** Set by the AI SDK for every start, or by the caller: one name for one request. */
const referenceHeader = 'idempotency-key';

/** The caller's headers without the name of the request, which goes where the service takes one. */
export function headersOf(headers: Call['headers'] = {}): Readonly<Record<string, string>> {
  const sent: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && name.toLowerCase() !== referenceHeader) sent[name] = value;
  return sent;
}

const referenceOf = (headers: Call['headers'] = {}): string | undefined =>
  Object.entries(headers).find(
    ([name, value]) => name.toLowerCase() === referenceHeader && value !== undefined,
  )?.[1];

/** The request's fields that the AI SDK has a name for. */
function namedFields(modelId: string, call: Call): VideoRequest {
  const { prompt, duration, seed, generateAudio, aspectRatio, webhookUrl } = call;
  return {
    ...(modelId !== 'auto' && { model: modelId }),
    ...(prompt !== undefined && { prompt }),
    ...filesOf(call),
    ...(duration !== undefined && { duration }),
    ...(aspectRatio !== undefined && { aspectRatio }),
    ...(generateAudio !== undefined && { audio: generateAudio }),
    ...(seed !== undefined && { seed }),
    ...(webhookUrl !== undefined && { callbackUrl: webhookUrl }),
  };
}

/** Said by the id of the model, and by the other keys of `providerOptions`. */
const elsewhere = ['model', 'providerOptions'] as const;

/** What nobody could send, whichever model is asked. */
function problemsOf(call: Call, named: VideoRequest, own: VideoRequest): readonly Problem[] {
  const { n, fps, resolution } = call;
  const problems: Problem[] = [];
  if (n !== 1) problems.push({ code: 'not-one-of', field: 'n', asked: n, allowed: [1] });
  if (fps !== undefined) problems.push({ code: 'unknown-field', field: 'fps', asked: fps });
  for (const key of elsewhere)
    if (own[key] !== undefined) problems.push({ code: 'unknown-field', field: `providerOptions.vid.${key}` });
  for (const field of features) {
    const isSize = resolution !== undefined && (field === 'size' || field === 'resolution');
    if (own[field] !== undefined && (named[field] !== undefined || isSize))
      problems.push({ code: 'set-twice', field: `providerOptions.vid.${field}`, asked: field, means: field });
  }
  return [...problems, ...fileProblems(call)];
}

export function refuse(problems: readonly Problem[]): never {
  const reasons = problems.map((problem) => explainProblem(problem)).join('; ');
  throw new VideoError('unsupported', `Nothing was sent: ${reasons}.`, { problems });
}

/** Throws `VideoError('unsupported')` that names every option that has no place. Nothing was sent then. */
export function readCall(modelId: string, call: Call): ReadCall {
  const { vid, ...others } = call.providerOptions;
  const { request: own, routing: given } = ownOptions(vid);
  const named = namedFields(modelId, call);
  const problems = problemsOf(call, named, own);
  if (problems.length > 0) refuse(problems);
  const { fallback, retries, ...routing } = given;
  const reference = referenceOf(call.headers);
  return {
    request: { ...own, ...named, ...(Object.keys(others).length > 0 && { providerOptions: others }) },
    size: call.resolution,
    routing,
    options: {
      ...(fallback !== undefined && { fallback }),
      ...(retries !== undefined && { retries }),
      ...(reference !== undefined && { reference }),
      headers: headersOf(call.headers),
    },
  };
}
