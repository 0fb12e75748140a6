import { type Capabilities, maxBatchOf, pollingLimitsOf } from '../contract/capabilities.ts';
import { modelName } from '../contract/names.ts';
import type { VideoTask } from '../contract/task.ts';

/** When a task of one model is polled. */
export interface Pace {
  readonly typicalMs: number;
  readonly minIntervalMs: number;
  readonly maxInFlight: number;
  readonly maxPerSecond: number;
  readonly maxBatch: number;
}

/** No service met so far is done in less than about 20 s; a faster one says so in its table [guess]. */
const unknownTypicalMs = 45_000;
/** A typical time is an average: few tasks take half of it [guess]. */
const firstPollShare = 1 / 2;
/** First polls fall into this much time, so that tasks that were started together do not stay together. */
const firstSpreadMs = 10_000;

/** The vendors' own clients poll every 5 to 6 s [doc]. */
const shortestIntervalMs = 5_000;
const longestIntervalMs = 30_000;
/** With it, forty tasks that were started within a minute are polled thirteen to a request; without it, three. */
const earlyShare = 3 / 4;
/** No task is polled more than this before its time. */
export const longestEarlyMs = 10_000;
/** Twice what the kit gives a query: a provider that does not keep to its own limit must not keep a place. */
export const longestPollMs = 60_000;
/** Beyond a minute of age a change is seen late by a fixed share of the age: half of this at the median. */
const ageShare = 1 / 12;
const longestBackoffMs = 60_000;
/** Upward only: an interval is never undercut. */
const jitter = 0.1;

/** One for all tasks of a model. */
const paces = new WeakMap<Capabilities, Map<string, Pace>>();

/** From the table of the provider that owns the task; the shortest typical time, as a task keeps no mode. */
export function paceOf(capabilities: Capabilities, task: VideoTask): Pace {
  const ofTable = paces.get(capabilities) ?? new Map<string, Pace>();
  paces.set(capabilities, ofTable);
  const name = modelName(task);
  const known = ofTable.get(name) ?? readPace(capabilities, task);
  ofTable.set(name, known);
  return known;
}

function readPace(capabilities: Capabilities, task: VideoTask): Pace {
  const limits = pollingLimitsOf(capabilities, task);
  // 200: a thousand tasks at the shortest interval, evenly.
  const { minIntervalMs = 0, maxInFlight = 64, maxPerSecond = 200 } = limits ?? {};
  const name = modelName(task);
  const typicalSeconds = capabilities.models
    .filter((entry) => modelName(entry) === name)
    .flatMap(({ rows }) => rows.flatMap(({ typicalTime }) => typicalTime?.seconds ?? []));
  return {
    typicalMs: typicalSeconds.length === 0 ? unknownTypicalMs : Math.min(...typicalSeconds) * 1_000,
    minIntervalMs,
    maxInFlight,
    maxPerSecond,
    maxBatch: maxBatchOf(capabilities, task),
  };
}

/** Of a task of unknown age: it is polled at once, and then every 10 s. */
const unknownAgeMs = 120_000;

/** How old a task is by the dates of this machine. One of the future comes from a machine whose clock is ahead: it is new. */
export const ageAt = ({ createdAt }: Pick<VideoTask, 'createdAt'>, date: number): number => {
  if (createdAt === undefined) return unknownAgeMs;
  const age = date - Date.parse(createdAt);
  return age > 0 ? age : 0;
};

const jittered = (milliseconds: number, chance: number) => Math.round(milliseconds * (1 + jitter * chance));

/** How long before the first poll of a wait. `chance`: at least 0, less than 1. */
export function firstPause(
  ageMs: number,
  { typicalMs }: Pace,
  intervalMs: number | undefined,
  chance: number,
): number {
  if (intervalMs !== undefined) return jittered(intervalMs, chance);
  const notBefore = typicalMs * firstPollShare;
  const spread = Math.min(firstSpreadMs, notBefore / 2);
  return Math.max(0, notBefore - ageMs) + Math.round(spread * chance);
}

/** How long from one poll to the next: as usual after one failure, twice as long after each more. */
export function nextPause(
  ageMs: number,
  intervalMs: number | undefined,
  failures: number,
  chance: number,
): number {
  const byAge = Math.max(shortestIntervalMs, ageMs * ageShare);
  const usual = intervalMs ?? Math.min(byAge, longestIntervalMs);
  const backoff = failures === 0 ? 0 : Math.max(1, usual) * 2 ** Math.min(failures - 1, 16);
  return jittered(Math.max(usual, Math.min(backoff, longestBackoffMs)), chance);
}

/**
 * How long from one poll to the next that a poll of other tasks may take along: less than the usual pause, so that tasks
 * that came one by one come together. What a caller asked for, and what failures made longer, is not undercut.
 */
export function leastPause(ageMs: number, intervalMs: number | undefined, failures: number): number {
  const pause = nextPause(ageMs, intervalMs, failures, 0);
  return intervalMs === undefined && failures === 0 ? pause * earlyShare : pause;
}
