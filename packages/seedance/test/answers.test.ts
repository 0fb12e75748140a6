import { parseVideoError, VideoError, type VideoTask } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { answering, refusalOf } from './connect.ts';

const task: VideoTask = {
  provider: 'seedance',
  api: 'ark',
  model: 'doubao-seedance-2-5-260628',
  id: 'cgt-1',
  status: 'queued',
};

async function errorOf(call: Promise<unknown>): Promise<VideoError> {
  const error: unknown = await call.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new TypeError(`no VideoError: ${String(error)}`);
}

const told = async (api: 'ark' | 'gateway', answer: Response) =>
  errorOf(answering(api, () => answer).provider.generate({ prompt: 'a boat' }, { retries: 0 }));

/** Code, status, what it means at the vendor, and at a relay where that differs. */
const lines: readonly (readonly [code: string, status: number, official: string, relayed?: string])[] = [
  ['MissingParameter', 400, 'invalid-request'],
  ['InvalidParameter.UnsupportedParameter', 400, 'invalid-request'],
  ['InvalidParameter.TaskTypeConstraint', 400, 'invalid-request'],
  ['InvalidImageURL.EmptyURL', 400, 'invalid-request'],
  ['InvalidEndpoint.ClosedEndpoint', 400, 'provider-unavailable'],
  ['InputImageSensitiveContentDetected.PrivacyInformation', 400, 'content-policy'],
  ['InputTextSensitiveContentDetected.PolicyViolation', 400, 'content-policy'],
  ['SensitiveContentDetected.SevereViolation', 400, 'content-policy'],
  ['InputTextRiskDetection', 400, 'content-policy'],
  ['ContentSecurityDetectionError', 400, 'provider-unavailable'],
  ['InvalidSubscription', 403, 'quota-exhausted', 'provider-unavailable'],
  ['AuthenticationError', 401, 'authentication', 'provider-unavailable'],
  ['InvalidAccountStatus', 401, 'authentication', 'provider-unavailable'],
  ['AccountOverdueError', 403, 'quota-exhausted', 'provider-unavailable'],
  ['OperationDenied.ServiceOverdue', 403, 'quota-exhausted', 'provider-unavailable'],
  ['OperationDenied.PermissionDenied', 403, 'authentication', 'provider-unavailable'],
  ['ModelNotOpen', 404, 'unsupported'],
  ['UnsupportedModel', 404, 'unsupported'],
  ['InvalidEndpointOrModel.NotFound', 404, 'not-found'],
  ['RateLimitExceeded.EndpointTPMExceeded', 429, 'rate-limited'],
  ['ModelAccountRpmRateLimitExceeded', 429, 'rate-limited'],
  ['RequestBurstTooFast', 429, 'rate-limited'],
  ['InflightBatchsizeExceeded', 429, 'rate-limited'],
  ['ServerOverloaded', 429, 'provider-unavailable'],
  ['ModelLoadingError', 429, 'provider-unavailable'],
  ['SetLimitExceeded', 429, 'quota-exhausted', 'provider-unavailable'],
  ['QuotaExceeded', 429, 'quota-exhausted', 'provider-unavailable'],
];
const table = lines.map(([code, status, official, relayed = official]) => ({
  code,
  status,
  official,
  relayed,
}));

describe('an error', () => {
  it.each(table)('$code proves that no task was made', async ({ code, status, official, relayed }) => {
    for (const [api, expected] of [
      ['ark', official],
      ['gateway', relayed],
    ] as const) {
      const error = await told(api, refusalOf(code, status));
      expect([api, error.code, error.providerCode, error.submission]).toEqual([
        api,
        expected,
        code,
        undefined,
      ]);
    }
  });

  it('has the id of the call, for the support', async () => {
    expect(await told('ark', refusalOf('ModelNotOpen', 404))).toMatchObject({ requestId: '0217' });
  });

  it('QuotaExceeded is worth a repeat where the queue is full, and not where the quota is used up', async () => {
    const full = await told('ark', refusalOf('QuotaExceeded', 429, 'Too many queued tasks.'));
    expect([full.code, full.retryable]).toEqual(['rate-limited', true]);
    const spent = await told('ark', refusalOf('QuotaExceeded', 429, 'Your free trial quota is used up.'));
    expect([spent.code, spent.retryable]).toEqual(['quota-exhausted', false]);
  });

  it.each([
    ['InternalServiceError', refusalOf('InternalServiceError', 500)],
    ['a code over a 5xx', refusalOf('InvalidParameter', 502)],
    ['a code that is worth repeating, over a 5xx', refusalOf('ServerOverloaded', 503)],
    ['a quota over a 5xx', refusalOf('QuotaExceeded', 500, 'Too many queued tasks.')],
    ['a conflict, which no page names for a submit', refusalOf('InvalidAction', 409)],
    ['a success without an id', Response.json({})],
    ['a page', new Response('<!doctype html>', { status: 429 })],
    [
      'an error with the id of a task',
      Response.json(
        { id: 'cgt-1', error: { code: 'InvalidParameter', message: 'no', type: 'BadRequest' } },
        { status: 400 },
      ),
    ],
    ['somebody’s error', Response.json({ error: { message: 'InvalidParameter' } }, { status: 400 })],
  ])('%s leaves open whether a task was made', async (_what, answer) => {
    expect(await told('gateway', answer.clone())).toMatchObject({ code: 'submission-unknown' });
    expect(await told('ark', answer)).toMatchObject({ code: 'submission-unknown' });
  });

  it('is read where a relay hands it on as text', async () => {
    const inner = await refusalOf('InputTextSensitiveContentDetected', 400).text();
    const wrapped = { code: 'fail_to_fetch_task', message: inner, data: null };
    expect(await told('gateway', Response.json(wrapped, { status: 400 }))).toMatchObject({
      code: 'content-policy',
      providerCode: 'InputTextSensitiveContentDetected',
    });
  });
});

const answerOf = (more: object) => ({ id: 'cgt-1', status: 'succeeded', updated_at: 1_795_833_104, ...more });
const readAs = async (more: object) =>
  answering('ark', () => Response.json(answerOf(more))).provider.query(task);

describe('a task', () => {
  it('has the end of its link from the link, else a day after its end', async () => {
    const signed = 'https://ark.example/v.mp4?X-Tos-Date=20261128T103144Z&X-Tos-Expires=3600';
    expect(await readAs({ content: { video_url: signed }, duration: '5' })).toMatchObject({
      status: 'succeeded',
      videos: [{ url: signed, duration: 5, expiresAt: '2026-11-28T11:31:44.000Z' }],
    });
    const plain = 'https://ark.example/v.mp4';
    expect(await readAs({ content: { video_url: plain } })).toMatchObject({
      videos: [{ url: plain, expiresAt: '2026-11-29T02:31:44.000Z' }],
    });
  });

  it.each([
    ['expired', undefined, 'expired'],
    ['failed', 'OutputVideoSensitiveContentDetected.PolicyViolation', 'content-policy'],
    ['failed', 'InputImageSensitiveContentDetected', 'content-policy'],
    ['failed', 'InvalidParameter.TaskTypeMismatch', 'invalid-input'],
    ['failed', 'InternalServiceError', 'provider-error'],
    ['failed', 'NewCode', 'unknown'],
  ] as const)('that has %s with %s did so for the reason %s', async (status, code, reason) => {
    const error = code === undefined ? null : { code, message: 'told' };
    const { failure, ...read } = { failure: undefined, ...(await readAs({ status, error })) };
    expect(read.status).toBe('failed');
    expect(failure).toMatchObject({
      reason,
      ...(code !== undefined && { providerCode: code, message: 'told' }),
    });
  });

  it('that was not found is told by the status alone', async () => {
    const { provider } = answering('ark', () => refusalOf('SomethingNew', 404));
    const error = await errorOf(provider.query(task));
    expect(error.code).toBe('not-found');
    expect(parseVideoError(JSON.parse(JSON.stringify(error)))?.code).toBe('not-found');
  });
});
