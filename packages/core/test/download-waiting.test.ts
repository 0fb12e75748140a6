import type { RequestListener } from 'node:http';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, VideoProvider, VideoTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it, vi } from 'vitest';
import {
  collector,
  cutWhenTaken,
  failure,
  file,
  film,
  folder,
  serve,
  sha256,
  status,
} from './download-server.ts';
import { acme, fakeProvider } from './fixture.ts';

const clip = film(300_000);
const whole = { bytes: clip.length, sha256: sha256(clip), mediaType: 'video/mp4' };

/** Goes on by sleeping, and when a server says so; `after` fires when its time has passed. */
function steppedClock() {
  let now = Date.parse('2026-11-29T12:00:00Z');
  const slept: number[] = [];
  const timers = new Map<() => void, number>();
  const pass = (milliseconds: number) => {
    now += milliseconds;
    for (const [run, at] of timers) if (at <= now && timers.delete(run)) run();
  };
  const clock: Clock = {
    now: () => now,
    monotonic: () => now,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      pass(milliseconds);
    },
    after(milliseconds, run) {
      timers.set(run, now + milliseconds);
      return () => void timers.delete(run);
    },
  };
  return { clock, slept, pass, timers };
}

const madeAt = (createdAt: string, url: string): VideoTask => ({
  ...newTask({ provider: 'acme', api: 'direct', model: 'brook-2' }, '17'),
  createdAt,
  status: 'succeeded',
  videos: [{ url }],
});
const justMade = '2026-11-29T11:55:00.000Z';
const hoursAgo = '2026-11-29T02:00:00.000Z';

/** A provider that has this link for the task. */
function withLink(url: string) {
  const query = vi.fn<VideoProvider['query']>(async (task) => madeAt(task.createdAt ?? '', url));
  return { query, provider: fakeProvider(acme, { query }).provider };
}

describe('downloadVideo: a file that is not there yet', () => {
  it.each([400, 403, 404, 409])(
    'is waited for when the task is young, though the server says %i',
    async (code) => {
      const { link, allowHosts, requests } = await serve(status(code), status(code), file(clip));
      const { provider, query } = withLink(link);
      const { clock, slept } = steppedClock();
      const options = { allowHosts, clock, provider, task: madeAt(justMade, link) };
      expect(await downloadVideo({ url: link }, collector().stream, options)).toEqual(whole);
      expect([requests.length, slept.length]).toEqual([3, 2]);
      expect(query).not.toHaveBeenCalled();
    },
  );

  it('is waited for when the link was signed a moment ago, also without the task', async () => {
    const { link, allowHosts, requests } = await serve(status(403), file(clip));
    const { clock } = steppedClock();
    const url = `${link}&X-Amz-Date=20261129T115930Z&X-Amz-Expires=3600`;
    expect(await downloadVideo({ url }, collector().stream, { allowHosts, clock })).toEqual(whole);
    expect(requests).toHaveLength(2);
  });

  it.each([202, 204])('is waited for when the server says so by status %i', async (code) => {
    const { link, allowHosts, requests } = await serve(status(code, { 'retry-after': '40' }), file(clip));
    const { clock, slept } = steppedClock();
    expect(await downloadVideo({ url: link }, collector().stream, { allowHosts, clock })).toEqual(whole);
    expect(slept).toEqual([40_000]);
    expect(requests).toHaveLength(2);
  });

  it.each([202, 204, 404])('is given up after five answers of %i', async (code) => {
    const { link, allowHosts, requests } = await serve(status(code));
    const { clock } = steppedClock();
    const url = `${link}&X-Goog-Date=20261129T120000Z`;
    const done = downloadVideo({ url }, collector().stream, { allowHosts, clock });
    await failure(done, code === 404 ? 'not-found' : 'provider-unavailable', /5 attempts/);
    expect(requests).toHaveLength(5);
  });

  it('is looked for under a new link in the end', async () => {
    const old = await serve(status(404));
    const renewed = await serve(file(clip));
    const { provider, query } = withLink(renewed.link);
    const { clock } = steppedClock();
    const options = { allowHosts: ['127.0.0.1'], clock, provider, task: madeAt(justMade, old.link) };
    expect(await downloadVideo({ url: old.link }, collector().stream, options)).toEqual(whole);
    expect(query).toHaveBeenCalledTimes(1);
    expect(old.requests).toHaveLength(5);
  });

  it.each([
    ['worth another try while the task is young', justMade, true],
    ['gone when the task is old', hoursAgo, false],
  ])('is %s, though a new link does not work either', async (_what, createdAt, retryable) => {
    const { link, allowHosts } = await serve(status(404));
    const { provider } = withLink(link);
    const options = { allowHosts, clock: steppedClock().clock, provider, task: madeAt(createdAt, link) };
    const done = downloadVideo({ url: link }, collector().stream, options);
    expect(await failure(done, 'not-found', /A new link from the provider/)).toMatchObject({ retryable });
  });

  it('is worth another try where its server asks for more patience than a download has', async () => {
    const { link, allowHosts } = await serve(status(404, { 'retry-after': '600' }));
    const { provider } = withLink(link);
    const options = { allowHosts, clock: steppedClock().clock, provider, task: madeAt(hoursAgo, link) };
    const done = downloadVideo({ url: link }, collector().stream, options);
    const error = await failure(done, 'not-found', /A new link from the provider/);
    expect(error).toMatchObject({ retryable: true, retryAfterMs: 600_000 });
  });

  it.each([
    ['the task is old', hoursAgo, ''],
    ['the link says that it has expired', justMade, '&X-Amz-Date=20261129T100000Z&X-Amz-Expires=3600'],
    ['the link names the second of its end', justMade, '&Expires=1764400000'],
    ['the link names the date of its end', justMade, '&se=2026-11-29T11%3A00%3A00Z'],
  ])('is not waited for when %s: a new link is asked for at once', async (_what, createdAt, query) => {
    const old = await serve(status(403));
    const renewed = await serve(file(clip));
    const { provider } = withLink(renewed.link);
    const { clock, slept } = steppedClock();
    const url = `${old.link}${query}`;
    const options = { allowHosts: ['127.0.0.1'], clock, provider, task: madeAt(createdAt, url) };
    expect(await downloadVideo({ url }, collector().stream, options)).toEqual(whole);
    expect([old.requests.length, slept.length]).toEqual([1, 0]);
  });
});

/** Sends so many bytes every ten seconds of the clock, for as long as there are any. */
const drip =
  (bytes: Uint8Array, size: number, pass: (milliseconds: number) => void): RequestListener =>
  (_request, response) => {
    let at = 0;
    response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': bytes.length });
    const next = () => {
      if (response.destroyed) return;
      pass(10_000);
      response.write(bytes.subarray(at, (at += size)), () => void setTimeout(next, 1));
      if (at >= bytes.length) response.end();
    };
    next();
  };

describe('downloadVideo: a server that drips', () => {
  it('is given up when five connections brought less than 1 kB/s', async () => {
    const { clock, pass } = steppedClock();
    const { link, allowHosts, requests } = await serve(drip(clip, 100, pass));
    const place = await folder();
    const done = downloadVideo({ url: link }, join(place, 'c.mp4'), { allowHosts, clock });
    await failure(done, 'timeout', /sent less than 1024 bytes per second \(minBytesPerSecond\) for a minute/);
    expect(requests).toHaveLength(5);
    expect(await readdir(place)).toEqual([]);
  });

  it.each([
    ['sends more than that, for however long', 20_000, {}],
    ['may', 500, { minBytesPerSecond: 0 }],
  ])('is waited for when it %s', async (_what, size, options) => {
    const { clock, pass } = steppedClock();
    const { link, allowHosts, requests } = await serve(drip(clip, size, pass));
    const result = downloadVideo({ url: link }, collector().stream, { allowHosts, clock, ...options });
    expect(await result).toEqual(whole);
    expect(requests).toHaveLength(1);
  });

  it('is given up when ever new connections bring no more', async () => {
    const { clock, pass } = steppedClock();
    const etag = { etag: '"v1"' };
    const { link, allowHosts, requests } = await serve((request, response) => {
      pass(30_000);
      file(clip, { headers: etag, cutAfter: 1000 })(request, response);
    });
    const options = { allowHosts, clock, onProgress: cutWhenTaken };
    const done = downloadVideo({ url: link }, collector().stream, options);
    await failure(done, 'network', /Gave up after 5 attempts in a row, with 5000 bytes received/);
    expect(requests).toHaveLength(5);
  });

  it('has timeoutMs for the whole of it', async () => {
    const { clock, pass, timers } = steppedClock();
    const { link, allowHosts } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': clip.length });
      response.write(clip.subarray(0, 20_000));
    });
    const { stream, ended } = collector();
    const onProgress = ({ bytes }: { readonly bytes: number }) => bytes === 20_000 && pass(60_000);
    const options = { allowHosts, clock, onProgress, timeoutMs: 60_000 };
    const done = downloadVideo({ url: link }, stream, options);
    const error = await failure(
      done,
      'timeout',
      /took longer than 60 s \(timeoutMs\); 20000 bytes had arrived/,
    );
    expect(ended).toEqual([error]);
    expect(timers.size).toBe(0);
  });

  it.each([
    [1, 2 ** 31 - 1],
    [0, 2 ** 31],
  ])('has %i timers for %i ms, as a timer of more fires at once', async (count, timeoutMs) => {
    const { clock, timers } = steppedClock();
    const { link, allowHosts } = await serve(file(clip));
    const counted = new Set<number>();
    const onProgress = () => void counted.add(timers.size);
    const options = { allowHosts, clock, timeoutMs, onProgress };
    expect(await downloadVideo({ url: link }, collector().stream, options)).toEqual(whole);
    expect([...counted]).toEqual([count]);
    expect(timers.size).toBe(0);
  });

  it('may be silent for longer than a timer can be, if it may', async () => {
    const { link, allowHosts } = await serve((request, response) => {
      setTimeout(() => file(clip)(request, response), 20);
    });
    const options = { allowHosts, idleTimeoutMs: Number.POSITIVE_INFINITY };
    expect(await downloadVideo({ url: link }, collector().stream, options)).toEqual(whole);
  });

  it('keeps the caller’s own reason', async () => {
    const { clock, pass, timers } = steppedClock();
    const { link, allowHosts } = await serve(drip(clip, 20_000, pass));
    const controller = new AbortController();
    const reason = new Error('enough');
    const options = {
      allowHosts,
      clock,
      timeoutMs: 600_000,
      signal: controller.signal,
      onProgress: () => controller.abort(reason),
    };
    await expect(downloadVideo({ url: link }, collector().stream, options)).rejects.toBe(reason);
    expect(timers.size).toBe(0);
  });
});
