import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRouter, VideoError, type VideoEvent } from '@vid/core';
import { createMemoryJobStore, createMemoryJournal, type VideoJob } from '@vid/core/journal';
import { createServer, logEvents, tellUnwritten } from '@vid/server';
import { expect, it } from 'vitest';
import { body, startHost } from './fixture.ts';

/* What a host with a page of its own asks of its server. */

const at = '2026-11-29T00:00:00.000Z';
const model = { provider: 'acme', api: 'direct', model: 'brook-2' } as const;
const facts = { owner: '', fingerprint: '', createdAt: at, updatedAt: at, model, failures: 0 };
const polling = (id: string): VideoJob => ({
  ...facts,
  id,
  phase: 'polling',
  task: { ...model, id: `task-${id}`, status: 'running' },
});

const noVideos = {
  storeVideo: () => Promise.reject(new Error('nothing is stored here')),
  open: async () => undefined,
  delete: async () => undefined,
};

function quietServer() {
  const store = { journal: createMemoryJournal(), jobs: createMemoryJobStore() };
  return { store, server: createServer({ router: createRouter([]), store, videos: noVideos }) };
}
const polled = (id: string, progress: number): VideoEvent => ({
  type: 'polled',
  at: progress,
  ...model,
  taskId: `task-${id}`,
  ok: true,
  status: 'running',
  progress,
});

it('has a timeline of each job, also of one that another process has sent, and drops old polls first', async () => {
  const { store, server } = quietServer();
  await store.jobs.put(polling('theirs'), { version: 0 });
  const of = { ...model, reference: 'mine' };
  server.onEvent({ type: 'queued', at: 1, ...of, ahead: 2 });
  server.onEvent({ type: 'submitted', at: 2, ...of, reference: 'mine' });
  server.onEvent({
    type: 'retrying',
    at: 3,
    ...of,
    code: 'rate-limited',
    httpStatus: 429,
    attempt: 1,
    inMs: 9,
  });
  server.onEvent({ type: 'accepted', at: 4, ...of, taskId: 'task-mine', durationMs: 1 });
  for (let nth = 0; nth < 80; nth += 1) server.onEvent(polled('mine', nth));
  server.onEvent({ type: 'finished', at: 99, ...model, taskId: 'task-mine', status: 'succeeded' });
  const timeline = server.timelineOf('mine') ?? [];
  expect(timeline).toHaveLength(50);
  expect(timeline.slice(0, 4)).toEqual([
    { at: 1, type: 'queued', ahead: 2 },
    { at: 2, type: 'submitted' },
    { at: 3, type: 'retrying', code: 'rate-limited', httpStatus: 429, inMs: 9 },
    { at: 4, type: 'accepted' },
  ]);
  expect(timeline.slice(-2)).toEqual([
    { at: 79, type: 'polled', status: 'running', progress: 79 },
    { at: 99, type: 'finished', status: 'succeeded' },
  ]);
  server.onEvent(polled('theirs', 5));
  await expect
    .poll(() => server.timelineOf('theirs'))
    .toEqual([{ at: 5, type: 'polled', status: 'running', progress: 5 }]);
  expect(server.timelineOf('nobody')).toBeUndefined();
});

it('tells of polls once in a pause, and of the last of them after it', async () => {
  const store = { journal: createMemoryJournal(), jobs: createMemoryJobStore() };
  await store.jobs.put(polling('mine'), { version: 0 });
  const pauses: (() => void)[] = [];
  const lengths: number[] = [];
  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      lengths.push(milliseconds);
      pauses.push(resolve);
    });
  let told = 0;
  const get: typeof store.jobs.get = (id) => {
    told += 1;
    return store.jobs.get(id);
  };
  const clock = { now: () => 0, sleep };
  const server = createServer({
    router: createRouter([]),
    store: { ...store, jobs: { ...store.jobs, get } },
    videos: noVideos,
    clock,
  });
  server.onEvent({
    type: 'accepted',
    at: 0,
    ...model,
    reference: 'mine',
    taskId: 'task-mine',
    durationMs: 1,
  });
  expect(told).toBe(1);
  for (let nth = 0; nth < 30; nth += 1) server.onEvent(polled('mine', nth));
  expect([told, lengths]).toEqual([2, [1_000]]);
  pauses.shift()?.();
  await expect.poll(() => told).toBe(3);
  pauses.shift()?.();
  server.onEvent(polled('mine', 31));
  await expect.poll(() => told).toBe(4);
});

it('stops what was not sent before the worker begins, but for what is not meant', async () => {
  const { server, store, simulator } = await startHost();
  await server.close();
  const jobs = server.jobsOf('');
  for (const id of ['page', 'program']) await jobs.submit(body.request, { id });
  const stopped = await server.stopUnsent(({ id }) => id === 'page');
  expect(stopped.map(({ id, phase }) => [id, phase])).toEqual([['page', 'canceled']]);
  expect((await store.jobs.get('program'))?.job.phase).toBe('submitting');
  expect(simulator.tasks).toHaveLength(0);
});

it('answers with a video of any job, and keeps the job of one whose videos it deletes', async () => {
  const changes: string[] = [];
  const { server, store, folder, simulator } = await startHost({
    settings: { onChange: ({ job }) => void changes.push(job.phase) },
  });
  await server.jobsOf('anna').submit(body.request, { id: 'one', owner: 'anna' });
  await expect
    .poll(async () => (await store.jobs.get('one'))?.job.phase, { timeout: 60_000 })
    .toBe('succeeded');
  expect([...new Set(changes)]).toEqual(['submitting', 'polling', 'downloading', 'succeeded']);
  const asked = new Request('http://127.0.0.1/mine', { headers: { range: 'bytes=4-7' } });
  const part = await server.video(asked, 'one', 0);
  expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
  expect((await server.video(asked, 'one', 1)).status).toBe(404);
  expect((await server.video(asked, 'another', 0)).status).toBe(404);
  await server.retire('one');
  expect((await server.video(asked, 'one', 0)).status).toBe(404);
  expect(existsSync(join(folder, 'videos', 'one-0.mp4'))).toBe(false);
  expect((await store.jobs.get('one'))?.job).toMatchObject({ phase: 'succeeded', stalled: true });
  expect(simulator.tasks).toHaveLength(1);
});

it('names the paid task of a job that cannot be written, once it can be, too, and no refusal', async () => {
  const store = createMemoryJobStore();
  let error: Error | undefined = new Error('disk is full');
  const put: typeof store.put = async (job, options) => {
    if (error !== undefined) throw error;
    return store.put(job, options);
  };
  const lines: string[] = [];
  const jobs = tellUnwritten({ ...store, put }, (line) => lines.push(line));
  await expect(jobs.put(polling('one'), { version: 0 })).rejects.toThrow('disk is full');
  expect(lines.join()).toMatch(
    /job one at acme \(direct\) brook-2: polling, task task-one \(running\) \(disk is full\)/,
  );
  error = undefined;
  await jobs.put(polling('one'), { version: 0 });
  expect(lines[1]).toBe('everything is written again.');
  error = new VideoError('quota-exhausted', 'no');
  await expect(jobs.put(polling('two'), { version: 0 })).rejects.toThrow('no');
  expect(lines).toHaveLength(2);
});

it('writes an event as one plain line', () => {
  const lines: string[] = [];
  logEvents((line) => lines.push(line))({ ...polled('mine', 1), at: 0 });
  expect(lines).toEqual([
    '1970-01-01T00:00:00.000Z polled provider=acme api=direct model=brook-2 taskId=task-mine ok=true status=running progress=1',
  ]);
});
