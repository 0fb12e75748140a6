import { useState } from 'react';
import { useAnnouncement } from './announcements.tsx';
import { useMessages } from './language.tsx';

interface CopyButtonProps {
  readonly label: string;
  /** `undefined`: there is nothing to copy, and `unavailable` says why. */
  readonly text: () => string | undefined;
  readonly unavailable?: string;
  readonly isSmall?: boolean;
}

type Outcome =
  | { readonly kind: 'copied' | 'unavailable' }
  | { readonly kind: 'refused'; readonly text: string };

/** Copies and says so; where the browser forbids it, the text stands there to be taken. */
export function CopyButton({ label, text, unavailable, isSmall }: CopyButtonProps) {
  const messages = useMessages();
  const [outcome, setOutcome] = useState<Outcome>();
  const copy = async () => {
    const wanted = text();
    if (wanted === undefined) {
      setOutcome({ kind: 'unavailable' });
      return;
    }
    try {
      await navigator.clipboard.writeText(wanted);
      setOutcome({ kind: 'copied' });
    } catch {
      setOutcome({ kind: 'refused', text: wanted });
    }
  };
  const told =
    outcome === undefined
      ? undefined
      : { copied: `✓ ${messages.copy.done}`, unavailable, refused: messages.copy.refused }[outcome.kind];
  useAnnouncement(told);
  return (
    <>
      <button
        type="button"
        className="button"
        data-small
        data-kind={isSmall === true ? 'quiet' : undefined}
        onClick={() => void copy()}
      >
        {label}
      </button>
      <span className="small copied">{told}</span>
      {outcome?.kind === 'refused' && (
        <textarea
          className="input json"
          aria-label={label}
          readOnly
          rows={3}
          value={outcome.text}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      )}
    </>
  );
}
