import { createRouter, type EventListener, type Router } from '@vid/core';
import type { SpendingLimit } from './limit.ts';
import type { MediaStores } from './media-stores.ts';
import type { Connection } from './providers.ts';
import type { StoredDurations } from './store/durations.ts';

interface RoutersSettings {
  readonly limit: SpendingLimit;
  readonly durations: (real: boolean) => StoredDurations;
  readonly storeOf: MediaStores;
  readonly onEvent: EventListener | undefined;
}

/** One router for what is paid and one for what is simulated; each lives as long as the server. */
export function createRouters(
  connections: readonly Connection[],
  { limit, durations, storeOf, onEvent }: RoutersSettings,
): (connection: Pick<Connection, 'real'>) => Router {
  const over = (wanted: boolean) => {
    const providers = connections.flatMap(({ provider, real }) => (real === wanted ? [provider] : []));
    const budget = wanted ? { budget: limit.budget } : {};
    return createRouter(providers, {
      ...budget,
      onEvent,
      durations: durations(wanted),
      mediaStore: storeOf({ real: wanted }),
    });
  };
  const [paid, simulated] = [over(true), over(false)];
  return ({ real }) => (real ? paid : simulated);
}
