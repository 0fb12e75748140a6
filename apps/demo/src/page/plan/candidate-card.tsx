import { Button, Checkbox, Group, Paper, Stack, Text } from '@mantine/core';
import type { Candidate } from '@vid/core';
import { ApiBadge, EvidenceBadge, RealityBadge } from '../badges.tsx';
import { useMessages } from '../language.tsx';
import { quoted } from './quoted.ts';
import { useIsReal } from '../setup.ts';
import { CandidateNumbers, CandidateSends } from './candidate-facts.tsx';

interface CandidateCardProps {
  readonly rank: number;
  readonly candidate: Candidate;
  readonly busy: boolean;
  /** Among several; `undefined` where there is no choice. */
  readonly chosen: boolean | undefined;
  readonly onChoose: (chosen: boolean) => void;
  readonly onGenerate: () => void;
  readonly onShow: () => void;
}

export function CandidateCard(props: CandidateCardProps) {
  const { rank, candidate, busy, chosen, onChoose, onGenerate, onShow } = props;
  const messages = useMessages();
  const isReal = useIsReal();
  const { provider, api, model, evidence, source, warnings } = candidate;
  const name = `${provider}:${model}`;
  return (
    <Paper component="li" withBorder p="sm" style={{ listStyle: 'none' }} data-candidate={name}>
      <Stack gap={6}>
        <Group gap="xs">
          {chosen !== undefined && (
            <Checkbox
              size="xs"
              aria-label={messages.chooseThis(name)}
              checked={chosen}
              onChange={({ currentTarget: { checked } }) => onChoose(checked)}
            />
          )}
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {rank}. {name}
          </Text>
          <EvidenceBadge evidence={evidence} />
          <ApiBadge api={api} />
          <RealityBadge real={isReal(provider)} />
        </Group>
        <CandidateNumbers candidate={candidate} />
        <CandidateSends candidate={candidate} />
        {source !== undefined && evidence !== 'claimed' && (
          <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
            {messages.why}: <span lang="en">{source}</span>
          </Text>
        )}
        {warnings.map((warning) => (
          <Text key={warning.code} size="sm" style={{ overflowWrap: 'anywhere' }}>
            <b>{messages.warning}:</b> <span {...quoted(warning)}>{messages.warn(warning)}</span>
          </Text>
        ))}
        <Group gap="xs" mt={4}>
          <Button
            size="xs"
            disabled={busy}
            aria-label={messages.generateOn(name)}
            onClick={({ detail }) => detail <= 1 && onGenerate()}
          >
            {messages.generate}
          </Button>
          <Button size="xs" variant="default" aria-label={messages.showRequestOf(name)} onClick={onShow}>
            {messages.showRequest}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}
