import { Alert, Button, Checkbox, Group, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { sumsOf } from '@vid/core';
import { useState } from 'react';
import { useMessages } from '../language.tsx';
import type { Call } from '../runs/use-start.ts';
import { fetchLimit } from '../server.ts';
import { amountIn, inWords, sumsInWords } from '../session/money.ts';
import { priceInWords } from './price-in-words.ts';

interface ConfirmCallsProps {
  readonly paid: readonly Call[];
  readonly simulated: number;
  /** The first frame is still the example, which no service can load. */
  readonly isExample: boolean;
  readonly onConfirm: (allowUnknownPrice: boolean) => void;
  readonly onClose: () => void;
}

/** What it costs, as far as the tables know, and what the limit says to that. The server has the last word. */
export function ConfirmCalls({ paid, simulated, isExample, onConfirm, onClose }: ConfirmCallsProps) {
  const messages = useMessages();
  const { data } = useQuery({ queryKey: ['limit'], queryFn: fetchLimit, staleTime: 0 });
  const [allowUnknown, setAllowUnknown] = useState(false);
  const prices = paid.map(({ price }) => price);
  const known = sumsOf(prices);
  const unknown = prices.filter((price) => price === undefined).length;
  const most = data?.limit ?? undefined;
  const currency = most?.currency ?? '';
  const held = amountIn(data?.spent, currency) + amountIn(data?.reserved, currency);
  const left = most === undefined ? undefined : Math.max(0, most.amount - held);
  const isOver = left !== undefined && amountIn(known, currency) > left + 1e-9;
  const isOther = most !== undefined && known.some((sum) => sum.currency !== currency);
  const needsWord = most !== undefined && unknown > 0;
  return (
    <Stack gap="sm">
      <Text>{messages.confirmText}</Text>
      <List>
        {paid.map(({ id, model, price, leastPrice }) => (
          <List.Item key={id}>
            {model}: {priceInWords(price, leastPrice, messages)}
          </List.Item>
        ))}
      </List>
      {known.length > 0 && <Text fw={600}>{messages.sum(sumsInWords(known, currency, messages))}</Text>}
      {unknown > 0 && <Text size="sm">{messages.unknownPrices(unknown)}</Text>}
      {left !== undefined && most !== undefined && (
        <Text size="sm">
          {messages.leftOfLimit(inWords({ amount: left, currency }, messages), inWords(most, messages))}
        </Text>
      )}
      {isExample && <Alert color="red">{messages.confirmExample}</Alert>}
      {isOver && <Alert color="red">{messages.overLimit}</Alert>}
      {isOther && <Alert color="red">{messages.otherCurrency(currency)}</Alert>}
      {needsWord && (
        <Checkbox
          label={messages.allowUnknown}
          checked={allowUnknown}
          onChange={({ currentTarget: { checked } }) => setAllowUnknown(checked)}
        />
      )}
      {simulated > 0 && <Text size="sm">{messages.confirmAlso(simulated)}</Text>}
      <Group justify="flex-end">
        <Button variant="default" data-autofocus onClick={onClose}>
          {messages.cancel}
        </Button>
        <Button
          color="red"
          disabled={isExample || isOver || isOther || (needsWord && !allowUnknown)}
          onClick={() => onConfirm(needsWord && allowUnknown)}
        >
          {messages.pay(paid.length)}
        </Button>
      </Group>
    </Stack>
  );
}
