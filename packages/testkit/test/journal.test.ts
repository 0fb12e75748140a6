import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemoryJobStore, createMemoryJournal } from '@vid/core/journal';
import { openSqlite } from '@vid/core/sqlite';
import { testJobStore, testJournal } from '@vid/testkit';

/** A file that two connections share, as two processes would. */
function openFile() {
  const folder = mkdtempSync(join(tmpdir(), 'vid-journal-'));
  const stores = [0, 1].map(() => openSqlite(join(folder, 'jobs.sqlite')));
  const [first = openSqlite(':memory:'), second = first] = stores;
  return {
    first,
    second,
    close() {
      for (const store of stores) store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const close = () => undefined;

testJournal('in memory', async () => ({ journal: createMemoryJournal(), close }));
testJobStore('in memory', async () => ({ jobs: createMemoryJobStore(), close }));
testJournal('in a file', async () => {
  const { first, second, ...fixture } = openFile();
  return { journal: first.journal, another: async () => second.journal, ...fixture };
});
testJobStore('in a file', async () => {
  const { first, second, ...fixture } = openFile();
  return { jobs: first.jobs, another: async () => second.jobs, ...fixture };
});
