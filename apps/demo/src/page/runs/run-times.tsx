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

/** Time to accept and to finish; until then, the time that has passed. */
export function RunTimes({ run: { startedAt, endedAt, state, byId } }: { readonly run: Run }) {
  const messages = useMessages();
  const finishedMs = state.phase === 'accepted' ? state.finishedAfterMs : undefined;
  const ticking = endedAt === undefined && finishedMs === undefined;
  const now = useNow(ticking);
  const seconds = (ms: number) => messages.seconds((Math.max(0, ms) / 1000).toFixed(1));
  return (
    <Group gap="md" style={{ fontVariantNumeric: 'tabular-nums' }} data-times>
      {byId === true && <Text size="xs">{messages.taskById.startedElsewhere}</Text>}
      {state.phase === 'accepted' && byId !== true && (
        <Text size="xs">
          {messages.accepted}: {messages.milliseconds(Math.round(state.acceptedAfterMs))}
        </Text>
      )}
      <Text size="xs">
        {finishedMs === undefined
          ? `${messages.elapsed}: ${seconds((endedAt ?? now) - startedAt)}`
          : `${messages.finished}: ${seconds(finishedMs)}`}
      </Text>
    </Group>
  );
}
