import { useQuery } from '@tanstack/react-query';
import { sumsOf } from '@vid/core';
import { useState } from 'react';
import { useLaterMessages } from '../messages/later.ts';
import { useModelName } from '../runs/run-facts.ts';
import { fetchLimit } from '../server.ts';
import { amountIn, inWords, sumsInWords } from '../session/money.ts';
import { Dialog } from '../ui/overlays.tsx';
import type { Call } from './start.tsx';
import { priceInWords } from './words.ts';

interface ConfirmProps {
  readonly opened: boolean;
  /** Each call that costs money. */
  readonly paid: readonly Call[];
  readonly simulated: number;
  readonly onConfirm: (allowUnknownPrice: boolean) => void;
  readonly onClose: () => void;
}

/** Asks before money is spent. */
export function Confirm({ opened, onClose, ...calls }: ConfirmProps) {
  const { confirmTitle } = useLaterMessages();
  return (
    <Dialog opened={opened} onClose={onClose} title={confirmTitle}>
      <Calls onClose={onClose} {...calls} />
    </Dialog>
  );
}

/** What it costs, as far as the tables know, and what the limit says to that. The server has the last word. */
function Calls({ paid, simulated, onConfirm, onClose }: Omit<ConfirmProps, 'opened'>) {
  const messages = useLaterMessages();
  const nameOf = useModelName();
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
  const lines = Map.groupBy(
    paid,
    ({ model, price, leastPrice }) =>
      nameOf(model) + messages.colon + priceInWords(price, leastPrice, messages),
  );
  return (
    <div className="stack">
      <p>{messages.confirmText}</p>
      <ul className="calls">
        {[...lines].map(([line, calls]) => (
          <li key={line} className="num">
            {calls.length > 1 && `${calls.length} × `}
            {line}
          </li>
        ))}
      </ul>
      {known.length > 0 && (
        <p className="num">
          <b>{messages.sum(sumsInWords(known, currency, messages))}</b>
        </p>
      )}
      {unknown > 0 && <p className="small">{messages.unknownPrices(unknown)}</p>}
      {left !== undefined && most !== undefined && (
        <p className="small num">
          {messages.leftOfLimit(inWords({ amount: left, currency }, messages), inWords(most, messages))}
        </p>
      )}
      {isOver && (
        <p className="notice" data-tone="bad">
          {messages.overLimit}
        </p>
      )}
      {isOther && (
        <p className="notice" data-tone="bad">
          {messages.otherCurrency(currency)}
        </p>
      )}
      {needsWord && (
        <label className="check">
          <input
            type="checkbox"
            checked={allowUnknown}
            onChange={({ currentTarget: { checked } }) => setAllowUnknown(checked)}
          />
          {messages.allowUnknown}
        </label>
      )}
      {simulated > 0 && <p className="small">{messages.confirmAlso(simulated)}</p>}
      <div className="row" style={{ justifyContent: 'end' }}>
        <button type="button" className="button" autoFocus onClick={onClose}>
          {messages.cancel}
        </button>
        <button
          type="button"
          className="button"
          data-kind="danger"
          disabled={isOver || isOther || (needsWord && !allowUnknown)}
          onClick={() => onConfirm(needsWord && allowUnknown)}
        >
          {messages.pay(paid.length)}
        </button>
      </div>
    </div>
  );
}
