/*
 * What Kling posts to `callback_url` at each change [doc]: the bare task, or the task in the envelope of a query
 * [client]. Signed by Standard Webhooks where the console has a webhook secret [doc]; whether and how often it is sent
 * again is not documented.
 */
import { type CallbackSubject, laterTask, VideoError, type VideoProvider } from '@vid/core';
import {
  callbackBody,
  createDeliveryMemory,
  nextTask,
  parseJson,
  redact,
  requireOwnTask,
  verifyStandardWebhook,
} from '@vid/core/provider-kit';
import { readEnvelope } from './errors.ts';
import { readTask } from './mapping.ts';
import { type OfficialTask, words } from './schema.ts';

const refused = (why: string) =>
  new VideoError('invalid-request', `This callback is not one of kling: ${why}.`, { provider: 'kling' });

function readCallback(body: Uint8Array): { readonly subject: CallbackSubject; readonly told: OfficialTask } {
  const json = parseJson(new TextDecoder().decode(body));
  if (json === undefined) throw refused('it is not JSON');
  const told = readEnvelope(json).data ?? readEnvelope({ data: json }).data;
  if (told?.task_id === undefined) throw refused('it names no task');
  return { subject: { id: told.task_id, reference: told.task_info?.external_task_id }, told };
}

/** The handler of one provider, with its own memory of deliveries. */
export function createCallbackHandler(): NonNullable<VideoProvider['handleCallback']> {
  const remembers = createDeliveryMemory();
  return async (request, { secret, find, seenBefore, clock = Date }) => {
    const body = await callbackBody(request);
    const now = clock.now();
    const delivery =
      secret === undefined ? undefined : await verifyStandardWebhook(request.headers, body, secret, now);
    const { subject, told } = readCallback(body);

    const stored = await find(subject);
    if (stored === undefined) {
      const message = `There is no task here that the callback of kling is about (${redact(subject.id)}).`;
      throw new VideoError('not-found', message, { provider: 'kling' });
    }
    requireOwnTask(stored, 'kling', 'official');
    if (stored.id !== subject.id)
      throw refused(`it is about task ${redact(subject.id)}, the stored one is ${stored.id}`);

    if (delivery === undefined) return { outcome: 'hint', task: stored };
    const task = laterTask(stored, nextTask(stored, readTask(told), words));
    const isRepeated = await (seenBefore === undefined ? remembers(delivery, now) : seenBefore(delivery.id));
    return isRepeated ? { outcome: 'duplicate', task: stored } : { outcome: 'verified', task };
  };
}
