import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, rm, truncate, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  type Clock,
  createRouter,
  explainPlan,
  type MediaInput,
  readMedia,
  type VideoRequest,
} from '@vid/core';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { errorOf, official, opened } from './official-fixture.ts';

const small = Buffer.concat([Buffer.from('\u0089PNG\r\n\u001a\n', 'latin1'), Buffer.alloc(1000, 7)]);
const large = Buffer.concat([Buffer.from('\0\0\0\u0018ftypisom', 'latin1'), Buffer.alloc(6_000_000, 7)]);
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

async function fileOf(name: string, bytes: Uint8Array) {
  const folder = await mkdtemp(join(tmpdir(), 'vid-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { path, url: pathToFileURL(path) };
}
const clip = async () => (await fileOf('clip', large)).url;
const asking = (sourceVideo: MediaInput): VideoRequest => ({
  model: 'aleph2',
  prompt: 'at night',
  sourceVideo,
});

const atOnce: Clock = { now: () => Date.now(), sleep: async () => undefined };

describe('a small file', () => {
  const forms: readonly (readonly [string, (url: URL) => MediaInput])[] = [
    ['a URL', (url) => url],
    ['a text', (url) => url.href],
    ['a Blob', () => new Blob([small])],
    ['a stream', (url) => createReadStream(url)],
  ];
  it.each(forms)('as %s goes along as a data URI', async (_form, of) => {
    const { url } = await fileOf('picture', small);
    const { simulator, provider } = await opened();
    await provider.generate({ model: 'gen4_turbo', firstFrame: of(url) });
    const uri = `data:image/png;base64,${small.toString('base64')}`;
    expect(simulator.tasks).toMatchObject([{ body: { promptImage: [{ uri, position: 'first' }] } }]);
    expect(simulator.runwayUploads).toEqual([]);
  });

  it('is not read for a dry run', async () => {
    const { url } = await fileOf('picture', small);
    const { body } = official.prepare({ model: 'gen4_turbo', firstFrame: url });
    expect(body).toMatchObject({ promptImage: [{ uri: '{file: image/png, 1008 bytes}' }] });
  });

  it('has the fingerprint of its bytes', async () => {
    const { url } = await fileOf('picture', small);
    const { provider } = await opened();
    const found: string[] = [];
    const onSubmission = ({ fingerprint }: { readonly fingerprint: string }) => void found.push(fingerprint);
    for (const firstFrame of [url, { data: small, mediaType: 'image/png' }])
      await provider.generate({ model: 'gen4_turbo', firstFrame }, { onSubmission });
    expect(found[0]).toBe(found[1]);
  });
});

describe('a large file', () => {
  const forms: readonly (readonly [string, (url: URL) => MediaInput])[] = [
    ['a URL', (url) => url],
    ['a Blob', () => new Blob([large], { type: 'video/mp4' })],
    ['a stream', (url) => createReadStream(url)],
    ['a web stream', () => new Blob([large]).stream()],
  ];
  it.each(forms)('as %s is uploaded before the one submit', async (_form, of) => {
    const { simulator, provider } = await opened();
    await provider.generate(asking(of(await clip())));
    const [upload, ...others] = simulator.runwayUploads;
    expect(others).toEqual([]);
    expect(upload).toMatchObject({ filename: 'video.mp4', mediaType: 'video/mp4' });
    expect(sha256(Buffer.from(upload?.bytes ?? ''))).toBe(sha256(large));
    expect(simulator.tasks).toMatchObject([{ body: { videoUri: upload?.uri } }]);
  });

  it.each([
    ['Node.js/26', ReadableStream],
    ['Cloudflare-Workers', FormData],
    ['Bun/1.4.5', FormData],
  ] as const)('leaves %s in the form whose length it sends', async (userAgent, form) => {
    const bodies: unknown[] = [];
    const keep: typeof fetch = (url, init) => {
      bodies.push(init?.body);
      return fetch(url, init);
    };
    const { simulator, provider } = await opened({}, { fetch: keep });
    vi.stubGlobal('navigator', { userAgent });
    onTestFinished(() => void vi.unstubAllGlobals());
    await provider.generate(asking(new Blob([large], { type: 'video/mp4' })));
    expect(bodies[1]).toBeInstanceOf(form);
    expect(simulator.runwayUploads).toHaveLength(1);
  });

  it('stands in the plan and in the dry run as an upload, and nothing leaves', async () => {
    const { simulator, provider } = await opened();
    const router = createRouter([provider]);
    const request = asking(await clip());
    const upload = { field: 'sourceVideo', bytes: large.length, to: 'runway' };
    expect(router.plan(request).candidates[0]?.uploads).toEqual([upload]);
    expect(explainPlan(router.plan(request))).toContain(
      'Uploads first: sourceVideo (6000012 bytes) to runway',
    );
    expect(router.prepare(request).body).toMatchObject({ videoUri: '{upload 1: video/mp4, 6000012 bytes}' });
    const bytes = asking({ data: large, mediaType: 'video/mp4' });
    expect(router.plan(bytes).candidates[0]?.uploads).toEqual([upload]);
    expect(simulator.requests).toEqual([]);
  });

  it('that is larger than the service takes is told from its size alone', async () => {
    const { path, url } = await fileOf('huge', large);
    await truncate(path, 3 * 2 ** 30);
    const { simulator, provider } = await opened();
    const error = await errorOf(provider.generate(asking(url)));
    expect(error).toMatchObject({ code: 'unsupported' });
    expect(error.message).toContain('at most 209715200 bytes; got 3221225472 bytes');
    expect(simulator.requests).toEqual([]);
  });

  it('of equal bytes has an equal fingerprint, as bytes too', async () => {
    const { provider } = await opened();
    const found: string[] = [];
    const onSubmission = ({ fingerprint }: { readonly fingerprint: string }) => void found.push(fingerprint);
    await provider.generate(asking(await clip()), { onSubmission });
    await provider.generate(asking({ data: large, mediaType: 'video/mp4' }), { onSubmission });
    expect(found[0]).toBe(found[1]);
  });

  it('that is passed twice is uploaded once', async () => {
    const { simulator, provider } = await opened();
    const url = await clip();
    await provider.generate({
      model: 'seedance2',
      prompt: 'a dance',
      sourceVideo: url,
      referenceVideos: [new URL(url)],
    });
    expect([simulator.runwayUploads.length, simulator.tasks.length]).toEqual([1, 1]);
  });
});

describe('a file that is no longer what it was', () => {
  type Change = (path: string, bytes: Buffer) => Promise<void>;
  const changes: [what: string, change: Change][] = [
    ['longer', (path) => appendFile(path, 'more')],
    ['gone', unlink],
    ['another of the same length', (path, bytes) => writeFile(path, bytes.toReversed())],
    [
      // Of which the platform's own Blobs notice nothing.
      'another of the same length, by whole seconds',
      async (path, bytes) => {
        await writeFile(path, bytes.toReversed());
        await utimes(path, 1, 1);
      },
    ],
  ];
  it.each(changes)('%s since the plan: one error, and nothing leaves', async (_what, change) => {
    const { path, url } = await fileOf('clip', large);
    await utimes(path, 7, 7);
    const { simulator, provider } = await opened();
    const router = createRouter([provider]);
    const request = await readMedia(asking(url));
    expect(router.plan(request).candidates).toHaveLength(1);
    await change(path, large);
    const error = await errorOf(router.generate(request));
    expect(error).toMatchObject({ code: 'invalid-request', retryable: false });
    expect(error.message).toMatch(/changed or removed.*Nothing was submitted and nothing was paid\./);
    expect(simulator.requests).toEqual([]);
  });

  it.each(changes)('%s in place of a small one: one error, and nothing leaves', async (_what, change) => {
    const { path, url } = await fileOf('picture', small);
    await utimes(path, 7, 7);
    const { simulator, provider } = await opened();
    const request = await readMedia({ model: 'gen4_turbo', firstFrame: url });
    await change(path, small);
    const error = await errorOf(provider.generate(request));
    expect(error.message).toMatch(/changed or removed.*Nothing was submitted and nothing was paid\./);
    expect(simulator.requests).toEqual([]);
  });

  it.each<[string, Change]>([
    ...changes,
    [
      'another that nothing but its content tells',
      async (path, bytes) => {
        await writeFile(path, bytes.toReversed());
        await utimes(path, 7, 7);
      },
    ],
  ])(
    '%s between an upload that failed and the next: one error, and nothing is paid',
    async (_what, change) => {
      const { path, url } = await fileOf('clip', large);
      await utimes(path, 7, 7);
      let forms = 0;
      const changing: typeof globalThis.fetch = async (input, init) => {
        const answer = await fetch(input, init);
        if (!(init?.body instanceof ReadableStream)) return answer;
        forms += 1;
        await change(path, large);
        return new Response('', { status: 503 });
      };
      const { simulator, provider } = await opened({}, { fetch: changing });
      const error = await errorOf(provider.generate(asking(url), { clock: atOnce }));
      expect(error).toMatchObject({ code: 'invalid-request', retryable: false });
      expect(error.message).toMatch(/changed or removed.*Nothing was submitted and nothing was paid\./);
      expect([forms, simulator.tasks.length]).toEqual([1, 0]);
    },
  );

  it('a URL is looked at anew by each call', async () => {
    const { path, url } = await fileOf('clip', large);
    const { simulator, provider } = await opened();
    expect(provider.validateRequest(asking(url))).toMatchObject({ valid: true });
    await unlink(path);
    expect((await errorOf(provider.generate(asking(url)))).message).toContain('must be a file that exists');
    await writeFile(path, '');
    expect((await errorOf(provider.generate(asking(url)))).message).toContain('must not be an empty file');
    expect(simulator.requests).toEqual([]);
  });
});

it.each<[string, () => MediaInput]>([
  ['a Blob', () => new Blob([Buffer.from('GIF89a with more behind it')])],
  ['a stream', () => new Blob([Buffer.from('GIF89a with more behind it')]).stream()],
])('%s whose bytes are none that the service takes is refused once they are seen', async (_form, of) => {
  const { simulator, provider } = await opened();
  const error = await errorOf(provider.generate({ model: 'gen4_turbo', firstFrame: of() }));
  expect(error).toMatchObject({ code: 'unsupported' });
  expect(error.message).toContain('image/webp; got "image/gif"');
  expect(simulator.requests).toEqual([]);
});

it('a stream that nobody takes is not read', async () => {
  const { provider } = await opened();
  const router = createRouter([provider]);
  const stream = new Blob([large]).stream();
  const bad = { ...asking(stream), duration: 999 };
  expect((await errorOf(router.generate(bad))).code).toBe('unsupported');
  expect((await errorOf(provider.generate(bad))).code).toBe('unsupported');
  const { done, value } = await stream.getReader().read();
  expect([done, value?.[4]]).toEqual([false, 'f'.charCodeAt(0)]);
});

it('a file waits for the key: without one it is not read', async () => {
  const read: string[] = [];
  async function* pieces() {
    read.push('read');
    yield large;
  }
  const { provider } = await opened({}, { apiKey: ' ' });
  expect((await errorOf(provider.generate(asking(pieces())))).code).toBe('authentication');
  expect(read).toEqual([]);
});
