export { openSqlite, type SqliteSettings, type SqliteStore } from './open-sqlite.ts';
