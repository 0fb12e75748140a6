import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import {
  type Clock,
  explainPlan,
  planSize,
  type Router,
  sizeVariants,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import { type Jobs, type JobStore, requestFingerprint, type StoredJob } from '@vid/core/journal';
import type { RoutingJson } from '@vid/core/remote';
import { keyTaken } from '../errors.ts';
import { jobIdOf } from '../owner.ts';
import type { RouterOf } from '../settings.ts';
import type { ReceivedSubmit } from './read-submit.ts';
import type { VideoNote } from './video-object.ts';

interface PlaceSettings {
  readonly routerOf: RouterOf;
  readonly jobsOf: (owner: string) => Jobs;
  readonly store: JobStore;
  readonly clock: Clock;
}

/** Who calls, and which of its calls that is. */
export interface SubmitCall {
  readonly owner: string;
  /** Its `Idempotency-Key`. */
  readonly key: string | undefined;
  /** Its `x-stainless-retry-count`: how often OpenAI's client has sent the same call before. */
  readonly retry: number | undefined;
  readonly signal: AbortSignal;
}

export interface Placed {
  readonly stored: StoredJob;
  /** It was there before. */
  readonly isKnown: boolean;
}

/** The client waits 10 minutes for each of its attempts [client]; after that an equal call is another wish. */
const pairedMs = 15 * 60_000;
/** Of jobs that bear no key of a client. */
const prefix = 'video_';
const pageSize = 200;

/** How the request is asked for: pixels as the model takes them. Throws `VideoError('unsupported')` with the plan. */
function planOf({ request, routing }: ReceivedSubmit, router: Router) {
  const { size } = request;
  if (size === undefined) return { request, routing, candidate: router.select(request, routing) };
  const planned = planSize({ ...request, size }, router, routing);
  const { plan } = planned;
  const [candidate] = plan.candidates;
  if (candidate !== undefined)
    return {
      request: planned.request,
      routing: { ...routing, needs: planned.routing.needs } satisfies RoutingJson,
      candidate,
    };
  const problems = plan.rejected.flatMap((rejection) => rejection.problems);
  const message = `No model can do this, nothing was sent.\n${explainPlan(plan)}`;
  throw new VideoError('unsupported', message, { plan, problems });
}

/** The request in each of the ways in which it may have been sent. */
async function fingerprintsOf(request: VideoRequest): Promise<ReadonlySet<string>> {
  const { size, ...others } = request;
  const shapes = size === undefined ? [{}] : sizeVariants(size).map(({ shape }) => shape);
  const all = await Promise.all(shapes.map((shape) => requestFingerprint({ ...others, ...shape })));
  return new Set(all);
}

/** One after the other for one name, so that a repeated call sees what the one before it made. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
    const before = last.get(name);
    const mine = before === undefined ? work() : before.then(work, work);
    last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (last.get(name) === mine) last.delete(name);
    }
  };
}

/**
 * Finds or makes the job of a submit. OpenAI's client sends a call up to three times and names none of them, so a call is known
 * by its key; else, of a client that counts its attempts, by the bytes of a form, whose boundary each call has its own of; else a
 * repeated attempt belongs to the newest equal job of the last 15 minutes. A first attempt without a key is always a new one, so no
 * id for JSON follows from what is sent, and two servers that are asked at once cannot know that they have one call.
 */
export function createPlacing({ routerOf, jobsOf, store, clock }: PlaceSettings) {
  const inTurn = createTurns();

  const isRecent = ({ createdAt }: StoredJob['job']) => clock.now() - Date.parse(createdAt) < pairedMs;

  async function equalJob(owner: string, fingerprints: ReadonlySet<string>): Promise<string | undefined> {
    let cursor: string | undefined;
    do {
      const page = await store.list({ owner, limit: pageSize, cursor });
      for (const { job } of page.jobs) {
        if (!isRecent(job)) return undefined;
        if (job.id.startsWith(prefix) && fingerprints.has(job.fingerprint)) return job.id;
      }
      cursor = page.next;
    } while (cursor !== undefined);
    return undefined;
  }

  async function idOf(submit: ReceivedSubmit, call: SubmitCall, equal: ReadonlySet<string>): Promise<string> {
    const { owner, key, retry } = call;
    if (key !== undefined) return jobIdOf(owner, key);
    const fresh = `${prefix}${crypto.randomUUID()}`;
    if (retry === undefined) return fresh;
    if (submit.isForm) {
      // No key has a blank in it.
      const id = prefix + jobIdOf(owner, `POST /v1/videos ${bytesToHex(sha256(submit.bytes))}`);
      const known = await store.get(id);
      if (known === undefined ? retry === 0 : isRecent(known.job)) return id;
      return retry === 0 ? fresh : ((await equalJob(owner, equal)) ?? (known === undefined ? id : fresh));
    }
    const known = retry === 0 ? undefined : await equalJob(owner, equal);
    // Who has gone sends it again, and nothing tells that the two are one.
    call.signal.throwIfAborted();
    return known ?? fresh;
  }

  return async (submit: ReceivedSubmit, call: SubmitCall): Promise<Placed> => {
    const { owner, key, retry } = call;
    const equal = await fingerprintsOf(submit.request);
    const place = async (): Promise<Placed> => {
      const id = await idOf(submit, call, equal);
      const known = await store.get(id);
      const { phase, fingerprint, owner: theirs } = known?.job ?? {};
      if (known !== undefined && phase !== 'refused' && theirs === owner && equal.has(fingerprint ?? ''))
        return { stored: known, isKnown: true };
      const { request, routing, candidate } = planOf(submit, routerOf(owner));
      const { duration = candidate.defaults.duration, size = candidate.defaults.size } = submit.request;
      const note: VideoNote = {
        ...(submit.model !== undefined && { model: submit.model }),
        ...(typeof duration === 'number' && { seconds: String(duration) }),
        ...(size !== undefined && { size }),
      };
      const stored = await jobsOf(owner)
        .submit(request, { ...routing, id, owner, label: submit.label, note: { ...note } })
        .catch(async (error: unknown) => {
          const isInvalid = error instanceof VideoError && error.code === 'invalid-request';
          const taken = isInvalid ? await store.get(id) : undefined;
          const isOther = key !== undefined && taken !== undefined && !equal.has(taken.job.fingerprint);
          throw isOther ? keyTaken(key) : error;
        });
      return { stored, isKnown: known !== undefined };
    };
    if (key === undefined && retry === undefined) return place();
    return inTurn(JSON.stringify([owner, key ?? [...equal][0]]), place);
  };
}
