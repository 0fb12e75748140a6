import type { JSONValue } from '@ai-sdk/provider';
import { parseTask, VideoError, type VideoTask } from '@vid/core';
import { type JsonObject, toJson } from '../json.ts';

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
