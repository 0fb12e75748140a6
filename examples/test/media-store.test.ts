import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { explainPlan, type MediaStore, type VideoError, type VideoEvent, type VideoRequest } from '@vid/core';
import { createRunway } from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openBucket } from './bucket.ts';
import { openRouter } from './open-router.ts';

/** 640 × 480, whatever it shows. */
const png = Buffer.concat([
  Buffer.from('\u0089PNG\r\n\u001a\n\0\0\0\rIHDR\0\0\u0002\u0080\0\0\u0001\u00e0', 'latin1'),
  Buffer.alloc(2000),
]);
let file = new URL('file:///');
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vid-store-'));
  await writeFile(join(folder, 'cat.png'), png);
  file = pathToFileURL(join(folder, 'cat.png'));
  return () => rm(folder, { recursive: true });
});

const only = ['runway'];
const request = (): VideoRequest => ({ firstFrame: file, duration: 5 });
const errorOf = (promise: Promise<unknown>): Promise<VideoError> =>
  promise.then(
    () => Promise.reject(new Error('it did not throw')),
    (error: VideoError) => error,
  );

describe('a file for a service that takes links only', () => {
  it('is refused without a store', async () => {
    const { router, submits } = await openRouter();
    expect(explainPlan(router.plan(request(), { only }))).toContain(
      'takes an https:// URL, no bytes; got 2,'.slice(0, 34),
    );
    expect((await errorOf(router.generate(request(), { only }))).code).toBe('unsupported');
    expect(submits()).toBe(0);
  });

  it('stands in the plan and in the dry run as an upload, and nothing leaves', async () => {
    const { store, uploads } = await openBucket();
    const { router, submits } = await openRouter({ mediaStore: store });
    const plan = router.plan(request(), { only });
    const field = 'firstFrame';
    expect(plan.candidates[0]?.uploads).toEqual([{ field, bytes: png.length, to: 's3' }]);
    expect(explainPlan(plan)).toContain(`Uploads first: firstFrame (${png.length} bytes) to s3`);
    const place = `{link: image/png, ${png.length} bytes, stored by s3}`;
    expect(router.prepare(request(), { only }).body).toMatchObject({ promptImage: place });
    expect(router.validateRequest(request(), { only })).toEqual({ valid: true });
    expect(uploads).toEqual([]);
    expect(submits()).toBe(0);
  });

  it('is stored under a link that holds, then the one paid request leaves', async () => {
    const { store, objects, uploads, fetch } = await openBucket();
    const events: VideoEvent[] = [];
    const { router, simulator } = await openRouter({
      mediaStore: store,
      onEvent: (event) => events.push(event),
    });
    const order: string[] = [];
    const task = await router.generate(request(), {
      only,
      onSubmission: () => void order.push(`submission after ${uploads.length} uploads`),
    });
    expect(order).toEqual(['submission after 1 uploads']);
    expect([...objects.values()]).toEqual([{ bytes: png, type: 'image/png' }]);
    expect(uploads[0]).toMatchObject({ 'content-length': String(png.length) });
    expect(simulator.tasks).toHaveLength(1);
    const link = String(Reflect.get(Object(simulator.tasks[0]?.body), 'promptImage'));
    expect(link).toMatch(/^https:\/\/bucket\..*X-Amz-Signature=/);
    expect(Buffer.from(await (await fetch(link)).arrayBuffer())).toEqual(png);
    expect(JSON.stringify([task, events])).not.toMatch(/X-Amz|cat\.png|planted/);
  });

  it.each<[string, () => VideoRequest['firstFrame']]>([
    ['bytes', () => ({ data: png, mediaType: 'image/png' })],
    ['a Blob', () => new Blob([png])],
    ['a stream', () => new Blob([png]).stream()],
  ])('may be %s', async (_form, firstFrame) => {
    const { store, objects } = await openBucket();
    const { router, simulator } = await openRouter({ mediaStore: store });
    await router.generate({ ...request(), firstFrame: firstFrame() }, { only });
    expect([...objects.values()]).toEqual([{ bytes: png, type: 'image/png' }]);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('goes by the store of the provider where the router has none', async () => {
    const { store, objects } = await openBucket();
    const simulator = await startSimulator({ speed: 0 });
    onTestFinished(() => simulator.close());
    const { url: baseUrl, apiKey } = simulator;
    const runway = createRunway({ api: 'gateway', baseUrl, apiKey, mediaStore: store });
    expect(runway.validateRequest(request())).toMatchObject({ valid: true });
    await runway.generate(request());
    expect(objects.size).toBe(1);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('equal files have equal fingerprints, whatever their links', async () => {
    const { store } = await openBucket();
    const { router } = await openRouter({ mediaStore: store });
    const found: string[] = [];
    const onSubmission = ({ fingerprint }: { readonly fingerprint: string }) => void found.push(fingerprint);
    await router.generate(request(), { only, onSubmission });
    await router.generate({ ...request(), firstFrame: new Blob([png]) }, { only, onSubmission });
    const other = new Blob([png, 'more']);
    await router.generate({ ...request(), firstFrame: other }, { only, onSubmission });
    expect(found[0]).toBe(found[1]);
    expect(found[2]).not.toBe(found[0]);
  });
});

describe('a file that changes while it is stored', () => {
  const change = async (path: URL, bytes: Uint8Array) => {
    await writeFile(path, Buffer.from(bytes).fill(1, 100));
    // By whole seconds: the platform's own Blobs do not notice.
    await utimes(path, 1, 1);
  };
  const stored = async (bytes: Buffer, put: (content: Blob, path: URL) => Promise<unknown>) => {
    const path = new URL('changing.png', file);
    await writeFile(path, bytes);
    await utimes(path, 7, 7);
    const { router, simulator } = await openRouter({
      mediaStore: {
        name: 'mine',
        async put({ content }) {
          await put(content, path);
          return { url: 'https://bucket.example/a.png' };
        },
      },
    });
    return { simulator, done: router.generate({ ...request(), firstFrame: path }, { only }) };
  };
  const large = Buffer.concat([png, Buffer.alloc(17 * 2 ** 20)]);

  it.each<[string, (content: Blob, path: URL) => Promise<unknown>]>([
    [
      'before the store reads it',
      async (content, path) => {
        await change(path, large);
        await content.arrayBuffer();
      },
    ],
    [
      'behind the back of a store that ends well',
      async (content, path) => {
        await content.arrayBuffer();
        await rm(path);
      },
    ],
  ])('is an error where it is large: %s', async (_when, put) => {
    const { done, simulator } = await stored(large, put);
    const error = await errorOf(done);
    expect(error).toMatchObject({ code: 'invalid-request', retryable: false });
    expect(error.message).toMatch(/changed or removed.*Nothing was submitted and nothing was paid\./);
    expect(simulator.tasks).toEqual([]);
  });

  it('is stored as it was hashed where it is small, from the one read of it', async () => {
    const seen: Buffer[] = [];
    const small = Buffer.concat([png, Buffer.alloc(1_000_000)]);
    const { done, simulator } = await stored(small, async (content, path) => {
      await change(path, small);
      expect(content.type).toBe('image/png');
      seen.push(Buffer.from(await content.arrayBuffer()));
    });
    await done;
    expect(seen).toHaveLength(1);
    expect(seen[0]?.equals(small)).toBe(true);
    expect(simulator.tasks).toHaveLength(1);
  });
});

describe('a store that fails', () => {
  it('ends the call before anything is paid', async () => {
    const { store } = await openBucket(503);
    const { router, submits, simulator } = await openRouter({ mediaStore: store });
    const submissions: unknown[] = [];
    const onSubmission = (one: unknown) => void submissions.push(one);
    const error = await errorOf(router.generate(request(), { only, onSubmission }));
    expect(error).toMatchObject({ code: 'invalid-request', provider: 'runway', retryable: false });
    expect(error.message).toBe(
      'firstFrame: the media store "s3" did not take the file: the bucket answered HTTP 503. Nothing was submitted and nothing was paid.',
    );
    expect([submits(), simulator.tasks.length, submissions.length]).toEqual([0, 0, 0]);
  });

  it.each(['http://bucket.example/a.png', '', 'bucket/a.png'])(
    'and so does one that gives the link "%s"',
    async (url) => {
      const { router, submits } = await openRouter({
        mediaStore: { name: 'mine', put: async () => ({ url }) },
      });
      expect((await errorOf(router.generate(request(), { only }))).message).toContain(
        '"mine" gave no https URL',
      );
      expect(submits()).toBe(0);
    },
  );

  it('its secrets come out in no error', async () => {
    const put = () => Promise.reject(new Error('PUT https://b.example/a?X-Amz-Signature=planted failed'));
    const { router } = await openRouter({ mediaStore: { name: 'mine', put } });
    const error = await errorOf(router.generate(request(), { only }));
    expect(JSON.stringify(error)).not.toContain('planted');
    expect(error.message).toContain('https://b.example/a?…');
  });

  it('lets a fallback go on to one that takes the bytes', async () => {
    const { store } = await openBucket(503);
    const { router, simulator } = await openRouter({ mediaStore: store });
    const { provider, attempts } = await router.generate(request(), {
      only: ['runway', 'kling'],
      fallback: true,
    });
    expect(provider).toBe('kling');
    expect(attempts).toMatchObject([
      { provider: 'runway', outcome: 'refused' },
      { provider: 'runway', outcome: 'refused' },
      { outcome: 'accepted' },
    ]);
    expect(simulator.tasks).toHaveLength(1);
  });
});

describe('several candidates', () => {
  const asked = (): VideoRequest => ({ prompt: 'a boat', firstFrame: file });
  const both = ['runway', 'jimeng'];
  const isStored = ({ uploads = [] }: { readonly uploads?: readonly unknown[] }) => uploads.length > 0;

  it('a fallback tells the next one the link that is there', async () => {
    const { store, uploads } = await openBucket();
    const { router, simulator, submits } = await openRouter({ mediaStore: store });
    expect(router.plan(asked(), { only: both }).candidates.every(isStored)).toBe(true);
    simulator.fault({ on: 'submit', kind: 'error', status: 503, service: 'runway', times: 'always' });
    const { attempts } = await router.generate(asked(), { only: both, fallback: true, retries: 0 });
    expect(attempts?.map(({ provider, outcome }) => [provider, outcome])).toEqual([
      ['runway', 'refused'],
      ['runway', 'refused'],
      ['runway', 'refused'],
      ['jimeng', 'accepted'],
    ]);
    expect([uploads.length, submits(), simulator.tasks.length]).toEqual([1, 4, 1]);
  });

  it('unless it has run out: then a new one', async () => {
    const { store, uploads } = await openBucket();
    const soon = new Date(Date.now() + 30_000).toISOString();
    const mediaStore: MediaStore = {
      name: 's3',
      put: async (media, options) => ({ ...(await store.put(media, options)), expiresAt: soon }),
    };
    const { router, simulator } = await openRouter({ mediaStore });
    simulator.fault({ on: 'submit', kind: 'error', status: 503, service: 'runway', times: 'always' });
    await router.generate(asked(), { only: both, fallback: true, retries: 0 });
    expect([uploads.length, simulator.tasks.length]).toEqual([4, 1]);
  });

  it('of a comparison share one upload, and a stream is read for all of them', async () => {
    const { store, uploads } = await openBucket();
    const { router, simulator } = await openRouter({ mediaStore: store });
    const firstFrame = new Blob([png]).stream();
    const running = router.compare(
      { prompt: 'a boat', firstFrame },
      { models: ['runway', 'jimeng', 'kling'] },
    );
    let step = await running.next();
    while (step.done !== true) step = await running.next();
    expect(step.value.filter(({ state }) => state === 'ended').length).toBe(simulator.tasks.length);
    expect(simulator.tasks.length).toBeGreaterThan(2);
    expect(uploads).toHaveLength(1);
  });

  it('one that takes bytes as documented gets them, and nothing is stored', async () => {
    const { store, uploads } = await openBucket();
    const { router, simulator } = await openRouter({ mediaStore: store });
    const [kling] = router.plan(asked(), { only: ['kling'] }).candidates;
    expect(kling?.uploads).toBeUndefined();
    await router.generate(asked(), { only: ['kling'] });
    expect(simulator.tasks).toMatchObject([{ body: { image: png.toString('base64') } }]);
    expect(uploads).toEqual([]);
  });
});
