import type { VideoProvider, VideoRequest } from '@vid/core';

/** What a dry run shows of a request, as text; or the error. */
export function wireOf(provider: VideoProvider, request: VideoRequest): string | Error {
  try {
    const { method, url, body } = provider.prepare(request);
    return `${method} ${url} ${JSON.stringify(body)}`;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
