import type { ModelCapabilities, Operation, VideoProvider } from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { expect } from 'vitest';
import { each, groupOf } from '../contract-case.ts';
import { watchedFetch } from '../faults.ts';
import { unknownSubmission } from '../samples.ts';

/** Of a task and a submission that the service does not know: it may say so, the operation is there all the same. */
const attempts: Readonly<
  Record<Operation, (provider: VideoProvider, model: ModelCapabilities) => Promise<unknown> | undefined>
> = {
  cancel: (provider, model) => provider.cancel?.(newTask(model, '900000000000000404')),
  reconcile: (provider, model) => provider.reconcile?.(unknownSubmission(model)),
};

/** A router has every method, so a method counts as missing where it says `unsupported`. */
async function isMissing(attempt: Promise<unknown> | undefined): Promise<boolean> {
  if (attempt === undefined) return true;
  const outcome: unknown = await attempt.catch((error: unknown) => error);
  return outcome instanceof Error && 'code' in outcome && outcome.code === 'unsupported';
}

/** What the table says that a service can do with a task is what the provider does. */
export const operationCases = groupOf(
  'the operations of the table',
  each(
    [
      ['cancel', 'cancel'],
      ['reconcile', 'reconcile'],
    ] as const,
    (what) =>
      `say of every model whether the provider can ${what}, which says so without a call where it cannot`,
    (operation: Operation) => async (open) => {
      const fixture = await open();
      const { fetch, sent } = watchedFetch();
      const provider = fixture.createProvider({ fetch });
      for (const model of provider.capabilities.models) {
        const isListed = model.operations?.includes(operation) === true;
        const missing = await isMissing(attempts[operation](provider, model));
        expect(missing, `${operation} of ${model.provider}:${model.model}`).toBe(!isListed);
        const calls = sent.splice(0).length;
        expect(isListed ? 0 : calls, `calls for ${model.model}`).toBe(0);
      }
    },
  ),
);
