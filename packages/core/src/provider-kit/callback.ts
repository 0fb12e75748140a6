import { VideoError } from '../contract/error.ts';

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
