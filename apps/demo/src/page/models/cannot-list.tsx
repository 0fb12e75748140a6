import { Stack, Text, Title } from '@mantine/core';
import type { ModelCapabilities } from '@vid/core';
import { apiName } from '../badges.tsx';
import { useModelMessages } from './texts.ts';

interface CannotListProps {
  readonly unable: readonly { readonly entry: ModelCapabilities; readonly why: string }[];
}

/** Who does not meet the needs, and why, a line each. */
export function CannotList({ unable }: CannotListProps) {
  const messages = useModelMessages();
  return (
    <Stack component="section" gap="xs" aria-labelledby="cannot-title">
      <Title order={2} size="h4" id="cannot-title">
        {messages.matrix.cannot(unable.length)}
      </Title>
      <Stack component="ul" gap={4} p={0} m={0}>
        {unable.map(({ entry: { provider, api, model }, why }) => (
          <Text
            key={`${provider} ${api} ${model}`}
            component="li"
            size="sm"
            style={{ listStyle: 'none', overflowWrap: 'anywhere' }}
            data-cannot={`${provider}:${model}`}
          >
            <b>{model}</b> ({provider} · {apiName(messages, api)}): {why}
          </Text>
        ))}
      </Stack>
    </Stack>
  );
}
