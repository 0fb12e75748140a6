/** What one request may carry in bytes, all its files together. */
export const maxPictureBytes = 12 * 1024 * 1024;

const ascii = (bytes: Uint8Array, from: number, to: number) =>
  String.fromCharCode(...bytes.subarray(from, to));

/** The type by the first bytes of the file, whatever its name says; `undefined` for anything else. */
function pictureType(bytes: Uint8Array): 'image/png' | 'image/jpeg' | 'image/webp' | undefined {
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n') return 'image/png';
  if (ascii(bytes, 0, 3) === '\xff\xd8\xff') return 'image/jpeg';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'image/webp';
  return undefined;
}

/** Like `pictureType`, of a clip or a sound. */
function clipOrSoundType(bytes: Uint8Array) {
  if (ascii(bytes, 4, 8) === 'ftyp') return ascii(bytes, 8, 10) === 'qt' ? 'video/quicktime' : 'video/mp4';
  if (ascii(bytes, 0, 4) === '\x1a\x45\xdf\xa3') return 'video/webm';
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WAVE') return 'audio/wav';
  if (ascii(bytes, 0, 3) === 'ID3' || /^\xff[\xfb\xf3\xf2]/.test(ascii(bytes, 0, 2))) return 'audio/mpeg';
  return undefined;
}

export const fileType = (bytes: Uint8Array) => pictureType(bytes) ?? clipOrSoundType(bytes);
