import * as z from 'zod/mini';
import { VideoError } from '../contract/error.ts';
import type { VideoTask } from '../contract/task.ts';
import { inWords } from '../contract/schema-messages.ts';

function isPlainUrl(text: string): boolean {
  if (!URL.canParse(text) || /[\s?#]/.test(text)) return false;
  const { protocol, username, password } = new URL(text);
  return (protocol === 'http:' || protocol === 'https:') && username === '' && password === '';
}

/** An http(s) URL without user, query or fragment, for the settings of a provider. */
export const baseUrlSetting = z.optional(
  z.string().check(z.refine(isPlainUrl, 'must be an http(s) URL without user, query or fragment')),
);

/** The platform's `fetch` or another, for the settings of a provider. */
export const fetchSetting = z.optional(
  z.custom<typeof fetch>((value) => typeof value === 'function', 'must be a function'),
);

/** Settings by their schema. `door` names them in the error. Throws `VideoError('invalid-request')`. */
export function readSettings<Settings>(
  schema: z.ZodMiniType<Settings>,
  settings: unknown,
  provider: string,
  door: string = provider,
): Settings {
  const parsed = z.safeParse(schema, settings, { error: inWords });
  if (parsed.success) return parsed.data;
  const what = parsed.error.issues
    .map(({ path, message }) => `${path.join('.') || 'settings'}: ${message}`)
    .join('; ');
  throw new VideoError('invalid-request', `The settings of ${door} are not valid: ${what}.`, { provider });
}

/** Throws `VideoError('invalid-request')` for a task of another provider or door, before it is asked about. */
export function requireOwnTask(task: VideoTask, provider: string, api: string): void {
  if (task.provider === provider && task.api === api) return;
  const message = `Task ${task.id} belongs to ${task.provider} (${task.api}), not to ${provider} (${api}).`;
  throw new VideoError('invalid-request', message, { provider, task });
}
