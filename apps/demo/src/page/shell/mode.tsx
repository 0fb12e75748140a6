import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, use } from 'react';
import { Boundary } from '../boundary.tsx';
import { useMessages } from '../language.tsx';
import { fetchFaults, fetchLimit } from '../server.ts';
import { amountIn, inWords, plain } from '../session/money.ts';
import { SetupContext } from '../setup.ts';
import { Popover } from '../ui/overlays.tsx';

const ModePanel = lazy(async () => ({ default: (await import('./mode-panel.tsx')).ModePanel }));

/** Whether calls cost money, how much of the limit is used, and which fault is played; opens the place to change it. */
export function Mode() {
  const messages = useMessages();
  const { choices } = use(SetupContext);
  const { data: limit } = useQuery({ queryKey: ['limit'], queryFn: fetchLimit });
  const { data: faults } = useQuery({ queryKey: ['faults'], queryFn: fetchFaults });
  const real = choices.filter(({ chosen }) => chosen.state === 'real').length;
  const most = limit?.limit ?? undefined;
  const preset = faults?.preset ?? 'none';
  const held = (currency: string) =>
    plain(amountIn(limit?.spent, currency) + amountIn(limit?.reserved, currency));
  return (
    <Popover
      label={
        <>
          <span className="dot" data-tone={real > 0 ? 'bad' : undefined} />
          <span className="mode-words">{real > 0 ? messages.mode.real : messages.mode.simulated}</span>
          {most !== undefined && (
            <span className="badge num">
              {messages.spentOf(held(most.currency), inWords(most, messages))}
            </span>
          )}
          {preset !== 'none' && (
            <span className="badge" data-tone="warn">
              {messages.fault[preset].name}
            </span>
          )}
        </>
      }
    >
      {() => (
        <Boundary>
          <Suspense fallback={<div className="spinner" role="status" aria-label={messages.loading} />}>
            <ModePanel />
          </Suspense>
        </Boundary>
      )}
    </Popover>
  );
}
