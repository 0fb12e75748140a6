import { useEffect, useSyncExternalStore } from 'react';

interface Line {
  readonly id: number;
  readonly text: string;
}

/** A reader says only what is new; two that come at once are both said. */
const most = 3;
let lines: readonly Line[] = [];
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function announce(text: string): void {
  lines = [...lines, { id: (lines.at(-1)?.id ?? 0) + 1, text }].slice(-most);
  for (const listener of listeners) listener();
}

/** Says a text that is shown, when it comes and when it is another one. */
export function useAnnouncement(text: string | undefined): void {
  useEffect(() => {
    if (text !== undefined && text !== '') announce(text);
  }, [text]);
}

/** The one place of the page that is read out as it changes, but for what went wrong: that is an alert where it stands. */
export function Announcements() {
  const said = useSyncExternalStore(subscribe, () => lines);
  return (
    <div role="status" aria-atomic="false" className="hidden-text">
      {said.map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}
