import { Button, Paper, Stack, Text } from '@mantine/core';
import type { Rejection } from '@vid/core';
import { useMessages } from '../language.tsx';
import { useIsReal } from '../setup.ts';

interface RejectionCardProps {
  readonly rejection: Rejection;
  readonly busy: boolean;
  readonly onApply: (rejection: Rejection) => void;
}

export function RejectionCard({ rejection, busy, onApply }: RejectionCardProps) {
  const messages = useMessages();
  const isReal = useIsReal();
  const { provider, model, problems, suggestion } = rejection;
  const name = `${provider}:${model}`;
  const sentences = problems.map((problem) => messages.problem(problem));
  return (
    <Paper component="li" withBorder p="sm" style={{ listStyle: 'none' }} data-rejection={name}>
      <Stack gap={4} align="flex-start">
        <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
          {name}
        </Text>
        {[...new Set(sentences)].map((sentence) => (
          <Text key={sentence} size="sm" style={{ overflowWrap: 'anywhere' }}>
            {sentence}
          </Text>
        ))}
        {isReal(provider) && problems.some(({ code }) => code === 'url-only') && (
          <Text size="sm" c="dimmed">
            {messages.media.onlyHere}
          </Text>
        )}
        {suggestion !== undefined && (
          <Button
            size="compact-sm"
            variant="light"
            h="auto"
            py={4}
            disabled={busy}
            styles={{ label: { whiteSpace: 'normal', textAlign: 'start' } }}
            onClick={() => onApply(rejection)}
          >
            {messages.use(suggestion.changes.map(messages.change).join(messages.comma))}
          </Button>
        )}
      </Stack>
    </Paper>
  );
}
