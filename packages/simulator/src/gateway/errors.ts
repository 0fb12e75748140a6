// Error bodies of the new-api family (runway.md 3.7, kling.md 3.5, jimeng.md A6). The envelopes are from relay source;
// the texts before `(request id: …)` are [guess] unless a line below says otherwise.
import { gatewayRequestId } from './ids.ts';
import type { JsonObject } from '../state/task.ts';

/** Before a task exists: token, body, channel. */
export function routingError(now: number, message: string, code = ''): JsonObject {
  return {
    error: {
      message: `${message} (request id: ${gatewayRequestId(now)})`,
      type: 'new_api_error',
      code,
    },
  };
}

/** `no available channels` is the text that clients match (runway.md 3.7); the code is [guess] (jimeng.md A6). */
export const noChannel = (now: number, model: string): JsonObject =>
  routingError(now, `no available channels for model ${model} under group default`, 'model_not_found');

/** The same before the gateway looked for a model's own [guess]. */
export const noChannels = (now: number): JsonObject =>
  routingError(now, 'no available channels under group default', 'model_not_found');

/** In the task layer. */
export const taskError = (code: string, message: string): JsonObject => ({ code, message, data: null });

/** The vendor refused the submit: its body as one string. */
export const upstreamRefusal = (body: JsonObject): JsonObject =>
  taskError('fail_to_fetch_task', JSON.stringify(body));

export const taskNotExist: JsonObject = taskError('task_not_exist', 'task_not_exist');

export const invalidUrl = (method: string, path: string): JsonObject => ({
  error: { message: `Invalid URL (${method} ${path})`, type: 'invalid_request_error', param: '', code: '' },
});
