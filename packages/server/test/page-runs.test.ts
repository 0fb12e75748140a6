import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createRouter, VideoError } from '@vid/core';
import type { VideoStorage } from '@vid/core/download';
import type { VideoJob } from '@vid/core/journal';
import { answerPage, checked, freshLinks, HostError, onlyThisMachine, pageHeaders } from '@vid/server';
import { builtPage, createPageRuns, mediaFolder, openHistory } from '@vid/server/node';
import { Hono } from 'hono';
import { validator } from 'hono/validator';
import { expect, it, onTestFinished } from 'vitest';
import * as z from 'zod/mini';
import { body, startHost, temporaryFolder } from './fixture.ts';

/* What a page on this machine is made of, beside its server. */

async function startPage() {
  const host = await startHost();
  const database = new DatabaseSync(join(host.folder, 'page.sqlite'));
  onTestFinished(() => database.close());
  const text = (json: unknown) => z.parse(z.string(), json);
  const history = openHistory(database, { facts: text, asked: text });
  const media = mediaFolder(join(host.folder, 'media'));
  const runs = createPageRuns({
    history,
    jobs: host.store.jobs,
    server: host.server,
    media,
    view: ({ id, facts, refused }, job) => ({ id, facts, phase: job?.phase, refused: refused?.code }),
  });
  const add = (id: string, asked = 'a kite') =>
    history.add([{ id, fingerprint: `print of ${id}`, words: '', facts: `facts of ${id}`, asked }]);
  const succeeded = async (id: string) => {
    await expect
      .poll(async () => (await host.store.jobs.get(id))?.job.phase, { timeout: 60_000 })
      .toBe('succeeded');
  };
  return { ...host, database, runs, add, media, succeeded };
}

it('shows entries with their jobs, and knows what an id stands for', async () => {
  const { runs, add, succeeded, simulator } = await startPage();
  add('one');
  await runs.submit('one', '', body.request, { label: 'kites' });
  await succeeded('one');
  expect(await runs.get('one')).toMatchObject({ facts: 'facts of one', phase: 'succeeded' });
  expect(await runs.latestOf('print of one')).toMatchObject({ id: 'one' });
  expect(await runs.page({ limit: 1 })).toMatchObject({ runs: [{ id: 'one' }] });
  expect([runs.isKnown('one', 'print of one'), runs.isKnown('two', 'print of two')]).toEqual([true, false]);
  expect(() => runs.isKnown('one', 'another')).toThrow(/stands for another request/);
  expect(() => runs.entry('two')).toThrow(expect.objectContaining({ status: 404, code: 'no-such-run' }));
  expect(simulator.tasks).toHaveLength(1);
});

it('says in an entry why it has no job, and never sends what another process has not sent', async () => {
  const { runs, add, server, store, simulator } = await startPage();
  await server.close();
  for (const id of ['refused', 'unsent', 'lost']) add(id);
  await runs.submit('refused', '', { ...body.request, duration: 77 }, {});
  await runs.submit('unsent', '', body.request, {});
  await server.jobsOf('').submit(body.request, { id: 'program' });
  await runs.resume();
  const seen = await Promise.all(['refused', 'unsent', 'lost'].map((id) => runs.get(id)));
  expect(seen.map(({ phase, refused }) => [phase, refused])).toEqual([
    [undefined, 'provider-unavailable'],
    ['canceled', 'internal'],
    [undefined, 'internal'],
  ]);
  expect((await store.jobs.get('program'))?.job.phase).toBe('submitting');
  expect(simulator.tasks).toHaveLength(0);
});

it.each(['', ' where the disk takes nothing any more'])(
  'says in entries whose start has broken off that they have no job%s',
  async (full) => {
    const { runs, server, database, simulator } = await startPage();
    await server.close();
    const inputs = ['kept', 'impossible', 'lost'].map((id) => ({
      id,
      fingerprint: id,
      words: '',
      facts: id,
      asked: id,
    }));
    const begun = runs.begin(inputs, async () => {
      await runs.submit('kept', '', body.request, {});
      await runs.submit('impossible', '', { ...body.request, duration: 77 }, {});
      if (full !== '') database.exec('PRAGMA query_only = ON');
      throw new Error('disk is full');
    });
    await expect(begun).rejects.toThrow('disk is full');
    const seen = await Promise.all(inputs.map(({ id }) => runs.get(id)));
    expect(seen.map(({ phase, refused }) => [phase, refused])).toEqual([
      ['submitting', undefined],
      [undefined, 'provider-unavailable'],
      [undefined, 'internal'],
    ]);
    expect(simulator.tasks).toHaveLength(0);
  },
);

it('deletes an entry, its videos and the files that no other asks for; its job stays', async () => {
  const { runs, add, media, succeeded, folder, store } = await startPage();
  const [own, shared] = ['own', 'shared'].map((text) => media.put(Buffer.from(text)));
  add('one', `${own} ${shared}`);
  add('two', `${shared}`);
  await runs.submit('one', '', body.request, {});
  await succeeded('one');
  expect(existsSync(join(folder, 'videos', 'one-0.mp4'))).toBe(true);
  await runs.delete('one');
  expect(existsSync(join(folder, 'videos', 'one-0.mp4'))).toBe(false);
  expect(readdirSync(join(folder, 'media'))).toEqual([shared]);
  expect((await store.jobs.get('one'))?.job.phase).toBe('succeeded');
  expect(() => runs.isKnown('one', 'print of one')).toThrow(/was deleted/);
  // As of two tabs.
  await expect(runs.delete('one')).resolves.toBeUndefined();
});

it('tells a page of its own runs, first as they are, and of those that were deleted', async () => {
  const { runs, add, server, succeeded } = await startPage();
  add('old');
  const stream = await server.stream(new Request('http://127.0.0.1/mine'), runs.stream);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  onTestFinished(() => reader?.cancel());
  let received = '';
  const readUntil = async (wanted: RegExp) => {
    while (!wanted.test(received)) received += (await reader?.read())?.value ?? '';
  };
  await readUntil(/event: all\ndata: \[\{"id":"old"/);
  await server.jobsOf('').submit(body.request, { id: 'program' });
  await succeeded('program');
  await runs.submit('old', '', body.request, {});
  await readUntil(/event: run\ndata: .*"succeeded"/);
  await runs.delete('old');
  await readUntil(/event: delete\ndata: \{"id":"old"\}/);
  expect(received).not.toContain('program');
});

it('does one thing after the other where it is told to, also after one that failed', async () => {
  const { runs } = await startPage();
  const done: string[] = [];
  const first = runs.exclusive(async () => {
    await Promise.resolve();
    done.push('first');
    throw new Error('no');
  });
  const second = runs.exclusive(async () => done.push('second'));
  await expect(first).rejects.toThrow('no');
  await second;
  expect(done).toEqual(['first', 'second']);
});

it('asks for a link again once a download has failed', async () => {
  const urls: string[] = [];
  const videos: VideoStorage = {
    async storeVideo({ video }) {
      urls.push(video.url);
      return { name: 'a', bytes: 1, mediaType: 'video/mp4' };
    },
    open: async () => undefined,
    delete: async () => undefined,
  };
  const model = { provider: 'acme', api: 'direct', model: 'brook-2' };
  const at = '2026-11-29T00:00:00.000Z';
  const task = { ...model, id: '1', status: 'succeeded', videos: [{ url: 'https://old.example/' }] } as const;
  let asked = 0;
  const provider = {
    ...createRouter([]),
    query: async () => {
      asked += 1;
      return { ...task, videos: [{ url: 'https://new.example/' }] };
    },
  };
  const [video] = task.videos;
  const signal = new AbortController().signal;
  for (const failures of [0, 1]) {
    const facts = { id: '1', owner: '', fingerprint: '', createdAt: at, updatedAt: at, model, failures };
    const job = { ...facts, phase: 'downloading', task, files: {} } satisfies VideoJob;
    await freshLinks(videos).storeVideo({ task, job, provider, video, index: 0, signal });
  }
  expect([urls, asked]).toEqual([['https://old.example/', 'https://new.example/'], 1]);
});

function pageApp() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), 'a page');
  writeFileSync(join(folder, 'assets', 'page-1.js'), 'a script');
  const errors: unknown[] = [];
  const app = new Hono();
  app.onError(answerPage((error) => void errors.push(error)));
  app.use(
    pageHeaders,
    onlyThisMachine({ url: new URL('https://tunnel.example'), paths: /^\/pictures\/\w+$/ }),
  );
  const checker = checked(z.strictObject({ seconds: z.number() }));
  app.all('/pictures/:name', (c) => c.text('a picture'));
  app.post('/number', validator('json', checker), (c) => c.json(c.req.valid('json').seconds));
  app.get('/full', () => {
    throw new HostError(409, 'full', 'It is full.');
  });
  app.get('/refused', () => {
    const problems = [{ code: 'schema-refused', field: 'size', issues: ['is odd'] }] as const;
    throw new VideoError('unsupported', 'No.', { problems });
  });
  app.get('/broken', () => {
    throw new Error('a secret');
  });
  app.route('/', builtPage(folder));
  return { app, errors };
}

it('keeps other sites out of a page, and opens to the outside what is named only', async () => {
  const { app } = pageApp();
  const statusOf = async (host: string, path = '/', method = 'GET', origin?: string) => {
    const headers = { host, ...(origin !== undefined && { origin }) };
    return (await app.request(path, { method, headers })).status;
  };
  expect(await statusOf('127.0.0.1:4173')).toBe(200);
  expect(await statusOf('localhost')).toBe(200);
  for (const host of ['evil.example', 'localhost.evil.example', '']) expect(await statusOf(host)).toBe(403);
  expect(await statusOf('tunnel.example')).toBe(403);
  expect(await statusOf('tunnel.example', '/pictures/a1')).toBe(200);
  expect(await statusOf('tunnel.example', '/pictures/a1', 'HEAD')).toBe(200);
  expect(await statusOf('tunnel.example', '/pictures/a1', 'DELETE')).toBe(403);
  expect(await statusOf('localhost', '/pictures/a1', 'DELETE', 'https://evil.example')).toBe(403);
  expect(await statusOf('localhost', '/pictures/a1', 'DELETE', 'null')).toBe(403);
  expect(await statusOf('localhost', '/pictures/a1', 'DELETE', 'http://localhost')).toBe(200);
});

it('answers errors in words, and tells nobody of an unforeseen one', async () => {
  const { app, errors } = pageApp();
  const answerOf = async (path: string, init?: RequestInit) => {
    const answer = await app.request(path, init);
    return [answer.status, (await answer.json()).error];
  };
  const full = { code: 'full', message: 'It is full.', problems: [] };
  expect(await answerOf('/full')).toEqual([409, full]);
  const problems = [{ field: 'size', message: expect.stringContaining('is odd') }];
  expect(await answerOf('/refused')).toEqual([422, { code: 'unsupported', message: 'No.', problems }]);
  const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"seconds":"5"}' };
  expect(await answerOf('/number', json)).toMatchObject([400, { code: 'invalid-request' }]);
  const [status, broken] = await answerOf('/broken');
  expect([status, JSON.stringify(broken).includes('secret'), errors.length]).toEqual([500, false, 1]);
  expect(broken).toMatchObject({
    code: 'internal',
    message: expect.stringContaining('server itself failed'),
  });
});

it('has the files of a built page, and browsers keep those whose names have a hash', async () => {
  const { app } = pageApp();
  const kept = async (path: string) => (await app.request(path)).headers.get('cache-control');
  expect(await kept('/')).toBe('no-cache');
  expect(await kept('/assets/page-1.js')).toMatch(/immutable/);
  expect(await kept('/assets/none.js')).toBeNull();
  expect((await app.request('/')).headers.get('content-security-policy')).toContain("default-src 'none'");
});
