export { requestJsonSchema } from './request-schema.ts';
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
