// Kling's callbacks (kling.md 1.9): the bare task, signed by Standard Webhooks if the account has a webhook secret.
import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { CallbackMessage } from '../../callbacks.ts';

/** Signed by the machine's clock: simulated time moves tasks only. */
function signature(secret: string, body: string): CallbackMessage['headers'] {
  const id = `evt_${randomUUID()}`;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const hash = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${hash}` };
}

export function callbackMessage(
  task: object,
  secret: string | undefined,
  isForged: boolean,
): CallbackMessage {
  const body = JSON.stringify(task);
  const used = isForged ? randomBytes(24).toString('base64') : secret;
  return { body, headers: used === undefined ? {} : signature(used, body) };
}
