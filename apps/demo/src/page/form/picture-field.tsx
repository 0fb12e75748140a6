import { Button, CloseButton, FileButton, Group, Input, Text, TextInput } from '@mantine/core';
import type { MediaInput } from '@vid/core';
import { useId, useState } from 'react';
import { maxPictureBytes, pictureType } from '../../picture.ts';
import { useMessages } from '../language.tsx';
import { PicturePreview } from './picture-preview.tsx';

interface PictureFieldProps {
  readonly label: string;
  readonly value: MediaInput | undefined;
  readonly onChange: (value: MediaInput | undefined) => void;
}

/** A picture by its URL or from a file; the file stays in the page until something is sent. */
export function PictureField({ label, value, onChange }: PictureFieldProps) {
  const messages = useMessages();
  const id = useId();
  const [complaint, setComplaint] = useState<string>();

  const pick = async (file: File | null) => {
    if (file === null) return;
    if (file.size > maxPictureBytes) {
      setComplaint(messages.tooLarge(`${maxPictureBytes / 1024 / 1024} MB`));
      return;
    }
    const data = new Uint8Array(await file.arrayBuffer());
    const mediaType = pictureType(data);
    if (mediaType === undefined) {
      setComplaint(messages.notAPicture);
      return;
    }
    change({ data, mediaType });
  };
  const change = (next: MediaInput | undefined) => {
    setComplaint(undefined);
    onChange(next);
  };

  if (typeof value === 'object') {
    return (
      <Input.Wrapper label={label} labelElement="div">
        <Group gap="sm" wrap="nowrap">
          <PicturePreview picture={value} alt={label} />
          <Text size="sm" flex={1}>
            {messages.pictureBytes(value.mediaType, `${Math.ceil(value.data.byteLength / 1024)} kB`)}
          </Text>
          <CloseButton aria-label={messages.clear(label)} onClick={() => change(undefined)} />
        </Group>
      </Input.Wrapper>
    );
  }
  return (
    <Input.Wrapper label={label} labelProps={{ htmlFor: id }} error={complaint}>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          id={id}
          flex={1}
          type="url"
          placeholder={messages.pictureHint}
          value={value ?? ''}
          onChange={(event) =>
            change(event.currentTarget.value === '' ? undefined : event.currentTarget.value)
          }
        />
        <FileButton accept="image/png,image/jpeg,image/webp" onChange={(file) => void pick(file)}>
          {(button) => (
            <Button {...button} variant="default" px="sm" aria-label={messages.pickFileFor(label)}>
              {messages.pickFile}
            </Button>
          )}
        </FileButton>
      </Group>
    </Input.Wrapper>
  );
}
