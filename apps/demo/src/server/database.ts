import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Of what the demo itself keeps, as it stands in `user_version`. */
const version = 6;

/**
 * Opens, or makes, the database of a data folder. One process has it at a time, and the lock ends with the process, however it
 * ends. What is written is on the disk before the statement returns. A folder of another version is left as it is.
 */
export function openDatabase(folder: string): DatabaseSync {
  // A folder that somebody else has made is theirs to open or close.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(join(folder, 'demo.sqlite'));
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    const found = Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
    if (found !== 0 && found !== version)
      throw new Error(
        `The data in ${folder} is of ${found < version ? 'an older' : 'a newer'} version of this demo, which this one cannot read. Nothing was changed in it: name another folder in VID_DEMO_DATA.`,
      );
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
      PRAGMA user_version = ${version};`);
  } catch (error) {
    database.close();
    if (!(error instanceof Error) || !/locked/.test(error.message)) throw error;
    throw new Error(
      `Another demo has the data in ${folder}. Close it, or name another folder in VID_DEMO_DATA.`,
      { cause: error },
    );
  }
  return database;
}
