import { Stack } from '@mantine/core';
import type { MediaInput } from '@vid/core';
import { useMessages } from '../language.tsx';
import type { RequestEditor } from '../create/editor.ts';
import { MediaField, type MediaKind } from './media-field.tsx';
import type { ListFeature } from './options.ts';

interface MediaListFieldProps {
  readonly kind: MediaKind;
  readonly label: string;
  readonly most: number;
  readonly feature: ListFeature;
  readonly editor: RequestEditor;
}

type Media = readonly MediaInput[];

/** One place filled or emptied. */
function put(all: Media, index: number, one: MediaInput | undefined): Media | undefined {
  const next = [...all.slice(0, index), ...(one === undefined ? [] : [one]), ...all.slice(index + 1)];
  return next.length === 0 ? undefined : next;
}

/** What was chosen and, while some row takes more, one empty place. */
export function MediaListField({ kind, label, most, feature, editor }: MediaListFieldProps) {
  const { media } = useMessages();
  const { request, changeField, changeLater } = editor;
  const value: Media = request[feature] ?? [];
  const places = Math.max(value.length, Math.min(value.length + 1, most), 1);
  return (
    <Stack gap="xs">
      {Array.from({ length: places }, (_, index) => (
        <MediaField
          key={index}
          kind={kind}
          label={media.nth(label, index + 1)}
          value={value[index]}
          onChange={(one) => changeField(feature, (all = []) => put(all, index, one))}
          onLater={(make) =>
            changeLater(feature, async () => {
              const one = await make();
              return (all = []) => (one === undefined ? all : put(all, index, one));
            })
          }
        />
      ))}
    </Stack>
  );
}
