import { readdir, readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { downloadVideo } from '@vid/core/download';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  collector,
  cutWhenTaken as onProgress,
  failure,
  file,
  film,
  folder,
  serve,
  sha256,
  status,
  virtualClock,
} from './download-server.ts';

const clip = film(300_000);
const half = 150_000;
const whole = { bytes: clip.length, sha256: sha256(clip), mediaType: 'video/mp4' };
const other = film(clip.length, 7);
const shorter = film(50_000, 7);
const etag = { etag: '"v1"' };

/** Downloads to a file from a server that gives these answers in turn. */
async function download(...answers: readonly RequestListener[]) {
  const { link, allowHosts, requests } = await serve(...answers);
  const { clock, slept } = virtualClock();
  const path = join(await folder(), 'clip.mp4');
  const done = downloadVideo({ url: link }, path, { allowHosts, clock, onProgress }).then(async (video) => {
    expect(sha256(await readFile(path))).toBe(video.sha256);
    return video;
  });
  return { done, requests, slept, path, ranges: () => requests.map(({ headers }) => headers.range) };
}

describe('downloadVideo: resumes a broken connection', () => {
  it.each([
    ['a strong ETag', etag, '"v1"'],
    [
      'a strong Last-Modified',
      { 'last-modified': 'Mon, 02 Nov 2026 10:00:00 GMT' },
      'Mon, 02 Nov 2026 10:00:00 GMT',
    ],
  ])('where the server gives %s', async (_what, headers, condition) => {
    const { done, requests, ranges, slept } = await download(
      file(clip, { headers, cutAfter: half }),
      file(clip, { headers }),
    );
    expect(await done).toMatchObject(whole);
    expect(ranges()).toEqual([undefined, `bytes=${half}-`]);
    expect(requests[1]?.headers['if-range']).toBe(condition);
    expect(slept).toHaveLength(1);
  });

  it('as often as it brings something new', async () => {
    const piece = 10_000;
    const { done, ranges } = await download(file(clip, { headers: etag, cutAfter: piece }));
    expect(await done).toMatchObject(whole);
    expect(ranges()).toEqual([
      undefined,
      ...Array.from({ length: 29 }, (_, index) => `bytes=${(index + 1) * piece}-`),
    ]);
  });

  it('also to a stream, which sees every byte once', async () => {
    const { link, allowHosts, requests } = await serve(
      file(clip, { headers: etag, cutAfter: half }),
      file(clip, { headers: etag }),
    );
    const { clock } = virtualClock();
    const { stream, ended, bytes } = collector();
    expect(await downloadVideo({ url: link }, stream, { allowHosts, clock, onProgress })).toEqual(whole);
    expect(bytes().equals(clip)).toBe(true);
    expect(ended).toEqual(['closed']);
    expect(requests).toHaveLength(2);
  });

  it('even inside the first bytes that tell what it is', async () => {
    const { done, ranges } = await download(
      file(clip, { headers: etag, cutAfter: 6 }),
      file(clip, { headers: etag, cutAfter: 6 }),
      file(clip, { headers: etag }),
    );
    expect(await done).toMatchObject(whole);
    expect(ranges()).toEqual([undefined, 'bytes=6-', 'bytes=12-']);
  });

  it('when an answer ends early although it is whole by its own header', async () => {
    const short: RequestListener = (_request, response) => {
      const headers = {
        'content-type': 'video/mp4',
        'content-range': `bytes ${half}-${half + 99}/${clip.length}`,
      };
      response.writeHead(206, headers).end(clip.subarray(half, half + 100));
    };
    const { done, ranges } = await download(
      file(clip, { headers: etag, cutAfter: half }),
      short,
      file(clip, { headers: etag }),
    );
    expect(await done).toMatchObject(whole);
    expect(ranges()).toEqual([undefined, `bytes=${half}-`, `bytes=${half + 100}-`]);
  });
});

describe('downloadVideo: starts again where the rest cannot be proven to be the same file', () => {
  it.each([
    ['the server knows no ranges', {}],
    ['only ranges and a length are known', { 'accept-ranges': 'bytes' }],
    ['only a weak ETag is known', { etag: 'W/"v1"' }],
    ['only ranges and a weak ETag are known', { 'accept-ranges': 'bytes', etag: 'W/"v1"' }],
    [
      'the file may have changed within a second',
      { 'last-modified': new Date(Date.now() + 9e6).toUTCString() },
    ],
  ])('when %s', async (_what, headers) => {
    const { done, ranges } = await download(file(clip, { headers, cutAfter: half }), file(clip, { headers }));
    expect(await done).toMatchObject(whole);
    expect(ranges()).toEqual([undefined, undefined]);
  });

  it('when it breaks inside the first bytes', async () => {
    const { done } = await download(file(clip, { cutAfter: 6 }), file(clip));
    expect(await done).toMatchObject(whole);
  });

  const rest = (bytes: Uint8Array, headers: Record<string, string>, from = half): RequestListener => {
    const range = `bytes ${from}-${bytes.length - 1}/${bytes.length}`;
    return (_request, response) => {
      response.writeHead(206, { 'content-type': 'video/mp4', 'content-range': range, ...headers });
      response.end(bytes.subarray(from));
    };
  };

  it.each([
    ['answers with the whole of another', file(other, { headers: { etag: '"v2"' } }), 2],
    ['answers with the whole of a shorter one', file(shorter, { headers: { etag: '"v3"' } }), 2, shorter],
    ['answers with the rest of another', rest(other, { etag: '"v2"' }), 3],
    ['answers with the rest of a longer one', rest(film(clip.length + 1, 7), {}), 3],
    ['answers with another part', rest(other, etag, half - 1), 3],
    ['has less than that by now', status(416), 3],
  ])('when the server %s', async (_what, answer, requests, now = other) => {
    const headers = { etag: '"v2"' };
    const { done, ranges, path } = await download(
      file(clip, { headers: etag, cutAfter: half }),
      answer,
      file(other, { headers }),
    );
    expect(await done).toMatchObject({ bytes: now.length, sha256: sha256(now) });
    expect(ranges()).toEqual([undefined, `bytes=${half}-`, undefined].slice(0, requests));
    expect(await readdir(join(path, '..'))).toEqual(['clip.mp4']);
  });

  it('but a stream, which cannot start again, says so without another request', async () => {
    const { link, allowHosts, requests } = await serve(file(clip, { cutAfter: half }));
    const { clock, slept } = virtualClock();
    const { stream, ended } = collector();
    const done = downloadVideo({ url: link }, stream, { allowHosts, clock, onProgress });
    const error = await failure(
      done,
      'network',
      /broke after 150000 bytes.*cannot be resumed.*new stream, or with a file/,
    );
    expect(ended).toEqual([error]);
    expect(slept).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('nor may a stream get the rest of another file', async () => {
    const { link, allowHosts } = await serve(
      file(clip, { headers: etag, cutAfter: half }),
      file(other, { headers: { etag: '"v2"' } }),
    );
    const { clock } = virtualClock();
    const { stream, bytes } = collector();
    const done = downloadVideo({ url: link }, stream, { allowHosts, clock, onProgress });
    await failure(done, 'network', /the file has changed/);
    expect(bytes().equals(clip.subarray(0, half))).toBe(true);
  });
});

describe('downloadVideo: retries transient errors', () => {
  it('five times in a row without a byte more, with growing pauses', async () => {
    const { done, requests, slept, path } = await download(status(503));
    const error = await failure(
      done,
      'provider-unavailable',
      /answered 503.*Gave up after 5 attempts in a row.*again later/,
    );
    expect(error.retryable).toBe(true);
    expect(requests).toHaveLength(5);
    for (const [index, pause] of slept.entries()) {
      expect(pause).toBeGreaterThanOrEqual(500 * 2 ** index);
      expect(pause).toBeLessThanOrEqual(1500 * 2 ** index);
    }
    expect(slept).toHaveLength(4);
    expect(await readdir(join(path, '..'))).toEqual([]);
  });

  it.each([408, 425, 429, 500, 502, 504])('after %i', async (code) => {
    const { done, requests } = await download(status(code), file(clip));
    expect(await done).toMatchObject(whole);
    expect(requests).toHaveLength(2);
  });

  it('after Retry-After, and not before', async () => {
    const { done, slept } = await download(status(429, { 'retry-after': '77' }), file(clip));
    expect(await done).toMatchObject(whole);
    expect(slept).toEqual([77_000]);
  });

  it('not after a long Retry-After: that is for the caller', async () => {
    const { done, requests, slept } = await download(status(429, { 'retry-after': '3600' }));
    const error = await failure(done, 'rate-limited', /after 1 attempt,/);
    expect(error.retryAfterMs).toBe(3_600_000);
    expect(slept).toEqual([]);
    expect(requests).toHaveLength(1);
  });

  it('when nobody listens, which is no reason to give up at once', async () => {
    const { clock, slept } = virtualClock();
    const { stream } = collector();
    // Port 9 is discard, which no machine serves any more.
    const options = { allowHosts: ['127.0.0.1'], clock };
    const done = downloadVideo({ url: 'http://127.0.0.1:9/?planted-signature' }, stream, options);
    await failure(done, 'network', /127\.0\.0\.1:9 failed \(ECONNREFUSED\)/);
    expect(slept).toHaveLength(4);
  });
});

const stopTimers = () => vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
const later = (milliseconds: number) => setImmediate(() => vi.advanceTimersByTime(milliseconds));

describe('downloadVideo: idleTimeoutMs', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('of thirty seconds before the answer counts as a break', async () => {
    stopTimers();
    const { done, requests } = await download(() => later(30_000), file(clip));
    expect(await done).toMatchObject(whole);
    expect(requests).toHaveLength(2);
  });

  it('of thirty seconds in the middle is resumed', async () => {
    stopTimers();
    const stalling: RequestListener = (_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': clip.length, ...etag });
      response.write(clip.subarray(0, half));
    };
    const { link, allowHosts, requests } = await serve(stalling, file(clip, { headers: etag }));
    const { clock } = virtualClock();
    const onProgress = ({ bytes }: { bytes: number }) => {
      if (bytes === half) later(30_000);
    };
    const { stream } = collector();
    expect(await downloadVideo({ url: link }, stream, { allowHosts, clock, onProgress })).toEqual(whole);
    expect(requests.map(({ headers }) => headers.range)).toEqual([undefined, `bytes=${half}-`]);
  });

  it('passed again and again is a timeout', async () => {
    stopTimers();
    const { done } = await download(() => later(30_000));
    expect((await failure(done, 'timeout', /No data from .* for 30 s/)).retryable).toBe(true);
  });

  it('may be made shorter', async () => {
    stopTimers();
    const { link, allowHosts } = await serve(() => later(10));
    const { clock } = virtualClock();
    const { stream } = collector();
    const done = downloadVideo({ url: link }, stream, { allowHosts, clock, idleTimeoutMs: 10 });
    expect((await failure(done, 'timeout', /No data from .* for 0\.01 s/)).retryable).toBe(true);
  });

  it('may be infinite', async () => {
    stopTimers();
    const { link, allowHosts, requests } = await serve((request, response) => {
      vi.advanceTimersByTime(3_600_000);
      file(clip)(request, response);
    });
    const { stream } = collector();
    const options = { allowHosts, idleTimeoutMs: Number.POSITIVE_INFINITY };
    expect(await downloadVideo({ url: link }, stream, options)).toEqual(whole);
    expect(requests).toHaveLength(1);
  });

  it('does not count the time that a slow stream takes', async () => {
    stopTimers();
    const { link, allowHosts, requests } = await serve(file(clip));
    const slow = new WritableStream<Uint8Array>({
      write: async () => {
        vi.advanceTimersByTime(3_600_000);
      },
    });
    expect(await downloadVideo({ url: link }, slow, { allowHosts })).toEqual(whole);
    expect(requests).toHaveLength(1);
  });
});
