import type { CallToolResult } from '@modelcontextprotocol/server';
import { VideoError } from '@vid/core';
import { wireErrorSchema } from '@vid/core/remote';
import * as z from 'zod/mini';
import type { Host } from './host.ts';

export const said = (
  text: string,
  structuredContent: Record<string, unknown>,
  links: CallToolResult['content'] = [],
): CallToolResult => ({ content: [{ type: 'text', text }, ...links], structuredContent });

/**
 * The sentence, then the error as JSON without what it was about. No structured content: clients of the first protocol
 * generation hold it to the tool's schema even then.
 */
export function failed(error: VideoError): CallToolResult {
  const json = z.parse(wireErrorSchema, JSON.parse(JSON.stringify(error)));
  return {
    isError: true,
    content: [
      { type: 'text', text: error.message },
      { type: 'text', text: JSON.stringify(json) },
    ],
  };
}

/** What an answer may be: a `VideoError` is one, and what else is wrong stays on this machine. */
export async function answer<Result>(
  host: Pick<Host, 'onError'>,
  tool: () => Promise<Result>,
): Promise<Result | CallToolResult> {
  try {
    return await tool();
  } catch (error) {
    if (error instanceof VideoError) return failed(error);
    if (!(error instanceof Error && error.name === 'AbortError')) host.onError(error);
    return { isError: true, content: [{ type: 'text', text: 'The server failed. Its log says why.' }] };
  }
}
