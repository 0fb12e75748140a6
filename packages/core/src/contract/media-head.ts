/* What the first bytes of a picture, a clip or a sound tell. Nothing is decoded. */

/** Enough for the size of a picture behind what cameras write before it. */
export const headBytes = 256 * 1024;

const latin1 = (bytes: Uint8Array) => String.fromCharCode(...bytes);

/** How files begin; a dot is any byte. From the formats' own documents and mp4ra.org. */
const signatures: readonly (readonly [begin: string, mediaType: string])[] = [
  ['\x89PNG\r\n', 'image/png'],
  ['\xff\xd8\xff', 'image/jpeg'],
  ['GIF8', 'image/gif'],
  ['RIFF....WEBP', 'image/webp'],
  ['RIFF....WAVE', 'audio/wav'],
  ['II*\0', 'image/tiff'],
  ['MM\0*', 'image/tiff'],
  ['....ftypavi', 'image/avif'],
  ['....ftyphei', 'image/heic'],
  ['....ftypmif1', 'image/heic'],
  ['....ftypM4A ', 'audio/mp4'],
  ['....ftypM4B ', 'audio/mp4'],
  ['....ftypqt  ', 'video/quicktime'],
  ['....ftyp', 'video/mp4'],
  ['\x1aE\xdf\xa3', 'video/webm'],
  ['ID3', 'audio/mpeg'],
  ['\xff\xfb', 'audio/mpeg'],
  ['\xff\xf3', 'audio/mpeg'],
  ['\xff\xf2', 'audio/mpeg'],
  ['\xff\xf1', 'audio/aac'],
  ['\xff\xf9', 'audio/aac'],
  ['OggS', 'audio/ogg'],
  ['fLaC', 'audio/flac'],
];

const beginsWith = (text: string, begin: string) =>
  text.length >= begin.length && Array.from(begin).every((sign, at) => sign === '.' || sign === text[at]);

/** The media type that the first bytes tell; `undefined` where they are none that is known here. */
export function mediaTypeOf(head: Uint8Array): string | undefined {
  const text = latin1(head.subarray(0, 64));
  const found = signatures.find(([begin]) => beginsWith(text, begin))?.[1];
  if (found === 'video/webm' && text.includes('matroska')) return 'video/x-matroska';
  return found ?? (/^\s*<svg[\s>]/i.test(text) ? 'image/svg+xml' : undefined);
}

/** What one kind of file is called, and kinds that the first bytes cannot tell apart for sure. */
const families: readonly (readonly [pattern: RegExp, family: string])[] = [
  [/^image\/(jpe?g|pjpeg)$/, 'jpeg'],
  [/^image\/hei[cf]/, 'heic'],
  [/^audio\/(mpeg|mp3|mpeg3|x-mp3)$/, 'mp3'],
  [/^audio\/(wav|x-wav|wave|vnd\.wave)$/, 'wav'],
  [/^audio\/(aac|x-aac|aacp)$/, 'aac'],
  [/^audio\/(flac|x-flac)$/, 'flac'],
  [/^(video\/(mp4|quicktime|x-m4v|3gpp2?)|audio\/(mp4|x-m4a|m4a))$/, 'iso'],
  [/^(video|audio)\/(webm|matroska|x-matroska)$/, 'ebml'],
  [/^(video|audio)\/(ogg|opus)$/, 'ogg'],
];

const familyOf = (mediaType: string) => {
  const [plain = ''] = mediaType.toLowerCase().split(';', 1);
  return families.find(([pattern]) => pattern.test(plain.trim()))?.[1] ?? plain.trim();
};

/** Whether two media types may be said of one file. */
export const isSameType = (one: string, other: string): boolean => familyOf(one) === familyOf(other);

/** Of a picture, in pixels. */
export interface PictureSize {
  /** From left to right, in pixels. */
  readonly width: number;
  /** From top to bottom, in pixels. */
  readonly height: number;
}

/** Width and height as they stand in the header of a PNG, JPEG, WebP or GIF; `undefined` where they cannot be read. */
export function pictureSizeOf(head: Uint8Array): PictureSize | undefined {
  const size = readSize(new DataView(head.buffer, head.byteOffset, head.byteLength), mediaTypeOf(head));
  return size !== undefined && size.width > 0 && size.height > 0 ? size : undefined;
}

function readSize(view: DataView, mediaType: string | undefined): PictureSize | undefined {
  try {
    if (mediaType === 'image/png') return { width: view.getUint32(16), height: view.getUint32(20) };
    if (mediaType === 'image/gif') return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
    if (mediaType === 'image/webp') return webpSize(view);
    return mediaType === 'image/jpeg' ? jpegSize(view) : undefined;
  } catch {
    // The header is cut.
    return undefined;
  }
}

/** RFC 9649. */
function webpSize(view: DataView): PictureSize | undefined {
  const kind = String.fromCharCode(view.getUint8(15));
  if (kind === 'X')
    return { width: (view.getUint32(23, true) >>> 8) + 1, height: (view.getUint32(26, true) >>> 8) + 1 };
  if (kind === ' ')
    return { width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
  if (kind !== 'L') return undefined;
  const bits = view.getUint32(21, true);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

/** ITU-T T.81, B.1.1: segments until the one that begins a frame, which is none of DHT, JPG and DAC. */
function jpegSize(view: DataView): PictureSize | undefined {
  for (let at = 2; ;) {
    const marker = view.getUint8(at + 1);
    if (view.getUint8(at) !== 0xff) return undefined;
    if (marker === 0xff) at += 1;
    else if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    else at += 2 + view.getUint16(at + 2);
  }
}
