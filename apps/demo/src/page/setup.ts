import type { Capabilities, ModelRef } from '@vid/core';
import { createContext, use, useMemo, useState } from 'react';
import type { ConnectionSetup, ConnectionState, Setup } from '../api.ts';

interface ConnectionChoice {
  readonly provider: string;
  /** Every api of the provider, as listed. */
  readonly connections: readonly ConnectionSetup[];
  readonly chosen: ConnectionSetup;
}

/** The name of what gives links to files for a model whose service takes links only; `undefined`: nothing does. */
export type StoreOf = (model: ModelRef) => string | undefined;

/** What the server told once at the start, for the chosen apis. */
interface ChosenSetup {
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

function choicesOf(
  connections: readonly ConnectionSetup[],
  apis: Readonly<Record<string, string>>,
): readonly ConnectionChoice[] {
  const byProvider = Object.groupBy(connections, ({ provider }) => provider);
  return Object.entries(byProvider).flatMap(([provider, own = []]) => {
    // An api with a key is preferred, then one that is simulated; the person may choose otherwise.
    const usual = (wanted: ConnectionState) => own.find(({ state }) => state === wanted);
    const asked = own.find(({ api, state }) => api === apis[provider] && state !== 'unavailable');
    const chosen = asked ?? usual('real') ?? usual('simulated') ?? own[0];
    return chosen === undefined ? [] : [{ provider, connections: own, chosen }];
  });
}

/** One api for each provider; the choice lasts as long as the page. */
export function useConnections({ capabilities, connections, durations }: Setup): ChosenSetup {
  const [apis, setApis] = useState<Readonly<Record<string, string>>>({});
  return useMemo(() => {
    const choices = choicesOf(connections, apis);
    const models = capabilities.models.filter(({ provider, api }) =>
      choices.some(
        ({ chosen }) => chosen.provider === provider && chosen.api === api && chosen.state !== 'unavailable',
      ),
    );
    const choose = (provider: string, api: string) => setApis({ ...apis, [provider]: api });
    const storeOf: StoreOf = ({ provider, api }) =>
      connections.find((one) => one.provider === provider && one.api === api)?.mediaStore;
    return { capabilities: { models }, everything: capabilities, choices, durations, storeOf, choose };
  }, [capabilities, connections, durations, apis]);
}

/** Whether a provider's calls are real and cost money, at the chosen api. */
export function useIsReal(): (provider: string) => boolean {
  const { choices } = use(SetupContext);
  return (provider) => choices.some(({ chosen }) => chosen.provider === provider && chosen.state === 'real');
}
