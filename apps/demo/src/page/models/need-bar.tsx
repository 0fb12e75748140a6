import { useId } from 'react';
import { useModelMessages } from '../messages/models.ts';
import { meaningOf, type Need, needName, readNeeds } from './needs.ts';
import { moveByArrows } from './roving.ts';

interface NeedBarProps {
  readonly text: string;
  readonly needs: readonly Need[];
  readonly onChange: (text: string) => void;
}

/** Needs as words; the buttons write and take out the common ones. */
export function NeedBar({ text, needs, onChange }: NeedBarProps) {
  const messages = useModelMessages();
  const { matrix, clearShort, comma } = messages;
  const [id, helpId] = [useId(), useId()];
  const meanings = new Set(needs.map(meaningOf));
  const toggle = (word: string, asked: readonly string[], on: boolean) => {
    const typed = text.trim().replace(/[,，]$/, '');
    if (!on) return onChange(typed === '' ? word : `${typed}${comma}${word}`);
    const { unknown } = readNeeds(text);
    const dropped = new Set(needs.filter((need) => asked.includes(meaningOf(need))).map((need) => need.text));
    const left = new Set(needs.map((need) => need.text).filter((one) => !dropped.has(one)));
    onChange([...left, ...unknown].join(comma));
  };
  return (
    <div className="need-bar">
      <label className="label" htmlFor={id}>
        {matrix.needs}
      </label>
      <input
        id={id}
        type="search"
        className="input"
        aria-describedby={helpId}
        placeholder={matrix.needsHint}
        value={text}
        onChange={({ currentTarget: { value } }) => onChange(value)}
      />
      {/* oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- one of its buttons is the tab stop */}
      <div className="row" role="toolbar" aria-label={matrix.common} onKeyDown={moveByArrows}>
        {matrix.commonNeeds.map((word, index) => {
          const asked = readNeeds(word).needs.map(meaningOf);
          const on = asked.length > 0 && asked.every((one) => meanings.has(one));
          return (
            <button
              key={word}
              type="button"
              className="chip"
              aria-pressed={on}
              data-stop=""
              tabIndex={index === 0 ? 0 : -1}
              onClick={() => toggle(word, asked, on)}
            >
              {word}
            </button>
          );
        })}
        {text !== '' && (
          <button type="button" className="chip" data-stop="" tabIndex={-1} onClick={() => onChange('')}>
            {clearShort}
          </button>
        )}
      </div>
      <p className="hint" id={helpId}>
        {needs.length > 0
          ? matrix.lookingFor(needs.map((need) => needName(need, messages)).join(comma))
          : matrix.needsHelp}
      </p>
    </div>
  );
}
