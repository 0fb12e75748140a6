import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useModelMessages } from './texts.ts';
import { meaningOf, type Need, needName, readNeeds } from './needs.ts';

interface NeedBarProps {
  readonly text: string;
  readonly needs: readonly Need[];
  readonly onChange: (text: string) => void;
}

/** Needs as words; the buttons write and take out the common ones. */
export function NeedBar({ text, needs, onChange }: NeedBarProps) {
  const messages = useModelMessages();
  const { matrix, clearShort, comma } = messages;
  const meanings = new Set(needs.map(meaningOf));
  const toggle = (word: string, meaning: string, on: boolean) => {
    const typed = text.trim().replace(/[,，]$/, '');
    if (!on) return onChange(typed === '' ? word : `${typed}, ${word}`);
    const { unknown } = readNeeds(text);
    const dropped = new Set(needs.filter((need) => meaningOf(need) === meaning).map((need) => need.text));
    const left = new Set(needs.map((need) => need.text).filter((word) => !dropped.has(word)));
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
      {needs.length > 0 && (
        <Text size="sm" c="dimmed">
          {matrix.lookingFor(needs.map((need) => needName(need, messages)).join(comma))}
        </Text>
      )}
    </Stack>
  );
}
