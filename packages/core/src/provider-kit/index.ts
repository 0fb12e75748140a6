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
export {
  type Authentication,
  bearer,
  type Credentials,
  environmentVariable,
  type KeySetting,
  requireKey,
} from './authentication.ts';
export {
  callbackBody,
  type CallbackReading,
  createDeliveryMemory,
  type DeliveryMemory,
  type VerifyCallback,
} from './callback.ts';
export {
  ambiguous,
  answerError,
  classify,
  type ErrorBody,
  type ErrorRule,
  type ErrorTable,
  refused,
} from './classify.ts';
export { connectionError, submissionUnknown } from './connection-error.ts';
export {
  type CandidateTask,
  type FoundTask,
  type HttpProviderDefinition,
  referencePlaceholder,
  type SubmittedTask,
  type SubmitRequest,
  type UploadCalls,
  type UploadedSubmit,
  type WireRequest,
} from './definition.ts';
export type { UploadForm } from './form.ts';
export { createHttpProvider } from './http-provider.ts';
export {
  createHttpClient,
  type HttpAnswer,
  type HttpClient,
  type HttpSettings,
  type LimitedCall,
  limited,
  parseJson,
  type SendOptions,
} from './http.ts';
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
  newTask,
  nextTask,
  noReason,
  requireOwn,
  type StatusMap,
  statusOf,
  type TaskReading,
  taskIdIn,
  unexpectedAnswer,
} from './next-task.ts';
export { type ReadyMedia, readyMedia } from './request-media.ts';
export { retryAfterMs } from './retry-after.ts';
export {
  type ApiChoice,
  chooseApi,
  httpProviderSettings,
  type HttpProviderSettings,
  readSettings,
} from './settings.ts';
export { type Delivery, verifyStandardWebhook } from './standard-webhooks.ts';
export { newSubmission, repeatRefused, submitPaid, submitTimeoutMs } from './submit.ts';
