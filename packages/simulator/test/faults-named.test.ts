import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { faultCatalogue, type FaultRule, type SimulatedTask, type SimulatorOptions } from '../src/index.ts';
import { gateway } from './gateway.ts';
import { type Call, json, open, type Raw, routes } from './raw.ts';

/** One of each route that takes a submit: its client's two calls. */
type Client = {
  readonly name: string;
  readonly submit: { readonly path: string; readonly body: object };
  readonly poll: (id: string) => string;
  readonly headers?: Readonly<Record<string, string>>;
};

const clients: readonly Client[] = [
  ...routes,
  {
    name: 'runway official',
    submit: {
      path: '/v1/text_to_video',
      body: { model: 'gen4.5', promptText: 'a boat', ratio: '1280:720', duration: 5 },
    },
    poll: (id) => `/v1/tasks/${id}`,
    headers: { 'X-Runway-Version': '2024-11-06' },
  },
  {
    name: 'kling official',
    submit: {
      path: '/v1/videos/image2video',
      body: { model_name: 'kling-v2-6', image: 'https://example.com/in.png', prompt: 'a tram' },
    },
    poll: (id) => `/v1/videos/image2video/${id}`,
  },
];

async function opened(client: Client, options: SimulatorOptions = {}) {
  const { simulator, task } = await gateway(options);
  const headers = {
    Authorization: `Bearer ${simulator.apiKey}`,
    'Content-Type': 'application/json',
    ...client.headers,
  };
  const send = (path: string, call: Call = {}) => open(simulator.url + path, { headers, ...call });
  const submitted = () =>
    send(client.submit.path, { method: 'POST', body: JSON.stringify(client.submit.body) });
  return { simulator, task, submitted, poll: (id = task().id) => send(client.poll(id)).over, send };
}

const read = z.record(z.string(), z.unknown());
const bodyOf = (raw: Raw) => read.parse(json(raw));
const ruleOf = (on: 'submit' | 'poll', kind: string): FaultRule =>
  z.custom<FaultRule>((value) => typeof value === 'object').parse({ on, kind });

const submits = faultCatalogue.filter(({ on }) => on === 'submit');
const slow = new Set(['hang', 'accepted-hang', 'slow-body']);

describe.each(clients)('$name, a submit', (client) => {
  it.each(submits.filter(({ kind }) => !slow.has(kind)))(
    '$kind bills as it says: $creates',
    async (fault) => {
      const { simulator, submitted } = await opened(client);
      const set = simulator.fault(ruleOf('submit', fault.kind));
      const raw = await submitted().over;
      const created = fault.creates === true ? 1 : 0;
      expect({ hits: set.hits, created: set.created, tasks: simulator.tasks.length }).toEqual({
        hits: 1,
        created,
        tasks: created,
      });
      // The status stands in most of the names.
      const [, status = raw.status] = /-(\d{3})$/.exec(fault.kind) ?? [];
      expect(raw.status).toBe(Number(status));
      // The next one is answered well.
      expect(await submitted().over).toMatchObject({ status: 200 });
      expect(simulator.tasks).toHaveLength(created + 1);
    },
  );

  it('has no task behind an answer that hides it where the rule says so', async () => {
    const { simulator, submitted } = await opened(client);
    const set = simulator.fault({ on: 'submit', kind: 'html-403', creates: false });
    expect(await submitted().over).toMatchObject({ status: 403 });
    expect({ created: set.created, tasks: simulator.tasks.length }).toEqual({ created: 0, tasks: 0 });
  });

  it.each([200, 400, 409, 422, 429, 500] as const)(
    'tells an error with HTTP %i, and the id',
    async (status) => {
      const { simulator, submitted, task } = await opened(client);
      simulator.fault({ on: 'submit', kind: 'error-with-id', status });
      const raw = await submitted().over;
      expect(raw.status).toBe(status);
      expect(raw.body.toString()).toContain(task().id);
      expect(raw.body.toString()).toMatch(/error|failed/i);
    },
  );

  it.each([
    ['taskId', ['taskId']],
    ['data.taskId', ['data', 'taskId']],
    ['video_id', ['video_id']],
    ['result.id', ['result', 'id']],
  ] as const)('has the id at %s', async (at, path) => {
    const { simulator, submitted, task } = await opened(client);
    simulator.fault({ on: 'submit', kind: 'id-elsewhere', at });
    const body: unknown = json(await submitted().over);
    expect(path.reduce<unknown>((value, key) => Object(value)[key], body)).toBe(task().id);
  });
});

const page = /^<!doctype html>/;

describe.each(clients)('$name, a poll', (client) => {
  async function running(seconds = 5) {
    const opening = await opened(client);
    await opening.submitted().over;
    opening.simulator.advance(seconds);
    return opening;
  }
  const otherIn = (raw: Raw, { id }: SimulatedTask) => {
    expect(raw.status).toBe(200);
    const text = raw.body.toString();
    expect(text).toContain(id.slice(0, -1));
    expect(text).toMatch(/clips/);
  };

  it.each([
    ['html-403', 403],
    ['html-404', 404],
    ['cloudflare-521', 521],
  ] as const)('meets a page once: %s', async (kind, status) => {
    const { simulator, poll } = await running();
    const set = simulator.fault({ on: 'poll', kind });
    const raw = await poll();
    expect(raw).toMatchObject({ status });
    expect(raw.body.toString()).toMatch(page);
    expect('cf-ray' in raw.headers).toBe(kind === 'cloudflare-521');
    expect(await poll()).toMatchObject({ status: 200 });
    expect({ hits: set.hits, created: set.created }).toEqual({ hits: 1, created: 0 });
  });

  it('is sent elsewhere once', async () => {
    const { simulator, poll } = await running();
    simulator.fault({ on: 'poll', kind: 'redirect-302' });
    expect(await poll()).toMatchObject({ status: 302, headers: { location: '/login' } });
  });

  it.each([
    ['retry-after-year', '31536000'],
    ['retry-after-epoch', '1800000000'],
    ['retry-after-other-clock', 'Fri, 01 Jan 2100 00:00:00 GMT'],
  ] as const)('%s is a 429 in the api’s own shape', async (kind, retryAfter) => {
    const { simulator, poll } = await running();
    simulator.fault({ on: 'poll', kind });
    const raw = await poll();
    expect(raw).toMatchObject({ status: 429, headers: { 'retry-after': retryAfter } });
    simulator.fault({ on: 'poll', kind: 'rate-limited' });
    const usual = bodyOf(await poll());
    expect(Object.keys(bodyOf(raw))).toEqual(Object.keys(usual));
  });

  it('is told with 200 that there are too many, and again around the task', async () => {
    const { simulator, poll } = await running();
    simulator.fault({ on: 'poll', kind: 'busy-200' });
    const busy = { status: 'error', message: 'Too many requests' };
    expect(bodyOf(await poll())).toEqual(busy);
    simulator.fault({ on: 'poll', kind: 'busy-200-around-task' });
    expect(bodyOf(await poll())).toMatchObject({ ...busy, data: expect.any(Object) });
  });

  it('hears of somebody else’s finished video', async () => {
    const { simulator, poll, task } = await running();
    simulator.fault({ on: 'poll', kind: 'other-task' });
    const raw = await poll();
    otherIn(raw, task());
    expect(raw.body.toString()).not.toContain(`"${task().id}"`);
  });

  it('gets a list with somebody else’s task first', async () => {
    const { simulator, poll, task } = await running();
    simulator.fault({ on: 'poll', kind: 'list-other-first' });
    const raw = await poll();
    const body: unknown = json(raw);
    const list: unknown = Array.isArray(body) ? body : Object(body).data;
    expect(list).toHaveLength(2);
    const [first, second] = z
      .tuple([z.unknown(), z.unknown()])
      .parse(list)
      .map((item) => JSON.stringify(item));
    expect(first).not.toContain(`"${task().id}"`);
    expect(second).toContain(`"${task().id}"`);
  });

  it('is shown its own input as a success', async () => {
    const { simulator, poll } = await running();
    const set = simulator.fault({ on: 'poll', kind: 'input-as-result', times: 'always' });
    expect(bodyOf(await poll())).toMatchObject({
      status: 'success',
      data: { url: expect.stringMatching(/^https:\/\/example\.com\//) },
    });
    simulator.advance(20);
    expect((await poll()).body.toString()).toContain('/clips/');
    expect(set.hits).toBe(1);
  });

  it('gets nothing but the id', async () => {
    const { simulator, poll, task } = await running();
    simulator.fault({ on: 'poll', kind: 'bare-id' });
    expect(bodyOf(await poll())).toEqual({ id: task().id });
  });

  it.each([
    ['metadata.url', /"metadata":\{"url":"http/],
    ['relative', /"\/clips\//],
    ['//host', /"\/\/127\.0\.0\.1:\d+\/clips\//],
    ['task_result.url', /"task_result":\{"url":"http/],
    ['task_result.video_url', /"task_result":\{"video_url":"http/],
    ['output[].url', /"output":\[\{"url":"http/],
    ['detail.video_url', /"detail":\{"video_url":"http/],
    ['videoUrl', /"videoUrl":"http/],
    ['video_urls', /"video_urls":\["http/],
    ['result.video_url', /"result":\{"video_url":"http/],
    ['data as text', /"data":"\{.*http/],
    ['watermark_url', /"watermark_url":"http/],
    ['content', /"http:[^"]*\/v1\/videos\/[^"]*\/content"/],
  ] as const)('finds the link at %s and nowhere else', async (at, place) => {
    const { simulator, poll } = await running(1);
    // It waits for the end.
    simulator.fault({ on: 'poll', kind: 'link-elsewhere', at });
    await poll();
    simulator.advance(20);
    const text = (await poll()).body.toString();
    expect(text).toMatch(place);
    expect(text.match(/\/clips\//g)?.length ?? 0).toBeLessThan(2);
  });
});

it('a result on the gateway’s own origin needs the key', async () => {
  const [client] = clients;
  if (client === undefined) throw new Error('no client');
  const { simulator, submitted, task, send } = await opened(client);
  await submitted().over;
  const path = `/v1/videos/${task().id}/content`;
  expect(await send(path).over).toMatchObject({ status: 400 });
  simulator.advance(20);
  expect(await send(path, { headers: {} }).over).toMatchObject({ status: 401 });
  expect(await send('/v1/videos/nobody/content').over).toMatchObject({ status: 404 });
  const headers = { Authorization: `Bearer ${simulator.apiKey}` };
  const whole = await send(path, { headers }).over;
  expect(whole).toMatchObject({ status: 200, headers: { 'content-type': 'video/mp4' } });
  const part = await send(path, { headers: { ...headers, Range: 'bytes=0-9' } }).over;
  expect(part).toMatchObject({ status: 206 });
  expect(part.body).toEqual(whole.body.subarray(0, 10));
});

it('the catalogue names every kind once, and each can be set by its name', async () => {
  const names = faultCatalogue.map(({ on, kind }) => `${kind}@${on}`);
  expect(new Set(names).size).toBe(names.length);
  const { simulator } = await gateway();
  for (const { on, kind } of faultCatalogue) {
    if (kind === 'redirect') continue;
    const rule = z.custom<FaultRule>((value) => typeof value === 'object').parse({ on, kind });
    simulator.fault(rule).remove();
  }
});
