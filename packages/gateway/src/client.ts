import {
  type CallOptions,
  type GenerateOptions,
  type PreparedRequest,
  VideoError,
  type VideoTask,
} from '@vid/core';
import {
  type AcceptedRequest,
  baseUrlSetting,
  blank,
  createHttpClient,
  environmentVariable,
  fetchSetting,
  newSubmission,
  newTask,
  nextTask,
  readSettings,
  requireOwnTask,
  submissionUnknown,
  submitPaid,
} from '@vid/core/provider-kit';
import * as z from 'zod/mini';
import { type Dialect, idOf, readAnswer } from './answers.ts';
import { errorFrom, isDisguisedError, type VerdictsByCode } from './errors.ts';

const gatewaySettingsSchema = z.strictObject({
  /** The door of the service. */
  api: z.optional(z.literal('gateway', 'must be "gateway"')),
  /** Bearer token of the gateway. Default: the provider's environment variable, read when it is needed. */
  apiKey: z.optional(z.string()),
  /** Default `https://yunwu.ai`; siblings of the family serve the same routes. */
  baseUrl: baseUrlSetting,
  /** Default: the platform's `fetch`. */
  fetch: fetchSetting,
});

export type GatewaySettings = Readonly<z.infer<typeof gatewaySettingsSchema>>;

export interface GatewayService {
  readonly provider: string;
  /** Name of the environment variable that holds the key. */
  readonly keyVariable: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The service's own error codes, where the gateway hands them on. */
  readonly codes?: VerdictsByCode;
  readonly dialect: Dialect;
}

export interface Gateway {
  /** The submit as it would be sent, without the key. */
  readonly prepare: (path: string, body: object) => PreparedRequest;
  /**
   * Sends a prepared submit and returns the task that it made. `lookup`: what else than the id finds it again. The
   * gateway takes no reference of ours, so an unknown outcome cannot be looked up.
   */
  readonly submit: (
    accepted: Pick<AcceptedRequest, 'provider' | 'api' | 'model'>,
    request: PreparedRequest,
    options?: GenerateOptions,
    lookup?: Readonly<Record<string, string>>,
  ) => Promise<VideoTask>;
  /** Asks once, free of charge, and returns the task as it is now. */
  readonly query: (path: string, task: VideoTask, options?: CallOptions) => Promise<VideoTask>;
}

/** Clients of these routes wait up to 240 s for a submit [client]; giving up earlier loses paid tasks. */
const submitTimeoutMs = 240_000;
const queryTimeoutMs = 30_000;

/** Throws `VideoError('invalid-request')` for settings that are none. */
export function createGateway(service: GatewayService, settings: GatewaySettings = {}): Gateway {
  const { provider, keyVariable, headers = {}, codes = {}, dialect } = service;
  const {
    apiKey,
    baseUrl = 'https://yunwu.ai',
    fetch,
  } = readSettings(gatewaySettingsSchema, settings, provider);

  const request = (method: 'GET' | 'POST', path: string, body?: object): PreparedRequest => ({
    method,
    url: `${baseUrl.replace(/\/+$/, '')}${path}`,
    headers: {
      accept: 'application/json',
      authorization: `Bearer ${blank}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    body,
  });

  const send = async (prepared: PreparedRequest, options: CallOptions, paid: boolean) => {
    const key = requireKey(provider, keyVariable, apiKey);
    const http = createHttpClient({ provider, fetch, secrets: [key] });
    const signed = { ...prepared, headers: { ...prepared.headers, authorization: `Bearer ${key}` } };
    const answer = await http.send(signed, {
      ...options,
      paid,
      timeoutMs: paid ? submitTimeoutMs : queryTimeoutMs,
    });
    const fail = () => errorFrom(answer, { provider, paid, codes, secrets: [key] });
    if (answer.status < 200 || answer.status > 299) throw fail();
    return { json: answer.json, fail };
  };

  return {
    prepare: (path, body) => request('POST', path, body),
    async submit(accepted, prepared, options = {}, lookup) {
      requireKey(provider, keyVariable, apiKey);
      const submission = await newSubmission(accepted, prepared, options, lookup);
      return submitPaid(submission, options, async () => {
        const { json, fail } = await send(prepared, options, true);
        const id = idOf(json);
        if (id !== undefined) return newTask(accepted, id, lookup);
        throw isDisguisedError(json) ? fail() : submissionUnknown(provider, 'it answered without a task id');
      });
    },
    async query(path, task, options = {}) {
      requireOwnTask(task, provider, 'gateway');
      const { json, fail } = await send(request('GET', path), options, false);
      const reading = readAnswer(json, dialect);
      if (reading.word === undefined && isDisguisedError(json)) throw fail();
      return nextTask(task, reading, dialect.words);
    },
  };
}

function requireKey(provider: string, variable: string, given: string | undefined): string {
  const key = (given ?? environmentVariable(variable) ?? '').trim();
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const what = key === '' ? 'There is no key' : 'The key holds characters that no header may hold';
  const message = `${what} for ${provider}: pass apiKey, or set ${variable}. Nothing was sent.`;
  throw new VideoError('authentication', message, { provider });
}
