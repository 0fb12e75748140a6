import { Badge } from '@mantine/core';
import type { Candidate } from '@vid/core';
import type { ConnectionState } from '../api.ts';
import { useMessages } from './language.tsx';
import type { Messages } from './messages.ts';

export function RealityBadge({ real }: { readonly real: boolean }) {
  return <StateBadge state={real ? 'real' : 'simulated'} />;
}

interface StateBadgeProps {
  readonly state: ConnectionState;
  readonly provider?: string;
}

export function StateBadge({ state, provider }: StateBadgeProps) {
  const { [state]: word } = useMessages();
  const isReal = state === 'real';
  return (
    <Badge color={isReal ? 'red' : 'gray'} variant={isReal ? 'filled' : 'outline'} tt="none">
      {provider === undefined ? word : `${provider} · ${word}`}
    </Badge>
  );
}

export function EvidenceBadge({ evidence }: { readonly evidence: Candidate['evidence'] }) {
  const messages = useMessages();
  return (
    <Badge variant={evidence === 'documented' ? 'light' : 'outline'} tt="none">
      {messages.evidence[evidence]}
    </Badge>
  );
}

/** The api in the reader's language; an api that the page has no word for stands by its own name. */
export const apiName = ({ apis }: Messages, api: string): string =>
  Object.hasOwn(apis, api) ? (apis[api] ?? api) : api;

export function ApiBadge({ api }: { readonly api: string }) {
  return (
    <Badge color="gray" variant="outline" tt="none">
      {apiName(useMessages(), api)}
    </Badge>
  );
}
