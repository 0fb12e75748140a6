import { Badge, Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Boundary } from '../boundary.tsx';
import { useMessages } from '../language.tsx';
import { fetchFaults, fetchLimit } from '../server.ts';
import { amountIn, inWords, plain } from './money.ts';
import type { SessionTopic } from './session-modal.tsx';

const SessionModal = lazy(async () => ({ default: (await import('./session-modal.tsx')).SessionModal }));

interface TopicButtonProps {
  readonly label: string;
  readonly value: string;
  readonly color: string;
  readonly onClick: () => void;
}

/** Tells how things are, and opens the place where that is changed. */
function TopicButton({ label, value, color, onClick }: TopicButtonProps) {
  return (
    <Button
      size="xs"
      variant="default"
      aria-haspopup="dialog"
      onClick={onClick}
      rightSection={
        <Badge size="sm" color={color} variant={color === 'gray' ? 'outline' : 'filled'} tt="none">
          {value}
        </Badge>
      }
    >
      {label}
    </Button>
  );
}

/** The money limit of this session, and what goes wrong at the simulator. */
export function SessionBar() {
  const messages = useMessages();
  const [topic, setTopic] = useState<SessionTopic>();
  const [opened, setOpened] = useState(false);
  const { data: limit } = useQuery({ queryKey: ['limit'], queryFn: fetchLimit });
  const { data: faults } = useQuery({ queryKey: ['faults'], queryFn: fetchFaults });
  const most = limit?.limit ?? undefined;
  const spentIn = (currency: string) =>
    plain(amountIn(limit?.spent, currency) + amountIn(limit?.reserved, currency));
  const spent = most === undefined ? 0 : spentIn(most.currency);
  const preset = faults?.preset ?? 'none';
  const open = (next: SessionTopic) => {
    setTopic(next);
    setOpened(true);
  };
  return (
    <Group gap="xs">
      <TopicButton
        label={messages.limit}
        value={most === undefined ? messages.noLimit : messages.spentOf(spent, inWords(most, messages))}
        color={most !== undefined && spent >= most.amount ? 'red' : 'gray'}
        onClick={() => open('limit')}
      />
      <TopicButton
        label={messages.faults}
        value={messages.fault[preset].name}
        color={preset === 'none' ? 'gray' : 'indigo'}
        onClick={() => open('faults')}
      />
      {topic !== undefined && (
        <Boundary>
          <Suspense>
            <SessionModal topic={topic} opened={opened} onClose={() => setOpened(false)} />
          </Suspense>
        </Boundary>
      )}
    </Group>
  );
}
