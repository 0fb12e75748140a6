import { Fragment } from 'react';
import { useLaterMessages } from '../messages/later.ts';

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

/** Every key that the page knows. */
export function ShortcutList() {
  const { keys: words } = useLaterMessages();
  return (
    <div className="shortcuts">
      {groups.map((group) => (
        <Fragment key={group}>
          <h3>{words.groups[group]}</h3>
          <dl>
            {Object.entries<string>(keys[group]).map(([what, key]) => (
              <div key={what}>
                <dt>{nameOf(words.names[group], what)}</dt>
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
  );
}

const nameOf = (names: Readonly<Record<string, string>>, what: string) => names[what] ?? what;
