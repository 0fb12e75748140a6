import type { JobStore, StoredFile, VideoJob } from '@vid/core/journal';
import { errorBodySchema } from '@vid/core/remote';
import { type Context, Hono } from 'hono';
import { rangeOf } from './byte-range.ts';
import { refusal } from './errors.ts';
import { described, inHeader, inQuery, json } from './openapi.ts';
import type { Env, ServerSettings } from './settings.ts';

interface VideoRoutes {
  readonly store: JobStore;
  readonly videos: ServerSettings['videos'];
}

export const file = { 'video/*': { schema: { type: 'string', format: 'binary' } } } as const;
const description = described({
  summary: 'A stored video',
  parameters: [
    inQuery('download', 'As an attachment.'),
    inHeader('Range', 'One range of bytes.'),
    inHeader('If-None-Match', 'The ETag that is known.'),
  ],
  responses: {
    200: { description: 'The file.', content: file },
    206: { description: 'A part of it.', content: file },
    304: { description: 'It is known already.' },
    416: json('The file has no such bytes.', errorBodySchema),
  },
});

/** Stored videos, in ranges, so that a player can seek. */
export function videoRoutes({ store, videos }: VideoRoutes) {
  const app = new Hono<Env>();
  // Hono answers HEAD by GET, without the body.
  app.get('/:id/videos/:index{\\d{1,4}}', description, async (c) => {
    const { id, index } = c.req.param();
    const stored = await store.get(id);
    if (stored?.job.owner !== c.get('owner')) throw missing();
    return sendVideo(c, stored.job, Number(index), videos);
  });
  return app;
}

export const missing = () => refusal(404, 'There is no such video.');

/** One of the stored videos of a job. */
export function sendVideo(
  c: Context,
  job: VideoJob,
  index: number,
  videos: ServerSettings['videos'],
): Promise<Response> {
  const found = job.phase === 'succeeded' ? job.videos[index]?.file : undefined;
  if (found === undefined) throw missing();
  return sendFile(c, found, nameOf(job, index), videos);
}

const extensionOf = ({ name }: StoredFile) => /\.[a-z\d]{1,5}$/i.exec(name)?.[0] ?? '.video';

const nameOf = ({ model: { provider, model }, id }: VideoJob, index: number) =>
  `${provider}-${model}-${id.slice(0, 8)}-${index}`.replaceAll(/[^\w.-]/g, '_');

/** A stored file never changes. */
const tagOf = ({ sha256, name, bytes }: StoredFile) =>
  `"${sha256 ?? `${encodeURIComponent(name)}-${bytes}`}"`;

const matches = (header: string, tag: string) =>
  header.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);

/** RFC 9110, 13: the conditions come before the range. */
async function sendFile(
  c: Context,
  file: StoredFile,
  name: string,
  videos: ServerSettings['videos'],
): Promise<Response> {
  const tag = tagOf(file);
  c.header('ETag', tag);
  c.header('Cache-Control', 'private, max-age=31536000, immutable');
  const ifMatch = c.req.header('if-match');
  if (ifMatch !== undefined && !matches(ifMatch, tag)) return c.body(null, 412);
  const ifNoneMatch = c.req.header('if-none-match');
  if (ifNoneMatch !== undefined && matches(ifNoneMatch, tag)) return c.body(null, 304);

  c.header('Accept-Ranges', 'bytes');
  const ifRange = c.req.header('if-range');
  const range =
    ifRange === undefined || ifRange === tag ? rangeOf(c.req.header('range'), file.bytes) : undefined;
  if (range === 'none') {
    c.header('Content-Range', `bytes */${file.bytes}`);
    throw refusal(416, 'The video has no such bytes.');
  }
  const { start, end } = range ?? { start: 0, end: file.bytes - 1 };
  const isHead = c.req.method === 'HEAD';
  const body = isHead ? null : await videos.open(file, { start, end });
  if (body === undefined) throw refusal(404, 'The file of this video is no longer there.');
  const disposition = c.req.query('download') === undefined ? 'inline' : 'attachment';
  c.header(
    'Content-Type',
    /^(video|audio|image)\//.test(file.mediaType) ? file.mediaType : 'application/octet-stream',
  );
  c.header('Content-Length', String(end - start + 1));
  c.header('Content-Disposition', `${disposition}; filename="${name}${extensionOf(file)}"`);
  c.header('X-Content-Type-Options', 'nosniff');
  if (range !== undefined) c.header('Content-Range', `bytes ${start}-${end}/${file.bytes}`);
  const status = range === undefined ? 200 : 206;
  return body === null ? c.body(null, status) : c.body(body, status);
}
