import type { CallbackSubject } from '../../contract/callback.ts';
import { VideoError } from '../../contract/error.ts';
import type { VideoProvider } from '../../contract/provider.ts';
import type { Redactor } from '../../contract/redact.ts';
import { laterTask } from '../../contract/task.ts';
import { requireOwn } from '../../contract/task-from-id.ts';
import { parseJson, type StatusMap, type TaskReading } from '../reading.ts';
import { nextTask } from './next-task.ts';
import { type Delivery, verifyStandardWebhook } from './standard-webhooks.ts';

/** Far more than a task with its links. */
const maxBodyBytes = 1024 * 1024;

const refused = (why: string, cause?: unknown) =>
  new VideoError('invalid-request', `This callback cannot be read: ${why}.`, { cause });

/**
 * The exact bytes of a callback. Throws `VideoError('invalid-request')` for more than 1 MiB, without reading on, and
 * where somebody has read the body before; `VideoError('network')` where it broke off.
 */
export async function callbackBody(request: Request): Promise<Uint8Array<ArrayBuffer>> {
  if (request.bodyUsed)
    throw refused('its body was read before; pass the Request untouched, the signature is that of its bytes');
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read().catch((cause: unknown) => {
      throw new VideoError('network', 'The callback broke off before its end.', { cause });
    });
    if (done) break;
    total += value.byteLength;
    if (total > maxBodyBytes) {
      void reader.cancel().catch(() => undefined);
      throw refused(`its body has more than ${maxBodyBytes} bytes`);
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

const maxDeliveries = 10_000;

/**
 * Whether a delivery was seen before; marks it as seen. Forgets it once its signature has run out, when it would be
 * refused anyway; of more than 10,000 the oldest.
 */
export type DeliveryMemory = (
  delivery: { readonly id: string; readonly validUntil: number },
  now: number,
) => boolean;

/** A memory for one process; see `CallbackOptions.seenBefore`. */
export function createDeliveryMemory(): DeliveryMemory {
  const seen = new Map<string, number>();
  return ({ id, validUntil }, now) => {
    if (seen.has(id)) return true;
    for (const [old, until] of seen) {
      if (until >= now && seen.size < maxDeliveries) break;
      seen.delete(old);
    }
    seen.set(id, validUntil);
    return false;
  };
}

/** What one callback says, and of which task. */
export interface CallbackReading {
  /** Which task it is about. */
  readonly subject: CallbackSubject;
  /** What it says of the task. */
  readonly reading: TaskReading;
}

/** Checks a signature over the bytes as they came; `now` in milliseconds since the epoch. */
export type VerifyCallback = (
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  secret: string,
  now: number,
) => Promise<Delivery>;

interface CallbackSource {
  readonly provider: string;
  readonly api: string;
  readonly statuses: StatusMap;
  readonly baseUrl: string;
  readonly redact: Redactor;
  /** `undefined`: it names no task. */
  readonly read: (json: unknown) => CallbackReading | undefined;
  /** `undefined`: it is no challenge. */
  readonly challenge: ReadChallenge | undefined;
  /** `undefined`: by Standard Webhooks. */
  readonly verify: VerifyCallback | undefined;
}

/** The JSON that a challenge wants to be answered with; `undefined`: it is none. `json` is undefined where there is no body. */
export type ReadChallenge = (json: unknown, url: URL) => Readonly<Record<string, unknown>> | undefined;

/** `handleCallback` for signed callbacks; has a memory of deliveries of its own. */
export function createCallbackHandler({
  provider,
  api,
  statuses,
  baseUrl,
  redact,
  read,
  challenge,
  verify = verifyStandardWebhook,
}: CallbackSource): NonNullable<VideoProvider['handleCallback']> {
  const remembers = createDeliveryMemory();
  const foreign = (why: string) =>
    new VideoError('invalid-request', `This is not a callback of ${provider}: ${why}.`, { provider });

  return async (request, { secret, find, seenBefore, clock = Date }) => {
    const body = await callbackBody(request);
    const json = parseJson(new TextDecoder().decode(body));
    // Comes before any task and tells nobody anything, so nothing has to be signed.
    const reply = challenge?.(json, new URL(request.url));
    if (reply !== undefined) return { outcome: 'challenge', reply };
    const now = clock.now();
    const delivery = secret === undefined ? undefined : await verify(request.headers, body, secret, now);
    if (json === undefined) throw foreign('it is not JSON');
    const told = read(json);
    if (told === undefined) throw foreign('it names no task');
    const { subject, reading } = told;

    const stored = await find(subject);
    if (stored === undefined) {
      const message = `Unknown task ${redact(subject.id)} in a callback of ${provider}.`;
      throw new VideoError('not-found', message, { provider });
    }
    requireOwn(stored, provider, api, stored);
    if (stored.id !== subject.id)
      throw foreign(`it is about task ${redact(subject.id)}, the stored one is ${stored.id}`);

    if (delivery === undefined) return { outcome: 'hint', task: stored };
    const task = laterTask(stored, nextTask(stored, reading, statuses, { baseUrl, redact }));
    const isRepeated = await (seenBefore === undefined ? remembers(delivery, now) : seenBefore(delivery.id));
    return isRepeated ? { outcome: 'duplicate', task: stored } : { outcome: 'verified', task };
  };
}
