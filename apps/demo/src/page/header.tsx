import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { use } from 'react';
import { apiName, RealityBadge } from './badges.tsx';
import { useLanguage, useMessages } from './language.tsx';
import { type Language, languages } from './messages.ts';
import { SetupContext } from './setup.ts';

const offered: readonly Language[] = ['en', 'zh'];

export function Header() {
  const messages = useMessages();
  const { language, choose } = useLanguage();
  const { choices, choose: chooseDoor } = use(SetupContext);
  const real = choices.filter(({ chosen }) => chosen.real).map(({ provider }) => provider);
  return (
    <Stack component="header" gap="xs">
      <Group justify="space-between" align="flex-start" gap="sm">
        <div>
          <Title order={1} size="h2">
            {messages.title}
          </Title>
          <Text c="dimmed">{messages.intro}</Text>
        </div>
        <SegmentedControl
          size="xs"
          aria-label={messages.language}
          data={offered.map((value) => ({ value, label: languages[value].name }))}
          value={language}
          onChange={choose}
        />
      </Group>
      <Group gap="xs">
        {choices.map(({ provider, doors, chosen }) => (
          <Group key={provider} gap={4}>
            <RealityBadge provider={provider} real={chosen.real} />
            {doors.length > 1 && (
              <SegmentedControl
                size="xs"
                aria-label={messages.apiOf(provider)}
                data={doors.map(({ api }) => ({ value: api, label: apiName(messages, api) }))}
                value={chosen.api}
                onChange={(api) => chooseDoor(provider, api)}
              />
            )}
          </Group>
        ))}
        <Text size="sm">
          {real.length === 0 ? messages.allSimulated : messages.someReal(real.join(', '))}
        </Text>
      </Group>
    </Stack>
  );
}
