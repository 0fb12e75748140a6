import { Stack } from '@mantine/core';
import type { MediaInput } from '@vid/core';
import { useMessages } from '../language.tsx';
import { PictureField } from './picture-field.tsx';

interface ReferencesFieldProps {
  readonly most: number;
  readonly value: readonly MediaInput[] | undefined;
  readonly onChange: (value: readonly MediaInput[] | undefined) => void;
}

/** The chosen pictures and, while some row takes more, one empty place. */
export function ReferencesField({ most, value = [], onChange }: ReferencesFieldProps) {
  const messages = useMessages();
  const places = Math.max(value.length, Math.min(value.length + 1, most));
  const put = (index: number, picture: MediaInput | undefined) => {
    const next = [...value.slice(0, index), ...(picture === undefined ? [] : [picture])];
    const all = [...next, ...value.slice(index + 1)];
    onChange(all.length === 0 ? undefined : all);
  };
  return (
    <Stack gap="xs">
      {Array.from({ length: places }, (_, index) => (
        <PictureField
          key={index}
          label={messages.nthReference(index + 1)}
          value={value[index]}
          onChange={(picture) => put(index, picture)}
        />
      ))}
    </Stack>
  );
}
