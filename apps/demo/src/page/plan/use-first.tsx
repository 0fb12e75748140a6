import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useMessages } from '../language.tsx';

/** The first of a long list, and a button for the rest. */
export function useFirst<Item>(
  items: readonly Item[],
  most: number,
): { readonly first: readonly Item[]; readonly rest: ReactNode } {
  const messages = useMessages();
  const [isOpen, setOpen] = useState(false);
  const left = items.length - most;
  if (isOpen || left <= 0) return { first: items, rest: null };
  return {
    first: items.slice(0, most),
    rest: (
      <Button variant="default" size="xs" onClick={() => setOpen(true)}>
        {messages.moreOf(left)}
      </Button>
    ),
  };
}
