import { testJobStore, testJournal } from '@vid/testkit';
import { afterAll, beforeAll, describe } from 'vitest';
import { openPostgres } from '../src/index.ts';
import { isPostgresThere, type Postgres, startPostgres } from './postgres.ts';

describe.skipIf(!isPostgresThere)('on PostgreSQL', () => {
  let postgres: Postgres | undefined;
  let count = 0;
  beforeAll(async () => {
    postgres = await startPostgres();
  }, 60_000);
  afterAll(() => postgres?.stop());

  /** An empty schema that two pools share, as two machines would. */
  async function openPair() {
    count += 1;
    const settings = { connectionString: postgres?.connectionString, schema: `vid_${count}` };
    const [first, second] = await Promise.all([openPostgres(settings), openPostgres(settings)]);
    const close = async () => {
      await Promise.all([first.close(), second.close()]);
    };
    return { first, second, close };
  }

  testJournal('on PostgreSQL', async () => {
    const { first, second, close } = await openPair();
    return { journal: first.journal, another: async () => second.journal, close };
  });
  testJobStore('on PostgreSQL', async () => {
    const { first, second, close } = await openPair();
    return { jobs: first.jobs, another: async () => second.jobs, close };
  });
});
