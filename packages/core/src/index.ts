export type { Attempt } from './contract/attempt.ts';
export type {
  CallbackChallenge,
  CallbackNews,
  CallbackOptions,
  CallbackResult,
  CallbackSubject,
} from './contract/callback.ts';
export { overriddenFields, type OverriddenField } from './contract/capabilities.ts';
export type {
  AnyRule,
  CameraRule,
  Capabilities,
  CapabilityRow,
  CountedField,
  DurationRule,
  Evidence,
  FeatureRules,
  ListRule,
  MediaListRule,
  MediaRule,
  ModelCapabilities,
  MotionMaskRule,
  Need,
  OneOfRule,
  Operation,
  OptionRules,
  Overrides,
  PixelSizes,
  PollingLimits,
  RangeRule,
  RowDefaults,
  RowField,
  TextRule,
} from './contract/capabilities.ts';
export type { Clock } from './contract/clock.ts';
export { defineRequest, type ModelRequests } from './contract/define-request.ts';
export type { VideoErrorCode } from './contract/error-code.ts';
export { VideoError, type VideoErrorDetails } from './contract/error.ts';
export { explainPrice } from './contract/explain-price.ts';
export { explainChange, explainProblem, explainValue, explainWarning } from './contract/explain-problem.ts';
export { readMedia } from './contract/media-fields.ts';
export type { MediaFile, MediaStream } from './contract/media-file.ts';
export { mediaTypeOf } from './contract/media-head.ts';
export type { MediaStore, StoredLink, StoredMedia } from './contract/media-store.ts';
export { amountIn, type ExchangeRates, type Money, sumsOf } from './contract/money.ts';
export { modelName, modelNames, type ModelRef } from './contract/names.ts';
export { parseSubmission, parseTask, parseVideoError } from './contract/parse.ts';
export {
  type AdaptableField,
  adaptableFields,
  type Adjustment,
  type Candidate,
  type Plan,
  type Preference,
  preferences,
  type ReadAs,
  type Rejection,
} from './contract/plan.ts';
export type {
  InputSeconds,
  InputPictures,
  Price,
  PriceCondition,
  PriceFactor,
  PricePerSecond,
  PricePerTask,
  PricePerToken,
  VideoTokens,
} from './contract/price.ts';
export type {
  Change,
  Format,
  Problem,
  ProblemCode,
  ProblemContext,
  ProblemOf,
  Span,
  Suggestion,
  ValueCondition,
  Warning,
} from './contract/problem.ts';
export type {
  CallOptions,
  CancelResult,
  GenerateOptions,
  PreparedRequest,
  QueryOutcome,
  Retry,
  VideoProvider,
} from './contract/provider.ts';
export { readShape } from './contract/read-request.ts';
export {
  type CameraAxes,
  type CameraAxis,
  type CameraControl,
  type CameraPreset,
  type DynamicMask,
  type Feature,
  features,
  type MediaBytes,
  type MediaInput,
  type Mode,
  modeOf,
  modes,
  type MotionMasks,
  type ProviderOptions,
  type RequestField,
  type VideoFeatures,
  type VideoRequest,
} from './contract/request.ts';
export {
  type MayRead,
  type MediaJson,
  type RequestJson,
  requestFromJson,
  requestToJson,
} from './contract/request-json.ts';
export type { Shown } from './contract/shown.ts';
export type { Submission } from './contract/submission.ts';
export { taskFromId, type TaskId } from './contract/task-from-id.ts';
export {
  type ActiveTask,
  type CanceledTask,
  type FailedTask,
  isFinal,
  laterTask,
  type SucceededTask,
  type TaskFailure,
  type TaskStatus,
  type Usage,
  type Video,
  type VideoTask,
} from './contract/task.ts';
export type { ValidationResult } from './contract/validation.ts';
export { checkRequest, type CheckResult, type Fit } from './matching/check-request.ts';
export type { Mismatch } from './matching/mismatch.ts';
export { estimateCost } from './matching/row-outcome.ts';
export { rangeValues } from './matching/value-set.ts';
export type { EventListener, VideoEvent } from './observing/events.ts';
export { withEvents } from './observing/with-events.ts';
export { createDurationStore, type DurationStore } from './planning/durations.ts';
export { explainPlan } from './planning/explain-plan.ts';
export { adjustedRequest, planRequest } from './planning/plan.ts';
export { planSize, type SizePlan, type SizeVariant, sizeVariants } from './planning/plan-size.ts';
export type { RoutingOptions } from './planning/routing-options.ts';
export { isTransientError } from './polling/poll-record.ts';
export { updates, type UpdatesOptions } from './polling/updates.ts';
export { waitForTask, type WaitOptions } from './polling/wait.ts';
export type { BreakerSettings } from './routing/breaker.ts';
export type { Budget, Reservation } from './routing/budget.ts';
export type { CompareOptions, ComparisonResult } from './routing/calls/compare.ts';
export type { Fallback, FallbackOptions } from './routing/calls/fallback.ts';
export { type BudgetTotals, createBudget, type MemoryBudget } from './routing/memory-budget.ts';
export { createRouter, type Router } from './routing/router.ts';
export type { RouterGenerateOptions, RouterSettings } from './routing/settings.ts';
