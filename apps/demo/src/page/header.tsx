import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { use } from 'react';
import { RealityBadge } from './badges.tsx';
import { useLanguage, useMessages } from './language.tsx';
import { type Language, languages } from './messages.ts';
import { SetupContext } from './setup.ts';

const choices: readonly Language[] = ['en', 'zh'];

export function Header() {
  const messages = useMessages();
  const { language, choose } = useLanguage();
  const { providers } = use(SetupContext);
  const real = providers.filter((provider) => provider.real).map(({ id }) => id);
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
          data={choices.map((value) => ({ value, label: languages[value].name }))}
          value={language}
          onChange={choose}
        />
      </Group>
      <Group gap="xs">
        {providers.map(({ id, real }) => (
          <RealityBadge key={id} provider={id} real={real} />
        ))}
        <Text size="sm">
          {real.length === 0 ? messages.allSimulated : messages.someReal(real.join(', '))}
        </Text>
      </Group>
    </Stack>
  );
}
