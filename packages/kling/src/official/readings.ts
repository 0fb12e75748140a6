import type { Money, TaskFailure, Video } from '@vid/core';
import { isModeration } from '@vid/core/provider-kit';
import { dollarsPerUnit } from './units.ts';

/* What both generations' answers mean alike. */

/** Whose answers are read. */
export interface Account {
  /** Whether its units are sold in dollars. */
  readonly inDollars: boolean;
}

const daysKept = 30;

/** A smaller number is a time of 2001 or before, in truth of seconds: when a file is deleted is then not known. */
const leastTime = 1e12;

/** Files are deleted 30 days after they were made [doc]; a task changes for the last time, in Unix milliseconds, when its file is there. */
export function expiryOf(changedAt: number | undefined): Pick<Video, 'expiresAt'> {
  if (changedAt === undefined || changedAt < leastTime) return {};
  const expiry = new Date(changedAt + daysKept * 86_400_000);
  return Number.isNaN(expiry.getTime()) ? {} : { expiresAt: expiry.toISOString() };
}

export const dollarsOf = (units: number): Money => ({
  amount: Number((units * dollarsPerUnit).toFixed(6)),
  currency: 'USD',
});

/** Texts that were seen [client]: "Failure to pass the risk control system", "Image pixel is invalid". */
export function reasonOf(message: string): TaskFailure['reason'] {
  if (isModeration(message)) return 'content-policy';
  return /\b(image|pixel|resolution|mask|picture)\b/i.test(message) ? 'invalid-input' : 'unknown';
}
