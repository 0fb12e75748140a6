import { setTimeout as sleep } from 'node:timers/promises';
import type { JobStore } from '@vid/core/journal';
import { describe, expect, it, onTestFinished } from 'vitest';
import { body, startHost } from './fixture.ts';

interface Event {
  readonly event: string;
  readonly id: number;
  readonly data: { readonly id: string; readonly phase?: string };
}

/** Reads a stream of events as a browser does. */
async function openEvents(url: string, headers: Readonly<Record<string, string>> = {}) {
  const stop = new AbortController();
  const answer = await fetch(url, { headers, signal: stop.signal });
  const events: Event[] = [];
  let comments = 0;
  const read = async () => {
    let text = '';
    for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const parts = (text + chunk).split('\n\n');
      text = parts.pop() ?? '';
      for (const part of parts) {
        const fields = new Map(
          part
            .split('\n')
            .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()]),
        );
        if (fields.has('')) comments += 1;
        else
          events.push({
            event: fields.get('event') ?? '',
            id: Number(fields.get('id')),
            data: JSON.parse(fields.get('data') ?? ''),
          });
      }
    }
  };
  const ended = read().then(
    () => 'whole',
    () => 'broken off',
  );
  const close = () => stop.abort();
  onTestFinished(close);
  const until = async (isThere: (event: Event) => boolean) => {
    for (;;) {
      const found = events.find(isThere);
      if (found !== undefined) return found;
      await sleep(10);
    }
  };
  return { answer, events, until, close, ended, comments: () => comments };
}

const isEnd = ({ data }: Event) => data.phase === 'succeeded';

describe('events', () => {
  it('tell each phase once, in order, under names that no framework takes for its own', async () => {
    const { url, post, send } = await startHost();
    const stream = await openEvents(`${url}/events`);
    expect(stream.answer.headers.get('content-type')).toContain('text/event-stream');
    expect(stream.answer.headers.get('x-accel-buffering')).toBe('no');
    const { id } = await (await post('/tasks', { ...body, label: 'ads' })).json();
    const last = await stream.until(isEnd);
    expect(last.data).toEqual(await (await send(`/tasks/${id}`)).json());
    const revisions = stream.events.map(({ id: revision }) => revision);
    expect(revisions).toEqual([...new Set(revisions)].toSorted((a, b) => a - b));
    expect(new Set(stream.events.map(({ event }) => event))).toEqual(new Set(['job']));
    await send(`/tasks/${id}`, { method: 'DELETE' });
    expect((await stream.until(({ event }) => event === 'deleted')).data).toEqual({ id });
    expect(stream.comments()).toBeGreaterThan(0);
  });

  it('go on from where a stream was, also after a restart', async () => {
    const { url, post, folder, simulator, listening } = await startHost({ simulator: { speed: 0 } });
    const stream = await openEvents(`${url}/events`);
    await post('/tasks', body);
    const { id: seen } = await stream.until(({ data }) => data.phase === 'polling');
    stream.close();
    await listening.close();
    simulator.advance(60);
    const again = await startHost({ folder, at: simulator });
    const resumed = await openEvents(`${again.url}/events?after=0`, { 'last-event-id': String(seen) });
    await resumed.until(isEnd);
    expect(resumed.events.every(({ id }) => id > seen)).toBe(true);
    const anew = await openEvents(`${again.url}/events`);
    expect((await anew.until(isEnd)).id).toBe(resumed.events.at(-1)?.id);
    expect(anew.events).toHaveLength(1);
    // Of a store that is gone.
    const odd = await openEvents(`${again.url}/events`, { 'last-event-id': '999999' });
    await odd.until(isEnd);
  });

  it('are an owner’s own', async () => {
    const owner = (request: Request) => request.headers.get('x-user') ?? undefined;
    const { url, post } = await startHost({ settings: { owner } });
    const ann = await openEvents(`${url}/events`, { 'x-user': 'ann' });
    const bob = await openEvents(`${url}/events`, { 'x-user': 'bob' });
    await post('/tasks', body, { 'x-user': 'ann' });
    await ann.until(isEnd);
    const his = await (await post('/tasks', body, { 'x-user': 'bob' })).json();
    await bob.until((event) => event.data.id === his.id && isEnd(event));
    expect(new Set(bob.events.map((event) => event.data.id))).toEqual(new Set([his.id]));
  });

  it('tell what another process does', async () => {
    const { folder, post, simulator } = await startHost();
    const second = await startHost({ folder, at: simulator });
    const stream = await openEvents(`${second.url}/events`);
    const { id } = await (await post('/tasks', body)).json();
    expect((await stream.until(isEnd)).data.id).toBe(id);
  });

  it('are read from the store once for 1,000 listeners, and by nobody when nobody listens', async () => {
    const reads = { shared: 0, own: 0 };
    const { store, folder, simulator } = await startHost({ simulator: { speed: 0 } });
    const counted: JobStore = {
      ...store.jobs,
      changes: (options) => {
        reads[options.owner === undefined ? 'shared' : 'own'] += 1;
        return store.jobs.changes(options);
      },
    };
    const { server, url } = await startHost({
      folder,
      at: simulator,
      settings: { store: { ...store, jobs: counted }, changesMs: 50 },
    });
    const readers: ReadableStreamDefaultReader<Uint8Array>[] = [];
    for (let index = 0; index < 1_000; index += 1) {
      const answer = await server.fetch(new Request('http://localhost/events'));
      const reader = answer.body?.getReader();
      if (reader !== undefined) readers.push(reader);
    }
    // The comment that each begins with.
    await Promise.all(readers.map((reader) => reader.read()));
    await server.jobs.submit({ ...body.request }, { id: 'one' });
    const decoder = new TextDecoder();
    const texts = await Promise.all(
      readers.map(async (reader) => decoder.decode((await reader.read()).value)),
    );
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toContain('event: job');
    expect(reads.own).toBe(1_000);
    const before = reads.shared;
    await sleep(500);
    expect(reads.shared - before).toBeLessThan(20);
    await Promise.all(readers.map((reader) => reader.cancel()));
    const gone = await openEvents(`${url}/events`);
    await gone.until(({ event }) => event === 'job');
    gone.close();
    // Nobody reads the body of such an answer, or ends it.
    const head = await server.fetch(new Request('http://localhost/events', { method: 'HEAD' }));
    expect([head.status, head.body]).toEqual([200, null]);
    let idle: number;
    do {
      idle = reads.shared;
      await sleep(300);
    } while (reads.shared !== idle);
  });

  it('end when the server closes', async () => {
    const { url, listening } = await startHost();
    const stream = await openEvents(`${url}/events`);
    await listening.close();
    expect(await stream.ended).toBe('whole');
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  it('keep a quiet stream alive', async () => {
    const beats: (() => void)[] = [];
    const clock = {
      now: () => Date.now(),
      sleep: (milliseconds: number, signal: AbortSignal | undefined) =>
        new Promise<void>((resolve, reject) => {
          signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
          if (milliseconds === 15_000) beats.push(resolve);
          else setTimeout(resolve, Math.min(milliseconds, 50));
        }),
    };
    const { url } = await startHost({ settings: { clock } });
    const stream = await openEvents(`${url}/events`);
    while (stream.comments() < 3) {
      beats.splice(0).forEach((beat) => beat());
      await sleep(10);
    }
    expect(stream.events).toEqual([]);
  });
});
