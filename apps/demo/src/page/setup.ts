import type { Capabilities } from '@vid/core';
import { createContext, use, useMemo, useState } from 'react';
import type { DoorSetup, Setup } from '../api.ts';

interface DoorChoice {
  readonly provider: string;
  /** Every door of the provider, as listed. */
  readonly doors: readonly DoorSetup[];
  readonly chosen: DoorSetup;
}

/** What the server told once at the start, seen through the doors that are chosen. */
interface ChosenSetup {
  readonly capabilities: Capabilities;
  /** Of all doors, chosen or not. */
  readonly everything: Capabilities;
  readonly choices: readonly DoorChoice[];
  readonly durations: Setup['durations'];
  readonly choose: (provider: string, api: string) => void;
}

export const SetupContext = createContext<ChosenSetup>({
  capabilities: { models: [] },
  everything: { models: [] },
  choices: [],
  durations: [],
  choose: () => undefined,
});

function choicesOf(
  doors: readonly DoorSetup[],
  apis: Readonly<Record<string, string>>,
): readonly DoorChoice[] {
  const byProvider = Object.groupBy(doors, ({ provider }) => provider);
  return Object.entries(byProvider).flatMap(([provider, own = []]) => {
    // A door with a key is there to be used; the person may choose otherwise.
    const chosen = own.find(({ api }) => api === apis[provider]) ?? own.find(({ real }) => real) ?? own[0];
    return chosen === undefined ? [] : [{ provider, doors: own, chosen }];
  });
}

/** One door for each provider; the choice lasts as long as the page. */
export function useDoors({ capabilities, doors, durations }: Setup): ChosenSetup {
  const [apis, setApis] = useState<Readonly<Record<string, string>>>({});
  return useMemo(() => {
    const choices = choicesOf(doors, apis);
    const models = capabilities.models.filter(({ provider, api }) =>
      choices.some(({ chosen }) => chosen.provider === provider && chosen.api === api),
    );
    const choose = (provider: string, api: string) => setApis({ ...apis, [provider]: api });
    return { capabilities: { models }, everything: capabilities, choices, durations, choose };
  }, [capabilities, doors, durations, apis]);
}

/** Whether a provider's calls are real and cost money, through the door that is chosen. */
export function useIsReal(): (provider: string) => boolean {
  const { choices } = use(SetupContext);
  return (provider) => choices.some(({ chosen }) => chosen.provider === provider && chosen.real);
}
