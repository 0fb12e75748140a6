import { Button, Group, Paper, Stack, Text } from '@mantine/core';
import type { Candidate } from '@vid/core';
import { ApiBadge, EvidenceBadge, RealityBadge } from '../badges.tsx';
import { useMessages } from '../language.tsx';
import { useIsReal } from '../setup.ts';

interface CandidateCardProps {
  readonly place: number;
  readonly candidate: Candidate;
  readonly busy: boolean;
  readonly onGenerate: () => void;
  readonly onShow: () => void;
}

export function CandidateCard({ place, candidate, busy, onGenerate, onShow }: CandidateCardProps) {
  const messages = useMessages();
  const isReal = useIsReal();
  const { provider, api, model, evidence, source, defaults, warnings, price } = candidate;
  const name = `${provider}:${model}`;
  const open = Object.entries(defaults).map(([field, value]) => `${field} ${JSON.stringify(value)}`);
  return (
    <Paper component="li" withBorder p="sm" style={{ listStyle: 'none' }} data-candidate={name}>
      <Stack gap={6}>
        <Group gap="xs">
          <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
            {place}. {name}
          </Text>
          <EvidenceBadge evidence={evidence} />
          <ApiBadge api={api} />
          <RealityBadge real={isReal(provider)} />
          {price !== undefined && <Text size="sm">{messages.about(price.amount, price.currency)}</Text>}
        </Group>
        {!warnings.includes(source) && (
          <Text size="sm" c="dimmed">
            {messages.why}: {source}
          </Text>
        )}
        {open.length > 0 && (
          <Text size="sm" c="dimmed">
            {messages.alsoSent}: {open.join(', ')}
          </Text>
        )}
        {warnings.map((warning) => (
          <Text key={warning} size="sm">
            <b>{messages.warning}:</b> {warning}
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
