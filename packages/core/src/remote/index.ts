export { connectRemote, createRemote, type RemoteSettings } from './connect-remote.ts';
export { followJobs, type FollowJobsOptions, type JobNews } from './follow-jobs.ts';
export type { ServerSettings } from './server-calls.ts';
export {
  adoptBodySchema,
  type CancelView,
  cancelViewSchema,
  type JobList,
  jobListSchema,
  type JobView,
  jobViewSchema,
  type PlanBody,
  planBodySchema,
  type RoutingJson,
  type ServerCapabilities,
  serverCapabilitiesSchema,
  type SubmitBody,
  submitBodySchema,
  wireErrorSchema,
} from './wire.ts';
