export { onFirstUse } from '../contract/first-use.ts';
export { inlineLength, isBytes, takeMedia } from '../contract/media-fields.ts';
export { MediaFile } from '../contract/media-file.ts';
export { nearestName } from '../contract/nearest-name.ts';
export { property } from '../contract/property.ts';
export { blank, createRedactor, redact, type Redactor } from '../contract/redact.ts';
export { mediaOf, withMedia } from '../contract/request.ts';
export { inWords } from '../contract/schema-messages.ts';
export { validationOf } from '../contract/validation.ts';
export {
  type AcceptedRequest,
  acceptRequest,
  append,
  carriedBy,
  inSeconds,
  type FieldWriters,
  readOptions,
  writeBody,
} from './accept.ts';
export { environmentVariable } from '../contract/environment.ts';
export {
  type Authentication,
  bearer,
  type Credentials,
  type KeySetting,
  requireKey,
} from './authentication.ts';
export {
  callbackBody,
  type CallbackReading,
  createDeliveryMemory,
  type DeliveryMemory,
  type VerifyCallback,
} from './exchange/callback.ts';
export { ambiguous, type ErrorBody, type ErrorRule, type ErrorTable, refused } from './error-table.ts';
export { answerError, classify } from './exchange/classify.ts';
export { connectionError, submissionUnknown } from './exchange/connection-error.ts';
export {
  type CandidateTask,
  type FoundTask,
  type HttpProviderCalls,
  type HttpProviderDefinition,
  referencePlaceholder,
  type SplitHttpProviderDefinition,
  type SubmittedTask,
  type SubmitRequest,
  type UploadCalls,
  type UploadedSubmit,
  type WireRequest,
} from './definition.ts';
export type { UploadForm } from './exchange/form.ts';
export { createHttpClient } from './http-client.ts';
export { createHttpProvider } from './http-provider.ts';
export {
  type HttpAnswer,
  type HttpClient,
  type HttpSettings,
  type LimitedCall,
  limited,
  requireHeaders,
  type SendOptions,
} from './exchange/http.ts';
export { at, linkIn } from './links.ts';
export type { ApiManifest, KeyVariables, ProviderManifest, ScriptFacts } from './manifest.ts';
export { toBase64 } from '../contract/base64.ts';
export { isPlace, mediaText, placeOf } from './media.ts';
export { isModeration } from './moderation.ts';
export {
  complains,
  idKeys,
  idText,
  linkOf,
  noReason,
  parseJson,
  type StatusMap,
  statusOf,
  type TaskReading,
  taskIdIn,
  unexpectedAnswer,
} from './reading.ts';
export { newTask, nextTask } from './exchange/next-task.ts';
export { requireOwn } from '../contract/task-from-id.ts';
export { type ReadyMedia, readyMedia } from './exchange/request-media.ts';
export { retryAfterMs } from '../contract/retry-after.ts';
export {
  type ApiChoice,
  chooseApi,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
} from './settings.ts';
export { type Delivery, verifyStandardWebhook } from './exchange/standard-webhooks.ts';
export { newSubmission, submitPaid, submitTimeoutMs } from './exchange/submit.ts';
