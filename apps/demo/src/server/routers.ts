import { createRouter, type EventListener, type Router } from '@vid/core';
import type { MediaStores } from './media-stores.ts';
import type { Connection } from './providers.ts';
import type { StoredDurations } from './store/durations.ts';

interface RoutersSettings {
  readonly durations: (real: boolean) => StoredDurations;
  readonly storeOf: MediaStores;
  readonly onEvent: EventListener;
}

/** One router for what is paid and one for what is simulated; each lives as long as the server. */
export function createRouters(
  connections: readonly Connection[],
  { durations, storeOf, onEvent }: RoutersSettings,
): (real: boolean) => Router {
  const over = (wanted: boolean) => {
    const providers = connections.flatMap(({ provider, real }) => (real === wanted ? [provider] : []));
    return createRouter(providers, {
      onEvent,
      durations: durations(wanted),
      mediaStore: storeOf({ real: wanted }),
    });
  };
  const [paid, simulated] = [over(true), over(false)];
  return (real) => (real ? paid : simulated);
}
