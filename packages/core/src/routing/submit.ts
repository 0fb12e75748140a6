import { VideoError } from '../contract/error.ts';
import type { Candidate } from '../contract/plan.ts';
import type { GenerateOptions, VideoProvider } from '../contract/provider.ts';
import type { VideoRequest } from '../contract/request.ts';
import type { Submission } from '../contract/submission.ts';
import type { VideoTask } from '../contract/task.ts';
import { adjustedRequest } from '../planning/adapt.ts';
import type { Breaker, Passage } from './breaker.ts';
import type { Budget, Reservation } from './budget.ts';
import type { Place } from './concurrency-limiter.ts';
import type { Lines } from './concurrency-limits.ts';
import type { Books } from './ledger.ts';

interface Payment {
  readonly budget?: Budget | undefined;
  readonly allowUnknownPrice?: boolean | undefined;
}

/** How one candidate ended. */
export type Sent =
  | { readonly outcome: 'accepted'; readonly task: VideoTask }
  /** `refused`: no task exists. `skipped`: nothing was sent. `unknown`: a task may exist. */
  | { readonly outcome: 'refused' | 'skipped' | 'unknown'; readonly error: VideoError }
  /** An abort, or a fault in the caller's own code: nobody else is tried. */
  | { readonly outcome: 'stopped'; readonly error: unknown; readonly submission: Submission | undefined };

export type Send = (
  candidate: Candidate,
  request: VideoRequest,
  payment: Payment,
  options: GenerateOptions,
) => Promise<Sent>;

interface Parts {
  readonly books: Books;
  readonly lines: Lines;
  readonly breaker: Breaker;
  ownerOf(candidate: Candidate): VideoProvider;
}

/** Before the request leaves: money, a place, and a service that works, in this order. What was taken is given back. */
async function admit(
  { books, lines, breaker }: Parts,
  candidate: Candidate,
  { budget, allowUnknownPrice }: Payment,
  signal: AbortSignal | undefined,
): Promise<{ reservation: Reservation; place: Place; passage: Passage }> {
  const reservation = await books.reserve(candidate, budget, allowUnknownPrice);
  try {
    const place = await lines.enter(candidate, signal);
    try {
      return { reservation, place, passage: breaker.enter(candidate) };
    } catch (error) {
      place.leave();
      throw error;
    }
  } catch (error) {
    reservation.release();
    throw error;
  }
}

/** One request to one candidate: every way to its end keeps the books, the line and the breaker right. */
export function createSend(parts: Parts): Send {
  return async (candidate, request, payment, options) => {
    const { signal, onSubmission } = options;
    const isAbort = (error: unknown) => signal?.aborted === true && error === signal.reason;
    let submission: Submission | undefined;
    let journalFailed = false;
    const journal = async (leaving: Submission) => {
      try {
        await onSubmission?.(leaving);
      } catch (error) {
        journalFailed = true;
        throw error;
      }
      // Aborted meanwhile: thrown from here, it proves that nothing was sent.
      signal?.throwIfAborted();
      submission = leaving;
    };

    let admitted: Awaited<ReturnType<typeof admit>>;
    try {
      admitted = await admit(parts, candidate, payment, signal);
    } catch (error) {
      if (error instanceof VideoError && !isAbort(error)) return { outcome: 'skipped', error };
      return { outcome: 'stopped', error, submission };
    }
    const { reservation, place, passage } = admitted;
    try {
      const task = await parts
        .ownerOf(candidate)
        .generate(adjustedRequest(request, candidate), { ...options, onSubmission: journal });
      reservation.accept(task);
      place.accept(task);
      passage.end('accepted');
      parts.books.heard(task);
      parts.lines.heard(task);
      return { outcome: 'accepted', task };
    } catch (error) {
      const known = error instanceof VideoError && !isAbort(error) && !journalFailed ? error : undefined;
      const isUnknown = known === undefined ? submission !== undefined : known.code === 'submission-unknown';
      passage.end(known?.code);
      if (isUnknown) {
        const sent = known?.submission ?? submission;
        reservation.hold(sent);
        place.hold(sent);
      } else {
        reservation.release();
        place.leave();
      }
      if (known === undefined) return { outcome: 'stopped', error, submission };
      return { outcome: isUnknown ? 'unknown' : 'refused', error: known };
    }
  };
}
