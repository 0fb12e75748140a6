import { Button, Fieldset, Skeleton, Stack, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { isFile } from '../code/files.ts';
import { Boundary } from '../boundary.tsx';
import { useMessages } from '../language.tsx';
import type { RequestEditor } from '../create/editor.ts';
import { isDrawing } from './mask-areas.ts';
import type { MaskOptions } from './options.ts';

const MaskEditor = lazy(async () => ({ default: (await import('./mask-editor.tsx')).MaskEditor }));

interface MasksFieldProps {
  readonly options: MaskOptions;
  readonly editor: RequestEditor;
}

/** Drawn on the first frame where the page can read it; where it cannot, it says why. */
export function MasksField({ options, editor }: MasksFieldProps) {
  const messages = useMessages();
  const { masks } = messages;
  const label = messages.fields.motionMasks;
  const { firstFrame: picture, motionMasks } = editor.request;
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
        {isFile(picture) && (
          <Boundary>
            <Suspense fallback={<Skeleton h={240} />}>
              <MaskEditor options={options} picture={picture} editor={editor} />
            </Suspense>
          </Boundary>
        )}
        {motionMasks !== undefined && (
          <Button
            size="xs"
            variant="default"
            disabled={isDrawing(editor)}
            aria-label={messages.clear(label)}
            style={{ alignSelf: 'flex-start' }}
            onClick={() => editor.setField('motionMasks', undefined)}
          >
            {messages.clearShort}
          </Button>
        )}
      </Stack>
    </Fieldset>
  );
}
