import { NumberInput } from '@mantine/core';
import type { RangeRule } from '@vid/core';
import { useMessages } from '../language.tsx';

interface NumberFieldProps {
  readonly label: string;
  /** Undefined: no table says it. */
  readonly span: RangeRule | undefined;
  readonly value: number | undefined;
  readonly onChange: (value: number | undefined) => void;
}

/** Any number may be asked: the plan says who takes it. */
export function NumberField({ label, span, value, onChange }: NumberFieldProps) {
  const messages = useMessages();
  return (
    <NumberInput
      label={label}
      placeholder={span === undefined ? messages.unset : `${messages.unset} (${span.min} – ${span.max})`}
      value={value ?? ''}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : undefined)}
    />
  );
}
