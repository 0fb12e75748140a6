import type { VideoProvider, VideoRequest } from '@vid/core';
import { toBase64 } from '@vid/core/provider-kit';

/** What a dry run shows of a request, as text; or the error. */
export function wireOf(provider: VideoProvider, request: VideoRequest): string | Error {
  try {
    const { method, url, body } = provider.prepare(request);
    return `${method} ${url} ${JSON.stringify(body)}`;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The body of a call as a dry run shows it: JSON as it is, the parts of a form by name, files as data URIs. */
export async function bodyOf(sent: Request): Promise<string> {
  if (sent.headers.get('content-type')?.startsWith('multipart/form-data') !== true) return sent.text();
  const parts = new Map<string, string | readonly string[]>();
  for (const [name, value] of await sent.formData()) {
    const part = typeof value === 'string' ? value : await dataUri(value);
    const before = parts.get(name);
    parts.set(name, before === undefined ? part : [before, part].flat());
  }
  // oxlint-disable-next-line no-restricted-properties -- the parts of a form have any name
  return JSON.stringify(Object.fromEntries(parts));
}

const dataUri = async (file: File) =>
  `data:${file.type};base64,${toBase64(new Uint8Array(await file.arrayBuffer()))}`;

/** The headers of a call as a dry run shows them: the boundary of a form is not known before. */
export const headersOf = (sent: Request): readonly (readonly [string, string])[] =>
  Array.from(sent.headers, ([name, value]) => [name, value.replace(/; boundary=.*/, '')] as const);
