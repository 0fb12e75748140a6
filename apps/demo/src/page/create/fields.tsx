import type { Feature, RangeRule } from '@vid/core';
import { type ReactNode, useId } from 'react';
import { useMessages } from '../language.tsx';
import type { Messages } from '../messages.ts';
import type { RequestEditor } from './editor.ts';
import type { FormOptions, Obstacle, Obstacles } from './options.ts';

export interface FieldsProps {
  readonly options: FormOptions;
  readonly obstacles: Obstacles;
  readonly editor: RequestEditor;
}

interface OfferedProps extends Pick<FieldsProps, 'obstacles' | 'editor'> {
  readonly feature: Feature;
  /** The reason is shown by somebody else, and only read out here. */
  readonly isTight?: boolean;
  readonly children: ReactNode;
}

/** A control; dimmed, with the reason, where setting it would leave nobody. What is set can always be cleared. */
export function Offered({ feature, obstacles, editor: { request }, isTight, children }: OfferedProps) {
  const messages = useMessages();
  const reasonId = useId();
  const obstacle = obstacles[feature];
  const dimmed = obstacle !== undefined && request[feature] === undefined;
  const reason = obstacle === undefined ? undefined : reasonOf(obstacle, messages);
  // The control is out of reach then, so what is around it takes the focus and says why.
  const dimmedProps = {
    role: 'group',
    tabIndex: 0,
    title: reason,
    'aria-label': messages.fields[feature],
    'aria-disabled': true,
    'aria-describedby': reasonId,
    'data-dimmed': feature,
  };
  return (
    <div className="offered" {...(dimmed && dimmedProps)}>
      <div inert={dimmed}>{children}</div>
      {reason !== undefined && (
        <p id={reasonId} className={isTight === true ? 'hidden-text' : 'hint'}>
          {reason}
        </p>
      )}
    </div>
  );
}

export function reasonOf(obstacle: Obstacle, { fields, offered, comma }: Messages): string {
  if (obstacle.kind === 'nobody') return offered.nobody;
  return offered.together(obstacle.fields.map((field) => fields[field]).join(comma));
}

interface ChoiceProps<Value extends string | number | boolean> {
  readonly label: string;
  /** Beside the label. */
  readonly glyph?: ReactNode;
  readonly values: readonly Value[];
  readonly nameOf?: (value: Value) => string;
  readonly value: Value | undefined;
  readonly onChange: (value: Value | undefined) => void;
}

const unset = '';

/** One of a few values, or none. A value from elsewhere that no row names is shown too. */
export function Choice<Value extends string | number | boolean>(props: ChoiceProps<Value>) {
  const { label, glyph, values, nameOf = String, value, onChange } = props;
  const messages = useMessages();
  const shown = value === undefined || values.includes(value) ? values : [...values, value];
  return (
    <label>
      <span className="label">
        {label}
        {glyph}
      </span>
      <select
        className="input"
        value={value === undefined ? unset : String(value)}
        onChange={({ currentTarget: { value: picked } }) =>
          onChange(shown.find((candidate) => String(candidate) === picked))
        }
      >
        <option value={unset}>{messages.unset}</option>
        {shown.map((candidate) => (
          <option key={String(candidate)} value={String(candidate)}>
            {nameOf(candidate)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** One of a few texts; any, where some row takes any. */
export function TextChoice({ isOpen, ...props }: ChoiceProps<string> & { readonly isOpen: boolean }) {
  const messages = useMessages();
  const list = useId();
  if (!isOpen) return <Choice {...props} />;
  const { label, glyph, values, value = '', onChange } = props;
  return (
    <label>
      <span className="label">
        {label}
        {glyph}
      </span>
      <input
        className="input"
        list={list}
        placeholder={messages.unset}
        value={value}
        onChange={({ currentTarget: { value: typed } }) => onChange(typed === '' ? undefined : typed)}
      />
      <datalist id={list}>
        {values.map((one) => (
          <option key={one} value={one} />
        ))}
      </datalist>
    </label>
  );
}

interface NumberFieldProps {
  readonly label: string;
  /** Undefined: no table says it. */
  readonly span?: RangeRule | undefined;
  readonly step?: number | 'any';
  readonly placeholder?: string;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

/** Any number may be asked: the plan says who takes it. */
export function NumberField({ label, span, step = 'any', placeholder, value, onChange }: NumberFieldProps) {
  const { unset: word } = useMessages();
  return (
    <label>
      <span className="label">{label}</span>
      <input
        className="input num"
        type="number"
        step={step}
        placeholder={placeholder ?? (span === undefined ? word : `${word} (${span.min}–${span.max})`)}
        value={value ?? ''}
        onChange={({ currentTarget: { valueAsNumber } }) =>
          onChange(Number.isNaN(valueAsNumber) ? undefined : valueAsNumber)
        }
      />
    </label>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

export function TextField({ label, placeholder, value, onChange }: TextFieldProps) {
  return (
    <label>
      <span className="label">{label}</span>
      <input
        className="input"
        placeholder={placeholder}
        value={value ?? ''}
        onChange={({ currentTarget: { value: typed } }) => onChange(typed === '' ? undefined : typed)}
      />
    </label>
  );
}
