import { VideoError, type VideoTask } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it } from 'vitest';

const task: VideoTask = {
  provider: 'jimeng',
  api: 'official',
  model: 'jimeng-video-3.0',
  id: '7400000000000000001',
  lookup: { reqKey: 'jimeng_t2v_v30' },
  createdAt: '2026-11-22T09:00:00.000Z',
  status: 'queued',
};
const link = 'https://v9-artist.example/obj/x.mp4?sig=1';

const answering = (...answers: readonly (readonly [body: unknown, status?: number])[]) => {
  const left = [...answers];
  return createJimeng({
    accessKey: 'AKLTX',
    secretKey: 'planted-secret',
    fetch: async () => {
      const [body, status = 200] = left.shift() ?? [undefined, 599];
      return typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status });
    },
  });
};
const coded = (code: number | string, data: unknown = null, message = 'in their words') => ({
  code,
  data,
  message,
  request_id: '20260115163205A1B2',
  status: code,
  time_elapsed: '20.1ms',
});
const frontDoor = (number: number, code: string) => ({
  ResponseMetadata: { RequestId: 'R1', Error: { CodeN: number, Code: code, Message: `no: ${code}` } },
});
const errorOf = async (promise: Promise<unknown>): Promise<VideoError> => {
  const error: unknown = await promise.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new Error(`no VideoError: ${JSON.stringify(error)}`);
};

const moderated = [50411, 50412, 50413, 50511, 50512, 50513, 50514, 50516, 50517, 50518, 50519];
const meanings = [
  ...moderated.map((code) => [code, 400, 'content-policy', 'content-policy', false] as const),
  ...[50520, 50521, 50522].map(
    (code) => [code, 400, 'provider-unavailable', 'provider-error', false] as const,
  ),
  [50429, 429, 'rate-limited', undefined, true],
  [50430, 429, 'rate-limited', undefined, true],
  [50500, 500, 'submission-unknown', undefined, false],
  [50501, 500, 'submission-unknown', undefined, false],
  [50200, 400, 'invalid-request', undefined, false],
  [50215, 400, 'invalid-request', 'invalid-input', false],
  [50400, 400, 'authentication', undefined, false],
  [50400, 401, 'authentication', undefined, false],
] as const;

describe.each(meanings)('number %i with HTTP %i', (code, status, error, reason, retryable) => {
  it('at a submit', async () => {
    const provider = answering([coded(code), status]);
    const thrown = await errorOf(provider.generate({ prompt: '灯' }, { retries: 0 }));
    expect(thrown).toMatchObject({ code: error, retryable, providerCode: String(code) });
    expect(thrown.requestId).toBe('20260115163205A1B2');
  });

  it('at a query', async () => {
    const unclear = error === 'submission-unknown';
    const trouble = {
      name: 'VideoError',
      code: unclear ? 'provider-unavailable' : error,
      retryable: unclear || retryable,
    };
    const failure = { reason, message: 'in their words', providerCode: String(code) };
    const expected = reason === undefined ? trouble : { ...task, status: 'failed', failure };
    // The newer form has `data` beside the number.
    for (const data of [null, { resp_data: '' }]) {
      const asked = answering([coded(code, data), status]).query(task);
      expect(await asked.catch((thrown: unknown) => thrown)).toMatchObject(expected);
    }
  });
});

describe('the front door', () => {
  it.each([
    [100004, 'MissingRequestInfo', 400, 'authentication'],
    [100006, 'InvalidTimestamp', 400, 'authentication'],
    [100009, 'InvalidAccessKey', 401, 'authentication'],
    [100010, 'SignatureDoesNotMatch', 401, 'authentication'],
    [100012, 'LackPolicy', 403, 'authentication'],
    [100013, 'AccessDenied', 403, 'authentication'],
    [100024, 'InvalidAuthorization', 400, 'authentication'],
    [100025, 'MissingSignature', 400, 'authentication'],
    [100026, 'InvalidSecretToken', 401, 'authentication'],
    [199999, 'Newer', 403, 'authentication'],
  ])('%i %s', async (number, code, status, error) => {
    const details = { code: error, providerCode: code, requestId: 'R1', retryable: false };
    const submit = answering([frontDoor(number, code), status]).generate({ prompt: '灯' });
    expect(await errorOf(submit)).toMatchObject(details);
    expect(await errorOf(answering([frontDoor(number, code), status]).query(task))).toMatchObject(details);
  });
});

describe('the front door, of what is behind it', () => {
  it.each([
    [100014, 'InternalError', 500, 'submission-unknown'],
    [100016, 'InternalServiceTimeout', 504, 'submission-unknown'],
    [100018, 'FlowLimitExceeded', 429, 'rate-limited'],
  ])('%i %s', async (number, code, status, error) => {
    const submit = answering([frontDoor(number, code), status]).generate({ prompt: '灯' }, { retries: 0 });
    expect(await errorOf(submit)).toMatchObject({ code: error, providerCode: code });
  });
});

it('reads a link at metadata.url, too', async () => {
  const data = { status: 'done', metadata: { url: link } };
  expect(await answering([coded(10000, data)]).query(task)).toMatchObject({ videos: [{ url: link }] });
});

it('an answer about another task ends nothing', async () => {
  const data = { status: 'done', video_url: link, task_id: '7400000000000000002' };
  expect(await errorOf(answering([coded(10000, data)]).query(task))).toMatchObject({
    code: 'provider-unavailable',
    retryable: true,
  });
});

describe('a submit', () => {
  it.each<[string, unknown, number]>([
    ['success without an id', coded(10000, {}), 200],
    ['success without data', coded(10000), 200],
    ['an id without a number', { data: { task_id: '7400000000000000001' } }, 200],
    ['a number that nobody knows, with a 500', coded(59999), 500],
    ['a number that nobody knows, with a 200', coded(59999), 200],
    ['a front door that fails itself', frontDoor(199999, 'InternalError'), 500],
    ['a 403 as a number', { code: 403, message: 'Forbidden' }, 403],
    ['a 400 from who knows where', '<html>', 400],
    ['a 502', 'bad gateway', 502],
  ])('stays unknown after %s', async (_what, body, status) => {
    const error = await errorOf(answering([body, status]).generate({ prompt: '灯' }));
    expect(error.code).toBe('submission-unknown');
    expect(error.submission).toMatchObject({ api: 'official', lookup: { reqKey: 'jimeng_t2v_v30' } });
  });

  it('keeps an id of 19 digits exact, quoted or not, and the key with it', async () => {
    for (const id of ['"7400000000000000001"', '7400000000000000001']) {
      const provider = answering([`{"code":10000,"data":{"task_id":${id}}}`]);
      expect(
        await provider.generate({ prompt: '灯', firstFrame: 'https://example.com/a.png' }),
      ).toMatchObject({
        id: '7400000000000000001',
        lookup: { reqKey: 'jimeng_i2v_first_v30' },
        status: 'queued',
      });
    }
  });

  it('is repeated while the account is busy', async () => {
    const provider = answering([coded(50430), 429], [coded(10000, { task_id: '74' })]);
    expect(await provider.generate({ prompt: '灯' }, { clock: virtualClock() })).toMatchObject({ id: '74' });
  });

  it('shows no secret that the service repeats', async () => {
    const provider = answering([coded(50200, null, 'bad: planted-secret'), 400]);
    const error = await errorOf(provider.generate({ prompt: '灯' }));
    expect(JSON.stringify(error)).not.toContain('planted-secret');
  });
});

describe('a query', () => {
  it.each([
    ['in_queue', 'queued'],
    ['generating', 'running'],
  ])('%s', async (word, status) => {
    const data = { binary_data_base64: null, image_urls: null, resp_data: '', status: word, video_url: '' };
    expect(await answering([coded(10000, data)]).query(task)).toMatchObject({ status });
  });

  it('done with a link, which lives an hour', async () => {
    const before = Date.now();
    const found = await answering([coded(10000, { status: 'done', video_url: link })]).query(task);
    expect(found).toMatchObject({ status: 'succeeded', videos: [{ url: link }] });
    const [video] = found.status === 'succeeded' ? found.videos : [];
    const life = Date.parse(video?.expiresAt ?? '') - before;
    expect(life).toBeGreaterThanOrEqual(3_600_000);
    expect(life).toBeLessThan(3_660_000);
  });

  it.each<[string, unknown, number]>([
    ['done without a link', coded(10000, { status: 'done', video_url: '' }), 200],
    ['a word that nobody knows', coded(10000, { status: 'reviewing' }), 200],
    ['no word', coded(10000, {}), 200],
    ['done without a number', { data: { status: 'done', video_url: link } }, 200],
  ])('%s says nothing', async (_what, body, status) => {
    expect(await errorOf(answering([body, status]).query(task))).toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
  });

  it('done under the number of a verdict is a failure', async () => {
    const body = coded(50516, { status: 'done', video_url: link });
    expect(await answering([body, 400]).query(task)).toMatchObject({ status: 'failed' });
  });

  it('a verdict without a message', async () => {
    const { message: _message, ...body } = coded(50516);
    const failure = { message: 'the service gave no reason' };
    expect(await answering([body, 400]).query(task)).toMatchObject({ status: 'failed', failure });
  });

  it('expired is the end, not_found is not', async () => {
    expect(await answering([coded(10000, { status: 'expired' })]).query(task)).toMatchObject({
      status: 'failed',
      failure: { reason: 'expired' },
    });
    const lost = answering([coded(10000, { status: 'not_found' })]).query(task);
    expect(await errorOf(lost)).toMatchObject({ code: 'not-found' });
  });

  it('needs the key that the task was made with', async () => {
    const { lookup: _lookup, ...bare } = task;
    expect(await errorOf(answering().query(bare))).toMatchObject({ code: 'invalid-request' });
    const foreign = { ...task, api: 'gateway' };
    expect(await errorOf(answering().query(foreign))).toMatchObject({ code: 'invalid-request' });
  });
});

describe('cancel', () => {
  const refusal = [coded(50200), 400] as const;
  const query = (word: string, video_url = '') => [coded(10000, { status: word, video_url })] as const;

  it.each([
    [
      'in the queue',
      [query('in_queue'), [coded(10000)]],
      { outcome: 'stopped', billed: 'unknown', task: { status: 'canceled' } },
    ],
    ['running', [query('generating')], { outcome: 'goes-on', billed: 'yes', task: { status: 'running' } }],
    ['done', [query('done', link)], { outcome: 'goes-on', billed: 'yes', task: { status: 'succeeded' } }],
    [
      'too late',
      [query('in_queue'), refusal, query('generating')],
      { outcome: 'goes-on', billed: 'yes', task: { status: 'running' } },
    ],
    [
      'done meanwhile',
      [query('in_queue'), refusal, query('done', link)],
      { outcome: 'goes-on', billed: 'yes', task: { status: 'succeeded' } },
    ],
    [
      'failed meanwhile',
      [query('in_queue'), refusal, query('expired')],
      { outcome: 'stopped', billed: 'unknown', task: { status: 'failed' } },
    ],
  ] as const)('%s', async (_what, answers, result) => {
    expect(await answering(...answers).cancel?.(task)).toMatchObject(result);
  });
});
