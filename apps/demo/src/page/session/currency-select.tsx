import { NativeSelect } from '@mantine/core';
import type { Capabilities } from '@vid/core';
import { use } from 'react';
import { useMessages } from '../language.tsx';
import { usualCurrency } from '../plan/plan-options.ts';
import { SetupContext } from '../setup.ts';

/** The currencies in which the services bill, and the usual one. */
const currenciesOf = ({ models }: Capabilities): readonly string[] => [
  ...new Set([usualCurrency, ...models.flatMap(({ prices = [] }) => prices.map(({ currency }) => currency))]),
];

interface CurrencySelectProps {
  readonly currency: string;
  readonly onChange: (currency: string) => void;
}

/** Nothing where all services bill in one currency. */
export function CurrencySelect({ currency, onChange }: CurrencySelectProps) {
  const messages = useMessages();
  const { everything } = use(SetupContext);
  const currencies = [...new Set([...currenciesOf(everything), currency])];
  if (currencies.length === 1) return null;
  return (
    <NativeSelect
      size="xs"
      w={90}
      label={messages.currency}
      data={currencies}
      value={currency}
      onChange={({ currentTarget: { value } }) => onChange(value)}
    />
  );
}
