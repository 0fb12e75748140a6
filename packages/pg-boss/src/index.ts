export type { PostgresClient, PostgresPool } from './database.ts';
export type { PostgresJobStore } from './job-store.ts';
export { openPostgres, type PostgresSettings, type PostgresStore } from './open-postgres.ts';
