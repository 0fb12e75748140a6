import { randomInt } from 'node:crypto';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

const alphanumeric = (length: number): string =>
  Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');

const digits = (now: number): string => new Date(now).toISOString().replace(/\D/g, '');

/** Kling's: 18 digits, beyond what a JavaScript number can hold (kling.md 1.2). */
export const eighteenDigits = (): string =>
  `${randomInt(100_000_000, 1_000_000_000)}${randomInt(100_000_000, 1_000_000_000)}`;

/** new-api's own (runway.md 3.3 G2); 32 characters is a [guess]. */
export const gatewayTaskId = (): string => `task_${alphanumeric(32)}`;

/** The legacy Jimeng route's `cgt-20260115163500-abcde` (jimeng.md A5). */
export const arkTaskId = (now: number): string =>
  `cgt-${digits(now).slice(0, 14)}-${alphanumeric(5).toLowerCase()}`;

/** What new-api ends its errors with: 23 digits of time, then 8 characters (jimeng.md A6). */
export const gatewayRequestId = (now: number): string => `${digits(now).padEnd(23, '0')}${alphanumeric(8)}`;
