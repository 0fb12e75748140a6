import { Autocomplete } from '@mantine/core';
import { useMessages } from '../language.tsx';

interface OpenTextFieldProps {
  readonly label: string;
  readonly values: readonly string[];
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** Any text, with those that are known to choose from. */
export function OpenTextField({ label, values, value = '', onChange }: OpenTextFieldProps) {
  const messages = useMessages();
  return (
    <Autocomplete
      label={label}
      placeholder={messages.unset}
      data={[...values]}
      value={value}
      onChange={(typed) => onChange(typed === '' ? undefined : typed)}
    />
  );
}
