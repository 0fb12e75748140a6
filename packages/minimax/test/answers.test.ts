import { taskFromId, VideoError, type VideoTask, waitForTask } from '@vid/core';
import { describe, expect, it, vi } from 'vitest';
import { createMinimax } from '../src/index.ts';
import { start } from './start.ts';

const task: VideoTask = {
  provider: 'minimax',
  api: 'official',
  model: 'MiniMax-H3',
  id: '416000000000001',
  status: 'queued',
};
const url = 'https://video-product.cdn.example/a.mp4?sign=1';

async function errorOf(promise: Promise<unknown>): Promise<VideoError> {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new TypeError(`no VideoError: ${String(error)}`);
}

/** A provider whose service gives one answer, whatever is asked. */
function answering(body: unknown, status = 200) {
  const fetch = vi.fn<typeof globalThis.fetch>(async () => Response.json(body, { status }));
  const provider = createMinimax({ apiKey: 'sk-api-test', fetch, region: 'global' });
  return { provider, fetch };
}

const errorBody = (type: string, message: string, status: number) => ({
  type: 'error',
  error: { type, message, http_code: String(status) },
  request_id: '0693f5a1',
});

/** Number or none, status, kind, what it means, whether it proves that no task was made. */
const table: readonly (readonly [number | undefined, number, string, string, boolean])[] = [
  [1004, 401, 'authorized_error', 'authentication', true],
  [2049, 401, 'authorized_error', 'authentication', true],
  [1008, 402, 'insufficient_balance_error', 'quota-exhausted', true],
  [2056, 429, 'rate_limit_error', 'quota-exhausted', true],
  [1026, 422, 'unprocessable_entity_error', 'content-policy', true],
  // Of what came out: there was a task.
  [1027, 422, 'unprocessable_entity_error', 'content-policy', false],
  [2013, 400, 'bad_request_error', 'invalid-request', true],
  [1042, 400, 'bad_request_error', 'invalid-request', true],
  [1002, 429, 'rate_limit_error', 'rate-limited', true],
  [1039, 429, 'rate_limit_error', 'rate-limited', true],
  [1041, 429, 'rate_limit_error', 'rate-limited', true],
  [2045, 429, 'rate_limit_error', 'rate-limited', true],
  [undefined, 400, 'bad_request_error', 'invalid-request', true],
  [7777, 429, 'rate_limit_error', 'rate-limited', true],
  [1000, 500, 'server_error', 'provider-unavailable', false],
  [1001, 500, 'server_error', 'provider-unavailable', false],
  [1013, 500, 'server_error', 'provider-unavailable', false],
  [1024, 500, 'server_error', 'provider-unavailable', false],
  [1033, 500, 'server_error', 'provider-unavailable', false],
  // Whatever the status says: of these nobody knows what they leave behind.
  [1000, 400, 'bad_request_error', 'provider-unavailable', false],
  [undefined, 529, 'overloaded_error', 'provider-unavailable', false],
  [undefined, 404, 'not_found_error', 'provider-unavailable', false],
  [undefined, 503, 'server_error', 'provider-unavailable', false],
];

describe('an error', () => {
  it.each(table)('%s over %i %s is %s; no task: %s', async (number, status, type, code, provesNoTask) => {
    const message = number === undefined ? 'something is wrong' : `something is wrong (${number})`;
    const { provider } = answering(errorBody(type, message, status), status);
    const error = await errorOf(provider.generate({ prompt: 'a boat' }, { retries: 0 }));
    expect(error).toMatchObject({
      code: provesNoTask ? code : 'submission-unknown',
      providerCode: number === undefined ? undefined : String(number),
      requestId: '0693f5a1',
      httpStatus: status,
    });
    expect(error.submission === undefined).toBe(provesNoTask);
    expect(await errorOf(provider.query(task))).toMatchObject({ code, submission: undefined });
  });

  it.each([
    ['version 1, HTTP 200', { base_resp: { status_code: 1004, status_msg: 'login fail' } }, 200],
    ['somebody on the way', { error: { message: 'invalid api key (2049)' } }, 401],
    ['a gateway', { type: 'error', error: { message: 'bad (2013)' } }, 400],
    ['one that names a task', { ...errorBody('bad_request_error', 'no (2013)', 400), task_id: '1' }, 400],
  ])('of %s proves nothing', async (_who, body, status) => {
    const { provider } = answering(body, status);
    expect(await errorOf(provider.generate({ prompt: 'a boat' }))).toMatchObject({
      code: 'submission-unknown',
    });
  });
});

describe('an id that the service does not know', () => {
  it('is a 500 that says nothing of the task, and is worth asking again', async () => {
    const { provider, simulator } = await start();
    expect(await errorOf(provider.query({ ...task, id: '900000000000000404' }))).toMatchObject({
      code: 'provider-unavailable',
      providerCode: '1000',
      retryable: true,
    });
    expect(simulator.tasks).toEqual([]);
  });

  it('is not found where the service says that it is none', async () => {
    const { provider } = await start();
    const none = taskFromId({ provider: 'minimax', api: 'official', id: 'nobody' });
    expect(await errorOf(provider.query(none))).toMatchObject({ code: 'not-found', retryable: false });
  });

  it('does not end a wait that has a task', async () => {
    const { provider, simulator, clock } = await start();
    const made = await provider.generate({ prompt: 'a boat' });
    const lost = errorBody('server_error', 'record not found (1000)', 500);
    let asked = 0;
    const flaky = createMinimax({
      apiKey: simulator.apiKey,
      baseUrl: `${simulator.url}/minimax`,
      fetch: async (input, init) => {
        asked += 1;
        if (asked < 3) return Response.json(lost, { status: 500 });
        simulator.advance(60);
        return fetch(input, init);
      },
    });
    expect(await waitForTask(flaky, made, { clock })).toMatchObject({ status: 'succeeded' });
    expect(asked).toBe(3);
  });
});

describe('a task', () => {
  const told = (more: object) => ({ task: { id: task.id, status: 'failed', ...more } });

  it('that has ended has its link, though ratio and usage say nothing', async () => {
    const { provider } = answering({
      task: { id: task.id, status: 'succeeded', ratio: '', content: { url }, error: null, usage: {} },
    });
    expect(await provider.query(task)).toEqual({ ...task, status: 'succeeded', videos: [{ url }] });
  });

  it.each([
    [{ error: { code: '1027', message: 'output refused' } }, 'content-policy', 'output refused', '1027'],
    [{ error: { code: 1026, message: 'input refused' } }, 'content-policy', 'input refused', '1026'],
    [
      { error: { code: '2013', message: 'image is too small' } },
      'invalid-input',
      'image is too small',
      '2013',
    ],
    [{ error: { code: '1000', message: 'oops' } }, 'provider-error', 'oops', '1000'],
    [{ error: 'image cannot be read (2013)' }, 'invalid-input', 'image cannot be read (2013)', '2013'],
    [{ error: 'sensitive content' }, 'content-policy', 'sensitive content', undefined],
    [{ error: { code: '9', message: 'new' } }, 'unknown', 'new', '9'],
    [{ error: null }, 'unknown', 'the service gave no reason', undefined],
    [{}, 'unknown', 'the service gave no reason', undefined],
    [{ status: 'expired' }, 'expired', 'the service says: expired', undefined],
    [{ status: 'expired', error: { code: '', message: 'too late' } }, 'expired', 'too late', undefined],
  ])('that failed with %j: %s', async (more, reason, message, providerCode) => {
    const { provider } = answering(told(more));
    const failure = { reason, message, ...(providerCode !== undefined && { providerCode }) };
    expect(await provider.query(task)).toEqual({ ...task, status: 'failed', failure });
  });

  it('that has ended tells the seconds that are billed, those of a clip that went in among them', async () => {
    const { provider, simulator } = await start();
    const clip = 'https://example.com/wave.mp4';
    const made = await provider.generate({ prompt: 'a boat', referenceVideos: [clip], duration: 6 });
    simulator.advance(60);
    expect(await provider.query(made)).toMatchObject({ usage: { amount: 10, unit: 'seconds' } });
  });

  it('is the same where its id is a number', async () => {
    const submitted = answering({ task_id: Number(task.id) });
    expect(await submitted.provider.generate({ prompt: 'a boat' })).toMatchObject({ id: task.id });
    const { provider } = answering({
      task: { id: Number(task.id), status: 'succeeded', content: { url } },
    });
    expect(await provider.query(task)).toMatchObject({ id: task.id, videos: [{ url }] });
  });

  it('of another id says nothing', async () => {
    const { provider } = answering({ task: { id: '1', status: 'succeeded', content: { url } } });
    expect(await errorOf(provider.query(task))).toMatchObject({ code: 'provider-unavailable' });
  });
});

describe('cancel', () => {
  it('stops what waits, free of charge', async () => {
    const { provider, simulator } = await start();
    const made = await provider.generate({ prompt: 'a boat' });
    const canceled = { ...made, status: 'canceled' };
    expect(await provider.cancel?.(made)).toEqual({ outcome: 'stopped', billed: 'no', task: canceled });
    simulator.advance(60);
    expect(await provider.query(made)).toEqual(canceled);
  });

  it('sends nothing for what runs or has ended: the record stays', async () => {
    const { provider, simulator } = await start();
    const made = await provider.generate({ prompt: 'a boat' });
    simulator.advance(5);
    expect(await provider.cancel?.(made)).toMatchObject({ outcome: 'goes-on', billed: 'yes' });
    simulator.advance(60);
    expect(await provider.cancel?.(made)).toMatchObject({
      outcome: 'goes-on',
      task: { status: 'succeeded' },
    });
    expect(simulator.requests.filter(({ method }) => method === 'DELETE')).toEqual([]);
    expect(await provider.query(made)).toMatchObject({ status: 'succeeded' });
  });

  it.each([{}, { task_id: task.id, action: 'none', status: 'running' }])(
    'that is answered by %j has stopped nothing',
    async (answer) => {
      const provider = createMinimax({
        apiKey: 'sk-api-test',
        fetch: async (_url, init) =>
          Response.json(init?.method === 'DELETE' ? answer : { task: { id: task.id, status: 'queued' } }),
      });
      const error = await errorOf(provider.cancel?.(task) ?? Promise.resolve());
      expect(error).toMatchObject({ code: 'provider-unavailable', retryable: true });
    },
  );

  it('does not claim to be free where the task had ended meanwhile, and its record is gone', async () => {
    const { simulator, create } = await start();
    const late = create({
      fetch: async (input, init) => {
        if (init?.method === 'DELETE') simulator.advance(60);
        return fetch(input, init);
      },
    });
    const made = await late.generate({ prompt: 'a boat' });
    expect(await late.cancel?.(made)).toMatchObject({ outcome: 'stopped', billed: 'unknown' });
  });
});

describe('settings', () => {
  it.each([
    [{}, 'https://api.minimax.io/v2/video_generation'],
    [{ region: 'cn' }, 'https://api.minimaxi.com/v2/video_generation'],
    [{ baseUrl: 'https://api.minimax.cn/' }, 'https://api.minimax.cn/v2/video_generation'],
    [{ region: 'cn', baseUrl: 'https://api.minimax.cn' }, 'https://api.minimax.cn/v2/video_generation'],
  ] as const)('%j', (settings, expected) => {
    expect(createMinimax(settings).prepare({ prompt: 'a boat' })).toMatchObject({ url: expected });
  });

  it('refuse another region', () => {
    const wrong: unknown = { region: 'moon' };
    expect(() => Reflect.apply(createMinimax, undefined, [wrong])).toThrow(VideoError);
  });
});
