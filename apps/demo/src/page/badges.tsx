import type { Candidate } from '@vid/core';
import { useMessages } from './language.tsx';
import type { Messages } from './messages.ts';

export function RealityBadge({ real }: { readonly real: boolean }) {
  const { real: costs, simulated } = useMessages();
  return (
    <span className="badge" data-tone={real ? 'bad' : undefined}>
      {real ? costs : simulated}
    </span>
  );
}

export function EvidenceBadge({ evidence }: { readonly evidence: Candidate['evidence'] }) {
  const messages = useMessages();
  return (
    <span className="badge" data-tone={evidence === 'documented' ? undefined : 'warn'}>
      {messages.evidence[evidence]}
    </span>
  );
}

/** The api in the reader's language; an api that the page has no word for stands by its own name. */
export const apiName = ({ apis }: Messages, api: string): string =>
  Object.hasOwn(apis, api) ? (apis[api] ?? api) : api;

export function ApiBadge({ api }: { readonly api: string }) {
  return <span className="badge">{apiName(useMessages(), api)}</span>;
}
