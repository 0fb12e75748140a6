import type { MediaInput } from '../contract/request.ts';

/** Standard base64 with padding, in every runtime (`Uint8Array.toBase64` is missing before Node 25). */
export function toBase64(bytes: Uint8Array): string {
  const chunk = 0x8000;
  let binary = '';
  for (let start = 0; start < bytes.length; start += chunk) {
    binary += String.fromCharCode(...bytes.subarray(start, start + chunk));
  }
  return btoa(binary);
}

/** A picture as text: its URL, or its bytes as base64 without prefix, or with it as a data URI. */
export function mediaText(media: MediaInput, form: 'base64' | 'data-uri'): string {
  if (typeof media === 'string') return media;
  const base64 = toBase64(media.data);
  return form === 'base64' ? base64 : `data:${media.mediaType};base64,${base64}`;
}
