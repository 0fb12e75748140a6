import { Image } from '@mantine/core';
import { useObjectUrl } from './use-object-url.ts';

interface PicturePreviewProps {
  readonly picture: { readonly data: Uint8Array; readonly mediaType: string };
  readonly alt: string;
}

export function PicturePreview({ picture, alt }: PicturePreviewProps) {
  return <Image src={useObjectUrl(picture)} alt={alt} w={64} h={48} fit="cover" radius="sm" />;
}
