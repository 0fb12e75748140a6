import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { use, useState } from 'react';
import { faultsSchema } from '../../api.ts';
import { refusalWords } from '../error-words.ts';
import { useLaterMessages } from '../messages/later.ts';
import { usualCurrency } from '../plan/plan-options.ts';
import { chooseFault, fetchFaults, fetchLimit, setLimit } from '../server.ts';
import { currenciesOf, SetupContext } from '../setup.ts';
import { sumsInWords } from './money.ts';

/** The most that real runs of this session may cost, and what they have cost. */
export function LimitForm() {
  const messages = useLaterMessages();
  const queries = useQueryClient();
  const { everything } = use(SetupContext);
  const { data } = useQuery({ queryKey: ['limit'], queryFn: fetchLimit, staleTime: 0 });
  const [typed, setTyped] = useState<number>();
  const change = useMutation({
    mutationFn: setLimit,
    onSuccess: (state) => queries.setQueryData(['limit'], state),
  });
  const [chosen, setChosen] = useState<string>();
  const amount = typed ?? data?.limit?.amount;
  const currency = chosen ?? data?.limit?.currency ?? usualCurrency;
  const currencies = [...new Set([...currenciesOf(everything), currency])];
  const facts: readonly (readonly [string, string])[] = [
    [messages.spent, sumsInWords(data?.spent ?? [], currency, messages)],
    [messages.reserved, sumsInWords(data?.reserved ?? [], currency, messages)],
    [messages.unpriced, String(data?.unpriced ?? 0)],
  ];
  return (
    <form
      className="stack"
      aria-label={messages.limitTitle}
      onSubmit={(event) => {
        event.preventDefault();
        if (amount !== undefined) change.mutate({ amount, currency });
      }}
    >
      <p className="hint">{messages.limitHint}</p>
      <div className="row" style={{ alignItems: 'end', flexWrap: 'nowrap' }}>
        <label className="fill">
          <span className="label">{messages.limitAmount(currency)}</span>
          <input
            className="input num"
            type="number"
            min={0}
            step="any"
            value={amount ?? ''}
            onChange={({ currentTarget: { valueAsNumber } }) =>
              setTyped(Number.isNaN(valueAsNumber) ? undefined : valueAsNumber)
            }
          />
        </label>
        {currencies.length > 1 && (
          <select
            className="input currency"
            aria-label={messages.currency}
            value={currency}
            onChange={({ currentTarget: { value } }) => setChosen(value)}
          >
            {currencies.map((one) => (
              <option key={one}>{one}</option>
            ))}
          </select>
        )}
      </div>
      <div className="row">
        <button
          type="submit"
          className="button"
          data-small
          disabled={amount === undefined || change.isPending}
        >
          {messages.setLimit}
        </button>
        {data?.limit != null && (
          <button
            type="button"
            className="button"
            data-kind="quiet"
            data-small
            disabled={change.isPending}
            onClick={() => {
              setTyped(undefined);
              change.mutate(null);
            }}
          >
            {messages.removeLimit}
          </button>
        )}
      </div>
      {change.error !== null && (
        <p className="notice" data-tone="bad" role="alert">
          {refusalWords(change.error, messages)}
        </p>
      )}
      <dl className="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
    </form>
  );
}

const presets = faultsSchema.shape.preset.options;

/** What goes wrong at the simulated services, and what the library makes of it. */
export function FaultForm() {
  const messages = useLaterMessages();
  const queries = useQueryClient();
  const { data } = useQuery({ queryKey: ['faults'], queryFn: fetchFaults, staleTime: 0 });
  const change = useMutation({
    mutationFn: chooseFault,
    onSuccess: (faults) => queries.setQueryData(['faults'], faults),
  });
  // Set at once: until it renders, React puts the mark back to where it was.
  const [picked, setPicked] = useState<(typeof presets)[number]>();
  const chosen = picked ?? data?.preset ?? 'none';
  return (
    <div className="stack" role="radiogroup" aria-label={messages.faultsTitle}>
      <p className="hint">{messages.faultsHint}</p>
      {presets.map((preset) => (
        <label key={preset} className="fault">
          <input
            type="radio"
            name="fault"
            value={preset}
            aria-describedby={`fault-${preset}`}
            aria-label={messages.fault[preset]}
            checked={preset === chosen}
            onChange={() => {
              setPicked(preset);
              change.mutate(preset, { onSettled: () => setPicked(undefined) });
            }}
          />
          <span>
            {messages.fault[preset]}
            <span id={`fault-${preset}`} className="hint">
              {messages.faultEffects[preset]}
            </span>
          </span>
        </label>
      ))}
      {change.error !== null && (
        <p className="notice" data-tone="bad" role="alert">
          {refusalWords(change.error, messages)}
        </p>
      )}
    </div>
  );
}
