import { describe, expect, it } from 'vitest';
import { start } from './start.ts';

/* What the service is said to do with calls that our provider never makes (minimax.md 3, 7, 8, 10). */

const path = '/v2/video_generation';
const query = '/v2/query/video_generation';
const text = { type: 'text', text: 'a paper boat' };
const boat = { url: 'https://example.com/boat.png' };
const first = { type: 'image_url', role: 'first_frame', image_url: boat };
const last = { ...first, role: 'last_frame' };
const reference = { ...first, role: 'reference_image' };
const times = (count: number, one: object) => Array.from({ length: count }, () => one);
const sound = { type: 'audio_url', role: 'reference_audio', audio_url: boat };
const clip = { type: 'video_url', role: 'reference_video', video_url: boat };
const body = { model: 'MiniMax-H3', content: [text], resolution: '768P', duration: 5, ratio: '16:9' };

const error = (type: string, number: number, status: number) => ({
  status,
  json: {
    type: 'error',
    error: { type, message: expect.stringContaining(`(${number})`), http_code: String(status) },
    request_id: expect.any(String),
  },
});
const badRequest = error('bad_request_error', 2013, 400);
const unknownRecord = error('server_error', 1000, 500);

async function startWith(...bodies: readonly object[]) {
  const started = await start();
  for (const one of bodies)
    expect(await started.call('POST', path, { ...body, ...one })).toMatchObject({ status: 200 });
  return { ...started, ids: started.simulator.tasks.map(({ id }) => id) };
}

describe('a submit', () => {
  it.each([
    ['no text', { content: [first] }],
    ['two texts', { content: [text, text] }],
    ['an empty text', { content: [{ ...text, text: ' ' }] }],
    ['a text that is too long', { content: [{ ...text, text: '🏮'.repeat(7001) }] }],
    ['a flat url', { content: [text, { type: 'image_url', role: 'first_frame', url: boat.url }] }],
    ['another resolution', { resolution: '720P' }],
    ['a resolution in small letters', { resolution: '768p' }],
    ['a resolution of the other model', { model: 'MiniMax-H3-Max', resolution: '2K' }],
    ['no resolution', { resolution: undefined }],
    ['half a second', { duration: 4.5 }],
    ['3 s', { duration: 3 }],
    ['4 s of the other model', { model: 'MiniMax-H3-Max', duration: 4 }],
    ['16 s', { duration: 16 }],
    ['a text and no ratio', { ratio: undefined }],
    ['a text and an adaptive ratio', { ratio: 'adaptive' }],
    ['a frame and a reference', { content: [text, first, reference] }],
    ['a last frame alone', { content: [text, last] }],
    ['two first frames', { content: [text, first, first] }],
    ['ten references', { content: [text, ...times(10, reference)] }],
    ['13 files', { content: [text, ...times(9, reference), clip, clip, sound, sound] }],
    ['a sound alone', { content: [text, sound] }],
    ['references of the other model', { model: 'MiniMax-H3-Max', content: [text, reference] }],
    ['an expansion of the other model', { extra: { prompt_expansion_mode: 'quality' } }],
    ['another expansion', { model: 'MiniMax-H3-Max', extra: { prompt_expansion_mode: 'auto' } }],
    ['an unknown key', { seed: 1 }],
    ['an unknown model', { model: 'MiniMax-H4' }],
  ])('with %s is refused', async (_what, wrong) => {
    const { call, simulator } = await start();
    expect(await call('POST', path, { ...body, ...wrong })).toMatchObject(badRequest);
    expect(simulator.tasks).toEqual([]);
  });

  it.each([
    ['a frame whose role is left out', { content: [text, { type: 'image_url', image_url: boat }] }],
    ['a frame and a ratio, which is ignored', { content: [text, first, last] }],
    ['12 files', { content: [text, ...times(9, reference), clip, sound, sound] }],
    ['7,000 characters outside the BMP', { content: [{ ...text, text: '🏮'.repeat(7000) }] }],
    ['a handle of an upload', { content: [text, { ...first, image_url: { url: 'mm_file://1' } }] }],
  ])('with %s is taken', async (_what, more) => {
    const { ids } = await startWith(more);
    expect(ids).toEqual([expect.stringMatching(/^\d{15}$/)]);
  });

  it('with a tiny picture is taken, and fails later', async () => {
    const png = Buffer.alloc(24);
    png.writeUInt32BE(1, 16);
    png.writeUInt32BE(1, 20);
    const url = `data:image/png;base64,${png.toString('base64')}`;
    const { call, simulator, ids } = await startWith({ content: [text, { ...first, image_url: { url } }] });
    simulator.advance(60);
    expect(await call('GET', `${query}/${ids[0]}`)).toMatchObject({
      json: { task: { status: 'failed', error: { code: '2013', message: 'image is too small' }, usage: {} } },
    });
  });
});

describe('a query', () => {
  it('tells queued, running and succeeded, each in the same shape', async () => {
    const { call, simulator, ids } = await startWith({});
    const ask = () => call('GET', `${query}/${ids[0]}`);
    const task = {
      id: ids[0],
      model: 'MiniMax-H3',
      resolution: '768P',
      duration: 5,
      ratio: '16:9',
      error: null,
    };
    expect(await ask()).toMatchObject({
      json: { task: { ...task, status: 'queued', content: null, usage: {} } },
    });
    simulator.advance(5);
    expect(await ask()).toMatchObject({ json: { task: { ...task, status: 'running', content: null } } });
    simulator.advance(60);
    const done = { status: 'succeeded', content: { url: expect.any(String) }, usage: { output_seconds: 5 } };
    expect(await ask()).toMatchObject({ json: { task: { ...task, ...done } } });
  });

  it('of an unknown number is a 500, of a word or of a task of 8 days ago a 400', async () => {
    const { call, simulator, ids } = await startWith({});
    expect(await call('GET', `${query}/900000000000000404`)).toMatchObject(unknownRecord);
    expect(await call('GET', `${query}/nobody`)).toMatchObject(badRequest);
    simulator.advance(8 * 86_400);
    expect(await call('GET', `${query}/${ids[0]}`)).toMatchObject(badRequest);
    expect(await call('GET', query)).toMatchObject({ json: { items: [], total: 0 } });
  });

  it('needs the key', async () => {
    const { simulator } = await start();
    const url = `${simulator.url}/minimax${query}/1`;
    const without = await fetch(url);
    expect([without.status, await without.json()]).toMatchObject([
      401,
      { error: { message: expect.stringContaining('(1004)') } },
    ]);
    const wrong = await fetch(url, { headers: { authorization: 'Bearer of-another-region' } });
    expect([wrong.status, await wrong.json()]).toMatchObject([
      401,
      { error: { message: 'invalid api key (2049)' } },
    ]);
  });
});

describe('the list', () => {
  it('has the newest first, page by page, by status, model and id', async () => {
    const { call, simulator, ids } = await startWith({}, { model: 'MiniMax-H3-Max' }, {});
    const [one, max, three] = ids;
    const listed = async (parameters: string) => {
      const { json } = await call('GET', `${query}?${parameters}`);
      return json;
    };
    expect(await listed('page_num=1&page_size=2')).toMatchObject({
      items: [{ id: three }, { id: max }],
      total: 3,
    });
    expect(await listed('page_num=2&page_size=2')).toMatchObject({ items: [{ id: one }], total: 3 });
    expect(await listed('filter.model=MiniMax-H3-Max')).toMatchObject({ items: [{ id: max }], total: 1 });
    expect(await listed(`filter.task_ids=${one}&filter.task_ids=${three}`)).toMatchObject({ total: 2 });
    await call('DELETE', `${path}/${one}`);
    simulator.advance(60);
    expect(await listed('filter.status=cancelled')).toMatchObject({ items: [{ id: one }] });
    expect(await listed('filter.status=succeeded')).toMatchObject({ total: 2 });
    expect(await call('GET', `${query}?page_num=0`)).toMatchObject(badRequest);
  });
});

describe('DELETE', () => {
  it('cancels what waits, once, refuses what runs, and destroys the record of what has ended', async () => {
    const { call, simulator, ids } = await startWith({}, {});
    const [waiting, other] = ids;
    const stop = (id: string | undefined) => call('DELETE', `${path}/${id}`);
    const ask = (id: string | undefined) => call('GET', `${query}/${id}`);
    expect(await stop(waiting)).toEqual({
      status: 200,
      json: { task_id: waiting, action: 'cancelled', status: 'cancelled' },
    });
    expect(await stop(waiting)).toMatchObject(badRequest);
    simulator.advance(5);
    expect(await stop(other)).toMatchObject(badRequest);
    simulator.advance(60);
    expect(await ask(waiting)).toMatchObject({ json: { task: { status: 'cancelled', content: null } } });
    expect(await stop(other)).toMatchObject({ json: { action: 'deleted', status: 'deleted' } });
    expect(await ask(other)).toMatchObject(unknownRecord);
    expect(await stop(other)).toMatchObject(badRequest);
  });

  it('is remembered where the simulator is started again', async () => {
    const kept = new Map<string, Map<string, unknown>>();
    const memory = {
      read: (kind: string) => kept.get(kind) ?? [],
      write(kind: string, key: string, value: unknown) {
        kept.set(kind, (kept.get(kind) ?? new Map<string, unknown>()).set(key, value));
      },
    };
    const before = await start({ memory });
    await before.call('POST', path, body);
    const [{ id } = { id: '' }] = before.simulator.tasks;
    await before.call('DELETE', `${path}/${id}`);
    const after = await start({ memory });
    expect(await after.call('GET', `${query}/${id}`)).toMatchObject({
      json: { task: { status: 'cancelled' } },
    });
  });
});
