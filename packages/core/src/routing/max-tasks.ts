import type { ModelCapabilities } from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { nameOf } from '../contract/names.ts';

/** How many tasks at a time, by `'provider:model'`. */
export type MaxTasks = Readonly<Record<string, number>>;

/** A name of no model would silently limit nothing: throws `VideoError('invalid-request')`, as for a limit that is none. */
export function requireMaxTasks(models: readonly ModelCapabilities[], maxTasks: MaxTasks): void {
  const known = models.map(nameOf);
  for (const [name, count] of Object.entries(maxTasks)) {
    if (!known.includes(name)) {
      const message = `maxTasks: unknown model "${name}"; a name is "provider:model".`;
      throw new VideoError('invalid-request', message);
    }
    if (Number.isInteger(count) && count >= 1) continue;
    throw new VideoError(
      'invalid-request',
      `maxTasks: ${name} must be a whole number above 0; got ${count}.`,
    );
  }
}
