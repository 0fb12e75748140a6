import { type Advance, createJobStep, type JobStore } from '@vid/core/journal';

/** What a cron calls, once a minute and wherever it likes: makes the steps that are due, for as long as it may run. */
export async function tick(jobs: JobStore, advance: Advance, forMs = 50_000): Promise<void> {
  const step = createJobStep({ jobs, advance });
  const signal = AbortSignal.timeout(forMs);
  for (;;) {
    const due = await jobs.due({ now: Date.now(), limit: 50, leaseMs: 60_000 });
    if (due.length === 0 || signal.aborted) return;
    await Promise.all(due.map((stored) => step(stored, signal)));
  }
}
