import { Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';

/** The clock, while something goes on. */
function useNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!ticking) return;
    const timer = setInterval(() => setNow(Date.now()), 100);
    return () => clearInterval(timer);
  }, [ticking]);
  return now;
}

export function RunTimes({ run: { startedAt, endedAt, state } }: { readonly run: Run }) {
  const messages = useMessages();
  const now = useNow(endedAt === undefined);
  const elapsed = Math.max(0, (endedAt ?? now) - startedAt) / 1000;
  return (
    <Group gap="md">
      {state.phase === 'accepted' && (
        <Text size="xs">
          {messages.accepted}: {messages.milliseconds(Math.round(state.acceptedAfterMs))}
        </Text>
      )}
      <Text size="xs" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {messages.elapsed}: {messages.seconds(elapsed.toFixed(1))}
      </Text>
    </Group>
  );
}
