import { VideoError, type VideoProvider, type VideoTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it, vi } from 'vitest';
import {
  collector,
  cutWhenTaken as onProgress,
  failure,
  file,
  film,
  planted,
  serve,
  sha256,
  status,
  virtualClock,
} from './download-server.ts';
import { acme, fakeProvider } from './fixture.ts';

const clip = film(300_000);
const half = 150_000;
const whole = { bytes: clip.length, sha256: sha256(clip), mediaType: 'video/mp4' };
const etag = { etag: '"v1"' };

/** Old enough that a file which is missing is gone. */
const accepted: VideoTask = {
  ...newTask({ provider: 'acme', api: 'direct', model: 'brook-2' }, '17'),
  createdAt: '2026-01-01T00:00:00.000Z',
};
const succeeded = (...links: readonly [string, ...string[]]): VideoTask => ({
  ...accepted,
  status: 'succeeded',
  videos: links.map((url) => ({ url })),
});

/** A provider that gives these answers, the last one for ever, and must never generate. */
function answering(...answers: readonly (VideoTask | Error)[]) {
  const left = [...answers];
  const query = vi.fn<VideoProvider['query']>(async () => {
    const answer = left.length > 1 ? left.shift() : left[0];
    if (answer === undefined || answer instanceof Error) throw answer;
    return answer;
  });
  const generate = vi.fn<VideoProvider['generate']>(() => {
    throw new Error('a download must not pay');
  });
  return { provider: fakeProvider(acme, { query, generate }).provider, query, generate };
}

describe('downloadVideo: an expired link', () => {
  it.each([400, 401, 403, 404, 410])('with %i is replaced by the provider’s new one', async (code) => {
    const old = await serve(status(code));
    const renewed = await serve(file(clip));
    const task = succeeded(old.link);
    const { provider, query, generate } = answering(succeeded(renewed.link));
    const { stream } = collector();
    const allowHosts = [old.host, renewed.host];
    expect(await downloadVideo({ url: old.link }, stream, { allowHosts, provider, task })).toEqual(whole);
    expect(query.mock.calls.map(([queried]) => queried)).toEqual([task]);
    expect(generate).not.toHaveBeenCalled();
    expect([old.requests.length, renewed.requests.length]).toEqual([1, 1]);
  });

  it('is replaced for the same video of the task, also when the signature is another', async () => {
    const first = await serve(file(film(99)));
    const old = await serve(status(403));
    const second = await serve(file(clip));
    const { provider } = answering(succeeded(first.link, second.link));
    const task = succeeded(first.link, `${old.link}-signed-again`);
    const { stream } = collector();
    const allowHosts = [first.host, old.host, second.host];
    expect(await downloadVideo({ url: old.link }, stream, { allowHosts, provider, task })).toEqual(whole);
    expect(first.requests).toHaveLength(0);
  });

  it('in the middle of a download is replaced, and the rest is resumed', async () => {
    const old = await serve(file(clip, { headers: etag, cutAfter: half }), status(403));
    const renewed = await serve(file(clip, { headers: etag }));
    const { provider, query } = answering(succeeded(renewed.link));
    const { stream, bytes } = collector();
    const { clock } = virtualClock();
    const options = { allowHosts: ['127.0.0.1'], provider, task: succeeded(old.link), clock, onProgress };
    expect(await downloadVideo({ url: old.link }, stream, options)).toEqual(whole);
    expect(bytes().equals(clip)).toBe(true);
    expect(renewed.requests[0]?.headers).toMatchObject({ range: `bytes=${half}-`, 'if-range': '"v1"' });
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('is queried for once, then the video is not found', async () => {
    const dead = await serve(status(410));
    const { provider, query, generate } = answering(succeeded(dead.link));
    const { stream } = collector();
    const options = { allowHosts: dead.allowHosts, provider, task: succeeded(dead.link) };
    const done = downloadVideo({ url: dead.link }, stream, options);
    await failure(done, 'not-found', /answered 410.*A new link from the provider did not work/);
    expect(query).toHaveBeenCalledTimes(1);
    expect(generate).not.toHaveBeenCalled();
    expect(dead.requests).toHaveLength(2);
  });

  it('survives transient query errors', async () => {
    const old = await serve(status(403));
    const renewed = await serve(file(clip));
    const busy = new VideoError('rate-limited', 'acme is busy.', { retryAfterMs: 9_000 });
    const { provider, query } = answering(busy, succeeded(renewed.link));
    const { stream } = collector();
    const { clock, slept } = virtualClock();
    const options = { allowHosts: ['127.0.0.1'], provider, task: succeeded(old.link), clock };
    expect(await downloadVideo({ url: old.link }, stream, options)).toEqual(whole);
    expect(query).toHaveBeenCalledTimes(2);
    expect(slept).toEqual([9_000]);
    expect(old.requests).toHaveLength(1);
  });

  it.each([
    [
      'the key is wrong',
      new VideoError('authentication', 'The key is wrong.'),
      'authentication',
      /The key is wrong/,
    ],
    ['the task is gone', new VideoError('not-found', 'No such task.'), 'not-found', /No such task/],
    ['the task has failed meanwhile', { ...accepted, status: 'canceled' }, 'not-found', /is now canceled/],
    [
      'it is unclear which one it is',
      succeeded('https://a.example/1', 'https://a.example/2'),
      'not-found',
      /cannot be matched to one of the/,
    ],
  ] as const)('is the end when %s', async (_what, answer, code, says) => {
    const old = await serve(status(403));
    const { provider, query } = answering(answer);
    const { stream } = collector();
    const options = { allowHosts: old.allowHosts, provider, task: accepted };
    await failure(downloadVideo({ url: old.link }, stream, options), code, says);
    expect(query).toHaveBeenCalledTimes(1);
  });

  it('without a provider fails, and the error says what to do', async () => {
    const old = await serve(status(403));
    const { stream } = collector();
    const done = downloadVideo({ url: old.link }, stream, { allowHosts: old.allowHosts });
    const error = await failure(
      done,
      'not-found',
      /answered 403.*query the task for a new one.*or pass provider and task/,
    );
    expect(error.retryable).toBe(false);
    expect(old.requests).toHaveLength(1);
  });

  it('is replaced only by a link that passes the same checks', async () => {
    const old = await serve(status(403));
    const inside = await serve(file(clip));
    const { provider } = answering(succeeded(`${inside.link}&${planted}`));
    const { stream } = collector();
    const options = { allowHosts: old.allowHosts, provider, task: succeeded(old.link) };
    await failure(
      downloadVideo({ url: old.link }, stream, options),
      'invalid-request',
      /no request was sent/,
    );
    expect(inside.requests).toHaveLength(0);
  });

  it('needs provider and task, or neither', async () => {
    const { provider } = answering(accepted);
    const { stream } = collector();
    const done = downloadVideo({ url: 'https://a.example/1' }, stream, { provider });
    expect((await failure(done, 'invalid-request', /one is missing/)).retryable).toBe(false);
  });
});
