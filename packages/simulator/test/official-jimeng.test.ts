import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type SimulatorOptions, startSimulator } from '../src/index.ts';
import { refuseSignature } from '../src/official/jimeng/signature.ts';

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const stampOf = (time: number) => new Date(time).toISOString().replaceAll(/[-:]|\.\d+/g, '');

type Call = {
  readonly action?: string;
  readonly query?: string;
  readonly body?: unknown;
  /** The signed text, where another is sent. */
  readonly signedBody?: string;
  readonly time?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly drop?: string;
  readonly names?: readonly string[];
  readonly region?: string;
  readonly accessKey?: string;
  readonly secretKey?: string;
};

const text = { req_key: 'jimeng_t2v_v30', prompt: 'a lantern' };
const image = 'https://example.com/a.png';

async function volcengine(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, ...options });
  onTestFinished(() => simulator.close());
  const call = async ({
    action = 'CVSync2AsyncSubmitTask',
    query = `Action=${action}&Version=2022-08-31`,
    body = text,
    signedBody,
    time = Date.now(),
    headers = {},
    drop,
    names = ['host', 'x-content-sha256', 'x-date'],
    region = 'cn-north-1',
    accessKey = simulator.volcengine.accessKey,
    secretKey = simulator.volcengine.secretKey,
  }: Call = {}) => {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const stamp = stampOf(time);
    const day = stamp.slice(0, 8);
    const payload = sha256(signedBody ?? sent);
    const all: Record<string, string> = { 'x-content-sha256': payload, 'x-date': stamp, ...headers };
    const { host } = new URL(simulator.url);
    const lines = names.map((name) => `${name}:${name === 'host' ? host : (all[name] ?? '')}\n`).join('');
    const canonical = ['POST', '/', query, lines, names.join(';'), payload].join('\n');
    const scope = `${day}/${region}/cv/request`;
    const key = [day, region, 'cv', 'request'].reduce<string | Buffer>(hmac, secretKey);
    const signature = hmac(key, ['HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n')).toString('hex');
    const authorization = `HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
    const given = Object.entries({ 'content-type': 'application/json', authorization, ...all });
    const response = await fetch(`${simulator.url}/?${query}`, {
      method: 'POST',
      headers: Object.fromEntries(given.filter(([name]) => name !== drop)),
      body: sent,
    });
    return { status: response.status, json: JSON.parse(await response.text()) };
  };
  const ask = (task_id: string, req_key = text.req_key) =>
    call({ action: 'CVSync2AsyncGetResult', body: { req_key, task_id } });
  const submit = async (body: object = text) => String((await call({ body })).json.data.task_id);
  return { simulator, call, ask, submit };
}

const coded = (code: number, status: number) => ({ status, json: { code, status: code, data: null } });

describe('the signature', () => {
  it.each([
    [
      'A',
      'content-type;host;x-content-sha256;x-date',
      'f27f464e0bf472aed13f7b546145f6a2b0542d650f081135ec6b052cc53f537d',
    ],
    ['D', 'host;x-content-sha256;x-date', 'e472d285bb9a0b2f8c5503b50da28295a6cf1705dbc8d37df0c3ed843a698084'],
    [
      'E',
      'content-type;host;x-content-sha256;x-date;x-security-token',
      '484c26a26104e346232eed59240a5f50ee35a142b9920a037117181dfd380e61',
    ],
  ])('accepts the published vector %s, and no other', (name, names, signature) => {
    const body =
      '{"req_key":"jimeng_t2v_v30","prompt":"a paper boat on a rainy street","seed":7,"frames":121,"aspect_ratio":"16:9"}';
    const keys = {
      accessKey: 'AKLTEXAMPLE00000000000000000001',
      secretKey: 'TestSecretKeyForVectorsOnly0123456789abc==',
      sessionToken: 'STSEXAMPLETOKEN',
    };
    const headers = new Headers({
      host: 'visual.volcengineapi.com',
      'content-type': 'application/json',
      'x-date': '20260115T083000Z',
      'x-content-sha256': sha256(body),
      authorization: `HMAC-SHA256 Credential=${keys.accessKey}/20260115/cn-north-1/cv/request, SignedHeaders=${names}, Signature=${signature}`,
    });
    if (name === 'E') headers.set('x-security-token', keys.sessionToken);
    const arrived = {
      method: 'POST',
      url: new URL('https://visual.volcengineapi.com/?Version=2022-08-31&Action=CVSync2AsyncSubmitTask'),
      header: (key: string) => headers.get(key) ?? undefined,
      body: new TextEncoder().encode(body),
    };
    const now = Date.parse('2026-01-15T08:30:00Z');
    expect(refuseSignature(arrived, keys, now)).toBeUndefined();
    const other = { ...arrived, body: new TextEncoder().encode(`${body} `) };
    expect(refuseSignature(other, keys, now)).toMatchObject({ number: 100010 });
    expect(refuseSignature(arrived, keys, now + 16 * 60_000)).toMatchObject({ number: 100024 });
  });

  it.each<[string, Call, number, number]>([
    ['no version', { query: 'Action=CVSync2AsyncSubmitTask' }, 100004, 400],
    ['an action that is none', { action: 'CVDance' }, 100008, 404],
    ['another version', { query: 'Action=CVCancelTask&Version=2020-08-26' }, 100008, 404],
    ['no signature', { drop: 'authorization' }, 100025, 400],
    ['another scheme', { headers: { authorization: 'Bearer x' } }, 100024, 400],
    ['an unsigned date', { names: ['host', 'x-content-sha256'] }, 100024, 400],
    ['an old date', { time: Date.now() - 20 * 60_000 }, 100024, 400],
    ['another access key', { accessKey: 'AKLTOTHER' }, 100009, 401],
    ['another secret key', { secretKey: 'other' }, 100010, 401],
    ['another region', { region: 'cn-beijing' }, 100010, 401],
    ['another body', { signedBody: '{}' }, 100010, 401],
    [
      'another body, its hash not sent',
      { signedBody: '{}', drop: 'x-content-sha256', names: ['host', 'x-date'] },
      100010,
      401,
    ],
    ['another token', { headers: { 'x-security-token': 'STSOTHER' } }, 100026, 401],
  ])('refuses %s', async (_what, change, number, status) => {
    const { simulator, call } = await volcengine();
    expect(await call(change)).toMatchObject({
      status,
      json: { ResponseMetadata: { Service: 'cv', Region: 'cn-north-1', Error: { CodeN: number } } },
    });
    expect(simulator.tasks).toEqual([]);
  });

  it('takes whatever else is signed', async () => {
    const { simulator, call } = await volcengine();
    const names = ['content-type', 'host', 'x-content-sha256', 'x-date', 'x-security-token'];
    const { sessionToken } = simulator.volcengine;
    const headers = { 'content-type': 'application/json', 'x-security-token': sessionToken };
    expect(await call({ names, headers })).toMatchObject({ status: 200, json: { code: 10000 } });
  });
});

describe('a submit', () => {
  const png = 'iVBORw0KGgo=';
  const first = { ...text, req_key: 'jimeng_i2v_first_v30' };
  const tail = { ...text, req_key: 'jimeng_i2v_first_tail_v30_1080' };
  const camera = { ...text, req_key: 'jimeng_i2v_recamera_v30', image_urls: [image] };
  const pro = { req_key: 'jimeng_ti2v_v30_pro' };

  it.each<[string, object]>([
    ['text', { ...text, seed: -1, frames: 241, aspect_ratio: '21:9' }],
    ['a link', { ...first, image_urls: [image] }],
    ['bytes', { ...first, binary_data_base64: [png] }],
    ['a ratio beside a picture, which it ignores', { ...first, image_urls: [image], aspect_ratio: 'any' }],
    ['two frames', { ...tail, image_urls: [image, image] }],
    ['a template', { ...camera, template_id: 'handheld', camera_strength: 'strong' }],
    ['Pro from text', { ...pro, prompt: 'x' }],
    ['Pro from a picture', { ...pro, image_urls: [image] }],
    ['9:21 of S2.0', { ...text, req_key: 'jimeng_vgfm_t2v_l20', aspect_ratio: '9:21' }],
    ['800 characters', { ...text, prompt: '🏮'.repeat(800) }],
  ])('takes %s', async (_what, body) => {
    const { simulator, call } = await volcengine();
    const { status, json } = await call({ body });
    expect(status).toBe(200);
    expect(json).toEqual({
      code: 10000,
      data: { task_id: expect.stringMatching(/^\d{19}$/) },
      message: 'Success',
      request_id: expect.stringMatching(/^\d{14}[0-9A-F]{20}$/),
      status: 10000,
      time_elapsed: expect.any(String),
    });
    expect(simulator.tasks).toMatchObject([{ service: 'jimeng', kind: 'CVSync2AsyncSubmitTask', body }]);
  });

  it.each<[string, unknown]>([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['an unknown product', { ...text, req_key: 'jimeng_i2v_first_v30_1080p' }],
    ['no text', { req_key: 'jimeng_t2v_v30' }],
    ['801 characters', { ...text, prompt: '灯'.repeat(801) }],
    ['240 frames', { ...text, frames: 240 }],
    ['a seed of -2', { ...text, seed: -2 }],
    ['another ratio', { ...text, aspect_ratio: '9:21' }],
    ['another ratio of Pro', { ...pro, prompt: 'x', aspect_ratio: '9:21' }],
    ['Pro from nothing', pro],
    ['a picture too many', { ...text, image_urls: [image] }],
    ['no picture', first],
    ['one of two', { ...tail, image_urls: [image] }],
    ['both fields', { ...tail, image_urls: [image], binary_data_base64: [png] }],
    ['a data URI', { ...first, binary_data_base64: [`data:image/png;base64,${png}`] }],
    ['a GIF', { ...first, binary_data_base64: ['R0lGODlh'] }],
    ['a path', { ...first, image_urls: ['/a.png'] }],
    ['no template', { ...camera, camera_strength: 'weak' }],
    ['no strength', { ...camera, template_id: 'handheld' }],
  ])('refuses %s', async (_what, body) => {
    const { simulator, call } = await volcengine();
    expect(await call({ body })).toMatchObject(coded(50200, 400));
    expect(simulator.tasks).toEqual([]);
  });

  it('has one task at a time, or as many as it is told', async () => {
    const { simulator, call, submit } = await volcengine();
    await submit();
    expect(await call()).toMatchObject(coded(50430, 429));
    simulator.advance(20);
    await submit();
    const wide = await volcengine({ volcengine: { concurrency: 2 } });
    await wide.submit();
    await wide.submit();
    expect(await wide.call()).toMatchObject(coded(50430, 429));
  });
});

describe('a query', () => {
  it('walks in_queue, generating, done', async () => {
    const { simulator, ask, submit } = await volcengine();
    const id = await submit({ ...text, aspect_ratio: '4:3' });
    const going = { binary_data_base64: null, image_urls: null, resp_data: '', video_url: '' };
    expect((await ask(id)).json).toMatchObject({ code: 10000, data: { ...going, status: 'in_queue' } });
    simulator.advance(2);
    expect((await ask(id)).json).toMatchObject({ code: 10000, data: { ...going, status: 'generating' } });
    simulator.advance(18);
    const { status, json } = await ask(id);
    expect(status).toBe(200);
    expect(json.data).toEqual({
      aigc_meta_tagged: true,
      status: 'done',
      video_url: expect.stringContaining('/clips/jimeng-4x3-5s.mp4'),
    });
    const clip = () => fetch(String(json.data.video_url)).then((response) => response.status);
    expect(await clip()).toBe(200);
    simulator.advance(3_601);
    expect(await clip()).toBe(403);
  });

  it('answers 400 for a task that failed, with its number, each time', async () => {
    const outcome = () => ({ failed: 'Post Img Risk Not Pass', code: '50511' });
    const { simulator, ask, submit } = await volcengine({ outcome });
    const id = await submit();
    simulator.advance(20);
    for (const answer of [await ask(id), await ask(id)]) {
      expect(answer).toMatchObject(coded(50511, 400));
      expect(answer.json.message).toBe('Post Img Risk Not Pass');
    }
  });

  it.each<[string | undefined, number, object]>([
    [undefined, 400, { code: 50516 }],
    ['50500', 500, { code: 50500 }],
    ['expired', 200, { code: 10000, data: { status: 'expired' } }],
  ])('a failure by the code %s', async (code, status, json) => {
    const outcome = () => ({ failed: '', ...(code === undefined ? {} : { code }) });
    const { simulator, ask, submit } = await volcengine({ outcome });
    const id = await submit();
    simulator.advance(20);
    const answer = await ask(id);
    expect(answer).toMatchObject({ status, json });
  });

  it('finds nothing by another key, another id, or after 12 h', async () => {
    const { simulator, ask, submit } = await volcengine();
    const id = await submit();
    const lost = { status: 200, json: { code: 10000, data: { status: 'not_found' } } };
    expect(await ask(id, 'jimeng_t2v_v30_1080p')).toMatchObject(lost);
    expect(await ask('7400000000000000000')).toMatchObject(lost);
    simulator.advance(12 * 3_600 + 1);
    expect(await ask(id)).toMatchObject(lost);
  });

  it('needs both keys', async () => {
    const { call } = await volcengine();
    const body = { task_id: '7400000000000000000' };
    expect(await call({ action: 'CVSync2AsyncGetResult', body })).toMatchObject(coded(50200, 400));
  });
});

describe('CVCancelTask', () => {
  it('stops what waits, and frees its place', async () => {
    const { simulator, call, ask, submit } = await volcengine();
    const stop = (task_id: string) => call({ action: 'CVCancelTask', body: { ...text, task_id } });
    const id = await submit();
    expect(await stop(id)).toMatchObject(coded(10000, 200));
    expect(await ask(id)).toMatchObject({ json: { data: { status: 'not_found' } } });
    const next = await submit();
    simulator.advance(3);
    expect(await stop(next)).toMatchObject(coded(50200, 400));
    expect(await stop(id)).toMatchObject(coded(50200, 400));
  });
});

it('a GET with an action gets the platform’s answer, not the gateway’s', async () => {
  const { simulator } = await volcengine();
  const response = await fetch(`${simulator.url}/?Action=CVSync2AsyncSubmitTask&Version=2022-08-31`);
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(await response.json()).toMatchObject({ ResponseMetadata: { Error: { Code: expect.any(String) } } });
});

describe('faults', () => {
  it('are told in its own words', async () => {
    const { simulator, call, ask, submit } = await volcengine({ volcengine: { concurrency: 9 } });
    simulator.fault({ on: 'submit', kind: 'rate-limited', retryAfter: 3 });
    expect(await call()).toMatchObject(coded(50429, 429));
    simulator.fault({ on: 'submit', kind: 'accepted-error', status: 500 });
    expect(await call()).toMatchObject(coded(50500, 500));
    expect(simulator.tasks).toHaveLength(1);
    simulator.fault({ on: 'submit', kind: 'accepted-without-id' });
    expect((await call()).json).toMatchObject({ code: 10000, data: {} });
    const id = await submit();
    simulator.fault({ on: 'poll', kind: 'error', code: '50501' });
    expect(await ask(id)).toMatchObject({ json: { code: 50501 } });
    simulator.fault({ on: 'poll', kind: 'task-not-exist' });
    expect(await ask(id)).toMatchObject({ json: { data: { status: 'not_found' } } });
    simulator.fault({ on: 'poll', kind: 'unknown-status' });
    expect(await ask(id)).toMatchObject({ json: { code: 10000, data: { status: 'reviewing' } } });
    simulator.advance(20);
    simulator.fault({ on: 'poll', kind: 'success-without-url' });
    const { json } = await ask(id);
    expect(json.data).toEqual({ aigc_meta_tagged: true, status: 'done' });
    simulator.fault({ on: 'poll', kind: 'failed', reason: 'no', code: '50517' });
    expect(await ask(id)).toMatchObject(coded(50517, 400));
    expect(await ask(id)).toMatchObject(coded(50517, 400));
  });
});
