import { existsSync } from 'node:fs';
import { createRouter, parseVideoError, type VideoEvent } from '@vid/core';
import { systemClock } from '@vid/core/journal';
import { createKling } from '@vid/kling';
import { describe, expect, it } from 'vitest';
import { body, officialRouter, startHost } from './fixture.ts';

const ended = ['succeeded', 'failed', 'refused', 'canceled'];
const other = { request: { ...body.request, prompt: 'a boat' } };
/** Whose it is stands in a header. */
const byHeader = (request: Request) => request.headers.get('x-user') ?? undefined;

describe('tasks', () => {
  it('go from a request to a stored video, and one key makes one bill', async () => {
    const { post, jobIn, send, simulator, errors, url } = await startHost();
    const first = await post('/tasks', { ...body, label: 'ads' }, { 'idempotency-key': 'order-1' });
    const { id } = await first.json();
    expect([first.status, first.headers.get('idempotency-key'), first.headers.get('location')]).toEqual([
      202,
      'order-1',
      `${url}/tasks/${id}`,
    ]);
    const again = await post('/tasks', body, { 'idempotency-key': 'order-1' });
    expect([again.status, (await again.json()).id]).toEqual([200, id]);
    const job = await jobIn(id, ended);
    expect(job).toMatchObject({
      phase: 'succeeded',
      label: 'ads',
      task: { status: 'succeeded', videos: [{ url: `${url}/tasks/${id}/videos/0` }] },
    });
    expect(await (await send('/tasks?key=order-1')).json()).toEqual({ jobs: [job], key: 'order-1' });
    expect((await (await send('/tasks?key=order-2')).json()).jobs).toEqual([]);
    expect(simulator.tasks).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it('are one for twenty clients with one key at once, and another request under it is a conflict', async () => {
    const { post, jobIn, simulator, send } = await startHost();
    const headers = { 'idempotency-key': 'order-1' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => post('/tasks', body, headers)));
    const ids = await Promise.all(answers.map(async (answer) => (await answer.json()).id));
    expect(new Set(ids).size).toBe(1);
    const conflict = await post('/tasks', other, headers);
    expect(conflict.status).toBe(409);
    expect(parseVideoError((await conflict.json()).error)).toMatchObject({
      code: 'invalid-request',
      message: expect.stringMatching(/^The Idempotency-Key "order-1" was used for another.*Send a new Idemp/),
    });
    await jobIn(ids[0], ended);
    expect((await post('/tasks', other, headers)).status).toBe(409);
    expect(simulator.tasks).toHaveLength(1);
    expect((await (await send('/tasks')).json()).jobs).toHaveLength(1);
  });

  it('get a key where none is given, which finds them again', async () => {
    const { post, simulator, jobIn } = await startHost();
    const first = await post('/tasks', body);
    const key = first.headers.get('idempotency-key') ?? '';
    const { id } = await first.json();
    const again = await post('/tasks', body, { 'idempotency-key': key });
    expect([again.status, (await again.json()).id]).toEqual([200, id]);
    const second = await (await post('/tasks', body)).json();
    expect(second.id).not.toBe(id);
    await Promise.all([jobIn(id, ended), jobIn(second.id, ended)]);
    expect(simulator.tasks).toHaveLength(2);
  });

  it('belong to their owner: one key of two owners is two jobs, and others find nothing', async () => {
    const { post, send, jobIn, simulator } = await startHost({ settings: { owner: byHeader } });
    const ann = { 'x-user': 'ann', 'idempotency-key': 'order-1' };
    const bob = { 'x-user': 'bob', 'idempotency-key': 'order-1' };
    const [hers, his] = await Promise.all([
      post('/tasks', body, ann).then((answer) => answer.json()),
      post('/tasks', other, bob).then((answer) => answer.json()),
    ]);
    expect(hers.id).not.toBe(his.id);
    await jobIn(hers.id, ended, ann);
    const notHis = async (path: string, init: RequestInit = {}) => {
      const headers = { ...bob, 'content-type': 'application/json' };
      return (await send(path, { ...init, headers })).status;
    };
    const task = { provider: 'kling', api: 'gateway', model: 'kling-v2-6', id: 'x', status: 'queued' };
    expect([
      await notHis(`/tasks/${hers.id}`),
      await notHis(`/tasks/${hers.id}`, { method: 'DELETE' }),
      await notHis(`/tasks/${hers.id}/cancel`, { method: 'POST' }),
      await notHis(`/tasks/${hers.id}/resume`, { method: 'POST' }),
      await notHis(`/tasks/${hers.id}/adopt`, { method: 'POST', body: JSON.stringify({ task }) }),
      await notHis(`/tasks/${hers.id}/videos/0`),
    ]).toEqual([404, 404, 404, 404, 404, 404]);
    const list = await (await send('/tasks', { headers: bob })).json();
    expect(list.jobs.map(({ id }: { readonly id: string }) => id)).toEqual([his.id]);
    expect((await send(`/tasks/${hers.id}/videos/0`, { headers: ann })).status).toBe(200);
    await jobIn(his.id, ended, bob);
    expect(simulator.tasks).toHaveLength(2);
  });

  it('are answered once their submit is settled, where the client prefers to wait', async () => {
    const { post } = await startHost({ simulator: { speed: 0 } });
    const accepted = await post('/tasks', body, { prefer: 'respond-async, wait=30' });
    expect(accepted.headers.get('preference-applied')).toBe('wait=30');
    expect(await accepted.json()).toMatchObject({ phase: 'polling', task: { status: 'queued' } });
  });

  it('are refused with what the service said, and sent again under their key', async () => {
    const { post, simulator, jobIn } = await startHost();
    simulator.fault({ on: 'submit', kind: 'sensitive-words-400' });
    const headers = { 'idempotency-key': 'order-1', prefer: 'wait=30' };
    const refused = await (await post('/tasks', body, headers)).json();
    expect(refused).toMatchObject({ phase: 'refused', error: { code: 'content-policy' } });
    const { id } = await (await post('/tasks', body, headers)).json();
    expect(id).toBe(refused.id);
    expect(await jobIn(id, ['succeeded', 'failed'])).toMatchObject({ phase: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('tell the listener of their router each retry, each poll and each failed poll', async () => {
    const events: VideoEvent[] = [];
    const startedAt = Date.now();
    const { post, jobIn, simulator } = await startHost({
      routerOf: (baseUrl, apiKey) =>
        createRouter([createKling({ baseUrl, apiKey, api: 'gateway' })], {
          onEvent: (event) => events.push(event),
        }),
      // Pauses pass quickly.
      settings: {
        clock: {
          now: () => startedAt + (Date.now() - startedAt) * 20,
          sleep: (milliseconds, signal) => systemClock.sleep(milliseconds / 20, signal),
        },
      },
    });
    simulator.fault({ on: 'submit', kind: 'rate-limited', times: 4 });
    simulator.fault({ on: 'poll', kind: 'error', status: 503 });
    const { id } = await (await post('/tasks', body)).json();
    const job = await jobIn(id, ended);
    const who = { provider: 'kling', api: 'gateway', model: 'kling-v2-6' };
    const retrying = { ...who, reference: id, code: 'rate-limited', httpStatus: 429 };
    const asks = { ...who, taskId: job.task.id };
    const told = (type: VideoEvent['type']) => events.filter((event) => event.type === type);
    expect(told('retrying')).toMatchObject([
      { ...retrying, attempt: 1 },
      { ...retrying, attempt: 2 },
      // The job's own.
      { ...retrying, attempt: 1, inMs: 2_000 },
      { ...retrying, attempt: 1 },
    ]);
    expect(told('polled')[0]).toMatchObject({
      ...asks,
      ok: false,
      httpStatus: 503,
      nextInMs: expect.any(Number),
    });
    expect(told('polled').at(-1)).toMatchObject({ ...asks, ok: true, status: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('are unknown after a lost answer, and never sent again', async () => {
    const { post, simulator } = await startHost();
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const headers = { 'idempotency-key': 'order-1', prefer: 'wait=30' };
    const lost = await (await post('/tasks', body, headers)).json();
    expect(lost).toMatchObject({ phase: 'unknown', error: { code: 'submission-unknown' } });
    expect(lost.submission.reference).toBe(lost.id);
    expect((await (await post('/tasks', body, headers)).json()).phase).toBe('unknown');
    expect(simulator.tasks).toHaveLength(1);
  });

  it('that no model can do are told why not, with the plan', async () => {
    const { post } = await startHost();
    const answer = await post('/tasks', { request: { ...body.request, duration: 77 } });
    const error = parseVideoError((await answer.json()).error);
    expect([answer.status, error?.code]).toEqual([422, 'unsupported']);
    expect(error?.plan?.rejected.some(({ problems }) => problems.length > 0)).toBe(true);
  });

  it('are stopped at the service, and cannot be stopped twice', async () => {
    const { post, jobIn, simulator } = await startHost({ simulator: { speed: 0 }, routerOf: officialRouter });
    const request = { model: 'runway:gen4.5', prompt: 'a kite', duration: 5, size: '1280x720' };
    const { id } = await (await post('/tasks', { request }, { prefer: 'wait=30' })).json();
    await jobIn(id, ['polling']);
    const stopped = await (await post(`/tasks/${id}/cancel`, {})).json();
    expect(stopped).toMatchObject({ outcome: 'stopped', job: { phase: 'canceled' } });
    expect((await post(`/tasks/${id}/cancel`, {})).status).toBe(409);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('are deleted with their files once they have ended', async () => {
    const { post, jobIn, send, store, videos, simulator } = await startHost({ simulator: { speed: 0 } });
    const { id } = await (await post('/tasks', body, { prefer: 'wait=30', 'idempotency-key': 'k' })).json();
    expect((await send(`/tasks/${id}`, { method: 'DELETE' })).status).toBe(409);
    simulator.advance(60);
    await jobIn(id, ended);
    const stored = await store.jobs.get(id);
    const file = stored?.job.phase === 'succeeded' ? stored.job.videos[0]?.file : undefined;
    const path = videos.pathOf(file ?? { name: '' });
    expect(existsSync(path)).toBe(true);
    expect((await send(`/tasks/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(existsSync(path)).toBe(false);
    expect((await send(`/tasks/${id}`)).status).toBe(404);
    // A key stands for its request for ever.
    expect((await post('/tasks', body, { 'idempotency-key': 'k' })).status).toBe(400);
  });

  it('are listed in pages, newest first', async () => {
    const { post, send } = await startHost({ simulator: { speed: 0 } });
    for (const label of ['1', '2', '3']) await post('/tasks', { ...body, label });
    const first = await (await send('/tasks?limit=2')).json();
    const rest = await (await send(`/tasks?limit=2&cursor=${first.next}`)).json();
    const labels = [...first.jobs, ...rest.jobs].map(({ label }) => label);
    expect([labels, rest.next]).toEqual([['3', '2', '1'], undefined]);
  });

  it('are planned and shown without being sent', async () => {
    const { post, send, simulator } = await startHost();
    const png = {
      base64:
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABXvMqOgAAAABJRU5ErkJggg==',
    };
    const plan = await (
      await post('/plan', { request: { ...body.request, firstFrame: png, duration: 7 } })
    ).text();
    const suggestions = JSON.parse(plan).rejected.flatMap(
      ({ suggestion }: { readonly suggestion?: object }) => suggestion ?? [],
    );
    expect(suggestions.length).toBeGreaterThan(0);
    expect(suggestions.every((one: object) => Object.keys(one).join() === 'changes')).toBe(true);
    expect(plan).not.toContain(png.base64);
    const prepared = await (await post('/prepare', body)).json();
    expect(prepared).toMatchObject({
      method: 'POST',
      headers: { authorization: expect.stringContaining('***') },
    });
    const known = await send('/capabilities');
    const { capabilities, operations, maxBodyBytes } = await known.json();
    expect([capabilities.models.length > 2, operations.length, maxBodyBytes]).toEqual([
      true,
      2,
      32 * 1024 * 1024,
    ]);
    const tag = known.headers.get('etag') ?? '';
    expect((await send('/capabilities', { headers: { 'if-none-match': tag } })).status).toBe(304);
    expect(simulator.requests).toEqual([]);
  });

  it('are those of any server over the same store', async () => {
    const { folder, post, simulator, store } = await startHost();
    const second = await startHost({ folder, at: simulator });
    const headers = { 'idempotency-key': 'k' };
    const answers = await Promise.all([post('/tasks', body, headers), second.post('/tasks', body, headers)]);
    const ids = await Promise.all(answers.map(async (answer) => (await answer.json()).id));
    expect(ids[0]).toBe(ids[1]);
    expect(await second.jobIn(ids[0], ended)).toMatchObject({ phase: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
    expect((await store.jobs.get(ids[0]))?.job.phase).toBe('succeeded');
  });

  it('of unknown outcome go on with a candidate of their own, and never with somebody else’s', async () => {
    const { store, send, post, simulator } = await startHost({
      simulator: { speed: 0 },
      settings: { owner: byHeader },
    });
    const ann = { 'x-user': 'ann' };
    const bob = { 'x-user': 'bob' };
    const his = await (await post('/tasks', body, { ...bob, prefer: 'wait=30' })).json();
    const at = new Date().toISOString();
    const kling = { provider: 'kling', api: 'gateway', model: 'kling-v2-6' } as const;
    const mine = {
      ...kling,
      id: 'task-2',
      status: 'succeeded',
      videos: [{ url: 'https://cdn.example/s3cret' }],
    } as const;
    const submission = { ...kling, reference: 'order-1', submittedAt: at, fingerprint: 'f' };
    const error = { code: 'submission-unknown', message: 'Lost.', retryable: false } as const;
    const facts = {
      id: 'order-1',
      owner: 'ann',
      fingerprint: 'f',
      createdAt: at,
      updatedAt: at,
      model: kling,
      failures: 0,
    };
    await store.journal.claim({
      key: 'order-1',
      fingerprint: 'f',
      after: 0,
      attempt: { phase: 'sending', submission },
    });
    await store.journal.settle('order-1', 0, { phase: 'unknown', error });
    const candidates = [his.task, mine];
    await store.jobs.put(
      { ...facts, phase: 'unknown', submission, candidates, stalled: true },
      { version: 0 },
    );
    const text = await (await send('/tasks/order-1', { headers: ann })).text();
    const view = JSON.parse(text);
    expect([view.stalled, view.candidates]).toMatchObject([true, [{ id: 'task-2' }]]);
    expect(text).not.toContain('s3cret');
    for (const path of ['/v1/videos/order-1', '/v1/videos'])
      expect(await (await send(path, { headers: ann })).text()).not.toContain(his.task.id);
    expect((await post('/tasks/order-1/adopt', { task: his.task }, ann)).status).toBe(409);
    const deleted = async (path: string) => (await send(path, { method: 'DELETE', headers: ann })).status;
    for (const path of ['/tasks/order-1', '/v1/videos/order-1', '/tasks/order-1?abandon=false'])
      expect(await deleted(path)).toBe(409);
    for (const id of ['order-2', 'order-3'])
      await store.jobs.put({ ...facts, id, phase: 'unknown', stalled: true }, { version: 0 });
    expect(await deleted('/tasks/order-2?abandon=true')).toBe(204);
    expect(await deleted('/v1/videos/order-3?abandon=true')).toBe(200);
    const other = { ...view.candidates[0], id: 'task-3' };
    expect((await post('/tasks/order-1/adopt', { task: other }, ann)).status).toBe(409);
    const adopted = await post('/tasks/order-1/adopt', { task: view.candidates[0] }, ann);
    expect([adopted.status, (await adopted.json()).phase]).toEqual([200, 'downloading']);
    expect(simulator.tasks).toHaveLength(1);
  });
});
