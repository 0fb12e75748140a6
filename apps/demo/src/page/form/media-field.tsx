import { Button, CloseButton, FileButton, Group, Image, Input, Text, TextInput } from '@mantine/core';
import type { MediaInput } from '@vid/core';
import { type ClipboardEvent, type DragEvent, useId, useRef, useState } from 'react';
import { isFile } from '../code/files.ts';
import { fileType, maxPictureBytes } from '../../picture.ts';
import { useMessages } from '../language.tsx';
import { PicturePreview } from './picture-preview.tsx';
import { drawings, sourceOf } from './sample-drawings.ts';
import { SamplePictures } from './sample-pictures.tsx';
import { exampleFrame } from './samples.tsx';

export type MediaKind = 'image' | 'video' | 'audio';

interface MediaFieldProps {
  readonly kind: MediaKind;
  readonly label: string;
  readonly value: MediaInput | undefined;
  readonly onChange: (value: MediaInput | undefined) => void;
  /** For what is still read or drawn; `undefined` leaves the value as it is. */
  readonly onLater: (make: () => Promise<MediaInput | undefined>) => void;
}

const accepted: Readonly<Record<MediaKind, string>> = {
  image: 'image/png,image/jpeg,image/webp',
  video: 'video/mp4,video/quicktime,video/webm',
  audio: 'audio/mpeg,audio/wav',
};

/** By its URL, or from a file that is chosen, dropped or pasted; the file stays in the page until something is sent. */
export function MediaField({ kind, label, value, onChange, onLater }: MediaFieldProps) {
  const messages = useMessages();
  const id = useId();
  const [error, setError] = useState<string>();
  const [over, setOver] = useState(false);

  /** The last choice counts, however long an earlier one takes. */
  const choices = useRef(0);
  const choose = () => {
    setError(undefined);
    choices.current += 1;
    return choices.current;
  };
  const change = (next: MediaInput | undefined) => {
    choose();
    onChange(next);
  };
  const changeLater = (make: () => Promise<MediaInput | undefined>) => {
    const choice = choose();
    onLater(async () => {
      const made = await make();
      if (choice !== choices.current) return undefined;
      if (made === undefined) setError(messages.media.wrong[kind]);
      return made;
    });
  };
  const pick = (file: File | null | undefined) => {
    if (file === null || file === undefined) return;
    if (file.size > maxPictureBytes) {
      setError(messages.tooLarge(`${maxPictureBytes / 1024 / 1024} MB`));
      return;
    }
    changeLater(async () => {
      const data = new Uint8Array(await file.arrayBuffer());
      const mediaType = fileType(data);
      return mediaType?.startsWith(`${kind}/`) === true ? { data, mediaType } : undefined;
    });
  };
  const take = (event: ClipboardEvent | DragEvent, { files }: DataTransfer) => {
    setOver(false);
    if (files.length === 0) return;
    event.preventDefault();
    event.stopPropagation();
    pick(files[0]);
  };
  const target = {
    onPaste: (event: ClipboardEvent) => take(event, event.clipboardData),
    onDrop: (event: DragEvent) => take(event, event.dataTransfer),
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    style: over ? { outline: '2px dashed var(--mantine-primary-color-filled)', outlineOffset: 4 } : {},
  };

  if (isFile(value)) {
    const size = messages.pictureBytes(value.mediaType, `${Math.ceil(value.data.byteLength / 1024)} kB`);
    return (
      <Input.Wrapper label={label} labelElement="div" error={error} {...target}>
        <Group gap="sm" wrap="nowrap">
          {kind === 'image' && <PicturePreview picture={value} alt={label} />}
          <Text size="sm" flex={1}>
            {size}
          </Text>
          <CloseButton aria-label={messages.clear(label)} onClick={() => change(undefined)} />
        </Group>
      </Input.Wrapper>
    );
  }
  const [drawing] = drawings;
  const isExample = value === exampleFrame;
  return (
    <Input.Wrapper label={label} labelProps={{ htmlFor: id }} error={error} {...target}>
      <Group gap="xs" wrap="nowrap">
        {isExample && drawing !== undefined && (
          <Image src={sourceOf(drawing)} alt="" w={64} h={36} fit="cover" radius="sm" />
        )}
        <TextInput
          id={id}
          flex={1}
          type="url"
          placeholder={messages.media.hint}
          value={typeof value === 'string' ? value : ''}
          onChange={({ currentTarget }) =>
            change(currentTarget.value === '' ? undefined : currentTarget.value)
          }
        />
        <FileButton accept={accepted[kind]} onChange={pick}>
          {(button) => (
            <Button {...button} variant="default" px="sm" aria-label={messages.pickFileFor(label)}>
              {messages.pickFile}
            </Button>
          )}
        </FileButton>
      </Group>
      {isExample && (
        <Text size="xs" c="dimmed" mt={4}>
          {messages.media.example}
        </Text>
      )}
      {kind === 'image' && (value === undefined || isExample) && (
        <SamplePictures field={label} onPick={changeLater} />
      )}
    </Input.Wrapper>
  );
}
