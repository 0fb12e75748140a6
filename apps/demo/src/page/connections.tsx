import { Group, SegmentedControl, Text } from '@mantine/core';
import { use } from 'react';
import { apiName, StateBadge } from './badges.tsx';
import { useMessages } from './language.tsx';
import { SessionBar } from './session/session-bar.tsx';
import { SetupContext } from './setup.ts';

/** Which api of each provider answers, and whether it costs money. */
export function Connections() {
  const messages = useMessages();
  const { choices, choose: chooseConnection } = use(SetupContext);
  const real = choices.filter(({ chosen }) => chosen.state === 'real').map(({ provider }) => provider);
  const unavailable = choices.flatMap(({ connections }) =>
    connections.filter(({ state }) => state === 'unavailable'),
  );
  return (
    <Group gap="xs" mt="xs">
      {choices.map(({ provider, connections, chosen }) => (
        <Group key={provider} gap={4}>
          <StateBadge provider={provider} state={chosen.state} />
          {connections.length > 1 && (
            <SegmentedControl
              size="xs"
              aria-label={messages.apiOf(provider)}
              data={connections.map(({ api, state }) => ({
                value: api,
                label: apiName(messages, api),
                disabled: state === 'unavailable',
              }))}
              value={chosen.api}
              onChange={(api) => chooseConnection(provider, api)}
            />
          )}
        </Group>
      ))}
      <Text size="sm">{real.length === 0 ? messages.allSimulated : messages.someReal(real.join(', '))}</Text>
      {unavailable.map(({ provider, api, keyVariables }) => (
        <Text key={`${provider} ${api}`} size="sm" c="dimmed">
          {messages.notSetUp(`${provider} (${apiName(messages, api)})`, keyVariables.join(messages.comma))}
        </Text>
      ))}
      <SessionBar />
    </Group>
  );
}
