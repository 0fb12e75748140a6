import { createHash } from 'node:crypto';
import type { MediaBytes, Submission, VideoRequest } from '@vid/core';
import type { Simulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it } from 'vitest';
import { errorOf, image, official, opened } from './official-fixture.ts';

/** The largest JPEG that fits a data URI: 3,932,142 bytes. */
const largest = 3_932_142;
const bytes = (length: number, mediaType = 'image/jpeg', fill = 7): MediaBytes => ({
  data: new Uint8Array(length).fill(fill),
  mediaType,
});
const big = bytes(largest + 1);
const request: VideoRequest = { model: 'gen4_turbo', firstFrame: big };

const isStorage = (sent: Request) => new URL(sent.url).pathname === '/runway-storage';
const isSlot = (sent: Request) => new URL(sent.url).pathname === '/v1/uploads';

/** Every request that leaves; `strike` may answer instead of the service, or spoil its answer. */
function watched(strike: (sent: Request, count: number) => Promise<Response> | undefined) {
  const sent: Request[] = [];
  const paths = () => sent.map(({ url }) => new URL(url).pathname);
  const watch: typeof fetch = (input, init) => {
    const one = new Request(input, init);
    sent.push(one);
    const count = sent.filter(({ url }) => url === one.url).length;
    return strike(one, count) ?? fetch(one);
  };
  return { fetch: watch, sent, paths };
}
const never = () => undefined;

const counts = ({ requests, tasks, runwayUploads }: Simulator) => ({
  slots: requests.filter(({ path }) => path === '/v1/uploads').length,
  uploads: runwayUploads.length,
  tasks: tasks.length,
});

describe('bytes that are too many for a data URI', () => {
  it('are shown in a dry run as what they are, and nothing leaves', () => {
    const { body } = official.prepare({
      model: 'veo3.1',
      firstFrame: big,
      lastFrame: bytes(9_000_000, 'image/png'),
    });
    expect(body).toMatchObject({
      promptImage: [
        { uri: '{upload 1: image/jpeg, 3932143 bytes}', position: 'first' },
        { uri: '{upload 2: image/png, 9000000 bytes}', position: 'last' },
      ],
    });
    expect(JSON.stringify(official.prepare({ ...request, firstFrame: bytes(largest) }).body)).toContain(
      'data:image/jpeg;base64,Bwc',
    );
  });

  it('are uploaded before the one submit, which names their link', async () => {
    const { fetch, paths, sent } = watched(never);
    const { simulator, provider } = await opened({}, { fetch, onBehalfOf: 'user-7' });
    await provider.generate(request, { headers: { 'x-of-the-caller': 'planted' } });
    expect(paths()).toEqual(['/v1/uploads', '/runway-storage', '/v1/image_to_video']);
    const [upload] = simulator.runwayUploads;
    expect(upload).toMatchObject({ filename: 'image.jpg', mediaType: 'image/jpeg' });
    expect(
      createHash('sha256')
        .update(upload?.bytes ?? '')
        .digest('hex'),
    ).toBe(createHash('sha256').update(big.data).digest('hex'));
    expect(simulator.tasks).toMatchObject([
      { body: { promptImage: [{ uri: upload?.uri, position: 'first' }] } },
    ]);
    const [slot, storage] = sent;
    expect(slot?.headers.get('x-runway-on-behalf-of')).toBe('user-7');
    const heads = JSON.stringify([...(storage?.headers ?? [])]);
    expect(heads).not.toMatch(new RegExp(`authorization|x-runway|x-of-the-caller|${simulator.apiKey}`, 'i'));
  });

  it('of every kind and place go up once each, whatever window of memory they are', async () => {
    const { simulator, provider } = await opened();
    const memory = new Uint8Array(10_000_000).fill(3);
    const video = { data: memory.subarray(1_000_000, 6_000_000), mediaType: 'video/mp4' };
    await provider.generate({
      model: 'seedance2',
      prompt: 'a dance',
      sourceVideo: video,
      references: [big, image, big],
      referenceVideos: [video],
      referenceAudio: [bytes(4_000_000, 'audio/mpeg'), bytes(100, 'audio/mpeg')],
    });
    expect(simulator.runwayUploads.map((one) => [one.filename, one.bytes.length])).toEqual([
      ['video.mp4', 5_000_000],
      ['image.jpg', 3_932_143],
      ['audio.mp3', 4_000_000],
    ]);
    const [clip, picture, sound] = simulator.runwayUploads.map(({ uri }) => uri);
    expect(simulator.tasks).toMatchObject([
      {
        kind: 'video_to_video',
        body: {
          promptVideo: clip,
          references: [{ uri: picture }, { uri: image }, { uri: picture }],
          referenceVideos: [{ uri: clip }],
          referenceAudio: [{ uri: sound }, { uri: expect.stringContaining('data:audio/mpeg') }],
        },
      },
    ]);
  });

  it('do not leave when the rest of the request cannot', async () => {
    const { simulator, provider } = await opened();
    const long = `https://example.com/${'x'.repeat(2048)}`;
    const bad = { model: 'veo3.1', firstFrame: big, lastFrame: long };
    expect((await errorOf(provider.generate(bad))).code).toBe('unsupported');
    expect(simulator.requests).toEqual([]);
  });

  it('are journaled after the upload and before the submit, equal ones alike', async () => {
    const { fetch, paths } = watched(never);
    const { provider } = await opened({}, { fetch });
    const journal: Submission[] = [];
    const onSubmission = (submission: Submission) => {
      expect(paths().at(-1)).toBe('/runway-storage');
      journal.push(submission);
    };
    await provider.generate(request, { onSubmission });
    await provider.generate({ ...request, firstFrame: bytes(largest + 1) }, { onSubmission });
    await provider.generate(
      { ...request, firstFrame: bytes(largest + 1, 'image/jpeg', 8) },
      { onSubmission },
    );
    const [one, equal, other] = journal.map(({ fingerprint }) => fingerprint);
    expect(equal).toBe(one);
    expect(other).not.toBe(one);
  });

  it('are not submitted when the journal fails', async () => {
    const { simulator, provider } = await opened();
    const full = () => Promise.reject(new Error('the disk is full'));
    await expect(provider.generate(request, { onSubmission: full })).rejects.toThrow('the disk is full');
    expect(counts(simulator)).toEqual({ slots: 1, uploads: 1, tasks: 0 });
  });
});

describe('trouble while uploading', () => {
  const answer = (status: number, head: Record<string, string> = {}) =>
    Promise.resolve(new Response('<Error/>', { status, headers: head }));

  it.each([500, 503, 403])(
    'a storage that says %i once gets a second form, for a new slot',
    async (status) => {
      const { fetch } = watched((one, count) => (isStorage(one) && count === 1 ? answer(status) : undefined));
      const { simulator, provider } = await opened({}, { fetch });
      const clock = virtualClock();
      await provider.generate(request, { clock });
      expect(counts(simulator)).toEqual({ slots: 2, uploads: 1, tasks: 1 });
      expect(clock.slept).toHaveLength(1);
      expect(simulator.tasks).toMatchObject([
        { body: { promptImage: [{ uri: simulator.runwayUploads[0]?.uri }] } },
      ]);
    },
  );

  it('an answer of the storage that is lost costs a second upload, not a second task', async () => {
    const { fetch } = watched((one, count) =>
      isStorage(one) && count === 1
        ? globalThis.fetch(one).then(() => Promise.reject(new TypeError('terminated')))
        : undefined,
    );
    const { simulator, provider } = await opened({}, { fetch });
    await provider.generate(request, { clock: virtualClock() });
    expect(counts(simulator)).toEqual({ slots: 2, uploads: 2, tasks: 1 });
    expect(simulator.tasks).toMatchObject([
      { body: { promptImage: [{ uri: simulator.runwayUploads[1]?.uri }] } },
    ]);
  });

  it('a slot that is refused for haste is asked for again when the service wants', async () => {
    const { fetch } = watched((one, count) =>
      isSlot(one) && count === 1
        ? Promise.resolve(
            Response.json({ error: 'slow down' }, { status: 429, headers: { 'retry-after': '7' } }),
          )
        : undefined,
    );
    const { simulator, provider } = await opened({}, { fetch });
    const clock = virtualClock();
    await provider.generate(request, { clock });
    expect(clock.slept[0]).toBeGreaterThanOrEqual(7_000);
    expect(counts(simulator)).toEqual({ slots: 1, uploads: 1, tasks: 1 });
  });

  const lasting: readonly (readonly [
    string,
    (one: Request) => Promise<Response> | undefined,
    string,
    number,
  ])[] = [
    ['the storage says 500', (one) => (isStorage(one) ? answer(500) : undefined), 'provider-unavailable', 3],
    ['the storage says 400', (one) => (isStorage(one) ? answer(400) : undefined), 'invalid-request', 1],
    [
      'the storage redirects',
      (one) => (isStorage(one) ? answer(307, { location: 'https://example.com' }) : undefined),
      'invalid-request',
      1,
    ],
    [
      'the storage cuts the line',
      (one) => (isStorage(one) ? Promise.reject(new TypeError('terminated')) : undefined),
      'network',
      3,
    ],
    [
      'a slot is refused',
      (one) => (isSlot(one) ? Promise.resolve(Response.json({ error: 'no' }, { status: 429 })) : undefined),
      'rate-limited',
      3,
    ],
    [
      'the purse was never filled',
      (one) =>
        isSlot(one)
          ? Promise.resolve(Response.json({ error: 'You do not have enough credits.' }, { status: 400 }))
          : undefined,
      'quota-exhausted',
      1,
    ],
    [
      'the slot is none',
      (one) => (isSlot(one) ? Promise.resolve(Response.json({ uploadUrl: 'https://a.example' })) : undefined),
      'provider-unavailable',
      3,
    ],
    [
      'the line of the slot is cut',
      (one) => (isSlot(one) ? Promise.reject(new TypeError('terminated')) : undefined),
      'network',
      3,
    ],
  ];

  it.each(lasting)('no submit leaves when %s for good', async (_what, strike, code, tries) => {
    const { fetch, paths } = watched(strike);
    const { simulator, provider } = await opened({}, { fetch });
    const journal: Submission[] = [];
    const onSubmission = (submission: Submission) => void journal.push(submission);
    const error = await errorOf(provider.generate(request, { clock: virtualClock(), onSubmission }));
    expect(error).toMatchObject({ code, provider: 'runway', submission: undefined });
    expect(error.message).toContain('Nothing was submitted and nothing was paid.');
    expect(error.message).not.toMatch(/about the task/);
    expect(paths().filter((path) => path === '/v1/uploads')).toHaveLength(tries);
    expect(paths()).not.toContain('/v1/image_to_video');
    expect(journal).toEqual([]);
    expect(simulator.tasks).toEqual([]);
  });

  it('a submit whose answer is lost after an upload is unknown, and nothing goes twice', async () => {
    const { simulator, provider } = await opened();
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    const error = await errorOf(provider.generate(request, { clock: virtualClock() }));
    expect(error).toMatchObject({ code: 'submission-unknown', submission: { api: 'official' } });
    expect(counts(simulator)).toEqual({ slots: 1, uploads: 1, tasks: 1 });
  });

  it('a submit that is refused for haste goes again with the link that is there', async () => {
    const { simulator, provider } = await opened();
    simulator.fault({ on: 'submit', kind: 'rate-limited' });
    await provider.generate(request, { clock: virtualClock() });
    expect(counts(simulator)).toEqual({ slots: 1, uploads: 1, tasks: 1 });
  });

  it.each(['/v1/uploads', '/runway-storage'])(
    'an abort at %s ends it, and nothing is submitted',
    async (where) => {
      const controller = new AbortController();
      const { fetch, paths } = watched((one) => {
        if (new URL(one.url).pathname !== where) return undefined;
        const { promise, reject } = Promise.withResolvers<Response>();
        one.signal.addEventListener('abort', () => reject(one.signal.reason));
        controller.abort();
        return promise;
      });
      const { simulator, provider } = await opened({}, { fetch });
      const running = provider.generate(request, { signal: controller.signal, clock: virtualClock() });
      await expect(running).rejects.toMatchObject({ name: 'AbortError' });
      expect(paths().at(-1)).toBe(where);
      expect(simulator.tasks).toEqual([]);
    },
  );

  it.each(['http://storage.example/bucket', 'ftp://storage.example', 'no address'])(
    'a storage at %s gets nothing from a service that is reached by https',
    async (uploadUrl) => {
      const { fetch, paths } = watched((one) =>
        Promise.resolve(
          isSlot(one)
            ? Response.json({ uploadUrl, fields: {}, runwayUri: 'runway://upload/1' })
            : Response.json({ id: 'a-task' }),
        ),
      );
      const { provider } = await opened({}, { fetch, baseUrl: 'https://api.example' });
      const error = await errorOf(provider.generate(request, { clock: virtualClock() }));
      expect(error).toMatchObject({
        code: 'provider-unavailable',
        message: expect.stringContaining('https'),
      });
      expect(paths()).toEqual(['/v1/uploads']);
    },
  );
});
