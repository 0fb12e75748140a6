import { Group, Image, UnstyledButton } from '@mantine/core';
import type { MediaInput } from '@vid/core';
import { useMessages } from '../language.tsx';
import { pngOf } from './canvas.ts';
import { type Drawing, drawings, sourceOf } from './sample-drawings.ts';

/** Services take no SVG. */
async function toPng(drawing: Drawing): Promise<MediaInput> {
  const image = document.createElement('img');
  image.src = sourceOf(drawing);
  await image.decode();
  return pngOf(drawing.width, drawing.height, (context) => context.drawImage(image, 0, 0));
}

interface SamplePicturesProps {
  readonly field: string;
  readonly onPick: (make: () => Promise<MediaInput>) => void;
}

export function SamplePictures({ field, onPick }: SamplePicturesProps) {
  const { media } = useMessages();
  return (
    <Group gap="xs" mt={6} role="group" aria-label={media.samples}>
      {drawings.map((drawing) => (
        <UnstyledButton
          key={drawing.name}
          aria-label={media.useSample(media.sampleNames[drawing.name], field)}
          title={media.sampleNames[drawing.name]}
          onClick={() => onPick(() => toPng(drawing))}
        >
          <Image src={sourceOf(drawing)} alt="" h={36} w="auto" radius="sm" />
        </UnstyledButton>
      ))}
    </Group>
  );
}
