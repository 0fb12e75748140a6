import type { MediaInput } from '@vid/core';

/** A canvas of this size, drawn on, as a PNG. */
export async function pngOf(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): Promise<Exclude<MediaInput, string>> {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no pictures.');
  draw(context);
  const blob = await new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((made) => (made === null ? reject(new Error('No picture was made.')) : resolve(made))),
  );
  return { data: new Uint8Array(await blob.arrayBuffer()), mediaType: 'image/png' };
}
