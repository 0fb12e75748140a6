import {
  Button,
  Group,
  SegmentedControl,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useLanguage, useMessages } from '../language.tsx';
import { type Language, languages } from '../messages.ts';
import { hrefOf, type View, views } from '../route.ts';

const offered: readonly Language[] = ['en', 'zh'];

/** Where one can go, and how the page looks and speaks. */
export function NavBar({ view }: { readonly view: View }) {
  const messages = useMessages();
  const { language, choose } = useLanguage();
  return (
    <Group component="nav" aria-label={messages.navigation} justify="space-between" gap="xs">
      <Group gap={4}>
        <Text fw={700} mr={4} aria-hidden>
          vid
        </Text>
        {views.map((target) => (
          <Button
            key={target}
            component="a"
            href={hrefOf(target)}
            size="compact-md"
            variant={target === view ? 'light' : 'subtle'}
            {...(target === view && { 'aria-current': 'page' })}
          >
            {messages.views[target].link}
          </Button>
        ))}
      </Group>
      <Group gap="xs">
        <SchemeButton />
        <SegmentedControl
          size="xs"
          aria-label={messages.language}
          data={offered.map((value) => ({ value, label: languages[value].name }))}
          value={language}
          onChange={choose}
        />
      </Group>
    </Group>
  );
}

function SchemeButton() {
  const messages = useMessages();
  const { setColorScheme } = useMantineColorScheme();
  const other =
    useComputedColorScheme('light', { getInitialValueInEffect: false }) === 'dark' ? 'light' : 'dark';
  return (
    <Button size="compact-sm" variant="default" onClick={() => setColorScheme(other)}>
      {messages.schemes[other]}
    </Button>
  );
}
