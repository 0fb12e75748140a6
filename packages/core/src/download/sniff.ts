import { downloadError } from './errors.ts';

/** How many bytes tell what a file is: an ISO box's type and brand, or the DocType of an EBML header. */
export const sniffedBytes = 64;

/** Brands of ISO files that hold no film: pictures and sound (mp4ra.org, November 2026). */
const otherBrands: ReadonlySet<string> = new Set(['avif', 'heic', 'heix', 'mif1', 'M4A ', 'M4B ']);

/** The media type that the first bytes tell; `undefined` when they are no MP4, QuickTime, WebM or Matroska. */
function videoType(head: Uint8Array): string | undefined {
  const text = Buffer.from(head).toString('latin1');
  if (text.startsWith('\x1A\x45\xDF\xA3')) {
    return text.includes('matroska') ? 'video/x-matroska' : 'video/webm';
  }
  if (text.slice(4, 8) !== 'ftyp') return undefined;
  const brand = text.slice(8, 12);
  if (otherBrands.has(brand)) return undefined;
  return brand === 'qt  ' ? 'video/quicktime' : 'video/mp4';
}

/** What servers call a video; storage without a type says one of the two streams. Only for the message. */
const videoContentType = /^(video\/[^;]+|application\/mp4|(application|binary)\/octet-stream)\s*(;|$)/i;

/** Who sent the bytes, and what it calls them. */
export interface Origin {
  readonly host: string;
  readonly contentType: string | undefined;
}

const notVideo = (host: string, what: string) =>
  downloadError(
    'provider-unavailable',
    `${host} returned ${what} instead of a video; nothing was kept.`,
    'Query the task for a new link, or open the link to see what it returns.',
  );

/** The media type that the first bytes tell. Throws `VideoError('provider-unavailable')` when they are no video. */
export function requireVideoBytes(head: Uint8Array, { host, contentType = '' }: Origin): string {
  const type = videoType(head);
  if (type !== undefined) return type;
  if (head.length === 0) throw notVideo(host, 'an empty file');
  const isNamed = contentType !== '' && !videoContentType.test(contentType);
  throw notVideo(host, isNamed ? JSON.stringify(contentType.slice(0, 100)) : 'another kind of file');
}
