import { Group, SegmentedControl, Text } from '@mantine/core';
import { use } from 'react';
import { apiName, RealityBadge } from './badges.tsx';
import { useMessages } from './language.tsx';
import { SessionBar } from './session/session-bar.tsx';
import { SetupContext } from './setup.ts';

/** Which api of each provider answers, and whether it costs money. */
export function Connections() {
  const messages = useMessages();
  const { choices, choose: chooseConnection } = use(SetupContext);
  const real = choices.filter(({ chosen }) => chosen.real).map(({ provider }) => provider);
  return (
    <Group gap="xs" mt="xs">
      {choices.map(({ provider, connections, chosen }) => (
        <Group key={provider} gap={4}>
          <RealityBadge provider={provider} real={chosen.real} />
          {connections.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label={messages.apiOf(provider)}
              data={connections.map(({ api }) => ({ value: api, label: apiName(messages, api) }))}
              value={chosen.api}
              onChange={(api) => chooseConnection(provider, api)}
            />
          )}
        </Group>
      ))}
      <Text size="sm">{real.length === 0 ? messages.allSimulated : messages.someReal(real.join(', '))}</Text>
      <SessionBar />
    </Group>
  );
}
