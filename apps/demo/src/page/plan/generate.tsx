import { type Candidate, type Money, sumsOf } from '@vid/core';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';
import { useIsReal } from '../setup.ts';
import { countedOf, inWords } from '../session/money.ts';
import { timeInWords } from './words.ts';

export interface Costing {
  /** Each video that would be made, by its candidate. */
  readonly videos: readonly Candidate[];
  readonly busy: boolean;
  /** Files are still read. */
  readonly waits: boolean;
  /** Why there are no videos. */
  readonly obstacle: string;
  readonly onGenerate: () => void;
}

/** One sum for each currency, by the most that each may cost; and how many prices nobody knows. */
function sumInWords(prices: readonly (Money | undefined)[], messages: Messages): string {
  const { planning, generating } = messages;
  const unknown = prices.filter((price) => price === undefined).length;
  const known = sumsOf(prices)
    .map((sum) => inWords(sum, messages))
    .join(generating.plus);
  return [
    ...(known === '' ? [] : [planning.about(known)]),
    ...(unknown === 0 ? [] : [generating.unknown(unknown)]),
  ].join(messages.comma);
}

/** What everything leads to: how many videos, what they cost, and how long they take. Always in sight. */
export function GenerateBar({ videos, busy, waits, obstacle, onGenerate }: Costing) {
  const messages = useMessages();
  const { generating } = messages;
  const isReal = useIsReal();
  const counted = countedOf(videos, ({ provider }) => isReal(provider));
  const seconds = videos.flatMap(({ typicalSeconds }) =>
    typicalSeconds === undefined ? [] : [typicalSeconds],
  );
  const time =
    seconds.length === 0 ? undefined : generating.time(timeInWords(Math.max(...seconds), messages));
  const sum = sumInWords(
    counted.map(({ price }) => price),
    messages,
  );
  const isFree = videos.every(({ provider }) => !isReal(provider));
  const facts = [sum, ...(time === undefined ? [] : [time])].filter((fact) => fact !== '').join(' · ');
  return (
    <div className="generate">
      <button
        type="button"
        className="button"
        data-kind="primary"
        disabled={busy || waits || videos.length === 0}
        aria-keyshortcuts="Control+Enter"
        title={generating.shortcut}
        onClick={({ detail }) => detail <= 1 && onGenerate()}
      >
        {waits ? generating.busy : generating.button(videos.length)}
      </button>
      <p className="hint num">
        {videos.length === 0 ? (
          obstacle
        ) : isFree ? (
          <>
            {generating.free}
            {messages.betweenSentences()}
            {facts !== '' && <span>{generating.wouldBe(facts)}</span>}
          </>
        ) : (
          facts
        )}
      </p>
    </div>
  );
}
