import type { VideoProvider } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import type { Simulator } from '@vid/simulator';
import type { LookupHint, ProviderCode } from '../api.ts';

/** One api of one service. */
export interface ConnectionEntry {
  /** The environment variables whose keys, all of them, switch from the simulator to the real service. */
  readonly keyVariables: readonly string[];
  /** Where the factory comes from, for code that people copy. */
  readonly code: ProviderCode;
  /** The simulator's keys in the same order. Default: its one bearer token. */
  readonly simulatedKeys?: (simulator: Simulator) => readonly string[];
  /** `keys` in the order of the variables; `baseUrl` is the service's own unless given. */
  readonly create: (keys: readonly string[], baseUrl?: string) => VideoProvider;
  /** What a bare id of a task needs beside it. Default: nothing. */
  readonly lookup?: LookupHint;
  /** Hosts inside this network that the real service's videos may come from. Default: none. */
  readonly mediaHosts?: readonly string[];
}

const runway: ProviderCode = { package: '@vid/runway', factory: 'createRunway' };
const kling: ProviderCode = { package: '@vid/kling', factory: 'createKling' };
const klingKind: LookupHint = { name: 'kind', example: 'image2video', required: false };
const jimeng: ProviderCode = { package: '@vid/jimeng', factory: 'createJimeng' };

/** The one place of the demo that names vendors. A new provider, or a new api of one, is one entry here. */
export const connectionEntries: readonly ConnectionEntry[] = [
  {
    keyVariables: ['RUNWAY_API_TOKEN'],
    code: runway,
    create: ([apiKey], baseUrl) => createRunway({ api: 'gateway', apiKey, baseUrl }),
  },
  {
    keyVariables: ['RUNWAYML_API_SECRET'],
    code: runway,
    create: ([apiKey], baseUrl) => createRunway({ api: 'official', apiKey, baseUrl }),
  },
  {
    keyVariables: ['KLING_API_TOKEN'],
    code: kling,
    lookup: klingKind,
    create: ([apiKey], baseUrl) => createKling({ api: 'gateway', apiKey, baseUrl }),
  },
  {
    keyVariables: ['KLINGAI_API_KEY'],
    code: kling,
    lookup: klingKind,
    create: ([apiKey], baseUrl) => createKling({ api: 'official', apiKey, baseUrl }),
  },
  {
    keyVariables: ['JIMENG_API_TOKEN'],
    code: jimeng,
    create: ([apiKey], baseUrl) => createJimeng({ api: 'gateway', apiKey, baseUrl }),
  },
  {
    keyVariables: ['VOLC_ACCESSKEY', 'VOLC_SECRETKEY'],
    code: jimeng,
    lookup: { name: 'reqKey', example: 'jimeng_t2v_v30', required: true },
    simulatedKeys: ({ volcengine: { accessKey, secretKey } }) => [accessKey, secretKey],
    create: ([accessKey, secretKey], baseUrl) =>
      createJimeng({ api: 'official', accessKey, secretKey, baseUrl }),
  },
];

export interface Connection {
  readonly provider: VideoProvider;
  readonly api: string;
  readonly real: boolean;
  /** Hosts, besides public ones, that its videos may come from. */
  readonly mediaHosts: readonly string[];
  readonly code: ProviderCode;
  readonly keyVariables: readonly string[];
  readonly lookup: LookupHint | undefined;
}

/** Real where the environment holds the keys, simulated elsewhere. */
export function openConnections(
  entries: readonly ConnectionEntry[],
  environment: Readonly<Record<string, string | undefined>>,
  simulator: Simulator,
): readonly Connection[] {
  return entries.map(({ keyVariables, code, create, simulatedKeys = ({ apiKey }) => [apiKey], ...entry }) => {
    const keys = keyVariables.map((name) => environment[name]?.trim() ?? '');
    const real = keys.every((key) => key !== '');
    const provider = real ? create(keys) : create(simulatedKeys(simulator), simulator.url);
    const mediaHosts = real ? (entry.mediaHosts ?? []) : [new URL(simulator.url).host];
    const api = provider.capabilities.models[0]?.api ?? '';
    return { provider, api, real, code, keyVariables, lookup: entry.lookup, mediaHosts };
  });
}
