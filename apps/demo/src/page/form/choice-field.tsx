import { Chip, Group, Input, Skeleton } from '@mantine/core';
import { lazy, Suspense, useId } from 'react';
import { useMessages } from '../language.tsx';

// Few models take any text, and what completes one is large.
const OpenTextField = lazy(async () => ({ default: (await import('./open-text-field.tsx')).OpenTextField }));

interface ChoiceFieldProps<Value extends string | number | boolean> {
  readonly label: string;
  readonly values: readonly Value[];
  readonly nameOf?: (value: Value) => string;
  readonly value: Value | undefined;
  readonly onChange: (value: Value | undefined) => void;
}

const unset = '';
/** Keeps chips with and without a tick on one line. */
const level = { root: { display: 'flex' } };

/** One of a few values, or none. A value from elsewhere that no row names is shown too. */
export function ChoiceField<Value extends string | number | boolean>(props: ChoiceFieldProps<Value>) {
  const { label, values, nameOf = String, value, onChange } = props;
  const messages = useMessages();
  const labelId = useId();
  const shown = value === undefined || values.includes(value) ? values : [...values, value];
  return (
    <Input.Wrapper label={label} labelElement="div" labelProps={{ id: labelId }}>
      <Chip.Group
        value={value === undefined ? unset : String(value)}
        onChange={(picked) => onChange(shown.find((candidate) => String(candidate) === picked))}
      >
        <Group gap={6} mt={4} role="radiogroup" aria-labelledby={labelId}>
          <Chip value={unset} size="xs" variant="light" styles={level}>
            {messages.unset}
          </Chip>
          {shown.map((candidate) => (
            <Chip key={String(candidate)} value={String(candidate)} size="xs" variant="light" styles={level}>
              {nameOf(candidate)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}

interface TextChoiceFieldProps extends ChoiceFieldProps<string> {
  /** Whether some row takes any text, so that one may be typed. */
  readonly isOpen: boolean;
}

/** One of a few texts; any, where that is taken. */
export const TextChoiceField = ({ isOpen, ...props }: TextChoiceFieldProps) =>
  isOpen ? (
    <Suspense fallback={<Skeleton h={60} />}>
      <OpenTextField {...props} />
    </Suspense>
  ) : (
    <ChoiceField {...props} />
  );
