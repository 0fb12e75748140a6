import { Box, Text, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useMessages } from '../language.tsx';
import type { View } from '../route.ts';

/** The view's heading. It takes the focus when the view changes, so that a keyboard or a reader starts there. */
export function ViewHead({ view, children }: { readonly view: View; readonly children?: ReactNode }) {
  const { title, intro } = useMessages().views[view];
  const heading = useRef<HTMLHeadingElement>(null);
  const before = useRef(view);
  useEffect(() => {
    if (before.current !== view) heading.current?.focus();
    before.current = view;
  }, [view]);
  useEffect(() => {
    document.title = `${title} · vid`;
  }, [title]);
  return (
    <Box>
      <Title order={1} size="h2" ref={heading} tabIndex={-1} style={{ outline: 'none' }}>
        {title}
      </Title>
      <Text c="dimmed">{intro}</Text>
      {children}
    </Box>
  );
}
