import { VideoError, type VideoTask } from '@vid/core';
import type { Context } from './settings.ts';

/** What `download` of `experimental_generateVideo` is. */
export type Download = (options: {
  readonly url: URL;
  readonly abortSignal?: AbortSignal;
}) => Promise<{ data: Uint8Array; mediaType: string | undefined }>;

/** Whose link is which, as far as this process has seen tasks succeed. */
export interface SeenLinks {
  add(task: VideoTask): void;
  taskOf(url: URL): VideoTask | undefined;
}

/** Links die within days; the oldest are forgotten first. */
const mostLinks = 1_000;

export function createSeenLinks(): SeenLinks {
  const tasks = new Map<string, VideoTask>();
  return {
    add(task) {
      if (task.status !== 'succeeded') return;
      for (const { url } of task.videos) if (URL.canParse(url)) tasks.set(new URL(url).href, task);
      for (const oldest of tasks.keys()) {
        if (tasks.size <= mostLinks) break;
        tasks.delete(oldest);
      }
    },
    taskOf: ({ href }) => tasks.get(href),
  };
}

/** The whole file in memory, as the AI SDK wants it. Loaded when it is called: it needs Node, Bun or Deno. */
export const createDownload =
  ({ router, settings }: Context, links: SeenLinks): Download =>
  async ({ url, abortSignal: signal }) => {
    const { downloadVideo } = await import('@vid/core/download');
    const task = links.taskOf(url);
    const chunks: Uint8Array[] = [];
    const target = new WritableStream<Uint8Array>({ write: (chunk) => void chunks.push(chunk) });
    const { bytes, mediaType } = await downloadVideo({ url: url.href }, target, {
      ...settings.download,
      signal,
      ...(task !== undefined && { provider: router, task }),
    }).catch(async (error: unknown) => {
      if (!(error instanceof VideoError) || task === undefined) throw error;
      // It is paid for, and the AI SDK tells no id.
      const { withoutLinks } = await import('@vid/core/journal');
      throw error.with({ task: withoutLinks(task) });
    });
    const data = new Uint8Array(bytes);
    let at = 0;
    for (const chunk of chunks) {
      data.set(chunk, at);
      at += chunk.byteLength;
    }
    return { data, mediaType };
  };
