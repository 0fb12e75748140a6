import { Image } from '@mantine/core';
import { useEffect, useMemo } from 'react';

interface PicturePreviewProps {
  readonly picture: { readonly data: Uint8Array; readonly mediaType: string };
  readonly alt: string;
}

export function PicturePreview({ picture: { data, mediaType }, alt }: PicturePreviewProps) {
  const url = useMemo(
    () => URL.createObjectURL(new Blob([Uint8Array.from(data)], { type: mediaType })),
    [data, mediaType],
  );
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return <Image src={url} alt={alt} w={64} h={48} fit="cover" radius="sm" />;
}
