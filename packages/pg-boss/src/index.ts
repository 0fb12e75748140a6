export type { PostgresClient, PostgresPool } from './database.ts';
export type { OverdueJob, PostgresJobStore } from './job-store.ts';
export { openPostgres, type PostgresSettings, type PostgresStore } from './open-postgres.ts';
export {
  type Boss,
  createVideoQueues,
  type Message,
  type QueueName,
  type VideoQueues,
  type VideoQueuesSettings,
} from './queues.ts';
export { startVideoWorkers, type VideoWorkers, type VideoWorkersSettings } from './video-workers.ts';
