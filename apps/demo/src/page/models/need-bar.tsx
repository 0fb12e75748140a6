import { Button, Group, Stack, TextInput } from '@mantine/core';
import { useModelMessages } from './texts.ts';
import { meaningOf, type Need, readNeeds } from './needs.ts';

interface NeedBarProps {
  readonly text: string;
  readonly needs: readonly Need[];
  readonly onChange: (text: string) => void;
}

/** Needs as words; the buttons write and take out the common ones. */
export function NeedBar({ text, needs, onChange }: NeedBarProps) {
  const { matrix, clearShort } = useModelMessages();
  const meanings = new Set(needs.map(meaningOf));
  const toggle = (word: string, meaning: string, on: boolean) => {
    const typed = text.trim().replace(/[,，]$/, '');
    if (!on) return onChange(typed === '' ? word : `${typed}, ${word}`);
    const { unknown } = readNeeds(text);
    const left = needs.filter((need) => meaningOf(need) !== meaning).map((need) => need.text);
    onChange([...left, ...unknown].join(', '));
  };
  return (
    <Stack gap="xs">
      <TextInput
        type="search"
        label={matrix.needs}
        description={matrix.needsHelp}
        placeholder={matrix.needsHint}
        value={text}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
      <Group gap={6} role="group" aria-label={matrix.common}>
        {matrix.commonNeeds.map((word) => {
          const meaning = readNeeds(word).needs.map(meaningOf).join('');
          const on = meanings.has(meaning);
          return (
            <Button
              key={word}
              size="compact-sm"
              radius="xl"
              variant={on ? 'filled' : 'default'}
              aria-pressed={on}
              onClick={() => toggle(word, meaning, on)}
            >
              {word}
            </Button>
          );
        })}
        {text !== '' && (
          <Button size="compact-sm" variant="subtle" onClick={() => onChange('')}>
            {clearShort}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
