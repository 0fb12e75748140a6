import { Stack } from '@mantine/core';
import type { MediaInput } from '@vid/core';
import { useMessages } from '../language.tsx';
import { MediaField, type MediaKind } from './media-field.tsx';

interface MediaListFieldProps {
  readonly kind: MediaKind;
  readonly label: string;
  readonly most: number;
  readonly value: readonly MediaInput[] | undefined;
  readonly onChange: (value: readonly MediaInput[] | undefined) => void;
}

/** What was chosen and, while some row takes more, one empty place. */
export function MediaListField({ kind, label, most, value = [], onChange }: MediaListFieldProps) {
  const { media } = useMessages();
  const places = Math.max(value.length, Math.min(value.length + 1, most), 1);
  const put = (index: number, one: MediaInput | undefined) => {
    const next = [...value.slice(0, index), ...(one === undefined ? [] : [one])];
    const all = [...next, ...value.slice(index + 1)];
    onChange(all.length === 0 ? undefined : all);
  };
  return (
    <Stack gap="xs">
      {Array.from({ length: places }, (_, index) => (
        <MediaField
          key={index}
          kind={kind}
          label={media.nth(label, index + 1)}
          value={value[index]}
          onChange={(one) => put(index, one)}
        />
      ))}
    </Stack>
  );
}
