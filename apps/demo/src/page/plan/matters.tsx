import { adaptableFields, preferences } from '@vid/core';
import { use, useId } from 'react';
import { usePage, usePageAddress } from '../address/page-address.ts';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';
import { currenciesOf, SetupContext } from '../setup.ts';
import { noPlanOptions, offeredNeeds, type PlanOptions } from './plan-options.ts';
import type { OfferedNeed } from '../messages/plan.ts';

/** What is asked for besides the request, in a few words. */
function summaryOf({ prefer, adapt, most, currency, needs }: PlanOptions, messages: Messages): string {
  return [
    ...(prefer === noPlanOptions.prefer ? [] : [messages.prefer[prefer]]),
    ...(most === undefined ? [] : [`≤ ${messages.money(most, currency)}`]),
    ...needs.map((need) => messages.needs[need]),
    ...(adapt ? [messages.adapt] : []),
  ].join(' · ');
}

/** What matters besides the request itself; folded, with a summary. */
export function Matters({ possible }: { readonly possible: readonly OfferedNeed[] }) {
  const messages = useMessages();
  const id = useId();
  const page = usePageAddress();
  const routing = usePage((state) => state.routing);
  const { everything } = use(SetupContext);
  const { prefer, adapt, most, currency, needs } = routing;
  const change = (part: Partial<PlanOptions>) => page.set({ routing: { ...routing, ...part } }, 'routing');
  const currencies = [...new Set([...currenciesOf(everything), currency])];
  const summary = summaryOf(routing, messages);
  return (
    <details className="fold">
      <summary>
        {messages.matters}
        {summary !== '' && <span className="hint summary">{summary}</span>}
      </summary>
      <div className="stack folded">
        <div className="pair">
          <label>
            <span className="label">{messages.preferLabel}</span>
            <select
              className="input"
              value={prefer}
              onChange={({ currentTarget: { value } }) =>
                change({ prefer: preferences.find((one) => one === value) ?? noPlanOptions.prefer })
              }
            >
              {preferences.map((value) => (
                <option key={value} value={value}>
                  {messages.prefer[value]}
                </option>
              ))}
            </select>
          </label>
          <div className="row" style={{ alignItems: 'end', flexWrap: 'nowrap' }}>
            <label className="fill">
              <span className="label">{messages.atMost(currency)}</span>
              <input
                className="input num"
                type="number"
                min={0}
                step="any"
                placeholder={messages.atMostHint}
                value={most ?? ''}
                onChange={({ currentTarget: { valueAsNumber } }) =>
                  change({ most: Number.isNaN(valueAsNumber) ? undefined : valueAsNumber })
                }
              />
            </label>
            {currencies.length > 1 && (
              <select
                className="input currency"
                aria-label={messages.currency}
                value={currency}
                onChange={({ currentTarget: { value } }) => change({ currency: value })}
              >
                {currencies.map((one) => (
                  <option key={one}>{one}</option>
                ))}
              </select>
            )}
          </div>
        </div>
        <div role="group" aria-labelledby={`${id}-needs`}>
          <span id={`${id}-needs`} className="label">
            {messages.needsLabel}
          </span>
          <div className="row" style={{ gap: '0 14px' }}>
            {offeredNeeds.map((need) => (
              <label key={need} className="check small">
                <input
                  type="checkbox"
                  disabled={!possible.includes(need)}
                  checked={needs.includes(need) && possible.includes(need)}
                  onChange={({ currentTarget: { checked } }) =>
                    change({ needs: checked ? [...needs, need] : needs.filter((other) => other !== need) })
                  }
                />
                {messages.needs[need]}
              </label>
            ))}
          </div>
        </div>
        <div>
          <label className="check">
            <input
              type="checkbox"
              role="switch"
              aria-describedby={`${id}-adapt`}
              checked={adapt}
              onChange={({ currentTarget: { checked } }) => change({ adapt: checked })}
            />
            {messages.adapt}
          </label>
          <p id={`${id}-adapt`} className="hint">
            {messages.adaptHint(adaptableFields.map((field) => messages.fields[field]).join(messages.comma))}
          </p>
        </div>
      </div>
    </details>
  );
}
