export { systemClock } from '../contract/clock.ts';
export {
  type Advance,
  type AdvancedJob,
  type AdvanceSettings,
  createAdvance,
  type StoreVideo,
  type VideoToStore,
} from './advance.ts';
export { createJournal, createMemoryJournal, type EntryStore, type StoredEntry } from './create-journal.ts';
export {
  type Claim,
  errorOf,
  type Journal,
  type JournalAttempt,
  type JournalEntry,
  type RecordedError,
  type Settlement,
  withoutLinks,
} from './entry.ts';
export { toCsv } from './csv.ts';
export { requestFingerprint } from './fingerprint.ts';
export {
  type ActivePhase,
  activePhases,
  isEnded,
  type JobOptions,
  type JobPhase,
  jobPhases,
  type JobVideo,
  type StoredFile,
  type VideoJob,
} from './job.ts';
export {
  createMemoryJobStore,
  type DueOptions,
  horizonMs,
  type JobChange,
  type JobPage,
  type JobStore,
  type ListOptions,
  nameOfTask,
  type PutLimit,
  type PutOptions,
  type StoredJob,
  type TaskName,
  taskNameOf,
} from './job-store.ts';
export { createJobs, type Jobs, type JobsSettings, type LimitOf, type SubmitJobOptions } from './jobs.ts';
export { bookOf, entryRow, jobText, toChange, toSpending, toSums } from './rows.ts';
export { committedOf, costOf, type JobCost, type SpendingOptions, type SpendingRow } from './spending.ts';
export type { SpendingLimit } from './spending-limit.ts';
export {
  createJobStep,
  errorListener,
  type JobStep,
  type JobStepResult,
  type JobStepSettings,
} from './step.ts';
export {
  adoptTask,
  type LookUpOptions,
  lookUpKey,
  stopKey,
  submitOnce,
  type SubmitOnceOptions,
} from './submit-once.ts';
export { type JobWorker, type JobWorkerSettings, startJobWorker } from './worker.ts';
