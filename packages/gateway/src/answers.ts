import type { TaskFailure, TaskStatus, VideoTask } from '@vid/core';
import {
  at,
  complains,
  idKeys,
  idText,
  isModeration,
  linkIn,
  linkOf,
  noReason,
  parseJson,
  redact,
  statusOf,
  type StatusMap,
  taskIdIn,
  type TaskReading,
  unexpectedAnswer,
} from '@vid/core/provider-kit';

/*
 * Answer envelopes of the new-api family: {code: "success", message, data: {task}}, with the raw answer of the
 * service in data.data, or one level deeper. Sources: wire notes on the gateways, 2026-11
 * [relay: QuantumNous/new-api]. Which envelope yunwu.ai uses for which service is not established.
 */

/** Where a service's answers hold what; paths such as `'task_result.videos.0.url'`, the preferred first. */
export interface AnswerMapping {
  /** The service's status word. */
  readonly status: readonly string[];
  /** Every status word, lower case; a word that is missing here is an error. */
  readonly statuses: StatusMap;
  /** Before the usual places. */
  readonly links: readonly string[];
  /** Seconds of the video, a number or its text. */
  readonly duration: readonly string[];
  /** Why a task failed, in the service's words. */
  readonly reason: readonly string[];
  /** The service's own code of the failure. */
  readonly reasonCode: readonly string[];
}

/** Words of the wrapper itself. `unknown` is the relay's own word for "not asked yet". */
export const wrapperStatuses = {
  not_start: 'queued',
  submitted: 'queued',
  queued: 'queued',
  unknown: 'queued',
  in_progress: 'running',
  success: 'succeeded',
  failure: 'failed',
} as const satisfies StatusMap;

type Layer = Readonly<Record<string, unknown>>;
const isLayer = (value: unknown): value is Layer =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const idsOf = (layer: Layer): readonly string[] =>
  idKeys.flatMap((key) => {
    const id = idText(layer[key]);
    return id === undefined ? [] : [id];
  });

/** A prefix of the service may be missing: `vendor:3f0c…` comes back as `3f0c…` [client]. */
const withoutPrefix = (id: string) => id.replace(/^[a-z]+:/, '');
const bears = (layer: Layer, id: string) =>
  idsOf(layer).some((own) => own === id || withoutPrefix(own) === withoutPrefix(id));

/** The objects of an answer from the outside in: body, body.data, body.data.data, … A list stands for the task's entry. */
function layersOf(body: unknown, id: string): readonly Layer[] {
  const layers: Layer[] = [];
  for (let part: unknown = body; ;) {
    const value: unknown = typeof part === 'string' ? parseJson(part) : part;
    const entries: unknown[] = Array.isArray(value) ? value : [value];
    const layer = entries.find((entry) => isLayer(entry) && bears(entry, id)) ?? entries[0];
    if (!isLayer(layer)) return layers;
    layers.push(layer);
    part = layer['data'];
  }
}

const successCodes: ReadonlySet<unknown> = new Set(['success', '0', '200', 0, 200]);
const isSet = (value: unknown) => typeof value === 'number' || (typeof value === 'string' && value !== '');

/** Whether a body of a 2xx answer is an error all the same: HTTP 200 can carry one. A text beside a task's id is none. */
export function isErrorBody(json: unknown): boolean {
  if (!isLayer(json)) return false;
  const { code, error, message, detail } = json;
  const codes = [isLayer(error) ? error['code'] : undefined, code].filter(isSet);
  if (codes.length > 0 && !successCodes.has(codes[0])) return true;
  if (complains(json)) return true;
  const isText = [message, detail].some((text) => typeof text === 'string' && text !== '');
  return codes.length === 0 && isText && taskIdIn(json) === undefined;
}

/** The task that an answer to a submit names: under the usual names, or as `data` in text, where that is no error's. */
export function readAccepted(body: unknown): { readonly id: string } | undefined {
  const data = isLayer(body) ? body['data'] : undefined;
  const isText = typeof data === 'string' && !isLayer(parseJson(data)) && !isErrorBody(body);
  const quoted = typeof data === 'string' ? taskIdIn(parseJson(data)) : undefined;
  const id = taskIdIn(body) ?? quoted ?? (isText ? idText(data) : undefined);
  return id === undefined ? undefined : { id };
}

const textOf = (value: unknown) =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
const numberOf = (value: unknown) => {
  const number = typeof value === 'string' ? Number.parseFloat(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
};

function first<Value>(
  layers: readonly Layer[],
  paths: readonly string[],
  read: (value: unknown) => Value | undefined,
): Value | undefined {
  for (const part of layers) {
    for (const path of paths) {
      const value = read(at(part, path));
      if (value !== undefined) return value;
    }
  }
  return undefined;
}

/** 0.45, 45 and "45%" all mean 0.45; so 1 means done, but "1%" does not. */
function progressOf(value: unknown): number | undefined {
  const number = numberOf(value);
  if (number === undefined || number < 0 || number > 100) return undefined;
  const isPercent = number > 1 || (typeof value === 'string' && value.includes('%'));
  return isPercent ? number / 100 : number;
}

/** Wrappers say these beside a failed task too; they are no reason (QuantumNous/new-api#2532). */
const emptyPhrases: ReadonlySet<string> = new Set(['succeed', 'success', 'ok']);
const reasonOf = (value: unknown) => {
  const text = textOf(value);
  return text === undefined || emptyPhrases.has(text.toLowerCase()) ? undefined : text;
};

function failureOf(
  word: string | undefined,
  reason: string | undefined,
  providerCode: string | undefined,
): TaskFailure {
  const code = providerCode === undefined ? {} : { providerCode };
  const message = reason ?? providerCode ?? noReason.message;
  if (word?.toLowerCase() === 'expired') return { reason: 'expired', message, ...code };
  const isModerated = isModeration(`${providerCode ?? ''} ${reason ?? ''}`);
  return { reason: isModerated ? 'content-policy' : 'unknown', message, ...code };
}

const unfinished: ReadonlySet<TaskStatus | undefined> = new Set(['queued', 'running']);

/** Ids under which a gateway may tell of a task that it knows by another. */
export interface OtherIds {
  /** What such an id looks like. */
  readonly form: RegExp;
  /** Whether they are believed. */
  readonly areAccepted: boolean;
}

/**
 * What a gateway's answer says of a task, whichever of the known envelopes it came in; `undefined`: nothing. The layer with
 * the task's id has the status: a word around it is the envelope's, and what the relay wraps has given only the link and
 * the reason.
 */
export function readAnswer(
  body: unknown,
  task: VideoTask,
  mapping: AnswerMapping,
  baseUrl: string,
  otherIds?: OtherIds,
): TaskReading | undefined {
  const layers = layersOf(body, task.id);
  let own = layers.findIndex((layer) => bears(layer, task.id));
  if (own === -1) {
    const [other] = layers.flatMap(idsOf);
    if (isErrorBody(body) || other === undefined) return undefined;
    // One object, no list: the answer to a query that named this task.
    const isAlias =
      otherIds !== undefined && isLayer(body) && !Array.isArray(body['data']) && otherIds.form.test(other);
    const hint = isAlias ? '; if this gateway does so for every task, set acceptOtherIds' : '';
    if (!isAlias || !otherIds.areAccepted)
      throw unexpectedAnswer(task.provider, `it is about another task, ${redact(other)}${hint}`, task);
    own = layers.findIndex((layer) => idsOf(layer).length > 0);
  }
  const inwards = layers.slice(own);
  const outwards = inwards.toReversed();
  const { status: words, statuses } = mapping;
  const status = first(inwards, words, textOf);
  const progress = first(outwards, ['progress'], progressOf);
  const isWorking = (layer: Layer) => unfinished.has(statusOf(first([layer], words, textOf), statuses));
  // An envelope's `error` around a task that works is trouble with the query; the relay's own verdict is FAILURE.
  if (status?.toLowerCase() === 'error' && outwards.some(isWorking)) return { status: undefined };
  switch (statusOf(status, statuses)) {
    case 'succeeded': {
      // A layer that still works may hold the link of an input.
      const ended = outwards.filter((layer) => !isWorking(layer));
      const linked = (value: unknown) => linkOf(value, baseUrl);
      const usual = () => ended.map((layer) => linkIn(layer, baseUrl)).find((link) => link !== undefined);
      // Older relays put the link of a finished task into `fail_reason`, newer ones into `result_url`.
      const url =
        first(ended, mapping.links, linked) ?? usual() ?? first(ended, ['result_url', 'fail_reason'], linked);
      const duration = first(outwards, mapping.duration, numberOf);
      return { status, videos: [{ url, ...(duration !== undefined && { duration }) }] };
    }
    case 'failed': {
      const reason = first(outwards, [...mapping.reason, 'fail_reason'], reasonOf);
      return { status, failure: failureOf(status, reason, first(outwards, mapping.reasonCode, textOf)) };
    }
    case 'queued':
    case 'running':
    case 'canceled':
    case undefined:
      return { status, progress };
  }
}
