import { createContext, use } from 'react';
import type { Setup } from '../api.ts';

/** What the server told once at the start. */
export const SetupContext = createContext<Setup>({ capabilities: { models: [] }, providers: [] });

/** Whether a provider's calls are real and cost money. */
export function useIsReal(): (provider: string) => boolean {
  const { providers } = use(SetupContext);
  return (provider) => providers.some(({ id, real }) => id === provider && real);
}
