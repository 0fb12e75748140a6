import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { deflateSync } from 'node:zlib';
import {
  type Capabilities,
  type CapabilityRow,
  checkRequest,
  explainProblem,
  type MediaInput,
  type MediaRule,
  type MediaStore,
  readMedia,
  type VideoRequest,
} from '@vid/core';
import { MediaFile } from '@vid/core/provider-kit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vid-files-'));
});
afterAll(() => rm(folder, { recursive: true }));

const file = async (name: string, bytes: Uint8Array | string) => {
  await writeFile(join(folder, name), bytes);
  return pathToFileURL(join(folder, name));
};

/** The beginning of a picture, as an encoder writes it, and nothing to see. */
const png = (width: number, height: number) => {
  const head = Buffer.alloc(33);
  head.write('\x89PNG\r\n\x1a\n', 'latin1');
  head.writeUInt32BE(13, 8);
  head.write('IHDR', 12);
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return Buffer.concat([head, deflateSync(Buffer.alloc(64))]);
};
/** With what a camera writes before the frame, and a table whose marker is near that of one. */
const jpeg = (width: number, height: number) => {
  const exif = Buffer.concat([Buffer.from([0xff, 0xe1, 0xea, 0x60]), Buffer.alloc(0xea60 - 2)]);
  const table = Buffer.from([0xff, 0xc4, 0, 4, 1, 1]);
  const frame = Buffer.from([
    0xff,
    0xff,
    0xc2,
    0,
    11,
    8,
    height >> 8,
    height & 255,
    width >> 8,
    width & 255,
    3,
  ]);
  return Buffer.concat([Buffer.from([0xff, 0xd8]), exif, table, frame, Buffer.alloc(8)]);
};
const gif = (width: number, height: number) => {
  const head = Buffer.from('GIF89a\0\0\0\0\0\0', 'latin1');
  head.writeUInt16LE(width, 6);
  head.writeUInt16LE(height, 8);
  return head;
};
const webp = (kind: 'VP8 ' | 'VP8L' | 'VP8X', width: number, height: number) => {
  const head = Buffer.alloc(32);
  head.write(`RIFF....WEBP${kind}`, 'latin1');
  if (kind === 'VP8X') {
    head.writeUIntLE(width - 1, 24, 3);
    head.writeUIntLE(height - 1, 27, 3);
  } else if (kind === 'VP8 ') {
    head.writeUInt16LE(width | 0x4000, 26);
    head.writeUInt16LE(height, 28);
  } else {
    head.writeUInt8(0x2f, 20);
    head.writeUInt32LE(((height - 1) << 14) | (width - 1), 21);
  }
  return head;
};

const row = (rule: MediaRule): CapabilityRow => ({
  mode: 'image-to-video',
  evidence: 'documented',
  source: 'a document',
  accepts: { firstFrame: rule, references: { ...rule, maxItems: 2 } },
});
const table = (rule: MediaRule): Capabilities => ({
  models: [{ provider: 'acme', api: 'official', model: 'one', rows: [row(rule)] }],
});
const any = table({ from: ['url', 'data'] });

const problem = (request: VideoRequest, capabilities = any) => {
  const checked = checkRequest(capabilities, request);
  return checked.fits ? 'fits' : checked.problems.map((one) => explainProblem(one)).join('; ');
};
/** What a rule of 300 to 1000 pixels a side, at most 2 times as long, says to a picture. */
const sized = table({ from: ['data'], sides: { min: 300, max: 1000 }, maxRatio: 2 });

describe('a file as a URL', () => {
  it.each([
    ['cat.png', () => png(8, 8)],
    ['cat.jpg', () => jpeg(8, 8)],
    ['a cat ü#%.gif', () => gif(8, 8)],
    ['cat', () => webp('VP8 ', 8, 8)],
    ['cat.svg', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
  ])('%s is taken, as an object and as a text', async (name, bytes) => {
    const url = await file(name, bytes());
    expect(problem({ firstFrame: url })).toBe('fits');
    expect(problem({ firstFrame: url.href })).toBe('fits');
    expect(problem({ references: [url, url.href] })).toBe('fits');
  });

  it.each([
    ['nobody.png', undefined, 'must be a file that exists'],
    ['empty.png', '', 'must not be an empty file'],
    ['page.png', '<!doctype html>', 'these bytes are a web page or a text'],
    ['error.png', '{"error":"gone"}', 'these bytes are a web page or a text'],
    [
      'noise.png',
      'nothing that is known',
      'its first bytes tell no media type. Pass { data, mediaType }, or a Blob with a type',
    ],
  ])('%s is refused in words', async (name, bytes, words) => {
    const url = pathToFileURL(join(folder, name));
    if (bytes !== undefined) await file(name, bytes);
    expect(problem({ firstFrame: url })).toContain(`${words}; got `);
    expect(problem({ firstFrame: url })).toContain(name);
  });

  it('a folder is refused', async () => {
    await mkdir(join(folder, 'folder'));
    expect(problem({ firstFrame: pathToFileURL(join(folder, 'folder')) })).toContain('not a folder');
  });

  it('of another machine is refused', () => {
    expect(problem({ firstFrame: new URL('file://elsewhere/cat.png') })).toContain('reading it failed');
  });

  it.each([
    './cat.png',
    '../cat.jpg',
    'cat.png',
    '/home/me/cat',
    '~/cat.webp',
    String.raw`C:\me\cat.png`,
    String.raw`.\cat`,
  ])('the path %s is refused with what would do', (path) => {
    expect(problem({ firstFrame: path })).toContain('pathToFileURL(path)');
  });

  it.each(['https://example.com/cat.png', new URL('https://example.com/cat.png')])(
    'an https URL stays one: %s',
    (link) => {
      expect(problem({ firstFrame: link })).toBe('fits');
      expect(problem({ firstFrame: link }, table({ from: ['data'] }))).toContain('takes bytes, no URL');
    },
  );

  it.each(['ftp://example.com/cat.png', 'data:image/png;base64,AAAA'])('%s stays what it is', (link) => {
    expect(problem({ firstFrame: link })).toContain('must be an https:// URL');
    expect(problem({ firstFrame: new URL(link) })).toContain('must be an https:// URL');
  });
});

describe('the media type is what the bytes tell', () => {
  const onlyPng = table({ from: ['data'], mediaTypes: ['image/png'] });

  it('of a file, whatever its name', async () => {
    expect(problem({ firstFrame: await file('really.png', jpeg(8, 8)) }, onlyPng)).toBe(
      'firstFrame.mediaType: one takes image/png; got "image/jpeg"',
    );
    expect(problem({ firstFrame: await file('really.jpg', png(8, 8)) }, onlyPng)).toBe('fits');
  });

  it('of bytes and Blobs that say another, the contradiction is told', async () => {
    const wrong = { data: jpeg(8, 8), mediaType: 'image/png' };
    expect(problem({ firstFrame: wrong })).toBe(
      'firstFrame.mediaType: is image/jpeg by its first bytes, not "image/png"',
    );
    const blob = new Blob([jpeg(8, 8)], { type: 'image/png' });
    expect(problem(await readMedia({ firstFrame: blob }))).toContain('is image/jpeg by its first bytes');
  });

  it.each([
    [jpeg(8, 8), 'image/jpg'],
    [Buffer.from('ID3\x04\0', 'latin1'), 'audio/mp3'],
    [Buffer.from('RIFF....WAVEfmt ', 'latin1'), 'audio/x-wav'],
    [Buffer.from('\0\0\0\x18ftypqt  ', 'latin1'), 'video/mp4'],
    [Buffer.from('no known beginning'), 'image/x-own'],
  ])('other names of the same are none', (data, mediaType) => {
    expect(problem({ firstFrame: { data, mediaType } })).toBe('fits');
  });

  it('of a Blob without a type', async () => {
    const request = { firstFrame: new Blob([png(8, 8)]) };
    expect(problem(await readMedia(request), onlyPng)).toBe('fits');
    expect(problem(await readMedia({ firstFrame: new Blob([gif(8, 8)]) }), onlyPng)).toContain('image/gif');
    expect(problem({ firstFrame: new Blob([]) })).toContain('must not be an empty file');
    expect(problem({ firstFrame: new File([png(8, 8)], 'cat.png', { type: 'image/png' }) })).toBe('fits');
  });
});

describe('the size of a picture', () => {
  it.each([
    ['PNG', png],
    ['JPEG', jpeg],
    ['GIF', gif],
    ['WebP, lossy', (w: number, h: number) => webp('VP8 ', w, h)],
    ['WebP, lossless', (w: number, h: number) => webp('VP8L', w, h)],
    ['WebP, extended', (w: number, h: number) => webp('VP8X', w, h)],
  ])('of a %s is read from its header', async (kind, of) => {
    const asked = (width: number, height: number) =>
      file(`${kind}-${width}`, of(width, height)).then((firstFrame) => problem({ firstFrame }, sized));
    expect(await asked(640, 480)).toBe('fits');
    expect(await asked(299, 301)).toBe(
      'firstFrame: one takes pictures of at least 300 and at most 1000 pixels a side; got { width: 299, height: 301 }',
    );
    expect(await asked(1001, 600)).toContain('got { width: 1001, height: 600 }');
    expect(await asked(400, 801)).toBe(
      'firstFrame: one takes pictures whose longer side is at most 2 times the shorter one; got { width: 400, height: 801 }',
    );
  });

  it('of bytes too, and a header that is cut or says 0 tells none', () => {
    const of = (data: Uint8Array) => problem({ firstFrame: { data, mediaType: 'image/png' } }, sized);
    expect(of(png(100, 100))).toContain('at least 300');
    expect(of(png(100, 100).subarray(0, 18))).toBe('fits');
    expect(of(png(0, 100))).toBe('fits');
  });
});

describe('the size of a file', () => {
  const small = table({ from: ['data'], maxBytes: 1000 });

  it('is known without reading it', async () => {
    const large = Buffer.concat([png(8, 8), Buffer.alloc(1000)]);
    const words = `firstFrame.data: one takes at most 1000 bytes; got ${large.length} bytes`;
    expect(problem({ firstFrame: await file('large.png', large) }, small)).toBe(words);
    expect(problem({ firstFrame: new Blob([large], { type: 'image/png' }) }, small)).toBe(words);
  });
});

describe('a stream', () => {
  async function* pieces(...all: readonly Uint8Array[]) {
    yield* all;
  }
  const streams: readonly (readonly [string, () => MediaInput | Promise<MediaInput>])[] = [
    ['of a file', async () => createReadStream(await file('streamed.png', png(8, 8)))],
    ['of the web', () => new Blob([png(8, 8)]).stream()],
    ['of pieces', () => pieces(png(8, 8).subarray(0, 5), png(8, 8).subarray(5))],
  ];

  it.each(streams)('%s passes a check unread, and is read once', async (_what, open) => {
    const onlyGif = table({ from: ['data'], mediaTypes: ['image/gif'] });
    const firstFrame = await open();
    expect(problem({ firstFrame }, onlyGif)).toBe('fits');
    const read = await readMedia({ firstFrame });
    expect(problem(read, onlyGif)).toContain('got "image/png"');
    // What was read is kept for whoever names the same stream again.
    expect(problem(await readMedia({ firstFrame }), onlyGif)).toContain('got "image/png"');
  });

  it('that breaks, and one that somebody else reads, is refused', async () => {
    async function* broken() {
      yield png(8, 8);
      throw new Error('the disk is gone');
    }
    expect(problem(await readMedia({ firstFrame: broken() }))).toContain('reading it failed');
    const locked = new Blob([png(8, 8)]).stream();
    locked.getReader();
    expect(problem(await readMedia({ firstFrame: locked }))).toContain('reading it failed');
  });
});

it('a file that is asked for its link by two at once is stored once', async () => {
  const put = vi.fn<MediaStore['put']>(async () => ({ url: 'https://bucket.example/a.png' }));
  const { firstFrame } = await readMedia({ firstFrame: new Blob([png(8, 8)]) }, { name: 'mine', put });
  if (!(firstFrame instanceof MediaFile)) throw new Error('no file');
  const links = [firstFrame.link('firstFrame', 0), firstFrame.link('firstFrame', 0)];
  expect(new Set(await Promise.all(links))).toEqual(new Set(['https://bucket.example/a.png']));
  expect(put).toHaveBeenCalledTimes(1);
});

it('two files stay two in a request that has been read, as a router hands it on', async () => {
  const read = await readMedia({
    firstFrame: new Blob([png(8, 8)]),
    lastFrame: await file('last.png', png(16, 16)),
  });
  const again = await readMedia(read);
  expect(again.firstFrame).toBe(read.firstFrame);
  expect(again.lastFrame).toBe(read.lastFrame);
  expect(again.lastFrame).not.toBe(again.firstFrame);
});

const refuse = () => {
  throw new Error(
    'A Node.js API is used (process.getBuiltinModule) which is not supported in the Edge Runtime.',
  );
};
it.each([undefined, refuse])('a runtime without a file system says so: %s', async (value) => {
  const url = await file('cat.png', png(8, 8));
  const own = Object.getOwnPropertyDescriptor(process, 'getBuiltinModule');
  Object.defineProperty(process, 'getBuiltinModule', { value, configurable: true });
  try {
    expect(problem({ firstFrame: url })).toContain('this runtime has no file system. Pass a Blob or bytes');
  } finally {
    if (own !== undefined) Object.defineProperty(process, 'getBuiltinModule', own);
  }
});
