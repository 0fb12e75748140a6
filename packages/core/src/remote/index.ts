export { connectRemote, createRemote, type RemoteSettings } from './connect-remote.ts';
export type { ServerSettings } from './server-calls.ts';
export {
  adoptBodySchema,
  type CancelView,
  cancelViewSchema,
  type JobList,
  jobListSchema,
  type JobView,
  jobViewSchema,
  planBodySchema,
  type ServerCapabilities,
  serverCapabilitiesSchema,
  type SubmitBody,
  submitBodySchema,
  wireErrorSchema,
} from './wire.ts';
