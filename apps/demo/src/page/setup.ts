import type { Capabilities, ModelRef } from '@vid/core';
import { createContext, use, useCallback, useMemo } from 'react';
import type { ConnectionSetup, ConnectionState, Setup } from '../api.ts';
import { usualCurrency } from './plan/plan-options.ts';
import { usePage, usePageAddress } from './address/page-address.ts';
import { useLanguage } from './language.tsx';

export interface ConnectionChoice {
  readonly provider: string;
  /** Every api of the provider, as listed. */
  readonly connections: readonly ConnectionSetup[];
  readonly chosen: ConnectionSetup;
}

/** The name of what gives links to files for a model whose service takes links only; `undefined`: nothing does. */
export type StoreOf = (model: ModelRef) => string | undefined;

/** What the server told once at the start, for the chosen apis. */
export interface ChosenSetup {
  /** Of those that can be called. */
  readonly capabilities: Capabilities;
  /** Of all apis, chosen or not, callable or not. */
  readonly everything: Capabilities;
  readonly choices: readonly ConnectionChoice[];
  readonly durations: Setup['durations'];
  readonly storeOf: StoreOf;
  readonly choose: (provider: string, api: string) => void;
}

export const SetupContext = createContext<ChosenSetup>({
  capabilities: { models: [] },
  everything: { models: [] },
  choices: [],
  durations: [],
  storeOf: () => undefined,
  choose: () => undefined,
});

const own = 'official';

/** One api for each provider: the one that was asked for, else the usual. */
export function choicesOf(
  connections: readonly ConnectionSetup[],
  apis: Readonly<Record<string, string>>,
): readonly ConnectionChoice[] {
  const byProvider = Object.groupBy(connections, ({ provider }) => provider);
  return Object.entries(byProvider).flatMap(([provider, all = []]) => {
    // Where a key is set, then what is simulated; a service's own api first, whose prices are known.
    const usual = (wanted: ConnectionState) =>
      all.find(({ api, state }) => state === wanted && api === own) ??
      all.find(({ state }) => state === wanted);
    const asked = all.find(({ api, state }) => api === apis[provider] && state !== 'unavailable');
    const chosen = asked ?? usual('real') ?? usual('simulated') ?? all[0];
    return chosen === undefined ? [] : [{ provider, connections: all, chosen }];
  });
}

/** One api for each provider, as the address says. */
export function useConnections({ capabilities, connections, durations }: Setup): ChosenSetup {
  const page = usePageAddress();
  const apis = usePage((state) => state.apis);
  return useMemo(() => {
    const choices = choicesOf(connections, apis);
    const models = capabilities.models.filter(({ provider, api }) =>
      choices.some(
        ({ chosen }) => chosen.provider === provider && chosen.api === api && chosen.state !== 'unavailable',
      ),
    );
    const choose = (provider: string, api: string) =>
      page.set({ apis: { ...page.read().apis, [provider]: api } }, 'apis');
    const storeOf: StoreOf = ({ provider, api }) =>
      connections.find((one) => one.provider === provider && one.api === api)?.mediaStore;
    return { capabilities: { models }, everything: capabilities, choices, durations, storeOf, choose };
  }, [capabilities, connections, durations, apis, page]);
}

/** The currencies in which services bill, and the usual one. */
export const currenciesOf = ({ models }: Capabilities): readonly string[] => [
  ...new Set([usualCurrency, ...models.flatMap(({ prices = [] }) => prices.map(({ currency }) => currency))]),
];

/** Whether a provider's calls are real and cost money, at the chosen api. */
export function useIsReal(): (provider: string) => boolean {
  const { choices } = use(SetupContext);
  return (provider) => choices.some(({ chosen }) => chosen.provider === provider && chosen.state === 'real');
}

/** One api of a service, chosen or not. `model`: as a request names it. */
export const connectionAt = (
  choices: readonly ConnectionChoice[],
  { model, api }: { readonly model: string; readonly api: string },
): ConnectionSetup | undefined =>
  choices
    .flatMap(({ connections }) => connections)
    .find((one) => one.api === api && model.startsWith(`${one.provider}:`));

/** The service as people know it, in the reader's language; one that is not in the list by its id. */
export function useProviderName(): (provider: string) => string {
  const { choices } = use(SetupContext);
  const { language } = useLanguage();
  return useCallback(
    (provider) => choices.find((one) => one.provider === provider)?.chosen.name[language] ?? provider,
    [choices, language],
  );
}
