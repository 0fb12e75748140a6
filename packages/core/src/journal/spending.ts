import { type Money, sumsOf, withoutNoise } from '../contract/money.ts';
import { reportedCost } from '../routing/budget.ts';
import type { VideoJob } from './job.ts';

/** What a job costs, as far as is known. */
export interface JobCost {
  /** The most, by the plan; missing where no price is known. */
  readonly estimate?: Money | undefined;
  /** What the service said in the end; missing where it does not, or not yet. */
  readonly billed?: Money | undefined;
}

/** `undefined`: it is known that nothing is billed. */
export function costOf(job: VideoJob): JobCost | undefined {
  const { estimate } = job;
  switch (job.phase) {
    case 'refused':
      return undefined;
    case 'canceled':
      return job.task === undefined || job.billed === 'no'
        ? undefined
        : { estimate, billed: reportedCost(job.task) };
    case 'submitting':
    case 'unknown':
    case 'polling':
      return { estimate };
    case 'downloading':
    case 'succeeded':
    case 'failed':
      return { estimate, billed: reportedCost(job.task) };
  }
}

/**
 * What a budget counts for a job: the bill, or the estimate where there is none, or none that compares. Some services bill
 * what failed and do not say so.
 */
export function committedOf(cost: JobCost | undefined): Money | undefined {
  const { estimate, billed } = cost ?? {};
  return estimate === undefined || billed?.currency === estimate.currency ? billed : estimate;
}

/** What jobs of one owner, label and day cost in one currency. */
export interface SpendingRow {
  /** Whose jobs; `''` where there is one owner only. */
  readonly owner: string;
  /** What the jobs are filed under; missing in the row of those without a label. */
  readonly label?: string | undefined;
  /** UTC, of the submit: `'2026-11-29'`. */
  readonly day: string;
  /** Missing in the row of jobs of which neither price nor bill is known. */
  readonly currency?: string | undefined;
  /** Of all jobs whose price was known. */
  readonly estimate: number;
  /** Of those whose service said what it billed. */
  readonly billed: number;
  /** Each in one row: that of its bill's currency, else of its estimate's. What is known to cost nothing is in none. */
  readonly jobs: number;
  /** How many of them have no bill: they go on, their outcome is open, or their service does not tell. */
  readonly unknown: number;
}

/** Whose books, and of which days. */
export interface SpendingOptions {
  /** Default: all. */
  readonly owner?: string | undefined;
  /** The first day, UTC: `'2026-11-01'`. Default: all days before. */
  readonly from?: string | undefined;
  /** The last day. Default: all days after. */
  readonly to?: string | undefined;
}

/** One job in the books; it stays there when the job is deleted. */
export interface CostRecord {
  readonly owner: string;
  readonly label?: string | undefined;
  readonly createdAt: string;
  readonly cost: JobCost | undefined;
}

const dayOf = (iso: string) => iso.slice(0, 10);

/** The books as rows: newest day first, then by owner, label and currency. */
export function spendingOf(
  records: Iterable<CostRecord>,
  { owner, from = '', to = '9999' }: SpendingOptions,
): readonly SpendingRow[] {
  const rows = new Map<string, SpendingRow>();
  const add = (record: CostRecord, currency: string | undefined, more: Partial<SpendingRow>) => {
    const name = JSON.stringify([dayOf(record.createdAt), record.owner, record.label, currency]);
    const before = rows.get(name);
    const sum = (key: 'estimate' | 'billed' | 'jobs' | 'unknown') =>
      withoutNoise((before?.[key] ?? 0) + (more[key] ?? 0));
    rows.set(name, {
      owner: record.owner,
      label: record.label,
      day: dayOf(record.createdAt),
      currency,
      estimate: sum('estimate'),
      billed: sum('billed'),
      jobs: sum('jobs'),
      unknown: sum('unknown'),
    });
  };
  for (const record of records) {
    const { cost, createdAt } = record;
    const day = dayOf(createdAt);
    if (cost === undefined || day < from || day > to || (owner ?? record.owner) !== record.owner) continue;
    const { estimate, billed } = cost;
    if (estimate !== undefined) add(record, estimate.currency, { estimate: estimate.amount });
    const counted = { billed: billed?.amount ?? 0, jobs: 1, unknown: billed === undefined ? 1 : 0 };
    add(record, (billed ?? estimate)?.currency, counted);
  }
  return [...rows.values()].toSorted(byDay);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const byDay = (a: SpendingRow, b: SpendingRow): number =>
  compare(b.day, a.day) ||
  compare(a.owner, b.owner) ||
  compare(a.label ?? '', b.label ?? '') ||
  compare(a.currency ?? '', b.currency ?? '');

/** What an owner's jobs since a time have cost or may cost: a sum for each currency. */
export const committedIn = (records: Iterable<CostRecord>, owner: string, since = ''): readonly Money[] =>
  sumsOf(
    [...records]
      .filter((record) => record.owner === owner && record.createdAt >= since)
      .map(({ cost }) => committedOf(cost)),
  );
