export { connectRemote, createRemote, type RemoteSettings } from './connect-remote.ts';
export { followJobs, type FollowJobsOptions, type JobNews } from './follow-jobs.ts';
export { requestJsonSchema } from './request-schema.ts';
export type { ServerSettings } from './server-calls.ts';
export {
  adoptBodySchema,
  type CancelView,
  cancelViewSchema,
  errorBodySchema,
  type JobList,
  jobListSchema,
  type JobView,
  jobViewSchema,
  type PlanBody,
  planBodySchema,
  planViewSchema,
  preparedViewSchema,
  type RoutingJson,
  type ServerCapabilities,
  serverCapabilitiesSchema,
  type SubmitBody,
  type SpendingView,
  type SpendingViewRow,
  spendingViewSchema,
  submitBodySchema,
  type WireError,
  wireErrorSchema,
} from './wire.ts';
