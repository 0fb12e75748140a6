import type { TaskFailure, TaskStatus } from '@vid/core';
import {
  linkOf,
  noReason,
  property,
  statusOf,
  type StatusMap,
  type TaskReading,
} from '@vid/core/provider-kit';
import { isErrorBody } from './errors.ts';

/*
 * Answer envelopes of the new-api family: {code: "success", message, data: {task}}, with the raw answer of the
 * service in data.data, or one level deeper. Sources: wire notes on the gateways, 2026-11
 * [relay: QuantumNous/new-api]. Which envelope yunwu.ai uses for which service is not established.
 */

/** Where a service's answers hold what; paths such as `'task_result.videos.0.url'`, the preferred first. */
export interface AnswerMapping {
  readonly status: readonly string[];
  /** Every status word, lower case; a word that is missing here is an error. */
  readonly statuses: StatusMap;
  readonly links: readonly string[];
  readonly duration: readonly string[];
  readonly reason: readonly string[];
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

/** The objects of an answer from the outside in: body, body.data, body.data.data, … A list stands for its first. */
function layersOf(body: unknown): readonly Layer[] {
  const layers: Layer[] = [];
  for (let part: unknown = body; ;) {
    const layer: unknown = Array.isArray(part) ? part[0] : part;
    if (!isLayer(layer)) return layers;
    layers.push(layer);
    part = layer['data'];
  }
}

const idText = (value: unknown): string | undefined => {
  if (Number.isSafeInteger(value)) return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
};

/** The id that the gateway knows the task by: `task_id`, `id`, or `data` as text, then the same one level in. */
function idOf(body: unknown): string | undefined {
  for (const part of layersOf(body)) {
    const own = idText(part['task_id']) ?? idText(part['id']);
    if (own !== undefined) return own;
    // As text, `data` may belong to an error.
    const data = idText(part['data']);
    if (data !== undefined && !isErrorBody(part)) return data;
  }
  return undefined;
}

/** The task that an answer to a submit names. */
export function readAccepted(body: unknown): { readonly id: string } | undefined {
  const id = idOf(body);
  return id === undefined ? undefined : { id };
}

function at(part: Layer, path: string): unknown {
  return path.split('.').reduce<unknown>(property, part);
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

const finals: ReadonlySet<TaskStatus | undefined> = new Set(['succeeded', 'failed', 'canceled']);

/** The innermost word when it is final, else the outermost: the relay's own verdict comes after its upstream's. */
function statusWordOf(inwards: readonly Layer[], { status, statuses }: AnswerMapping): string | undefined {
  const inner = first(inwards.toReversed(), status, textOf);
  return finals.has(statusOf(inner, statuses)) ? inner : first(inwards, status, textOf);
}

/** Wrappers say these beside a failed task too; they are no reason (QuantumNous/new-api#2532). */
const emptyPhrases: ReadonlySet<string> = new Set(['succeed', 'success', 'ok']);
const reasonOf = (value: unknown) => {
  const text = textOf(value);
  return text === undefined || emptyPhrases.has(text.toLowerCase()) ? undefined : text;
};

const moderated = /safety|moderat|risk control|content polic|sensitive|violat|敏感|违规|审核/i;

function failureOf(
  word: string | undefined,
  reason: string | undefined,
  providerCode: string | undefined,
): TaskFailure {
  const code = providerCode === undefined ? {} : { providerCode };
  const message = reason ?? providerCode ?? noReason.message;
  if (word?.toLowerCase() === 'expired') return { reason: 'expired', message, ...code };
  const isModerated = moderated.test(`${providerCode ?? ''} ${reason ?? ''}`);
  return { reason: isModerated ? 'content-policy' : 'unknown', message, ...code };
}

/** What a gateway's answer says of a task, whichever of the known envelopes it came in; `undefined`: it is an error. */
export function readAnswer(body: unknown, mapping: AnswerMapping): TaskReading | undefined {
  const inwards = layersOf(body);
  const outwards = inwards.toReversed();
  const status = statusWordOf(inwards, mapping);
  if (status === undefined && isErrorBody(body)) return undefined;
  switch (statusOf(status, mapping.statuses)) {
    case 'succeeded': {
      // Older relays put the link of a finished task into `fail_reason`, newer ones into `result_url`.
      const url = first(outwards, [...mapping.links, 'result_url', 'fail_reason'], linkOf);
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
      return { status, progress: first(outwards, ['progress'], progressOf) };
  }
}
