import { Button, Fieldset, Skeleton, Stack, Text } from '@mantine/core';
import type { MediaInput, MotionMasks } from '@vid/core';
import { lazy, Suspense } from 'react';
import { useMessages } from '../language.tsx';
import type { MaskOptions } from './options.ts';

const MaskEditor = lazy(async () => ({ default: (await import('./mask-editor.tsx')).MaskEditor }));

interface MasksFieldProps {
  readonly options: MaskOptions;
  readonly picture: MediaInput | undefined;
  readonly value: MotionMasks | undefined;
  readonly onChange: (value: MotionMasks | undefined) => void;
}

/** Drawn on the first frame where the page can read it; where it cannot, it says why. */
export function MasksField({ options, picture, value, onChange }: MasksFieldProps) {
  const messages = useMessages();
  const { masks } = messages;
  const label = messages.fields.motionMasks;
  return (
    <Fieldset
      legend={label}
      p="sm"
      mx={0}
      styles={{ legend: { fontSize: 'var(--mantine-font-size-sm)', fontWeight: 500 } }}
    >
      <Stack gap="sm">
        {picture === undefined && <Text size="sm">{masks.needPicture}</Text>}
        {typeof picture === 'string' && <Text size="sm">{masks.linkedPicture}</Text>}
        {typeof picture === 'object' && (
          <Suspense fallback={<Skeleton h={240} />}>
            <MaskEditor options={options} picture={picture} value={value ?? {}} onChange={onChange} />
          </Suspense>
        )}
        {value !== undefined && (
          <Button
            size="xs"
            variant="default"
            aria-label={messages.clear(label)}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => onChange(undefined)}
          >
            {messages.clearShort}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}
