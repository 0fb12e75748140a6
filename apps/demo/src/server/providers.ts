import type { VideoProvider } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';

export interface ProviderEntry {
  readonly create: (settings: { readonly apiKey: string; readonly baseUrl?: string }) => VideoProvider;
  /** The environment variable whose key switches from the simulator to the real service. */
  readonly keyVariable: string;
}

/** The one place of the demo that names vendors. A new provider is one line here. */
export const providerEntries: readonly ProviderEntry[] = [
  { create: createRunway, keyVariable: 'RUNWAY_API_TOKEN' },
  { create: createKling, keyVariable: 'KLING_API_TOKEN' },
  { create: createJimeng, keyVariable: 'JIMENG_API_TOKEN' },
];

export interface DemoProvider {
  readonly provider: VideoProvider;
  readonly real: boolean;
}

/** Real where the environment holds a key, simulated elsewhere. */
export function connectProviders(
  entries: readonly ProviderEntry[],
  environment: Readonly<Record<string, string | undefined>>,
  simulator: { readonly url: string; readonly apiKey: string },
): readonly DemoProvider[] {
  return entries.map(({ create, keyVariable }) => {
    const apiKey = environment[keyVariable]?.trim() ?? '';
    if (apiKey !== '') return { provider: create({ apiKey }), real: true };
    return { provider: create({ apiKey: simulator.apiKey, baseUrl: simulator.url }), real: false };
  });
}
