import { requestFromJson, VideoError } from '@vid/core';
import { type Jobs, requestFingerprint, type StoredJob } from '@vid/core/journal';
import {
  adoptBodySchema,
  type CancelView,
  cancelViewSchema,
  type JobList,
  jobListSchema,
  type JobView,
  jobViewSchema,
  submitBodySchema,
} from '@vid/core/remote';
import { type Context, Hono } from 'hono';
import { abandonParameter, deleteJob } from './delete-job.ts';
import { asConflict, keyTaken, refusal } from './errors.ts';
import { jobView, withOwnCandidates } from './job-view.ts';
import { described, inHeader, inQuery, json } from './openapi.ts';
import { jobIdOf } from './owner.ts';
import { readBody, wholeNumber } from './request-body.ts';
import type { Settled } from './settled.ts';
import type { Env, ServerSettings } from './settings.ts';

export interface TaskRoutes {
  readonly jobsOf: (owner: string) => Jobs;
  readonly store: ServerSettings['store']['jobs'];
  readonly videos: ServerSettings['videos'];
  readonly urlOf: (request: Request) => string;
  readonly settled: Settled;
}

const longestWaitSeconds = 60;

export function keyOf(text: string): string {
  if (/^[\x21-\x7e]{1,255}$/.test(text)) return text;
  throw refusal(400, 'An Idempotency-Key has 1 to 255 visible ASCII characters.');
}

/** In milliseconds; 0 where nobody asks for it. RFC 7240. */
function preferredWait(c: Context): number {
  const [, seconds = '0'] =
    /(?:^|[,;\s])wait=(\d{1,6})(?:$|[,;\s])/i.exec(c.req.header('prefer') ?? '') ?? [];
  return Math.min(Number(seconds), longestWaitSeconds) * 1_000;
}

const descriptions = {
  submit: described({
    summary: 'Makes a video: keeps the request as a job, which is sent once',
    body: submitBodySchema,
    parameters: [
      inHeader('Idempotency-Key', 'One key, one job, one bill. Default: a new one, which the answer has.'),
      inHeader('Prefer', '`wait=SECONDS`, at most 60: answer once the submit is settled.'),
    ],
    responses: {
      202: json('The job.', jobViewSchema),
      200: json('The job that the key stands for already.', jobViewSchema),
    },
  }),
  list: described({
    summary: 'Jobs, newest first; or the one of a key',
    parameters: [
      inQuery('limit', '1 to 200. Default 50.', 'integer'),
      inQuery('cursor', '`next` of the page before.'),
      inQuery('key', 'An Idempotency-Key: its job alone, or none.'),
    ],
    responses: { 200: json('The jobs.', jobListSchema) },
  }),
  get: described({ summary: 'A job', responses: { 200: json('The job.', jobViewSchema) } }),
  cancel: described({
    summary: 'Stops a job, at its service too where that can',
    responses: { 200: json('What became of it.', cancelViewSchema) },
  }),
  resume: described({
    summary: 'Goes on with a stalled job',
    responses: { 200: json('The job.', jobViewSchema) },
  }),
  adopt: described({
    summary: 'Goes on with one of the candidates of a job whose outcome is unknown',
    body: adoptBodySchema,
    responses: { 200: json('The job.', jobViewSchema) },
  }),
  delete: described({
    summary: 'Deletes a job that is over, and its videos',
    parameters: [abandonParameter],
    responses: { 204: { description: 'It is gone.' } },
  }),
} as const;

export function taskRoutes({ jobsOf, store, videos, urlOf, settled }: TaskRoutes) {
  const app = new Hono<Env>();
  const view = async (c: Context, { job, revision }: StoredJob): Promise<JobView> =>
    jobView(await withOwnCandidates(store, job), revision, urlOf(c.req.raw));

  /** Whoever is not its owner learns nothing of a job, not even that there is one. */
  const owned = async (c: Context<Env, '/:id'>): Promise<StoredJob> => {
    const stored = await store.get(c.req.param('id'));
    if (stored?.job.owner !== c.get('owner')) throw refusal(404, 'There is no such task.');
    return stored;
  };

  app.post('/', descriptions.submit, async (c) => {
    const owner = c.get('owner');
    const key = keyOf(c.req.header('idempotency-key') ?? crypto.randomUUID());
    const { request: json, routing, label } = await readBody(c, submitBodySchema);
    const id = jobIdOf(owner, key);
    const request = requestFromJson(json);
    const known = await store.get(id);
    const submitted = await jobsOf(owner)
      .submit(request, { ...routing, id, owner, label })
      .catch(async (error: unknown) => {
        const isInvalid = error instanceof VideoError && error.code === 'invalid-request';
        const taken = isInvalid ? await store.get(id) : undefined;
        const isOther = taken !== undefined && taken.job.fingerprint !== (await requestFingerprint(request));
        throw isOther ? keyTaken(key) : error;
      });
    const waitMs = preferredWait(c);
    const stored = waitMs === 0 ? submitted : await settled(submitted, waitMs, c.req.raw.signal);
    if (waitMs > 0) c.header('Preference-Applied', `wait=${waitMs / 1_000}`);
    c.header('Idempotency-Key', key);
    c.header('Location', `${urlOf(c.req.raw)}/tasks/${id}`);
    return c.json(await view(c, stored), known === undefined ? 202 : 200);
  });

  app.get('/', descriptions.list, async (c) => {
    const owner = c.get('owner');
    const key = c.req.query('key');
    if (key !== undefined) {
      const stored = await store.get(jobIdOf(owner, keyOf(key)));
      return c.json({ jobs: stored === undefined ? [] : [await view(c, stored)], key } satisfies JobList);
    }
    const cursor = c.req.query('cursor');
    if (cursor !== undefined && !/^\d{1,15}$/.test(cursor))
      throw refusal(400, 'cursor is none of this server.');
    const page = await store.list({ owner, limit: wholeNumber(c, 'limit', 50, 200), cursor });
    const { next } = page;
    const list: JobList = {
      jobs: await Promise.all(page.jobs.map((stored) => view(c, stored))),
      ...(next !== undefined && { next }),
    };
    return c.json(list);
  });

  app.get('/:id', descriptions.get, async (c) => c.json(await view(c, await owned(c))));

  app.post('/:id/cancel', descriptions.cancel, async (c) => {
    const { job } = await owned(c);
    const { outcome, billed, stored } = await asConflict(jobsOf(job.owner).cancel(job.id));
    return c.json({ outcome, billed, job: await view(c, stored) } satisfies CancelView);
  });

  app.post('/:id/resume', descriptions.resume, async (c) => {
    const { job } = await owned(c);
    return c.json(await view(c, await asConflict(jobsOf(job.owner).resume(job.id))));
  });

  app.post('/:id/adopt', descriptions.adopt, async (c) => {
    const job = await withOwnCandidates(store, (await owned(c)).job);
    const { task } = await readBody(c, adoptBodySchema);
    // As they were found, and no other: a task that a client names may be somebody else's.
    const candidates = job.phase === 'unknown' ? (job.candidates ?? []) : [];
    const isSame = (one: typeof task) =>
      one.provider === task.provider && one.api === task.api && one.id === task.id;
    const candidate = candidates.find(isSame);
    if (candidate === undefined) throw refusal(409, 'The task is none of the candidates of this job.');
    return c.json(await view(c, await asConflict(jobsOf(job.owner).adopt(job.id, candidate))));
  });

  app.delete('/:id', descriptions.delete, async (c) => {
    const stored = await owned(c);
    await deleteJob(c, stored, { jobs: jobsOf(stored.job.owner), videos });
    return c.body(null, 204);
  });

  return app;
}
