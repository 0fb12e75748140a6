import type { VideoProvider } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import type { Simulator } from '@vid/simulator';

/** One api of one service. */
export interface DoorEntry {
  /** The environment variables whose keys, all of them, switch from the simulator to the real service. */
  readonly keyVariables: readonly string[];
  /** The simulator's keys in the same order. Default: its one bearer token. */
  readonly simulatedKeys?: (simulator: Simulator) => readonly string[];
  /** `keys` in the order of the variables; `baseUrl` is the service's own unless given. */
  readonly create: (keys: readonly string[], baseUrl?: string) => VideoProvider;
  /** Hosts inside this network that the real service's videos may come from. Default: none. */
  readonly mediaHosts?: readonly string[];
}

/** The one place of the demo that names vendors. A new provider, or a new api of one, is one entry here. */
export const doorEntries: readonly DoorEntry[] = [
  {
    keyVariables: ['RUNWAY_API_TOKEN'],
    create: ([apiKey], baseUrl) => createRunway({ api: 'gateway', apiKey, baseUrl }),
  },
  {
    keyVariables: ['RUNWAYML_API_SECRET'],
    create: ([apiKey], baseUrl) => createRunway({ api: 'official', apiKey, baseUrl }),
  },
  {
    keyVariables: ['KLING_API_TOKEN'],
    create: ([apiKey], baseUrl) => createKling({ api: 'gateway', apiKey, baseUrl }),
  },
  {
    keyVariables: ['KLINGAI_API_KEY'],
    create: ([apiKey], baseUrl) => createKling({ api: 'official', apiKey, baseUrl }),
  },
  {
    keyVariables: ['JIMENG_API_TOKEN'],
    create: ([apiKey], baseUrl) => createJimeng({ api: 'gateway', apiKey, baseUrl }),
  },
  {
    keyVariables: ['VOLC_ACCESSKEY', 'VOLC_SECRETKEY'],
    simulatedKeys: ({ volcengine: { accessKey, secretKey } }) => [accessKey, secretKey],
    create: ([accessKey, secretKey], baseUrl) =>
      createJimeng({ api: 'official', accessKey, secretKey, baseUrl }),
  },
];

export interface Door {
  readonly provider: VideoProvider;
  readonly api: string;
  readonly real: boolean;
  /** Hosts, besides public ones, that its videos may come from. */
  readonly mediaHosts: readonly string[];
}

/** Real where the environment holds the keys, simulated elsewhere. */
export function openDoors(
  entries: readonly DoorEntry[],
  environment: Readonly<Record<string, string | undefined>>,
  simulator: Simulator,
): readonly Door[] {
  return entries.map(({ keyVariables, create, simulatedKeys = ({ apiKey }) => [apiKey], ...entry }) => {
    const keys = keyVariables.map((name) => environment[name]?.trim() ?? '');
    const real = keys.every((key) => key !== '');
    const provider = real ? create(keys) : create(simulatedKeys(simulator), simulator.url);
    const mediaHosts = real ? (entry.mediaHosts ?? []) : [new URL(simulator.url).host];
    return { provider, api: provider.capabilities.models[0]?.api ?? '', real, mediaHosts };
  });
}
