export { type AcceptedRequest, acceptRequest } from './accept.ts';
export { callbackBody, createDeliveryMemory, type DeliveryMemory } from './callback.ts';
export { mediaText, sha256, toBase64 } from './bytes.ts';
export { environmentVariable } from './environment.ts';
export {
  createHttpClient,
  type HttpAnswer,
  type HttpClient,
  type HttpSettings,
  type SendOptions,
  submissionUnknown,
} from './http.ts';
export { parseJson } from './json.ts';
export { newTask, nextTask, statusOf, type StatusWords, type TaskReading } from './read-task.ts';
export { blank, redact } from '../contract/redact.ts';
export { retryAfterMs } from './retry-after.ts';
export { inWords } from '../contract/schema-messages.ts';
export { type FieldWriters, readOptions, writeBody } from './wire-body.ts';
export { newSubmission, repeatRefused, submitPaid } from './submit.ts';
export { baseUrlSetting, fetchSetting, readSettings, requireOwnTask } from './settings.ts';
export { type Delivery, verifyStandardWebhook } from './standard-webhooks.ts';
