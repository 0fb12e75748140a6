export type { StoredDurations } from './durations.ts';
export { openSqlite, type SqliteSettings, type SqliteStore } from './open-sqlite.ts';
