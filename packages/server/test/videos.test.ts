import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { body, startHost } from './fixture.ts';

async function withVideo() {
  const host = await startHost({ simulator: { clipBytes: 600_000 } });
  const { id } = await (await host.post('/tasks', body)).json();
  const job = await host.jobIn(id, ['succeeded', 'failed']);
  const get = (headers: Readonly<Record<string, string>> = {}, query = '', method = 'GET') =>
    fetch(`${job.task.videos[0].url}${query}`, { headers, method });
  const whole = new Uint8Array(await (await get()).arrayBuffer());
  return { ...host, id, get, whole, bytes: whole.byteLength };
}

describe('videos', () => {
  it('come whole, with what a player and a download need', async () => {
    const { get, whole, bytes, id } = await withVideo();
    expect(bytes).toBeGreaterThan(256 * 1024);
    const answer = await get();
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'video/mp4',
      'content-length': String(bytes),
      'accept-ranges': 'bytes',
      'content-disposition': `inline; filename="kling-kling-v2-6-${id.slice(0, 8)}-0.mp4"`,
      'x-content-type-options': 'nosniff',
    });
    const saved = await get({}, '?download');
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; filename="kling.*\.mp4"$/);
    expect(new Uint8Array(await saved.arrayBuffer())).toEqual(whole);
    const head = await get({}, '', 'HEAD');
    expect([head.status, head.headers.get('content-length'), (await head.arrayBuffer()).byteLength]).toEqual([
      200,
      String(bytes),
      0,
    ]);
  });

  it('come in ranges', async () => {
    const { get, whole, bytes } = await withVideo();
    const cases = [
      ['bytes=0-0', 0, 0],
      ['bytes=100-', 100, bytes - 1],
      ['bytes=-10', bytes - 10, bytes - 1],
      ['bytes=-9999999', 0, bytes - 1],
      [`bytes=${bytes - 1}-${bytes + 5}`, bytes - 1, bytes - 1],
      ['bytes=200000-500000', 200_000, 500_000],
    ] as const;
    for (const [range, start, end] of cases) {
      const part = await get({ range });
      expect([part.status, part.headers.get('content-range')]).toEqual([
        206,
        `bytes ${start}-${end}/${bytes}`,
      ]);
      expect(new Uint8Array(await part.arrayBuffer())).toEqual(whole.slice(start, end + 1));
    }
    for (const range of [`bytes=${bytes}-`, 'bytes=-0']) {
      const none = await get({ range });
      expect([none.status, none.headers.get('content-range')]).toEqual([416, `bytes */${bytes}`]);
    }
    // What is no range, or several, is the whole.
    for (const range of ['bytes=5-2', 'bytes=0-1,4-5', 'pages=1-2', 'bytes=-', 'bytes=a-b']) {
      const all = await get({ range });
      expect(all.status).toBe(200);
      await all.body?.cancel();
    }
  });

  it('are not sent again to who has them', async () => {
    const { get, bytes } = await withVideo();
    const tag = (await get({}, '', 'HEAD')).headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[0-9a-f]{64}"$/);
    expect((await get({ 'if-none-match': `"x", W/${tag}` })).status).toBe(304);
    expect((await get({ 'if-match': '"x"' })).status).toBe(412);
    const range = 'bytes=0-9';
    expect((await get({ range, 'if-range': tag })).headers.get('content-length')).toBe('10');
    const changed = await get({ range, 'if-range': '"x"' });
    expect([changed.status, changed.headers.get('content-length')]).toEqual([200, String(bytes)]);
    await changed.body?.cancel();
  });

  it('are nowhere but where they are', async () => {
    const { send, id, folder, get, errors } = await withVideo();
    for (const path of [
      `/tasks/${id}/videos/1`,
      `/tasks/${id}/videos/x`,
      '/tasks/x/videos/0',
      `/tasks/${id}/videos/%2e%2e`,
    ])
      expect((await send(path)).status).toBe(404);
    rmSync(folder, { recursive: true });
    expect((await get()).status).toBe(404);
    expect(errors).toEqual([]);
  });

  it('may be kept by a host of another kind', async () => {
    const kept = new Map<string, string>();
    const { post, jobIn, send } = await startHost({
      settings: {
        videos: {
          async storeVideo({ job, index }) {
            const name = `${job.id}/${index}.html`;
            kept.set(name, 'abcdef');
            return { name, bytes: 6, mediaType: 'text/html' };
          },
          open: async ({ name }, { start, end }) => {
            const text = kept.get(name)?.slice(start, end + 1);
            return text === undefined ? undefined : new Blob([text]).stream();
          },
          delete: async ({ name }) => void kept.delete(name),
        },
      },
    });
    const { id } = await (await post('/tasks', body)).json();
    await jobIn(id, ['succeeded']);
    const answer = await send(`/tasks/${id}/videos/0`, { headers: { range: 'bytes=2-3' } });
    expect([answer.status, await answer.text()]).toEqual([206, 'cd']);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    await send(`/tasks/${id}`, { method: 'DELETE' });
    expect(kept.size).toBe(0);
  });
});
