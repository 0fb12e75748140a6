import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useMessages } from './language.tsx';

interface CopyButtonProps {
  readonly label: string;
  /** `undefined`: there is nothing to copy, and `unavailable` says why. */
  readonly text: () => string | undefined;
  readonly unavailable?: string;
}

type Outcome =
  | { readonly kind: 'copied' | 'unavailable' }
  | { readonly kind: 'refused'; readonly text: string };

/** Copies and says so; where the browser forbids it, the text stands there to be taken. */
export function CopyButton({ label, text, unavailable }: CopyButtonProps) {
  const messages = useMessages();
  const [outcome, setOutcome] = useState<Outcome>();
  const copy = async () => {
    const wanted = text();
    if (wanted === undefined) {
      setOutcome({ kind: 'unavailable' });
      return;
    }
    try {
      await navigator.clipboard.writeText(wanted);
      setOutcome({ kind: 'copied' });
    } catch {
      setOutcome({ kind: 'refused', text: wanted });
    }
  };
  return (
    <>
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => void copy()}>
          {label}
        </Button>
        <Text size="xs" role="status">
          {outcome?.kind === 'copied' && `✓ ${messages.copy.done}`}
          {outcome?.kind === 'unavailable' && unavailable}
          {outcome?.kind === 'refused' && messages.copy.refused}
        </Text>
      </Group>
      {outcome?.kind === 'refused' && (
        <Textarea
          aria-label={label}
          readOnly
          autosize
          maxRows={8}
          value={outcome.text}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      )}
    </>
  );
}
