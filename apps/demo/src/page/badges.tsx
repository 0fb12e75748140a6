import { Badge } from '@mantine/core';
import type { Candidate } from '@vid/core';
import { useMessages } from './language.tsx';

export function RealityBadge({ real, provider }: { readonly real: boolean; readonly provider?: string }) {
  const messages = useMessages();
  const word = real ? messages.real : messages.simulated;
  return (
    <Badge color={real ? 'red' : 'gray'} variant={real ? 'filled' : 'outline'} tt="none">
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
