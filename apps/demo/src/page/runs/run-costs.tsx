import { Group, Text } from '@mantine/core';
import type { Run } from '../../api.ts';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';
import { priceInWords } from '../plan/words.ts';

function billOf({ state, cost, endedAt }: Run, messages: Messages): string | undefined {
  if (cost !== undefined) return messages.money(cost.amount, cost.currency);
  if (state.phase === 'refused') return messages.nothingBilled;
  if (state.phase === 'unknown') return messages.mayBeBilled;
  return endedAt === undefined ? undefined : messages.notReported;
}

/** What the table says before, and what the service says after. */
export function RunCosts({ run }: { readonly run: Run }) {
  const messages = useMessages();
  const { estimate, leastEstimate, real } = run;
  const bill = billOf(run, messages);
  return (
    <Group gap="md" data-costs>
      <Text size="xs">
        {messages.costBefore}:{' '}
        {estimate === undefined ? messages.notKnown : priceInWords(estimate, leastEstimate, messages)}
      </Text>
      {bill !== undefined && (
        <Text size="xs">
          {messages.costAfter}: {bill}
          {!real && run.cost !== undefined && ` (${messages.simulatedMoney})`}
        </Text>
      )}
    </Group>
  );
}
