import { systemClock } from '@vid/core/journal';
import OpenAI, { APIConnectionTimeoutError, APIError } from 'openai';
import type { VideoCreateParams } from 'openai/resources/videos';
import { describe, expect, it } from 'vitest';
import { officialRouter, startHost } from './fixture.ts';
import { startLossy, startOpenai } from './openai-host.ts';

const asked = { model: 'kling:kling-v2-6', prompt: 'a kite over the sea' } as const;
/** What the client's types do not know, such as lengths that OpenAI's own models had not. */
const loose = (more: object): VideoCreateParams => JSON.parse(JSON.stringify({ ...asked, ...more }));
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABXvMqOgAAAABJRU5ErkJggg==',
  'base64',
);
// As many pixels as the model wants, by its head.
png.writeUInt32BE(400, 16);
png.writeUInt32BE(400, 20);
const picture = () => new File([png], 'input_reference.png', { type: 'image/png' });

/** As the client writes it, with the boundary of one call. */
const formOf = (prompt: string) =>
  Object.entries({ ...asked, prompt })
    .map(
      ([name, text]) => `--of-one-call\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${text}\r\n`,
    )
    .concat('--of-one-call--\r\n')
    .join('');

async function errorOf(promise: PromiseLike<unknown>): Promise<APIError> {
  const error: unknown = await Promise.resolve(promise).catch((reason: unknown) => reason);
  if (error instanceof APIError) return error;
  throw new TypeError(`no APIError: ${String(error)}`);
}

describe('the client of OpenAI', () => {
  it('makes a video, polls it, brings it home in ranges, lists and deletes it', async () => {
    const { videos, ended, simulator, errors, url } = await startOpenai();
    const made = await videos.create(loose({ seconds: '5' }));
    expect(made).toMatchObject({
      object: 'video',
      model: 'kling:kling-v2-6',
      seconds: '5',
      completed_at: null,
      expires_at: null,
      remixed_from_video_id: null,
      error: null,
    });
    expect(['queued', 'in_progress']).toContain(made.status);
    const done = await ended(made.id);
    expect(done).toMatchObject({
      status: 'completed',
      progress: 100,
      x_vid: { phase: 'succeeded', task: { videos: [{ url: `${url}/tasks/${made.id}/videos/0` }] } },
    });
    const film = await videos.downloadContent(made.id);
    const bytes = Buffer.from(await film.arrayBuffer());
    expect(film.headers.get('content-type')).toBe('video/mp4');
    const part = await videos.downloadContent(made.id, {}, { headers: { Range: 'bytes=4-7' } });
    expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
    expect(bytes.subarray(4, 8).toString()).toBe('ftyp');
    const ids: string[] = [];
    for await (const { id } of videos.list({ limit: 1 })) ids.push(id);
    expect(ids).toEqual([made.id]);
    expect(await videos.delete(made.id)).toEqual({ id: made.id, object: 'video.deleted', deleted: true });
    expect((await errorOf(videos.retrieve(made.id))).status).toBe(404);
    expect(simulator.tasks).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it('pages through its videos in both orders', async () => {
    const { videos, simulator } = await startOpenai({ simulator: { speed: 0 } });
    const made: string[] = [];
    for (const prompt of ['1', '2', '3']) made.push((await videos.create({ ...asked, prompt })).id);
    const idsOf = async (order: 'asc' | 'desc') => {
      const ids: string[] = [];
      for await (const { id } of videos.list({ limit: 2, order })) ids.push(id);
      return ids;
    };
    expect([await idsOf('asc'), await idsOf('desc')]).toEqual([made, made.toReversed()]);
    expect(await errorOf(videos.list({ after: 'nobody' }))).toMatchObject({ status: 400 });
    expect(simulator.tasks).toHaveLength(3);
  });

  it('sends a picture as a file, a link or a data URI, and pixels as the model takes them', async () => {
    const { videos, simulator } = await startOpenai({ simulator: { speed: 0 } });
    await videos.create({ ...asked, input_reference: picture() });
    await videos.create({
      ...asked,
      input_reference: { image_url: `data:image/png;base64,${png.toString('base64')}` },
    });
    await videos.create({ ...asked, input_reference: { image_url: 'https://example.com/boat.png' } });
    const sent = await videos.create({ ...asked, size: '1280x720' });
    expect(sent.size).toBe('1280x720');
    const [file, data, link, sized] = simulator.tasks.map(({ body }) => JSON.stringify(body));
    expect(file).toContain(png.toString('base64'));
    expect(data).toBe(file);
    expect(link).toContain('https://example.com/boat.png');
    expect(sized).toContain('16:9');
  });

  it('reaches what the shape has no field for by x_vid, and models by any of their names', async () => {
    const { videos, client, simulator } = await startOpenai({
      simulator: { speed: 0 },
      settings: { openai: { aliases: { 'sora-2': 'kling:kling-v2-6 (gateway)' } } },
    });
    const more = { request: { negativePrompt: 'rain' }, label: 'ads' };
    const made = await videos.create(loose({ model: 'sora-2', x_vid: JSON.stringify(more) }));
    expect(made).toMatchObject({ model: 'sora-2', x_vid: { label: 'ads', model: { model: 'kling-v2-6' } } });
    await videos.create({ ...asked, model: 'kling-v2-6' });
    await videos.create({ ...asked, model: 'kling:kling-v2-6 (gateway)' });
    const bodies = simulator.tasks.map(({ body }) => JSON.stringify(body));
    expect(bodies[0]).toContain('rain');
    expect(bodies).toHaveLength(3);
    const names: string[] = [];
    for await (const { id } of client.models.list()) names.push(id);
    expect(names).toEqual(expect.arrayContaining(['sora-2', 'kling:kling-v2-6 (gateway)']));
    expect((await client.models.retrieve('sora-2')).id).toBe('sora-2');
  });
});

describe('one call of the client of OpenAI is one bill', () => {
  it('where the answer of this server is lost, twice', async () => {
    const { url, simulator, store } = await startOpenai({ simulator: { speed: 0 } });
    const lossy = await startLossy(url, ({ method }, number) => method === 'POST' && number < 3);
    const { videos } = new OpenAI({ apiKey: 'sk', baseURL: `${lossy.url}/v1` });
    const made = await videos.create({ ...asked, input_reference: picture() });
    expect(lossy.calls.map(({ headers }) => headers['x-stainless-retry-count'])).toEqual(['0', '1', '2']);
    expect((await store.jobs.list({ owner: '', limit: 9 })).jobs.map(({ job }) => job.id)).toEqual([made.id]);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('where it gives up after some milliseconds', async () => {
    const { url, simulator, store } = await startOpenai({ simulator: { speed: 0 } });
    const slow = await startLossy(url, () => 'held');
    const { videos } = new OpenAI({ apiKey: 'sk', baseURL: `${slow.url}/v1`, timeout: 500 });
    const error: unknown = await videos.create(asked).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(APIConnectionTimeoutError);
    await slow.answers();
    expect(slow.calls.length).toBeGreaterThan(1);
    expect((await store.jobs.list({ owner: '', limit: 9 })).jobs).toHaveLength(1);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('where the answer of the service is lost, which it is told once', async () => {
    const { url, simulator } = await startOpenai({ simulator: { speed: 0 } });
    simulator.fault({ on: 'submit', kind: 'accepted-cut', times: 'always' });
    const seen = await startLossy(url, () => false);
    const { videos } = new OpenAI({ apiKey: 'sk', baseURL: `${seen.url}/v1` });
    const error = await errorOf(videos.create(asked));
    expect([error.status, error.code, error.headers?.get('x-should-retry')]).toEqual([
      502,
      'submission_unknown',
      'false',
    ]);
    expect(seen.calls).toHaveLength(1);
    const [lost] = (await videos.list()).data;
    expect(lost).toMatchObject({ status: 'failed', error: { code: 'submission_unknown' } });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('by JSON as well, and by a form whose boundary changes with each attempt', async () => {
    const { url, simulator } = await startOpenai({ simulator: { speed: 0 } });
    const lossy = await startLossy(url, (_, number) => number < 2);
    const client = new OpenAI({ apiKey: 'sk', baseURL: `${lossy.url}/v1` });
    await client.post('/videos', { body: asked });
    expect([lossy.calls.length, simulator.tasks.length]).toEqual([2, 1]);
    const form = (retry: number) => {
      const body = new FormData();
      body.set('prompt', 'a boat');
      body.set('model', asked.model);
      const headers = { authorization: 'Bearer x', 'x-stainless-retry-count': String(retry) };
      return fetch(`${url}/v1/videos`, { method: 'POST', headers, body }).then((answer) => answer.json());
    };
    const first = await form(0);
    expect((await form(1)).id).toBe(first.id);
    expect(simulator.tasks).toHaveLength(2);
  });

  it('at any server over the same store, and for 15 minutes', async () => {
    let laterMs = 0;
    const settings = { clock: { ...systemClock, now: () => Date.now() + laterMs } };
    const first = await startOpenai({ simulator: { speed: 0 }, settings });
    const second = await startHost({ at: first.simulator, folder: first.folder, settings });
    const form = { 'content-type': 'multipart/form-data; boundary=of-one-call', body: formOf('a boat') };
    const json = { 'content-type': 'application/json', body: JSON.stringify(asked) };
    const send = async (url: string, { body, ...type }: typeof form, retry: number) => {
      const headers = { ...type, authorization: 'Bearer x', 'x-stainless-retry-count': String(retry) };
      const answer = await fetch(`${url}/v1/videos`, { method: 'POST', headers, body });
      return (await answer.json()).id;
    };
    for (const call of [form, json]) {
      const id = await send(first.url, call, 0);
      expect(await send(second.url, call, 1)).toBe(id);
      laterMs += 15 * 60_000;
      expect(await send(second.url, call, 1)).not.toBe(id);
    }
    expect(first.simulator.tasks).toHaveLength(4);
  });

  it('in whatever order its attempts arrive, and all at once', async () => {
    const { url, simulator } = await startOpenai({ simulator: { speed: 0 } });
    const body = formOf(asked.prompt);
    const ids = await Promise.all(
      ['2', '0', '1', '0'].map(async (retry) => {
        const headers = {
          'content-type': 'multipart/form-data; boundary=of-one-call',
          'x-stainless-retry-count': retry,
        };
        return (await (await fetch(`${url}/v1/videos`, { method: 'POST', headers, body })).json()).id;
      }),
    );
    expect(new Set(ids).size).toBe(1);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('by JSON while its first attempt is being kept, and not from a client that has gone', async () => {
    const { url, server, simulator } = await startOpenai({ simulator: { speed: 0 } });
    const send = async (retry: string, signal: AbortSignal) => {
      const headers = { 'content-type': 'application/json', 'x-stainless-retry-count': retry };
      const init = { method: 'POST', headers, body: JSON.stringify(asked), signal };
      return (await server.fetch(new Request(`${url}/v1/videos`, init))).json();
    };
    const { signal } = new AbortController();
    const [first, again] = await Promise.all([send('0', signal), send('1', signal)]);
    expect(again.id).toBe(first.id);
    expect((await send('0', AbortSignal.abort())).error.type).toBe('server_error');
    expect(simulator.tasks).toHaveLength(1);
  });

  it('by its Idempotency-Key, which is that of POST /tasks, and another request under it is refused once', async () => {
    const { url, post, simulator } = await startOpenai({ simulator: { speed: 0 } });
    const seen = await startLossy(url, () => false);
    const { videos } = new OpenAI({ apiKey: 'sk', baseURL: `${seen.url}/v1` });
    const headers = { 'Idempotency-Key': 'order-1' };
    const { model, prompt } = asked;
    const first = await videos.create(asked, { headers });
    expect((await videos.create(asked, { headers })).id).toBe(first.id);
    const task = await post('/tasks', { request: { model, prompt } }, headers);
    expect((await task.json()).id).toBe(first.id);
    const error = await errorOf(videos.create({ ...asked, prompt: 'a boat' }, { headers }));
    expect([error.status, error.code]).toEqual([409, 'idempotency_key_reused']);
    expect(error.message).toContain('The Idempotency-Key "order-1" was used for another request');
    expect(seen.calls).toHaveLength(3);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('and two calls that ask for the same are two', async () => {
    const { url, videos, client, simulator } = await startOpenai({ simulator: { speed: 0 } });
    const pair = await Promise.all([videos.create(asked), videos.create(asked)]);
    await Promise.all([
      client.post('/videos', { body: asked }),
      client.post('/videos', { body: asked }),
      fetch(`${url}/v1/videos`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
      }).then((answer) => answer.json()),
    ]);
    expect(pair[0].id).not.toBe(pair[1].id);
    expect(simulator.tasks).toHaveLength(5);
  });

  it('and two calls that ask for the same and both lose their answers are two', async () => {
    const { url, simulator } = await startOpenai({ simulator: { speed: 0 } });
    const lossy = await startLossy(url, (_, number) => number <= 2);
    const { videos } = new OpenAI({ apiKey: 'sk', baseURL: `${lossy.url}/v1` });
    const [one, two] = await Promise.all([videos.create(asked), videos.create(asked)]);
    expect(one.id).not.toBe(two.id);
    expect(simulator.tasks).toHaveLength(2);
  });

  it('for a job that was refused as well, which is sent again only where somebody repeats it', async () => {
    const { url, simulator } = await startOpenai({ simulator: { speed: 0 } });
    simulator.fault({ on: 'submit', kind: 'sensitive-words-400' });
    const seen = await startLossy(url, () => false);
    const { videos } = new OpenAI({ apiKey: 'sk', baseURL: `${seen.url}/v1` });
    const headers = { 'Idempotency-Key': 'order-1' };
    const error = await errorOf(videos.create(asked, { headers }));
    expect([error.status, error.code, error.headers?.get('x-should-retry')]).toEqual([
      422,
      'moderation_blocked',
      'false',
    ]);
    expect(await videos.create(asked, { headers })).toMatchObject({ error: null });
    expect([seen.calls.length, simulator.tasks.length]).toEqual([2, 1]);
  });
});

describe('errors in the shape of OpenAI', () => {
  it('name an unknown field, a wrong one and one that is there twice, and nothing is made', async () => {
    const { videos, client, url, simulator, store } = await startOpenai({ simulator: { speed: 0 } });
    const unknown = await errorOf(videos.create(loose({ fps: 24 })));
    expect(unknown).toMatchObject({ status: 400, code: 'unknown_parameter', param: 'fps' });
    expect(unknown.type).toBe('invalid_request_error');
    expect(unknown.headers?.get('x-should-retry')).toBe('false');
    const wrong: [object, string][] = [
      [{ seconds: '0' }, 'seconds'],
      [{ seconds: 'five' }, 'seconds'],
      [{ size: '720p' }, 'size'],
      [{ metadata: { a: 'b' } }, 'metadata'],
      [{ input_reference: { file_id: 'file_1' } }, 'input_reference'],
      [{ x_vid: JSON.stringify({ seed: 7 }) }, 'x_vid.seed'],
      [{ x_vid: JSON.stringify({ request: { prompt: 'a boat' } }) }, 'x_vid.request.prompt'],
    ];
    for (const [more, param] of wrong)
      expect(await errorOf(videos.create(loose(more)))).toMatchObject({ status: 400, param });
    expect(await errorOf(client.post('/videos', { body: { ...asked, fps: 24 } }))).toMatchObject({
      param: 'fps',
    });
    const twice = new FormData();
    twice.append('prompt', 'a kite');
    twice.append('prompt', 'a boat');
    const answer = await fetch(`${url}/v1/videos`, {
      method: 'POST',
      headers: { authorization: 'Bearer x' },
      body: twice,
    });
    expect([answer.status, (await answer.json()).error.param]).toEqual([400, 'prompt']);
    // As a whole, and field by field.
    const split: readonly (readonly [string, readonly (readonly [name: string, value: string | File])[]])[] =
      [
        [
          'input_reference',
          [
            ['input_reference', picture()],
            ['input_reference[image_url]', 'https://example.com/a.png'],
          ],
        ],
        [
          'x_vid',
          [
            ['x_vid', '{"label":"ads"}'],
            ['x_vid[label]', 'news'],
          ],
        ],
        ['__proto__', [['__proto__', 'a']]],
        ['constructor', [['constructor', 'a']]],
      ];
    for (const [param, entries] of split) {
      const form = new FormData();
      for (const [name, value] of [...Object.entries(asked), ...entries]) form.append(name, value);
      const headers = { authorization: 'Bearer x' };
      const refused = await fetch(`${url}/v1/videos`, { method: 'POST', headers, body: form });
      expect([refused.status, (await refused.json()).error.param]).toEqual([400, param]);
    }
    expect(simulator.tasks).toEqual([]);
    expect((await store.jobs.list({ owner: '', limit: 9 })).jobs).toEqual([]);
  });

  it('are those of everything before the route, too', async () => {
    const token = 'a-token-that-nobody-guesses';
    const { videos, url, simulator } = await startOpenai({
      settings: { token, maxBodyBytes: 1_000, budget: () => ({ amount: { amount: 0, currency: 'USD' } }) },
    });
    expect(await errorOf(videos.create(asked))).toMatchObject({ status: 401, type: 'authentication_error' });
    const own = new OpenAI({ apiKey: token, baseURL: `${url}/v1` });
    const large = { ...asked, prompt: 'x'.repeat(2_000) };
    expect(await errorOf(own.videos.create(large))).toMatchObject({ status: 413 });
    const broke = await errorOf(own.videos.create(asked));
    expect([broke.status, broke.code, broke.headers?.get('x-should-retry')]).toEqual([
      402,
      'insufficient_quota',
      'false',
    ]);
    const cannot = await errorOf(own.videos.create(loose({ seconds: '77' })));
    expect([cannot.status, cannot.code, cannot.param]).toEqual([422, 'unsupported', 'seconds']);
    expect(await errorOf(own.get('/chat/completions'))).toMatchObject({ status: 404 });
    expect(simulator.tasks).toEqual([]);
  });

  it('of a video that is not ready, or has no such variant, are asked for once', async () => {
    const { url, videos: own } = await startOpenai({ simulator: { speed: 0 } });
    const { id } = await own.create(asked);
    const seen = await startLossy(url, () => false);
    const { videos } = new OpenAI({ apiKey: 'sk', baseURL: `${seen.url}/v1` });
    expect(await errorOf(videos.downloadContent(id))).toMatchObject({ status: 400, code: 'video_not_ready' });
    expect(await errorOf(videos.downloadContent(id, { variant: 'thumbnail' }))).toMatchObject({
      status: 404,
    });
    // Kling's gateway cannot stop what runs.
    expect(await errorOf(videos.delete(id))).toMatchObject({ status: 409 });
    expect(seen.calls).toHaveLength(3);
  });

  it('of failed videos stand in them', async () => {
    const { videos, ended, simulator } = await startOpenai();
    simulator.fault({ on: 'poll', kind: 'failed', reason: 'content policy', times: 'always' });
    const { id } = await videos.create(asked);
    expect(await ended(id)).toMatchObject({ status: 'failed', error: { code: expect.any(String) } });
    expect(await errorOf(videos.downloadContent(id))).toMatchObject({ status: 400 });
  });
});

describe('/v1/videos', () => {
  it('stops what runs before it deletes it', async () => {
    const { videos, simulator } = await startOpenai({ simulator: { speed: 0 }, routerOf: officialRouter });
    const { id } = await videos.create(loose({ model: 'runway:gen4.5', seconds: '5', size: '1280x720' }));
    expect(await videos.delete(id)).toMatchObject({
      id,
      deleted: true,
      x_vid: { billed: expect.any(String) },
    });
    expect(simulator.requests.some(({ method }) => method === 'DELETE')).toBe(true);
    expect((await videos.list()).data).toEqual([]);
  });

  it('belongs to its owner', async () => {
    const owner = (request: Request) => request.headers.get('authorization') ?? undefined;
    const { url, simulator } = await startHost({ settings: { owner }, simulator: { speed: 0 } });
    const of = (apiKey: string) => new OpenAI({ apiKey, baseURL: `${url}/v1` }).videos;
    const headers = { 'Idempotency-Key': 'order-1' };
    const hers = await of('ann').create(asked, { headers });
    const his = await of('bob').create({ ...asked, prompt: 'a boat' }, { headers });
    expect(his.id).not.toBe(hers.id);
    for (const call of [
      of('bob').retrieve(hers.id),
      of('bob').delete(hers.id),
      of('bob').downloadContent(hers.id),
    ])
      expect((await errorOf(call)).status).toBe(404);
    expect((await of('bob').list()).data.map(({ id }) => id)).toEqual([his.id]);
    expect(simulator.tasks).toHaveLength(2);
  });

  it('takes no form that a page could send by itself', async () => {
    const { url, simulator } = await startHost({ simulator: { speed: 0 } });
    const form = () => {
      const body = new FormData();
      body.set('prompt', asked.prompt);
      body.set('model', asked.model);
      return body;
    };
    const send = async (headers: Readonly<Record<string, string>>, path = '/v1/videos') =>
      (await fetch(url + path, { method: 'POST', headers, body: form() })).status;
    expect([
      await send({}),
      await send({ authorization: 'Basic YTpi' }),
      await send({ authorization: 'Bearer x', origin: 'https://evil.example' }),
      await send({ authorization: 'Bearer x', origin: 'null' }),
      await send({ authorization: 'Bearer x' }, '/tasks'),
    ]).toEqual([415, 415, 403, 403, 415]);
    expect(simulator.tasks).toEqual([]);
    expect(await send({ 'idempotency-key': 'order-1' })).toBe(200);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('is there unless it is turned off, below the path of the server', async () => {
    const off = await startHost({ settings: { openai: false } });
    expect((await off.send('/v1/videos')).status).toBe(404);
    const below = await startHost({ settings: { basePath: '/api' }, simulator: { speed: 0 } });
    const { videos } = new OpenAI({ apiKey: 'sk', baseURL: `${below.url}/api/v1` });
    expect((await videos.create(asked)).object).toBe('video');
    await expect(startHost({ settings: { openai: { aliases: { 'sora-2': 'nobody' } } } })).rejects.toThrow(
      '"nobody"',
    );
  });
});
