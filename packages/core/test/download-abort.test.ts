import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { VideoError, type VideoProvider, type VideoTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it, vi } from 'vitest';
import { collector, file, film, folder, serve, status } from './download-server.ts';
import { acme, fakeProvider } from './fixture.ts';

const clip = film(300_000);
const never = new Promise<never>(() => undefined);

async function aborted(download: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const error = await download.then(
    () => 'a video',
    (reason: unknown) => reason,
  );
  expect(error).toBe(signal.reason);
  expect(error).toMatchObject({ name: 'AbortError' });
}

describe('downloadVideo: an abort rejects with the signal’s reason and leaves nothing behind', () => {
  it('before it begins', async () => {
    const { link, allowHosts, requests } = await serve(file(clip));
    const target = join(await folder(), 'missing', 'c');
    const signal = AbortSignal.abort();
    await aborted(downloadVideo({ url: link }, target, { allowHosts, signal }), signal);
    expect(requests).toHaveLength(0);
  });

  it('while the server has not answered', async () => {
    const controller = new AbortController();
    const { link, allowHosts, requests } = await serve(() => controller.abort());
    const place = await folder();
    const { signal } = controller;
    const download = downloadVideo({ url: link }, join(place, 'c'), { allowHosts, signal });
    await aborted(download, signal);
    expect(requests).toHaveLength(1);
    expect(await readdir(place)).toEqual([]);
  });

  it('while bytes arrive, and closes the connection', async () => {
    const controller = new AbortController();
    let cut: (() => void) | undefined;
    const closed = new Promise<void>((resolve) => {
      cut = resolve;
    });
    const { link, allowHosts } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': 2 * clip.length });
      response.write(clip);
      response.once('close', () => cut?.());
    });
    const place = await folder();
    const { signal } = controller;
    const onProgress = ({ bytes }: { bytes: number }) => {
      if (bytes === clip.length) controller.abort(new Error('mine'));
    };
    const download = downloadVideo({ url: link }, join(place, 'c'), { allowHosts, signal, onProgress });
    await expect(download).rejects.toThrow('mine');
    await closed;
    expect(await readdir(place)).toEqual([]);
  });

  it('between two attempts', async () => {
    const controller = new AbortController();
    const { link, allowHosts, requests } = await serve(status(503));
    const { signal } = controller;
    const clock = {
      now: () => 0,
      sleep: async () => {
        controller.abort();
        signal.throwIfAborted();
      },
    };
    const { stream, ended } = collector();
    const download = downloadVideo({ url: link }, stream, { allowHosts, signal, clock });
    await aborted(download, signal);
    expect(ended).toEqual([signal.reason]);
    expect(requests).toHaveLength(1);
  });

  it('in the real pause, too', async () => {
    const controller = new AbortController();
    const { link, allowHosts } = await serve((request, response) => {
      response.once('close', () => setImmediate(() => controller.abort()));
      status(503)(request, response);
    });
    const { stream, ended } = collector();
    const { signal } = controller;
    await aborted(downloadVideo({ url: link }, stream, { allowHosts, signal }), signal);
    expect(ended).toEqual([signal.reason]);
  });

  it('while a write to the stream never ends', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const { link, allowHosts } = await serve(file(clip));
    const stuck = new WritableStream<Uint8Array>({
      write: () => {
        setImmediate(() => controller.abort());
        return never;
      },
    });
    await aborted(downloadVideo({ url: link }, stuck, { allowHosts, signal }), signal);
    expect(stuck.locked).toBe(false);
  });

  it('while a provider that ignores the signal is queried for a link', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const { link, allowHosts } = await serve(status(403));
    const query: VideoProvider['query'] = () => {
      setImmediate(() => controller.abort());
      return never;
    };
    const { provider } = fakeProvider(acme, { query });
    // Old enough that nobody waits for its file.
    const made = '2026-01-01T00:00:00.000Z';
    const accepted = newTask({ provider: 'acme', api: 'direct', model: 'brook-2' }, '17', undefined, made);
    const task: VideoTask = { ...accepted, status: 'succeeded', videos: [{ url: link }] };
    const { stream, ended } = collector();
    const options = { allowHosts, signal, provider, task };
    await aborted(downloadVideo({ url: link }, stream, options), signal);
    expect(ended).toEqual([signal.reason]);
  });

  it('before a provider is queried again, also with a clock that ignores the signal', async () => {
    const controller = new AbortController();
    const { signal } = controller;
    const { link, allowHosts } = await serve(status(403));
    const query = vi.fn<VideoProvider['query']>(async () => {
      throw new VideoError('rate-limited', 'acme is busy.');
    });
    const { provider } = fakeProvider(acme, { query });
    const task = newTask({ provider: 'acme', api: 'direct', model: 'brook-2' }, '17');
    const clock = { now: () => 0, sleep: async () => controller.abort() };
    const { stream } = collector();
    const options = { allowHosts, signal, provider, task, clock };
    await aborted(downloadVideo({ url: link }, stream, options), signal);
    expect(query).toHaveBeenCalledTimes(1);
  });
});
