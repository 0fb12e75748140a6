import { Alert, Button, Group, NumberInput, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorWords } from '../error-words.ts';
import { useMessages } from '../language.tsx';
import { fetchLimit, setLimit } from '../server.ts';
import { usualCurrency } from '../plan/plan-options.ts';
import { CurrencySelect } from './currency-select.tsx';
import { sumsInWords } from './money.ts';

/** The most that real runs of this session may cost, and what they have cost. */
export function LimitForm() {
  const messages = useMessages();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['limit'], queryFn: fetchLimit, staleTime: 0 });
  const [typed, setTyped] = useState<number>();
  const change = useMutation({
    mutationFn: setLimit,
    onSuccess: (state) => queries.setQueryData(['limit'], state),
  });
  const [chosen, setChosen] = useState<string>();
  const amount = typed ?? data?.limit?.amount;
  const currency = chosen ?? data?.limit?.currency ?? usualCurrency;
  const facts: readonly (readonly [string, string])[] = [
    [messages.spent, sumsInWords(data?.spent ?? [], currency, messages)],
    [messages.reserved, sumsInWords(data?.reserved ?? [], currency, messages)],
    [messages.unpriced, String(data?.unpriced ?? 0)],
  ];
  return (
    <Stack
      gap="sm"
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (amount !== undefined) change.mutate({ amount, currency });
      }}
    >
      <Text size="sm">{messages.limitHint}</Text>
      <NumberInput
        size="sm"
        label={messages.limitAmount(currency)}
        min={0}
        step={1}
        decimalScale={4}
        value={amount ?? ''}
        onChange={(value) => setTyped(typeof value === 'number' ? value : undefined)}
      />
      <CurrencySelect currency={currency} onChange={setChosen} />
      <Group gap="xs">
        <Button type="submit" size="xs" disabled={amount === undefined || change.isPending}>
          {messages.setLimit}
        </Button>
        {data?.limit != null && (
          <Button
            size="xs"
            variant="default"
            disabled={change.isPending}
            onClick={() => {
              setTyped(undefined);
              change.mutate(null);
            }}
          >
            {messages.removeLimit}
          </Button>
        )}
      </Group>
      {change.error !== null && <Alert color="red">{errorWords(change.error, messages)}</Alert>}
      <Table variant="vertical" withTableBorder={false} verticalSpacing={4} fz="xs">
        <Table.Tbody>
          {facts.map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th fw={400}>{name}</Table.Th>
              <Table.Td ta="end" style={{ whiteSpace: 'nowrap' }}>
                {value}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Stack>
  );
}
