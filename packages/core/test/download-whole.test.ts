import { readdir, readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import type { VideoEvent } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { describe, expect, it } from 'vitest';
import { collector, failure, file, film, folder, serve, sha256, virtualClock } from './download-server.ts';

const u32 = (value: number) => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};
const box = (type: string, ...content: readonly Uint8Array[]) => {
  const body = Buffer.concat(content);
  return Buffer.concat([u32(8 + body.length), Buffer.from(type), body]);
};
const largeBox = (type: string, body: Uint8Array) =>
  Buffer.concat([u32(1), Buffer.from(type), u32(0), u32(16 + body.length), body]);
const openBox = (type: string, body: Uint8Array) => Buffer.concat([u32(0), Buffer.from(type), body]);

const ftyp = box('ftyp', Buffer.from('isom\0\0\x02\0isommp42'));
const track = (table: Uint8Array) =>
  box('moov', box('mvhd', Buffer.alloc(100)), box('trak', box('mdia', box('minf', box('stbl', table)))));
const stco = (...offsets: readonly number[]) =>
  track(box('stco', u32(0), u32(offsets.length), ...offsets.map(u32)));
const offsets = (start: number) => [start, start + 40];
const co64 = (offset: number) => track(box('co64', u32(0), u32(1), u32(0), u32(offset)));
const data = Buffer.alloc(900, 7);
const fragmented = [ftyp, box('moov', box('mvex')), box('moof', u32(1)), box('mdat', data)];

const ebmlHeader = Buffer.from('\x1A\x45\xDF\xA3\x87\x42\x82\x84webm', 'latin1');
const segment = (size: string, body = data) =>
  Buffer.concat([ebmlHeader, Buffer.from(`\x18\x53\x80\x67${size}`, 'latin1'), body]);

/** As ffmpeg writes one, with its index first. */
const realClip = await readFile(new URL('film.mp4', import.meta.url));

/** In chunks, and ended as if that were all; with `close`, as HTTP/1.0 does. */
const withoutLength =
  (bytes: Uint8Array, headers: Record<string, string> = {}, close = false): RequestListener =>
  (_request, response) => {
    if (close) response.useChunkedEncodingByDefault = false;
    response.writeHead(200, { 'content-type': 'video/mp4', ...headers });
    response.end(bytes);
  };
const transports = {
  'in chunks': (bytes: Uint8Array) => withoutLength(bytes),
  'closed without a length': (bytes: Uint8Array) => withoutLength(bytes, {}, true),
  'cut where it lies': (bytes: Uint8Array) => file(bytes),
};

async function download(...answers: readonly RequestListener[]) {
  const { link, allowHosts, requests } = await serve(...answers);
  const { clock } = virtualClock();
  const place = await folder();
  const events: VideoEvent[] = [];
  const onEvent = (event: VideoEvent) => void events.push(event);
  const done = downloadVideo({ url: link }, join(place, 'clip.mp4'), { allowHosts, clock, onEvent });
  return { done, requests, place, events };
}

describe.each(Object.entries(transports))('downloadVideo: a film %s', (how, send) => {
  it('is whole when it is', async () => {
    const { done, place } = await download(send(realClip));
    const path = join(place, 'clip.mp4');
    expect(await done).toEqual({
      path,
      bytes: realClip.length,
      sha256: sha256(realClip),
      mediaType: 'video/mp4',
    });
  });

  const cuts = [24, 32, 33, 39, 40, 700, Math.floor(realClip.length / 2), realClip.length - 1];
  it.each(cuts)('never passes as whole after %i bytes', async (length) => {
    const { done, place, requests } = await download(send(realClip.subarray(0, length)));
    const error = await failure(done, 'network', /sent a film that is cut.*Gave up after 5 attempts/);
    expect(error.retryable).toBe(true);
    expect(await readdir(place)).toEqual([]);
    expect(requests.map(({ headers }) => headers.range)).toEqual(requests.map(() => undefined));
    expect([how, requests.length]).toEqual([how, 5]);
  });
});

describe('downloadVideo: a film that is cut', () => {
  it('is resumed where the server proves that it is the same', async () => {
    const etag = { etag: '"v1"' };
    const { done, requests } = await download(
      withoutLength(realClip.subarray(0, 5000), etag),
      file(realClip, { headers: etag }),
    );
    expect(await done).toMatchObject({ bytes: realClip.length, sha256: sha256(realClip) });
    expect(requests.map(({ headers }) => headers.range)).toEqual([undefined, 'bytes=5000-']);
  });

  it('where it lies is fetched again from its first byte', async () => {
    const etag = { etag: '"v1"' };
    const { done, requests } = await download(
      file(realClip.subarray(0, 5000), { headers: etag }),
      file(realClip, { headers: { etag: '"v2"' } }),
    );
    expect(await done).toMatchObject({ sha256: sha256(realClip) });
    expect(requests.map(({ headers }) => headers.range)).toEqual([undefined, undefined]);
  });

  it('is said to a stream, which cannot begin again', async () => {
    const { link, allowHosts, requests } = await serve(file(realClip.subarray(0, 5000)));
    const { stream, ended } = collector();
    const done = downloadVideo({ url: link }, stream, { allowHosts });
    const error = await failure(done, 'network', /film that is cut.*5000 bytes.*new stream, or with a file/);
    expect(ended).toEqual([error]);
    expect(requests).toHaveLength(1);
  });

  const whole: readonly (readonly [string, readonly Uint8Array[]])[] = [
    ['moov at the end', [ftyp, box('mdat', data), stco(32)]],
    ['a size of 64 bits', [ftyp, stco(200), largeBox('mdat', data)]],
    ['offsets of 64 bits', [ftyp, co64(200), box('mdat', data)]],
    ['fragments that are listed', [...fragmented, box('mfra', u32(1))]],
    ['a Segment of known size', [segment('\x43\x84')]],
  ];
  it.each(whole)('is known by its structure: %s', async (_what, parts) => {
    const bytes = Buffer.concat(parts);
    const complete = await download(withoutLength(bytes));
    expect(await complete.done).toEqual(expect.not.objectContaining({ unverified: true }));
    for (const length of [bytes.length - 1, bytes.length - 900]) {
      const { done } = await download(withoutLength(bytes.subarray(0, length)));
      await failure(done, 'network', /film that is cut/);
    }
  });

  it.each([
    ['stco', stco(200, 5000, 300)],
    ['co64', co64(5000)],
  ])('is known by %s, whose chunks lie behind its end', async (_what, moov) => {
    const { done, requests } = await download(file(Buffer.concat([ftyp, moov, openBox('mdat', data)])));
    await failure(done, 'network', /film that is cut/);
    expect(requests).toHaveLength(5);
  });
});

describe('downloadVideo: a film that was cut', () => {
  const films: Readonly<Record<string, readonly Uint8Array[]>> = {
    'moov first': [
      ftyp,
      stco(...offsets(ftyp.length + stco(0, 0).length + 8)),
      box('mdat', data.subarray(0, 90)),
    ],
    'moov last': [ftyp, box('mdat', data.subarray(0, 90)), stco(...offsets(ftyp.length + 8))],
    'two of mdat': [
      ftyp,
      box('mdat', data.subarray(0, 30)),
      stco(32, 300),
      box('mdat', data.subarray(0, 90)),
    ],
    'listed fragments': [
      ftyp,
      box('moov', box('mvex')),
      box('moof', u32(1)),
      box('mdat', data.subarray(0, 30)),
      box('mfra', u32(1)),
    ],
    'a Segment': [segment('\xDA', data.subarray(0, 90))],
  };
  /** Where a film without a list of its fragments may end as well as go on: behind each `mdat`. */
  const mayEnd = ftyp.length + 16 + 12 + 38;

  it.each(Object.entries(films))('never passes, wherever it was: %s', async (what, parts) => {
    const bytes = Buffer.concat(parts);
    const complete = await download(withoutLength(bytes));
    expect(await complete.done).toEqual(expect.not.objectContaining({ unverified: true }));
    const cuts = Array.from({ length: bytes.length - 1 }, (_, index) => index + 1);
    const answers = cuts.flatMap((length) =>
      Object.values(transports).map((send) => ({ length, answer: send(bytes.subarray(0, length)) })),
    );
    const passed: number[] = [];
    for (const { length, answer } of answers) {
      const { link, allowHosts } = await serve(answer);
      const { clock } = virtualClock();
      const done = downloadVideo({ url: link }, collector().stream, { allowHosts, clock });
      const result = await done.catch(() => undefined);
      if (result !== undefined) passed.push(length);
    }
    expect(passed).toEqual(what === 'listed fragments' ? [mayEnd, mayEnd, mayEnd] : []);
  });
});

describe('downloadVideo: bytes behind a whole film, too few to be a box', () => {
  const whole = [ftyp, box('mdat', data), stco(32)];
  const strays = [1, 2, 3, 4, 5, 6, 7].map((length) => Buffer.from('\n\0\0\0\r\n\n').subarray(0, length));

  it.each(strays)('do not make it a cut one: %o', async (stray) => {
    for (const film of [whole, [segment('\x43\x84')]]) {
      const bytes = Buffer.concat([...film, stray]);
      const unproven = await download(withoutLength(bytes));
      expect(await unproven.done).toMatchObject({ bytes: bytes.length, unverified: true });
      expect(unproven.events).toMatchObject([{ type: 'downloaded', unverified: true }]);
      const proven = await download(file(bytes));
      expect(await proven.done).not.toHaveProperty('unverified');
      expect(proven.requests).toHaveLength(1);
    }
  });

  it.each([
    ['whose chunks lie behind them', [ftyp, box('mdat', data), stco(32, 5000)]],
    ['without a chunk', [ftyp, box('mdat', data), box('moov')]],
    ['of fragments, of which they may be the next', fragmented],
    ['without its index', [ftyp, box('mdat', data)]],
  ])('but are the cut one of a film %s', async (_what, parts) => {
    const { done, requests } = await download(file(Buffer.concat([...parts, Buffer.alloc(3)])));
    await failure(done, 'network', /film that is cut/);
    expect(requests).toHaveLength(5);
  });
});

describe('downloadVideo: unverified', () => {
  const endless: readonly (readonly [string, readonly Uint8Array[]])[] = [
    ['an mdat of size 0', [ftyp, stco(200), openBox('mdat', data)]],
    ['fragments that nothing lists', fragmented],
    ['a Segment of unknown size', [segment('\x01\xFF\xFF\xFF\xFF\xFF\xFF\xFF')]],
    ['boxes that nobody can read', [ftyp, u32(3), data]],
  ];
  it.each(endless)('where neither a length nor the structure tells: %s', async (_what, parts) => {
    const bytes = Buffer.concat(parts);
    const unproven = await download(withoutLength(bytes));
    expect(await unproven.done).toMatchObject({ bytes: bytes.length, unverified: true });
    const proven = await download(file(bytes));
    expect(await proven.done).not.toHaveProperty('unverified');
  });

  it('nor is a film trusted to be no deeper than others', async () => {
    const depth = 50_000;
    const headers = Array.from({ length: depth }, (_, at) => [u32(8 * (depth - at)), Buffer.from('moov')]);
    const bytes = Buffer.concat([ftyp, ...headers.flat(), box('mdat', data)]);
    const { done } = await download(withoutLength(bytes));
    expect(await done).toMatchObject({ bytes: bytes.length });
  });

  it('is not said of a film whose boxes add up', async () => {
    const { done } = await download(withoutLength(film(5000)));
    expect(await done).not.toHaveProperty('unverified');
  });
});
