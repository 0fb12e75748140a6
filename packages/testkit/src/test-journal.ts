import { jobBookCases } from './cases/job-books.ts';
import { jobStoreCases, type JobStoreFixture } from './cases/job-store.ts';
import { journalCases, type JournalFixture } from './cases/journal.ts';
import { registerCases, type TestOptions } from './register-cases.ts';

/**
 * What every journal keeps: one of all callers sends, and what was accepted stays. Registers vitest tests; `open` is called
 * once for each test, for an empty journal, and what it returns is closed after it.
 */
export const testJournal = (name: string, open: () => Promise<JournalFixture>, options?: TestOptions): void =>
  registerCases(`${name} keeps the journal's contract`, journalCases, open, options);

/** What every store of jobs keeps: versions, leases, changes, pages, books. As `testJournal`, for an empty store. */
export const testJobStore = (
  name: string,
  open: () => Promise<JobStoreFixture>,
  options?: TestOptions,
): void =>
  registerCases(
    `${name} keeps the contract of a job store`,
    [...jobStoreCases, ...jobBookCases],
    open,
    options,
  );
