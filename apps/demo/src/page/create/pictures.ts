import type { MediaBytes } from '@vid/core';
import { useEffect, useMemo, useState } from 'react';

/** Flat drawings of our own, so that the page has pictures without any network. */

export interface Drawing {
  readonly name: 'kite' | 'dive' | 'boat' | 'tower' | 'street' | 'ink';
  readonly width: number;
  readonly height: number;
  readonly content: string;
}

export const drawings: readonly Drawing[] = [
  {
    name: 'kite',
    width: 960,
    height: 540,
    content: `<rect width="960" height="540" fill="#bfe3f5"/>
<circle cx="800" cy="110" r="56" fill="#ffd76a"/>
<path d="M0 400Q240 260 520 380T960 330V540H0Z" fill="#7fb77e"/>
<path d="M0 470Q300 360 600 450T960 440V540H0Z" fill="#4f8f5b"/>
<path d="M330 190Q300 330 250 452" fill="none" stroke="#444" stroke-width="3"/>
<path d="M330 70L400 130L330 210L280 130Z" fill="#d9480f"/>
<path d="M330 70V210M280 130H400" stroke="#fff" stroke-width="4"/>
<circle cx="250" cy="430" r="14" fill="#333"/><path d="M238 446h24l8 50h-40z" fill="#364fc7"/>`,
  },
  {
    name: 'dive',
    width: 960,
    height: 540,
    content: `<rect width="960" height="540" fill="#ffe3c4"/>
<path d="M0 420Q300 330 620 410T960 390V540H0Z" fill="#a9c98b"/>
<path d="M0 480Q400 420 960 490V540H0Z" fill="#5d9150"/>
<path d="M60 500q10-60 60-70M180 510q10-70 70-90M330 515q10-60 70-84M520 515q10-70 76-94M690 515q10-60 70-84M830 505q10-60 70-78" fill="none" stroke="#3b6b36" stroke-width="8" stroke-linecap="round"/>
<path d="M960 40Q760 60 640 190" fill="none" stroke="#555" stroke-width="3"/>
<path d="M690 120L620 280L420 330L560 170Z" fill="#d6336c"/><path d="M690 120L420 330M560 170L620 280" stroke="#fff" stroke-width="5"/>
<path d="M690 120q60-30 70-80t70-20" fill="none" stroke="#d6336c" stroke-width="10" stroke-linecap="round"/>
<path d="M80 130q90-30 180 0M150 200q110-30 220 10" fill="none" stroke="#fff" stroke-width="8" stroke-linecap="round"/>`,
  },
  {
    name: 'boat',
    width: 960,
    height: 540,
    content: `<rect width="960" height="540" fill="#14213d"/>
<circle cx="200" cy="120" r="50" fill="#f1f3f5"/>
<g fill="#fff"><circle cx="420" cy="80" r="3"/><circle cx="560" cy="150" r="3"/><circle cx="700" cy="60" r="4"/><circle cx="850" cy="130" r="3"/><circle cx="340" cy="190" r="3"/></g>
<path d="M0 360H960V540H0Z" fill="#1d3b63"/>
<path d="M150 372h110M170 400h70M190 430h30" stroke="#cfd8e6" stroke-width="6" stroke-linecap="round"/>
<path d="M440 350h240l-40 60H490z" fill="#8d5524"/>
<path d="M556 130V346" stroke="#e9ecef" stroke-width="8"/>
<path d="M566 140L670 320H566Z" fill="#f8f0e3"/><path d="M546 170L460 320H546Z" fill="#e63946"/>`,
  },
  {
    name: 'tower',
    width: 540,
    height: 960,
    content: `<rect width="540" height="960" fill="#ffe8cc"/>
<circle cx="400" cy="260" r="80" fill="#ff922b"/>
<path d="M0 720L140 600L280 720L420 620L540 700V960H0Z" fill="#9c6644"/>
<path d="M190 860L220 300H320L350 860Z" fill="#f8f9fa"/>
<path d="M208 520h124l8 120H200z" fill="#e03131"/>
<path d="M205 300h130v-60H205z" fill="#495057"/><path d="M190 240L270 160L350 240Z" fill="#e03131"/>
<rect x="250" y="256" width="40" height="36" fill="#ffec99"/><rect x="250" y="780" width="40" height="80" fill="#495057"/>
<path d="M0 860H540V960H0Z" fill="#2b8a3e"/>`,
  },
  {
    name: 'street',
    width: 960,
    height: 540,
    content: `<rect width="960" height="540" fill="#2b3050"/>
<path d="M0 60H190V420H0zM240 120H420V420H240zM520 40H700V420H520zM760 100H960V420H760z" fill="#3d4573"/>
<g fill="#ffd43b"><path d="M40 110h34v44H40zM110 110h34v44h-34zM40 210h34v44H40zM290 170h34v44h-34zM350 260h34v44h-34zM560 90h34v44h-34zM630 190h34v44h-34zM810 150h34v44h-34zM880 250h34v44h-34z"/></g>
<path d="M0 420H960V540H0z" fill="#1d2140"/>
<path d="M90 470h150M420 500h200M700 460h120" stroke="#ffd43b" stroke-width="5" opacity=".45" stroke-linecap="round"/>
<path d="M250 300a110 90 0 0 1 220 0z" fill="#e64980"/><path d="M360 300V440" stroke="#f1f3f5" stroke-width="6"/>
<path d="M520 330a95 78 0 0 1 190 0z" fill="#20c997"/><path d="M615 330V450" stroke="#f1f3f5" stroke-width="6"/>
<path d="M330 340h60l16 110h-92z" fill="#343a40"/><circle cx="360" cy="326" r="20" fill="#ffe3c9"/>
<path d="M588 366h54l14 92h-82z" fill="#495057"/><circle cx="615" cy="352" r="18" fill="#ffe3c9"/>
<path d="M120 40l-22 60M300 30l-22 60M470 70l-22 60M720 30l-22 60M880 80l-22 60M200 260l-22 60M740 280l-22 60" stroke="#a5b4fc" stroke-width="3" opacity=".7" stroke-linecap="round"/>`,
  },
  {
    name: 'ink',
    width: 960,
    height: 540,
    content: `<rect width="960" height="540" fill="#e7f5ff"/>
<path d="M0 96Q240 70 480 96T960 96V540H0Z" fill="#d0ebff"/>
<path d="M480 40c26 40 40 62 40 86a40 40 0 0 1-80 0c0-24 14-46 40-86z" fill="#1c2a6b"/>
<path d="M470 180c-16 70-110 80-120 160s70 110 60 150 100 30 90-30 90-20 100-90-70-90-70-140-40-70-60-50z" fill="#364fc7" opacity=".82"/>
<path d="M440 250c-60 40-150 20-170 90s60 60 50 110M520 250c70 20 130 30 140 100s-40 70-20 120" fill="none" stroke="#4c6ef5" stroke-width="16" opacity=".55" stroke-linecap="round"/>
<circle cx="300" cy="470" r="12" fill="#4c6ef5" opacity=".5"/><circle cx="690" cy="440" r="16" fill="#4c6ef5" opacity=".4"/>`,
  },
];

export const sourceOf = ({ width, height, content }: Drawing): string =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`,
  )}`;

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
): Promise<MediaBytes> {
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
export function emptyPng(width: number, height: number): MediaBytes {
  const [, base64 = ''] = canvasOf(width, height).toDataURL('image/png').split(',');
  return { data: Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)), mediaType: 'image/png' };
}

/** Services take no SVG. */
export async function toPng(drawing: Drawing): Promise<MediaBytes> {
  const image = document.createElement('img');
  image.src = sourceOf(drawing);
  await image.decode();
  return pngOf(drawing.width, drawing.height, (context) => context.drawImage(image, 0, 0));
}

/** The head of a PNG of this size: all of it that a table asks about. */
export function headOf({ width, height }: Pick<Drawing, 'width' | 'height'>): MediaBytes {
  const data = new Uint8Array(33);
  data.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const view = new DataView(data.buffer);
  view.setUint32(16, width);
  view.setUint32(20, height);
  data.set([8, 6], 24);
  return { data, mediaType: 'image/png' };
}

const blobOf = ({ data, mediaType }: MediaBytes) => new Blob([Uint8Array.from(data)], { type: mediaType });

/** An address of these bytes for as long as they are shown. */
export function useObjectUrl(file: MediaBytes | undefined): string | undefined {
  const data = file?.data;
  const mediaType = file?.mediaType ?? '';
  const url = useMemo(
    () => (data === undefined ? undefined : URL.createObjectURL(blobOf({ data, mediaType }))),
    [data, mediaType],
  );
  useEffect(
    () => () => {
      if (url !== undefined) URL.revokeObjectURL(url);
    },
    [url],
  );
  return url;
}

/** In pixels; `undefined` until it is known, and for what is no picture. */
export function useImageSize(picture: MediaBytes | undefined) {
  const [known, setKnown] = useState<{
    readonly of: Uint8Array;
    readonly size: { readonly width: number; readonly height: number };
  }>();
  useEffect(() => {
    if (picture === undefined) return undefined;
    let wanted = true;
    const measure = async () => {
      const { width, height } = await createImageBitmap(blobOf(picture));
      if (wanted) setKnown({ of: picture.data, size: { width, height } });
    };
    measure().catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [picture]);
  return known !== undefined && known.of === picture?.data ? known.size : undefined;
}
