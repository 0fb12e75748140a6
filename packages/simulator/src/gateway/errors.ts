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

/** As seen at yunwu (runway.md 3.7, kling.md 3.5). */
export const noChannel = (now: number, model: string): JsonObject =>
  routingError(
    now,
    `No available channel for model ${model} under group default (distributor)`,
    'model_not_found',
  );

/** The same before the gateway looked for a model's own [guess]. */
export const noChannels = (now: number): JsonObject =>
  routingError(now, 'No available channel under group default (distributor)', 'model_not_found');

/** The answer to a request with a wrong parameter. */
export type Refusal = { readonly status: 400 | 429; readonly json: JsonObject };

/**
 * Who refuses a wrong parameter how: `upstream`, 400 with the vendor's body inside the relay's; `yunwu`, HTTP 429 with
 * `{"code":400}`, as seen there on the Kling routes in August 2026 (kling.md 3.5).
 */
export type RefusalStyle = 'upstream' | 'yunwu';

export const refusal = (style: RefusalStyle, message: string, upstream: JsonObject): Refusal =>
  style === 'yunwu'
    ? { status: 429, json: { code: 400, message } }
    : { status: 400, json: upstreamRefusal(upstream) };

/** In the task layer. */
export const taskError = (code: string, message: string): JsonObject => ({ code, message, data: null });

/** The vendor refused the submit: its body as one string. */
export const upstreamRefusal = (body: JsonObject): JsonObject =>
  taskError('fail_to_fetch_task', JSON.stringify(body));

export const taskNotExist: JsonObject = taskError('task_not_exist', 'task_not_exist');

export const invalidUrl = (method: string, path: string): JsonObject => ({
  error: { message: `Invalid URL (${method} ${path})`, type: 'invalid_request_error', param: '', code: '' },
});
