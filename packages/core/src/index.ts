export type { CallbackOptions, CallbackResult, CallbackSubject } from './callback.ts';
export { type AdaptableField, adaptableFields, adjustedRequest, type Adjustment } from './adapt.ts';
export type {
  AnyRule,
  CameraRule,
  Capabilities,
  CapabilityRow,
  Evidence,
  FeatureRules,
  ListRule,
  MediaListRule,
  MediaRule,
  ModelCapabilities,
  MotionMaskRule,
  OneOfRule,
  Operation,
  OptionRules,
  Price,
  PollingLimits,
  RangeRule,
  TextRule,
} from './capabilities.ts';
export { checkRequest, type CheckResult, type Fit, type Misfit } from './check-request.ts';
export { defineRequest, type ModelRequests } from './define-request.ts';
export type { Change, Suggestion } from './misfit.ts';
export { parseVideoError } from './parse-error.ts';
export { VideoError, type VideoErrorCode, type VideoErrorDetails } from './error.ts';
export { estimateCost } from './estimate-cost.ts';
export type { EventListener, VideoEvent } from './events.ts';
export { explainPlan } from './explain.ts';
export type { Need } from './needs.ts';
export { type Candidate, type Plan, planRequest, type Rejection } from './plan.ts';
export type { Clock } from './polling/clock.ts';
export type { WaitOptions } from './polling/options.ts';
export type { Problem } from './problem.ts';
export type {
  CallOptions,
  CancelResult,
  GenerateOptions,
  PreparedRequest,
  VideoProvider,
} from './provider.ts';
export {
  type CameraAxis,
  type CameraControl,
  type Feature,
  features,
  type MediaInput,
  type Mode,
  modeOf,
  type MotionMasks,
  type ProviderOptions,
  type RequestField,
  type VideoRequest,
} from './request.ts';
export { createRouter, type Router } from './router.ts';
export type { Attempt } from './routing/attempts.ts';
export type { BreakerSettings } from './routing/breaker.ts';
export { type Budget, createBudget, type MemoryBudget, type Reservation } from './routing/budget.ts';
export type { CompareOptions, ComparisonResult } from './routing/comparison.ts';
export type { Fallback, FallbackOptions } from './routing/fallback.ts';
export type { ModelAtDoor } from './routing/names.ts';
export type { RouterGenerateOptions, RouterSettings } from './routing/settings.ts';
export { createSpeedStore, type SpeedStore } from './speed.ts';
export { parseSubmission, type Submission } from './submission.ts';
export {
  isFinal,
  laterTask,
  type Money,
  parseTask,
  type TaskFailure,
  type TaskStatus,
  type Video,
  type VideoTask,
} from './task.ts';
export { updates, type UpdatesOptions } from './updates.ts';
export { waitForTask } from './wait.ts';
export type { RoutingWishes } from './wishes.ts';
export { withEvents } from './with-events.ts';
