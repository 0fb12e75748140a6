import type { JSONValue } from '@ai-sdk/provider';
import { parseTask, VideoError, type VideoTask } from '@vid/core';

/** Plain data that the types of every version of the AI SDK take: their own are not of one kind. */
export type Json = null | string | number | boolean | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

/** What JSON does not write is left out. */
export function toJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(toJson);
  return typeof value === 'object' ? toJsonObject(value) : null;
}

function toJsonObject(value: object): JsonObject {
  const json: JsonObject = {};
  for (const [key, part] of Object.entries(value)) if (part !== undefined) json[key] = toJson(part);
  return json;
}

/** What `doStart` hands on: any process, and any model object of this package, can go on with it. */
export interface Operation {
  readonly task: VideoTask;
  /** Whether the one status request that follows a webhook waits for the end. */
  readonly waits: boolean;
}

export const writeOperation = ({ task, waits }: Operation): JsonObject => ({
  v: 1,
  task: toJson(task),
  ...(waits && { waits }),
});

const isOwn = (operation: JSONValue): operation is JsonObject =>
  operation !== null && typeof operation === 'object' && 'v' in operation && operation.v === 1;

/** Throws `VideoError('invalid-request')` for an operation of another model, or of a later version. */
export function readOperation(operation: JSONValue): Operation {
  if (!isOwn(operation))
    throw new VideoError(
      'invalid-request',
      'This operation was not started by @vid/ai-sdk. Nothing was asked.',
    );
  return { task: parseTask(operation['task']), waits: operation['waits'] === true };
}
