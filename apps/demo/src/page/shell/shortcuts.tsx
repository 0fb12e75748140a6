import { useWindowEvent } from '@mantine/hooks';
import { Fragment, useState } from 'react';
import { useMessages } from '../language.tsx';
import { Dialog } from '../ui/overlays.tsx';

const groups = ['page', 'create', 'films', 'models'] as const;

/** Keys as they are written on them, by what they do. */
const keys = {
  page: { list: '?', close: 'Esc' },
  create: { generate: 'Ctrl Enter', rows: '↑ ↓' },
  films: {
    play: 'Space',
    second: '← →',
    frame: ', .',
    loop: '[ ]',
    one: '1–9',
    wall: '0',
    zoom: 'z',
    pan: 'Shift ← ↑ ↓ →',
    full: 'f',
    sound: 'm',
  },
  models: { cells: '← ↑ ↓ →', details: 'Enter' },
} as const;

const isTyping = (target: EventTarget | null) =>
  target instanceof Element &&
  target.matches('textarea, select, input:not([type=checkbox], [type=radio], [type=range])');

/** The first stop of the page: over the bar, to what the view is about. */
export function SkipLink() {
  const { shortcuts } = useMessages();
  return (
    <button
      type="button"
      className="button skip"
      onClick={() => {
        const main = document.querySelector('main');
        main?.focus();
        main?.scrollIntoView();
      }}
    >
      {shortcuts.skip}
    </button>
  );
}

/** Every key that the page knows, by `?` or by its button, which only those with a pointer that is no finger see. */
export function Shortcuts() {
  const { shortcuts } = useMessages();
  const [opened, setOpened] = useState(false);
  useWindowEvent('keydown', (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (key !== '?' || ctrlKey || metaKey || altKey || isTyping(target)) return;
    event.preventDefault();
    setOpened(true);
  });
  return (
    <>
      <button
        type="button"
        className="button shortcuts-button"
        data-kind="quiet"
        data-square
        aria-label={shortcuts.title}
        aria-keyshortcuts="?"
        title={shortcuts.title}
        onClick={() => setOpened(true)}
      >
        ?
      </button>
      <Dialog opened={opened} onClose={() => setOpened(false)} title={shortcuts.title}>
        <div className="shortcuts">
          {groups.map((group) => (
            <Fragment key={group}>
              <h3>{shortcuts.groups[group]}</h3>
              <dl>
                {Object.entries<string>(keys[group]).map(([what, key]) => (
                  <div key={what}>
                    <dt>{nameOf(shortcuts.names[group], what)}</dt>
                    <dd>
                      {key.split(' ').map((one) => (
                        <kbd key={one}>{one}</kbd>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </Fragment>
          ))}
        </div>
      </Dialog>
    </>
  );
}

const nameOf = (names: Readonly<Record<string, string>>, what: string) => names[what] ?? what;
