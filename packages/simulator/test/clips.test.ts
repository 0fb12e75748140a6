import { describe, expect, it } from 'vitest';
import { defineService } from '../src/index.ts';
import { gateway, requests } from './gateway.ts';

const sizes = {
  '16x9': [512, 288],
  '9x16': [288, 512],
  '1x1': [384, 384],
  '4x3': [384, 288],
  '3x4': [288, 384],
  '21x9': [672, 288],
} as const;

const clips = ['runway', 'kling', 'jimeng', 'plain'].flatMap((service) =>
  Object.entries(sizes).flatMap(([ratio, size]) =>
    [5, 12].map((seconds) => ({ path: `/clips/${service}-${ratio}-${seconds}s.mp4`, size, seconds })),
  ),
);

/** The content of the boxes at a path such as moov/trak/tkhd (ISO/IEC 14496-12), first of each name. */
function box(file: Buffer, [name, ...rest]: readonly string[]): Buffer {
  for (let at = 0; at < file.length; at += file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) !== name) continue;
    const content = file.subarray(at + 8, at + file.readUInt32BE(at));
    return rest.length === 0 ? content : box(content, rest);
  }
  throw new Error(`no box ${name}`);
}

interface Asked {
  readonly model: string;
  readonly prompt: string;
  readonly seconds: number;
  readonly seed?: number;
}

/** A made-up service, whose answer is the link at once. */
const acme = defineService({
  id: 'acme',
  apis: ['official'],
  keys: (_api, apiKey) => ({ apiKey }),
  mount({ app, submit }) {
    app.post('/jobs', async (c) => {
      const body = await c.req.json<Asked>();
      const { model, prompt, seconds, seed } = body;
      const asked = { api: 'official', kind: 'jobs', id: crypto.randomUUID(), model, prompt, seconds };
      const told = { ...asked, body: { parameters: { seed } } };
      return submit(
        c,
        told,
        ({ videoUrl }) => ({ url: videoUrl }),
        (status, text) => ({ status, text }),
      );
    });
  },
});

const url = (base: string) => `${base}/clips/kling-16x9-5s.mp4`;

describe('the clips', () => {
  it.each(clips)('$path is a playable mp4 of its ratio and length', async ({ path, size, seconds }) => {
    const { simulator } = await gateway();
    const response = await fetch(`${simulator.url}${path}?task=1&signature=simulated`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('video/mp4');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    const file = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(file.length));
    expect(file.length).toBeGreaterThan(15_000);
    expect(file.length).toBeLessThan(400_000);

    expect(box(file, ['ftyp']).toString('latin1', 0, 4)).toBe('isom');
    const movie = box(file, ['moov', 'mvhd']);
    expect(movie.readUInt32BE(16) / movie.readUInt32BE(12)).toBe(seconds);
    const track = box(file, ['moov', 'trak', 'tkhd']);
    expect([track.readUInt16BE(76), track.readUInt16BE(80)]).toEqual(size);
    const codec = box(file, ['moov', 'trak', 'mdia', 'minf', 'stbl', 'stsd']);
    expect(codec.toString('latin1', 12, 16)).toBe('avc1');
    expect(file.indexOf('moov')).toBeLessThan(file.indexOf('mdat'));
  });

  it('are each their own', async () => {
    const { simulator } = await gateway();
    const files = clips.map(({ path }) => fetch(simulator.url + path).then((response) => response.text()));
    expect(new Set(await Promise.all(files)).size).toBe(clips.length);
  });

  it('come in ranges', async () => {
    const { simulator } = await gateway();
    const whole = Buffer.from(await (await fetch(url(simulator.url))).arrayBuffer());
    const ranges = [
      ['bytes=0-99', 0, 99],
      ['bytes=100-', 100, whole.length - 1],
      ['bytes=-50', whole.length - 50, whole.length - 1],
    ] as const;
    for (const [range, first, last] of ranges) {
      const part = await fetch(url(simulator.url), { headers: { Range: range } });
      expect(part.status).toBe(206);
      expect(part.headers.get('content-range')).toBe(`bytes ${first}-${last}/${whole.length}`);
      expect(part.headers.get('content-length')).toBe(String(last - first + 1));
      expect(Buffer.from(await part.arrayBuffer())).toEqual(whole.subarray(first, last + 1));
    }
    const beyond = await fetch(url(simulator.url), { headers: { Range: `bytes=${whole.length}-` } });
    expect(beyond.status).toBe(416);
  });

  it('answer HEAD and a preflight from any page', async () => {
    const { simulator } = await gateway();
    const head = await fetch(url(simulator.url), { method: 'HEAD' });
    expect(head.status).toBe(200);
    expect(head.headers.get('content-type')).toBe('video/mp4');
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(15_000);
    expect(await head.text()).toBe('');

    const preflight = await fetch(url(simulator.url), {
      method: 'OPTIONS',
      headers: {
        Origin: 'https://demo.example',
        'Access-Control-Request-Method': 'GET',
        'Access-Control-Request-Headers': 'range',
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('*');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('range');
  });

  it.each([
    '/clips/none.mp4',
    '/clips/kling-2x1-5s.mp4',
    '/clips/kling-16x9-0s.mp4',
    '/clips/kling-16x9-999s.mp4',
    '/clips/',
    '/clips/..%2fpackage.json',
    '/clips/%2e%2e/package.json',
  ])('404 for %s', async (path) => {
    const { simulator } = await gateway();
    expect((await fetch(simulator.url + path)).status).toBe(404);
  });
});

describe('the clip of a task', () => {
  it.each([
    ['runwayml-gen4_turbo-5', '1280:768', '16x9-5s'],
    ['runwayml-gen4_turbo-10', '1280:720', '16x9-10s'],
    ['runwayml-gen4_turbo-10', '768:1280', '9x16-10s'],
    ['runwayml-gen3a_turbo-5', '1024:1024', '1x1-5s'],
    ['runwayml-gen4_turbo-5', '1104:832', '4x3-5s'],
    ['runwayml-gen4_turbo-5', '832:1104', '3x4-5s'],
    ['runwayml-gen4_turbo-5', '1584:672', '21x9-5s'],
  ])('%s at %s is %s', async (model, ratio, clip) => {
    const { simulator, get, post, task } = await gateway();
    const { promptImage } = requests.runway.body;
    await post(requests.runway.path, { model, ratio, promptImage });
    simulator.advance(20);
    const output = [expect.stringContaining(`/clips/runway-${clip}.mp4?`)];
    expect(await get(`/runwayml/v1/tasks/${task().id}`)).toMatchObject({ json: { output } });
  });

  it('is as long as was asked, to a tenth of a second, and says whose it is', async () => {
    const { simulator } = await gateway({ services: [acme] });
    const clipOf = async (asked: Asked) => {
      const base = simulator.settingsFor('acme', 'official')?.['baseUrl'] ?? '';
      const { url }: { readonly url: string } = await (
        await fetch(`${base}/jobs`, { method: 'POST', body: JSON.stringify(asked) })
      ).json();
      return { url, bytes: Buffer.from(await (await fetch(url)).arrayBuffer()) };
    };
    const [eight, other, odd] = [
      await clipOf({ model: 'm-1', prompt: '风筝', seconds: 8, seed: 7 }),
      await clipOf({ model: 'm-2', prompt: '风筝', seconds: 8, seed: 7 }),
      await clipOf({ model: 'm-1', prompt: '风筝', seconds: 4.04, seed: 7 }),
    ];
    expect(new URL(eight.url).pathname).toBe('/clips/plain-16x9-8s.mp4');
    expect(new URL(odd.url).pathname).toBe('/clips/plain-16x9-4s.mp4');
    const again = await clipOf({ model: 'm-1', prompt: '风筝', seconds: 8, seed: 7 });
    expect(again.bytes.equals(eight.bytes)).toBe(true);
    const others = [
      other,
      await clipOf({ model: 'm-1', prompt: '风车', seconds: 8, seed: 7 }),
      await clipOf({ model: 'm-1', prompt: '风筝', seconds: 8, seed: 8 }),
      await clipOf({ model: 'm-1', prompt: '风筝', seconds: 8 }),
    ];
    for (const { bytes } of others) expect(bytes.equals(eight.bytes)).toBe(false);
  });

  it('can be fetched by the link in the answer', async () => {
    const { simulator, get, post, task } = await gateway();
    await post(requests.jimeng.path, requests.jimeng.body);
    simulator.advance(20);
    const { json } = await get(`/v1/video/query?id=${task().id}`);
    const link =
      typeof json === 'object' && json !== null && 'video_url' in json ? json.video_url : undefined;
    const response = await fetch(String(link));
    expect(response.headers.get('content-type')).toBe('video/mp4');
    await response.body?.cancel();
  });
});
