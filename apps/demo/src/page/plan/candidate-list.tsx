import { Button, Group, Stack, Text } from '@mantine/core';
import type { Candidate, Plan } from '@vid/core';
import { useState } from 'react';
import { useMessages } from '../language.tsx';
import { CandidateCard } from './candidate-card.tsx';
import { useFirst } from './use-first.tsx';

interface CandidateListProps {
  readonly plan: Plan;
  readonly busy: boolean;
  readonly onGenerate: (candidates: readonly Candidate[]) => void;
  readonly onShow: (candidate: Candidate) => void;
}

const atFirst = 8;

const keyOf = ({ provider, api, model }: Candidate) => `${provider} ${api} ${model}`;

/** Who can, in order: one, some or all of them can be asked to generate. */
export function CandidateList({ plan: { mode, candidates }, busy, onGenerate, onShow }: CandidateListProps) {
  const messages = useMessages();
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const chosen = candidates.filter((candidate) => picked.has(keyOf(candidate)));
  const { first, rest } = useFirst(candidates, atFirst);
  const several = candidates.length > 1;
  const pick = (candidate: Candidate, wanted: boolean) => {
    const next = new Set(picked);
    if (wanted) next.add(keyOf(candidate));
    else next.delete(keyOf(candidate));
    setPicked(next);
  };
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status">
          <b>{messages.modes[mode]}</b>:{' '}
          {candidates.length === 0 ? messages.nobodyCan : messages.can(candidates.length)}
        </Text>
        {several && (
          <Button
            disabled={busy}
            onClick={({ detail }) => detail <= 1 && onGenerate(chosen.length > 0 ? chosen : candidates)}
          >
            {chosen.length > 0
              ? messages.generateChosen(chosen.length)
              : messages.generateAll(candidates.length)}
          </Button>
        )}
      </Group>
      {candidates.length > 0 && (
        <Stack component="ol" gap="sm" p={0} m={0} aria-label={messages.can(candidates.length)}>
          {first.map((candidate, index) => (
            <CandidateCard
              key={keyOf(candidate)}
              rank={index + 1}
              candidate={candidate}
              busy={busy}
              chosen={several ? picked.has(keyOf(candidate)) : undefined}
              onChoose={(wanted) => pick(candidate, wanted)}
              onGenerate={() => onGenerate([candidate])}
              onShow={() => onShow(candidate)}
            />
          ))}
        </Stack>
      )}
      {rest}
    </>
  );
}
