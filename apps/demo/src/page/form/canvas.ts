import type { MediaBytes } from '@vid/core';

type Picture = MediaBytes;

function canvasOf(width: number, height: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

/** A canvas of this size, drawn on, as a PNG. */
export async function pngOf(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void,
): Promise<Picture> {
  const canvas = canvasOf(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser draws no pictures.');
  draw(context);
  const blob = await new Promise<Blob>((resolve, reject) =>
    canvas.toBlob((made) => (made === null ? reject(new Error('No picture was made.')) : resolve(made))),
  );
  return { data: new Uint8Array(await blob.arrayBuffer()), mediaType: 'image/png' };
}

/** Transparent, and there at once: nothing is drawn that would take its time. */
export function emptyPng(width: number, height: number): Picture {
  const [, base64 = ''] = canvasOf(width, height).toDataURL('image/png').split(',');
  return { data: Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)), mediaType: 'image/png' };
}
