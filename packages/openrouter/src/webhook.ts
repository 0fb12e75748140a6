import { VideoError } from '@vid/core';
import { parseJson, type VerifyCallback } from '@vid/core/provider-kit';
import { readCallback } from './mapping.ts';

/** How far the sender's clock may be from ours [doc: older ones are to be refused]. */
const windowSeconds = 300;

const refused = (why: string) => new VideoError('authentication', `Invalid webhook signature: ${why}.`);

const fromHex = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/**
 * `X-OpenRouter-Signature: t=<unix seconds>,v1=<hex>`: HMAC-SHA256 over the seconds, a comma and the bytes as they came [doc]. The
 * id of a delivery is `<job>-<status>`, as its header says; taken from the body, which is what is signed. The few lines that
 * `verifyStandardWebhook` has as well stay here: to share them takes its part of the kit, loaded at the first call, into every planner.
 */
export const verifyWebhook: VerifyCallback = async (headers, body, secret, now) => {
  const signature = headers.get('x-openrouter-signature');
  if (signature === null) throw refused('it is not signed: X-OpenRouter-Signature is missing');
  const parts = signature.split(',').map((part) => part.trim().split('='));
  const valueOf = (name: string) => parts.flatMap(([key, value = '']) => (key === name ? [value] : []));
  const [time = ''] = valueOf('t');
  if (!/^\d{1,12}$/.test(time)) throw refused('t is not a time in whole seconds');
  const late = Math.floor(now / 1000) - Number(time);
  if (Math.abs(late) > windowSeconds)
    throw refused(`it was signed ${Math.abs(late)} s ${late > 0 ? 'ago' : 'from now'}, 300 s are allowed`);
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = encoder.encode(secret);
  if (bytes.length === 0) throw refused('the secret is empty');
  const key = await crypto.subtle.importKey('raw', bytes, algorithm, false, ['verify']);
  const head = encoder.encode(`${time},`);
  const message = new Uint8Array(head.length + body.length);
  message.set(head);
  message.set(body, head.length);
  for (const hex of valueOf('v1')) {
    // Takes the same time wherever the difference is.
    if (!/^[\da-f]{64}$/i.test(hex) || !(await crypto.subtle.verify('HMAC', key, fromHex(hex), message)))
      continue;
    const told = readCallback(parseJson(new TextDecoder().decode(body)));
    const id = `${told?.subject.id ?? hex}-${told?.reading.status ?? ''}`;
    return { id, validUntil: (Number(time) + windowSeconds + 1) * 1000 - 1 };
  }
  throw refused('no v1 in X-OpenRouter-Signature fits');
};
