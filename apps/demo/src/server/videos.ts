import { mkdirSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type EventListener, type Router, VideoError, type VideoTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import type { Context } from 'hono';
import type { Run, SavedVideo } from '../api.ts';
import type { Connection } from './providers.ts';

const extensions: Readonly<Record<string, string>> = {
  'video/mp4': 'mp4',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-matroska': 'mkv',
};

/** Videos of runs as files. Their names are made of ids that were checked to be UUIDs. */
export function openVideos(folder: string, onEvent?: EventListener) {
  mkdirSync(folder, { recursive: true });
  const fileOf = (run: string, index: number) => join(folder, `${run}-${index}.video`);

  return {
    /** The links as they are now: those of a task that ended in another process may be dead. */
    async refreshLinks(task: VideoTask, router: Router, signal: AbortSignal): Promise<VideoTask> {
      try {
        const fresh = await router.query(task, { signal });
        return fresh.status === 'succeeded' ? fresh : task;
      } catch (error) {
        if (error instanceof VideoError) return task;
        throw error;
      }
    },
    /** Downloads every video of a task. Throws what `downloadVideo` throws. */
    async downloadAll(
      { id }: Run,
      task: VideoTask,
      connection: Connection,
      signal: AbortSignal,
    ): Promise<readonly SavedVideo[]> {
      const saved: SavedVideo[] = [];
      for (const [index, video] of (task.status === 'succeeded' ? task.videos : []).entries()) {
        const { path: _path, ...file } = await downloadVideo(video, fileOf(id, index), {
          signal,
          allowHosts: connection.mediaHosts,
          provider: connection.provider,
          task,
          onEvent,
        });
        saved.push({ url: `/api/runs/${id}/video/${index}`, ...file });
      }
      return saved;
    },
    /** With ranges, so that a player can seek. */
    async serve(
      c: Context,
      { id, provider, model, videos }: Run,
      index: number,
    ): Promise<Response | undefined> {
      const video = videos[index];
      if (video === undefined) return undefined;
      const response = await serveStatic({ path: fileOf(id, index) })(c, async () => undefined);
      if (!(response instanceof Response)) return undefined;
      const name = `${provider}-${model}-${id.slice(0, 8)}-${index}`.replace(/[^\w.-]/g, '_');
      const disposition = c.req.query('download') === undefined ? 'inline' : 'attachment';
      response.headers.set('Content-Type', video.mediaType);
      response.headers.set('Accept-Ranges', 'bytes');
      response.headers.set(
        'Content-Disposition',
        `${disposition}; filename="${name}.${extensions[video.mediaType] ?? 'video'}"`,
      );
      response.headers.set('Cache-Control', 'private, max-age=31536000, immutable');
      return response;
    },
    /** Also what a killed download left behind. */
    async delete(run: string): Promise<void> {
      const names = (await readdir(folder)).filter(
        (name) => name.startsWith(`${run}-`) || name.startsWith(`.${run}-`),
      );
      await Promise.all(names.map((name) => rm(join(folder, name), { force: true })));
    },
  };
}

export type Videos = ReturnType<typeof openVideos>;
