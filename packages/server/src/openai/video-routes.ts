import { VideoError } from '@vid/core';
import { errorOf, type Jobs, type StoredJob } from '@vid/core/journal';
import { type Context, Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { deleteJob } from '../delete-job.ts';
import { asConflict, refusal, shown, statusOf } from '../errors.ts';
import { withOwnCandidates } from '../job-view.ts';
import { jobIdOf } from '../owner.ts';
import { wholeNumber } from '../request-body.ts';
import type { Env } from '../settings.ts';
import { keyOf, type TaskRoutes } from '../task-routes.ts';
import { sendVideo } from '../video-routes.ts';
import { openaiError } from './errors.ts';
import { createPlacing, type SubmitCall } from './place-submit.ts';
import { readSubmit } from './read-submit.ts';
import { descriptions } from './video-descriptions.ts';
import { videoObject } from './video-object.ts';
import type { DeletedVideo, VideoList, VideoObject } from './wire.ts';

interface OpenaiVideoRoutes extends TaskRoutes {
  readonly place: ReturnType<typeof createPlacing>;
  readonly aliases: Readonly<Record<string, string>>;
}

/** A submit is answered when it is settled, and while it waits for a place after this time. */
const settledMs = 20_000;

const notReady = (message: string) =>
  new VideoError('invalid-request', message, { providerCode: 'video_not_ready' });

function callOf(c: Context<Env>): SubmitCall {
  const key = c.req.header('idempotency-key');
  const retry = c.req.header('x-stainless-retry-count');
  return {
    owner: c.get('owner'),
    key: key === undefined ? undefined : keyOf(key),
    retry: retry !== undefined && /^\d{1,3}$/.test(retry) ? Number(retry) : undefined,
    signal: c.req.raw.signal,
  };
}

/** That its service cannot stop it is no fault of the request's form. */
async function stop(jobs: Jobs, id: string) {
  try {
    return await asConflict(jobs.cancel(id));
  } catch (error) {
    if (error instanceof VideoError && error.code === 'unsupported')
      throw new HTTPException(409, { cause: error });
    throw error;
  }
}

/** `/v1/videos`, over the same jobs. */
export function openaiVideoRoutes(context: OpenaiVideoRoutes) {
  const { jobsOf, store, videos, urlOf, settled, place, aliases } = context;

  const owned = async (c: Context<Env>): Promise<StoredJob> => {
    const stored = await store.get(c.req.param('id') ?? '');
    if (stored?.job.owner !== c.get('owner')) throw refusal(404, 'There is no such video.');
    return stored;
  };
  const view = async (c: Context, { job, revision }: StoredJob): Promise<VideoObject> =>
    videoObject(await withOwnCandidates(store, job), revision, urlOf(c.req.raw));

  async function* newest(owner: string): AsyncGenerator<StoredJob, void, undefined> {
    let cursor: string | undefined;
    do {
      const page = await store.list({ owner, limit: 200, cursor });
      yield* page.jobs;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  async function* oldest(owner: string): AsyncGenerator<StoredJob, void, undefined> {
    const all: StoredJob[] = [];
    for await (const stored of newest(owner)) all.push(stored);
    yield* all.toReversed();
  }

  /** One more than asked for, where there is one. */
  async function pageOf(c: Context<Env>, limit: number): Promise<readonly StoredJob[]> {
    const after = c.req.query('after');
    const order = c.req.query('order') ?? 'desc';
    if (order !== 'desc' && order !== 'asc') throw refusal(400, 'order must be "asc" or "desc".');
    const found: StoredJob[] = [];
    let isAfter = after === undefined;
    for await (const one of order === 'desc' ? newest(c.get('owner')) : oldest(c.get('owner'))) {
      if (isAfter) found.push(one);
      if (found.length > limit) break;
      isAfter ||= one.job.id === after;
    }
    if (!isAfter) throw refusal(400, 'There is no video with the id of "after".');
    return found;
  }

  const app = new Hono<Env>();
  app.post('/', descriptions.create, async (c) => {
    const submit = await readSubmit(c, aliases);
    const call = callOf(c);
    const placed = await place(submit, call);
    const stored = await settled(placed.stored, settledMs, call.signal);
    const { job } = stored;
    if (call.key !== undefined) c.header('Idempotency-Key', call.key);
    if (placed.isKnown) c.header('Idempotent-Replayed', 'true');
    c.header('Location', `${urlOf(c.req.raw)}/v1/videos/${job.id}`);
    if (job.phase !== 'unknown' && job.phase !== 'refused') return c.json(await view(c, stored));
    const lost = new VideoError('submission-unknown', (await view(c, stored)).error?.message ?? '');
    const error = job.phase === 'refused' ? errorOf(job.lastError) : lost;
    return openaiError(c, error, statusOf(error), { ...shown(error), id: job.id });
  });

  app.get('/', descriptions.list, async (c) => {
    const key = c.req.query('key');
    const one = key === undefined ? undefined : await store.get(jobIdOf(c.get('owner'), keyOf(key)));
    const limit = wholeNumber(c, 'limit', 20, 100);
    const found = key === undefined ? await pageOf(c, limit) : one === undefined ? [] : [one];
    const data = await Promise.all(found.slice(0, limit).map((stored) => view(c, stored)));
    return c.json({
      object: 'list',
      data,
      first_id: data.at(0)?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
      has_more: found.length > limit,
      ...(key !== undefined && { x_vid: { key } }),
    } satisfies VideoList);
  });

  app.get('/:id', descriptions.get, async (c) => c.json(await view(c, await owned(c))));

  app.get('/:id/content', descriptions.content, async (c) => {
    const stored = await owned(c);
    const { status } = await view(c, stored);
    if ((c.req.query('variant') ?? 'video') !== 'video')
      throw refusal(404, 'There is no such variant: only the video itself is kept.');
    // No 409: OpenAI's client repeats that [client].
    if (stored.job.phase !== 'succeeded') throw notReady(`The video is not ready: ${status}.`);
    return sendVideo(c, stored.job, 0, videos);
  });

  app.delete('/:id', descriptions.delete, async (c) => {
    const { job } = await owned(c);
    const isRunning = job.phase === 'submitting' || job.phase === 'polling';
    const jobs = jobsOf(job.owner);
    const { billed } = isRunning ? await stop(jobs, job.id) : {};
    await deleteJob(c, await owned(c), { jobs, videos });
    return c.json({
      id: job.id,
      object: 'video.deleted',
      deleted: true,
      ...(billed !== undefined && { x_vid: { billed } }),
    } satisfies DeletedVideo);
  });

  return app;
}
