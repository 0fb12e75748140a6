/*
 * Standard Webhooks (github.com/standard-webhooks/standard-webhooks, spec/standard-webhooks.md) [doc], symmetric
 * signatures only: HMAC-SHA256 over `id.timestamp.body`, on the bytes as they came.
 */
import { fromBase64 } from '../../contract/base64.ts';
import { VideoError } from '../../contract/error.ts';

/** How far the sender's clock may be from ours, either way [doc]. */
const windowSeconds = 5 * 60;

/** A delivery whose signature is right. */
export interface Delivery {
  /** The same for each attempt to deliver the same news. */
  readonly id: string;
  /** The last millisecond since the epoch at which this signature is valid: clocks are compared in whole seconds. */
  readonly validUntil: number;
}

/**
 * Verifies a signed callback. `secret` is the text that the service shows, with or without `whsec_`; `now` is in
 * milliseconds since the epoch. Throws `VideoError('authentication')` unless one of the signatures is right and the
 * clocks are at most 5 minutes apart. Says nothing about deliveries that come twice.
 */
export async function verifyStandardWebhook(
  headers: Headers,
  body: Uint8Array<ArrayBuffer>,
  secret: string,
  now: number,
): Promise<Delivery> {
  const key = await keyOf(secret);
  const id = headers.get('webhook-id') ?? '';
  const timestamp = headers.get('webhook-timestamp') ?? '';
  const signatures = headers.get('webhook-signature') ?? '';
  if (id === '' || timestamp === '' || signatures === '')
    throw refused('it is not signed: webhook-id, webhook-timestamp or webhook-signature is missing');
  if (!/^\d{1,12}$/.test(timestamp)) throw refused('webhook-timestamp is not a time in whole seconds');
  const sent = Number(timestamp);
  const late = Math.floor(now / 1000) - sent;
  if (Math.abs(late) > windowSeconds)
    throw refused(`it was signed ${Math.abs(late)} s ${late > 0 ? 'ago' : 'from now'}, 300 s are allowed`);
  const head = new TextEncoder().encode(`${id}.${timestamp}.`);
  const message = new Uint8Array(head.length + body.length);
  message.set(head);
  message.set(body, head.length);
  for (const signature of signaturesIn(signatures)) {
    // Takes the same time wherever the difference is.
    if (await crypto.subtle.verify('HMAC', key, signature, message))
      return { id, validUntil: (sent + windowSeconds + 1) * 1000 - 1 };
  }
  throw refused('no signature in webhook-signature fits');
}

/** Other versions than `v1` are other kinds of keys [doc]. */
function* signaturesIn(header: string): Generator<Uint8Array<ArrayBuffer>> {
  for (const entry of header.split(' ')) {
    const [, base64] = /^v1,(.+)$/.exec(entry) ?? [];
    const bytes = base64 === undefined ? undefined : fromBase64(base64);
    if (bytes !== undefined) yield bytes;
  }
}

async function keyOf(secret: string): Promise<CryptoKey> {
  const bytes = fromBase64(secret.trim().replace(/^whsec_/, ''));
  if (bytes === undefined || bytes.length === 0)
    throw refused('the secret is not valid: it must be base64, after whsec_');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

const refused = (why: string) => new VideoError('authentication', `Invalid webhook signature: ${why}.`);
