import { open, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { downloadVideo } from '@vid/core/download';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  collector,
  cutWhenTaken,
  failure,
  file,
  film,
  folder,
  planted,
  serve,
  sha256,
  status,
  virtualClock,
} from './download-server.ts';

const clip = film(300_000);
const whole = { bytes: clip.length, sha256: sha256(clip), mediaType: 'video/mp4' };

type Write = (
  chunk: Uint8Array,
  offset: number,
  length: number,
  position: number,
) => Promise<{ bytesWritten: number }>;

/** Stands between every file of this process and the disk, until the test ends. */
async function watchWrites(watch: (write: Write, ...asked: Parameters<Write>) => ReturnType<Write>) {
  const handle = await open(process.execPath);
  const prototype: { write: Write } = Object.getPrototypeOf(handle);
  await handle.close();
  const { write } = prototype;
  const spy = vi.spyOn(prototype, 'write').mockImplementation(function (
    this: unknown,
    ...asked: Parameters<Write>
  ) {
    return watch((...part) => Reflect.apply(write, this, part), ...asked);
  });
  onTestFinished(() => spy.mockRestore());
}

describe('downloadVideo: to a file', () => {
  it('writes the whole file, leaves nothing beside it and returns its hash', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const path = join(await folder(), 'clip.mp4');
    expect(await downloadVideo({ url: link }, path, { allowHosts })).toEqual({ path, ...whole });
    expect((await readFile(path)).equals(clip)).toBe(true);
    expect(await readdir(join(path, '..'))).toEqual(['clip.mp4']);
  });

  it('takes a file URL, and no other', async () => {
    const { link, allowHosts, requests } = await serve(file(clip));
    const path = join(await folder(), 'a b.mp4');
    expect(await downloadVideo({ url: link }, pathToFileURL(path), { allowHosts })).toEqual({
      path,
      ...whole,
    });
    const wrong = new URL('https://example.com/clip.mp4');
    await failure(
      downloadVideo({ url: link }, wrong, { allowHosts }),
      'invalid-request',
      /must start with file:/,
    );
    expect(requests).toHaveLength(1);
  });

  it('shows nothing half-written: the old file stays until the new one is whole', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const path = join(await folder(), 'clip.mp4');
    await writeFile(path, 'old');
    const seen: Promise<string>[] = [];
    const onProgress = () => void seen.push(readFile(path, 'utf8'));
    const download = downloadVideo({ url: link }, path, { allowHosts, onProgress });
    await download;
    expect(seen.length).toBeGreaterThan(1);
    expect(await seen[0]).toBe('old');
    expect((await readFile(path)).equals(clip)).toBe(true);
  });

  it('writes beside the target meanwhile', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const place = await folder();
    const seen: Promise<readonly string[]>[] = [];
    const onProgress = () => void seen.push(readdir(place));
    await downloadVideo({ url: link }, join(place, 'clip.mp4'), { allowHosts, onProgress });
    expect(await seen[0]).toEqual([expect.stringMatching(/^\.clip\.mp4\.[0-9a-f]{12}\.part$/)]);
  });

  it('keeps the old file and removes the new one when it fails', async () => {
    const { link, allowHosts } = await serve(file(clip, { cutAfter: 1000, ranges: false }));
    const { clock } = virtualClock();
    const path = join(await folder(), 'clip.mp4');
    await writeFile(path, 'old');
    await failure(
      downloadVideo({ url: link }, path, { allowHosts, clock, onProgress: cutWhenTaken }),
      'network',
      /5 attempts/,
    );
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(join(path, '..'))).toEqual(['clip.mp4']);
  });

  it('says what is wrong with the target before a request is sent', async () => {
    const { link, allowHosts, requests } = await serve(file(clip));
    const place = await folder();
    await writeFile(join(place, 'file'), '');
    const cases = [
      [join(place, 'missing', 'clip.mp4'), /the folder .*missing does not exist.*Create it/],
      [place, /it is a folder/],
      [join(place, 'file', 'clip.mp4'), /ENOTDIR/],
      ['', /path is empty/],
    ] as const;
    for (const [target, says] of cases) {
      await failure(downloadVideo({ url: link }, target, { allowHosts }), 'invalid-request', says);
    }
    expect(requests).toHaveLength(0);
    expect(await readdir(place)).toEqual(['file']);
  });

  it('cleans up when the end cannot be reached', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const place = await folder();
    // Writable, but its name is too long to become the target's.
    const path = join(place, `${'x'.repeat(300)}.mp4`);
    await failure(downloadVideo({ url: link }, path, { allowHosts }), 'invalid-request', /ENAMETOOLONG/);
    expect(await readdir(place)).toEqual([]);
  });

  it('writes piece by piece, however little the disk takes at a time', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const path = join(await folder(), 'clip.mp4');
    let underWay = 0;
    let mostUnderWay = 0;
    await watchWrites(async (write, chunk, offset, length, position) => {
      underWay += 1;
      mostUnderWay = Math.max(mostUnderWay, underWay);
      const written = await write(chunk, offset, Math.min(length, 10_000), position);
      underWay -= 1;
      return written;
    });
    expect(await downloadVideo({ url: link }, path, { allowHosts })).toEqual({ path, ...whole });
    expect((await readFile(path)).equals(clip)).toBe(true);
    expect(mostUnderWay).toBe(1);
  });

  it('ends, after one request, when the disk is full', async () => {
    const { link, allowHosts, requests } = await serve(file(clip));
    const place = await folder();
    await watchWrites(() => Promise.reject(Object.assign(new Error('no space left'), { code: 'ENOSPC' })));
    const download = downloadVideo({ url: link }, join(place, 'clip.mp4'), { allowHosts });
    const error = await failure(
      download,
      'invalid-request',
      /Cannot write .*clip\.mp4: ENOSPC\..*free space/,
    );
    // There may be room later, and the video is paid for.
    expect(error.retryable).toBe(true);
    expect(requests).toHaveLength(1);
    expect(await readdir(place)).toEqual([]);
  });

  it('reports progress', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const onProgress = vi.fn<(progress: { bytes: number; totalBytes?: number }) => void>();
    await downloadVideo({ url: link }, join(await folder(), 'c'), { allowHosts, onProgress });
    const counts = onProgress.mock.calls.map(([{ bytes }]) => bytes);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(onProgress).toHaveBeenLastCalledWith({ bytes: clip.length, totalBytes: clip.length });
  });

  it('ends with what onProgress throws, after one request', async () => {
    const { link, allowHosts, requests } = await serve(file(clip));
    const place = await folder();
    const mine = new Error('mine');
    const onProgress = () => {
      throw mine;
    };
    await expect(downloadVideo({ url: link }, join(place, 'c'), { allowHosts, onProgress })).rejects.toBe(
      mine,
    );
    expect(requests).toHaveLength(1);
    expect(await readdir(place)).toEqual([]);
  });
});

describe('downloadVideo: to a stream', () => {
  it('writes every byte, closes the stream and lets it go', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const { stream, ended, bytes } = collector();
    expect(await downloadVideo({ url: link }, stream, { allowHosts })).toEqual(whole);
    expect(bytes().equals(clip)).toBe(true);
    expect(ended).toEqual(['closed']);
    expect(stream.locked).toBe(false);
  });

  it('reads no more than a slow stream takes', async () => {
    const total = 200 * 2 ** 20;
    const piece = Buffer.alloc(64 * 2 ** 10);
    let made = 0;
    const { link, allowHosts } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': total });
      const more = () => {
        while (made < total) {
          made += piece.length;
          if (!response.write(made === piece.length ? film(piece.length) : piece)) {
            response.once('drain', more);
            return;
          }
        }
        response.end();
      };
      more();
    });
    let taken = 0;
    let furthestAhead = 0;
    const slow = new WritableStream<Uint8Array>({
      async write(chunk) {
        for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
        taken += chunk.length;
        furthestAhead = Math.max(furthestAhead, made - taken);
      },
    });
    expect((await downloadVideo({ url: link }, slow, { allowHosts })).bytes).toBe(total);
    // What the kernel's two socket buffers hold, and no more.
    expect(furthestAhead).toBeLessThan(32 * 2 ** 20);
  });

  it('shows the stream nothing that is no video, and aborts it with the error', async () => {
    const { link, allowHosts } = await serve(file(Buffer.from('<html>'.repeat(99))));
    const { stream, ended, bytes } = collector();
    const error = await failure(
      downloadVideo({ url: link }, stream, { allowHosts }),
      'provider-unavailable',
      /another kind of file instead of a video/,
    );
    expect(bytes()).toHaveLength(0);
    expect(ended).toEqual([error]);
  });

  it('refuses a locked stream', async () => {
    const { link, allowHosts, requests } = await serve(file(clip));
    const { stream } = collector();
    stream.getWriter();
    await failure(
      downloadVideo({ url: link }, stream, { allowHosts }),
      'invalid-request',
      /locked by another writer/,
    );
    expect(requests).toHaveLength(0);
  });

  it('ends, after one request, when the stream fails', async () => {
    const { link, allowHosts, requests } = await serve(file(clip));
    const full = new WritableStream<Uint8Array>({
      write: () => Promise.reject(new Error(`no room at https://store.example/?sig=${planted}`)),
    });
    const error = await failure(
      downloadVideo({ url: link }, full, { allowHosts }),
      'invalid-request',
      /Writing to the target stream failed/,
    );
    expect(error).toMatchObject({ cause: 'no room at https://store.example/?…', retryable: true });
    expect(requests).toHaveLength(1);
  });
});

const page = Buffer.from('<!doctype html>'.repeat(99));
/** A header that holds its DocType, and a Segment of 99 bytes. */
const ebml = (docType: string) => {
  const header = [0x1a, 0x45, 0xdf, 0xa3, 0x83 + docType.length, 0x42, 0x82, 0x80 + docType.length];
  const segment = [0x18, 0x53, 0x80, 0x67, 0x80 + 99];
  return Buffer.concat([Buffer.from(header), Buffer.from(docType), Buffer.from(segment), Buffer.alloc(99)]);
};
const iso = (brand: string) => {
  const bytes = film(111);
  bytes.write(brand, 8, 'latin1');
  return bytes;
};

describe('downloadVideo: accepts', () => {
  it.each([
    ['video/mp4', iso('isom'), 'video/mp4'],
    ['video/mp4; codecs="avc1"', iso('mp42'), 'video/mp4'],
    ['application/octet-stream', iso('qt  '), 'video/quicktime'],
    ['binary/octet-stream', ebml('webm'), 'video/webm'],
    ['Video/X', ebml('matroska'), 'video/x-matroska'],
    [undefined, iso('isom'), 'video/mp4'],
    ['', iso('isom'), 'video/mp4'],
    ['text/plain', iso('isom'), 'video/mp4'],
    ['application/json', iso('isom'), 'video/mp4'],
    ['application/force-download', ebml('webm'), 'video/webm'],
  ])('%s', async (type, bytes, mediaType) => {
    const { link, allowHosts } = await serve((_request, response) => {
      if (type !== undefined) response.setHeader('content-type', type);
      response.end(bytes);
    });
    const { stream } = collector();
    expect(await downloadVideo({ url: link }, stream, { allowHosts })).toMatchObject({ mediaType });
  });

  it.each([
    ['a page', 'text/html', page, /"text\/html" instead of a video/],
    ['JSON', 'application/json', Buffer.from('{"error":"gone"}'), /"application\/json"/],
    ['sound', 'audio/mp4', iso('M4A '), /"audio\/mp4"/],
    ['a page that claims to be a video', 'video/mp4', Buffer.from('<!doctype html>'), /another kind of file/],
    ['JSON as octets', 'application/octet-stream', Buffer.from('{"error":"ftyp"}'), /another kind of file/],
    ['a picture of the same family', 'application/octet-stream', iso('avif'), /another kind of file/],
    ['a page without a type', '', page, /another kind of file/],
    ['nothing', 'video/mp4', Buffer.alloc(0), /an empty file/],
  ])('not %s', async (_what, type, bytes, says) => {
    const { link, allowHosts, requests } = await serve(file(bytes, { headers: { 'content-type': type } }));
    const place = await folder();
    const download = downloadVideo({ url: link }, join(place, 'c.mp4'), { allowHosts });
    await failure(download, 'provider-unavailable', says);
    expect(requests).toHaveLength(1);
    expect(await readdir(place)).toEqual([]);
  });

  it.each([304, 451])('not status %i, and is requested once', async (code) => {
    const { link, allowHosts, requests } = await serve(status(code));
    const { stream } = collector();
    const download = downloadVideo({ url: link }, stream, { allowHosts });
    const error = await failure(download, 'provider-unavailable', new RegExp(`answered ${code}`));
    expect(error.retryable).toBe(false);
    expect(requests).toHaveLength(1);
  });

  it('not more than maxBytes, by the header before a byte is taken', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const onProgress = vi.fn<() => void>();
    const options = { allowHosts, onProgress, maxBytes: clip.length - 1 };
    const place = await folder();
    await failure(
      downloadVideo({ url: link }, join(place, 'c'), options),
      'invalid-request',
      /maxBytes is 299999/,
    );
    expect(onProgress).not.toHaveBeenCalled();
    expect(await readdir(place)).toEqual([]);
  });

  it('not more than maxBytes, by count where no header tells', async () => {
    const { link, allowHosts, requests } = await serve((_request, response) => {
      response.setHeader('content-type', 'video/mp4');
      response.write(clip);
    });
    const place = await folder();
    const options = { allowHosts, maxBytes: clip.length - 1 };
    await failure(downloadVideo({ url: link }, join(place, 'c'), options), 'invalid-request', /maxBytes/);
    expect(requests).toHaveLength(1);
    expect(await readdir(place)).toEqual([]);
  });

  it('exactly maxBytes', async () => {
    const { link, allowHosts } = await serve(file(clip));
    const { stream } = collector();
    const options = { allowHosts, maxBytes: clip.length };
    expect(await downloadVideo({ url: link }, stream, options)).toEqual(whole);
  });

  it.each([
    [{ maxBytes: 0 }, /maxBytes must be greater than 0/],
    [{ maxBytes: Number.NaN }, /maxBytes/],
    [{ idleTimeoutMs: -1 }, /idleTimeoutMs/],
    [{ timeoutMs: 0 }, /timeoutMs must be greater than 0/],
    [{ minBytesPerSecond: -1 }, /minBytesPerSecond must be greater than 0/],
    [{ allowHosts: ['http://127.0.0.1'] }, /allowHosts takes/],
    [{ allowHosts: ['127.0.0.1/path'] }, /allowHosts takes/],
    [{ allowHosts: [''] }, /allowHosts takes/],
  ])('not the options %o', async (options, says) => {
    const { stream } = collector();
    const download = downloadVideo({ url: 'https://example.com' }, stream, options);
    const error = await failure(download, 'invalid-request', says);
    expect(error.retryable).toBe(false);
  });
});
