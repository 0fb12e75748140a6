import { STATUS_CODES } from 'node:http';
import type { VideoErrorCode } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { answering, errorOf, key } from './fixture.ts';

const routing = (message: string, code: unknown = '') => ({
  error: { message: `${message} (request id: 20260115163500123456789AbCdEfGh)`, type: 'new_api_error', code },
});
const layer = (code: string, message: unknown = 'no') => ({ code, message, data: null });
const upstream = (body: unknown) => layer('fail_to_fetch_task', JSON.stringify(body));
const saturated = '当前分组上游负载已饱和，请稍后再试';

type Known = readonly [string, number, unknown, VideoErrorCode];
/** Answers that prove that a submit made no task: they mean the same for both calls. */
const refusals: readonly Known[] = [
  ['a bad token', 401, routing('Invalid token'), 'authentication'],
  ['a bad token, whatever the status', 400, routing('invalid tokens'), 'authentication'],
  ['a token without right to the model', 403, routing('this token may not use the model'), 'authentication'],
  ['an empty purse', 403, layer('insufficient_user_quota'), 'quota-exhausted'],
  ['an empty purse, by text', 403, routing('insufficient quota'), 'quota-exhausted'],
  ['an empty purse, by Chinese text', 403, routing('用户余额不足'), 'quota-exhausted'],
  [
    'an empty purse of a fork',
    400,
    { error: { message: 'User balance is not enough', type: 'x', code: 'api_error' } },
    'quota-exhausted',
  ],
  ['an empty purse of a token', 401, routing('该令牌额度已用尽'), 'quota-exhausted'],
  ['an empty purse of a token, in English', 401, routing('This token quota is exhausted'), 'quota-exhausted'],
  ['an empty purse before the charge', 403, layer('pre_consume_token_quota_failed'), 'quota-exhausted'],
  ['an empty purse of a user', 403, routing('user quota is not enough'), 'quota-exhausted'],
  ['an empty purse of a user, in Chinese', 403, routing('预扣费额度失败'), 'quota-exhausted'],
  ['an empty purse, over a 429', 429, routing('no', 'insufficient_quota'), 'quota-exhausted'],
  ['payment required', 402, routing('pay first'), 'quota-exhausted'],
  [
    'an empty purse of the reseller',
    400,
    upstream({ error: 'You do not have enough credits to run this task.' }),
    'provider-unavailable',
  ],
  [
    'an empty purse at the reseller’s own gateway',
    403,
    upstream(layer('insufficient_user_quota')),
    'provider-unavailable',
  ],
  [
    'a bad key at the reseller’s own gateway',
    401,
    upstream(routing('Invalid token')),
    'provider-unavailable',
  ],
  ['a bad key of the reseller', 401, upstream({ error: 'nope' }), 'provider-unavailable'],
  ['a right that the reseller lacks', 403, upstream({ error: 'nope' }), 'provider-unavailable'],
  ['a channel without the route', 404, upstream({ detail: 'Not Found' }), 'provider-unavailable'],
  [
    'a parameter, over a 429',
    429,
    { code: 400, message: 'aspect_ratio value is invalid' },
    'invalid-request',
  ],
  ['a blocked word', 400, layer('sensitive_words_detected'), 'content-policy'],
  ['a blocked prompt', 403, routing('no', 'prompt_blocked'), 'content-policy'],
  ['moderation by text: risk', 400, upstream({ message: 'Risk Not Pass' }), 'content-policy'],
  ['moderation by text: content', 400, upstream({ message: '内容不符合规范' }), 'content-policy'],
  ['moderation by text: control', 403, upstream({ message: '未通过风控' }), 'content-policy'],
  [
    'moderation by text: people',
    400,
    upstream({ error: 'Public figures are not supported' }),
    'content-policy',
  ],
  [
    'a vendor’s refusal in a 200: risk',
    400,
    layer('task_failed', 'Failure to pass the risk control system'),
    'content-policy',
  ],
  [
    'a vendor’s refusal in a 200: parallel',
    400,
    layer('task_failed', 'parallel task over resource pack limit'),
    'rate-limited',
  ],
  [
    'a vendor’s refusal in a 200: money',
    400,
    layer('task_failed', 'Account balance not enough'),
    'provider-unavailable',
  ],
  [
    'a vendor’s refusal in a 200: value',
    400,
    layer('task_failed', "mode value 'x' is invalid"),
    'invalid-request',
  ],
  ['a number as text', 429, { code: '1303', message: 'parallel task' }, 'rate-limited'],
  ['a bad field', 400, layer('invalid_request'), 'invalid-request'],
  ['a body that is too large', 413, layer('read_request_body_failed'), 'invalid-request'],
  ['a task that is not there', 400, layer('task_not_exist', 'task_not_exist'), 'not-found'],
  ['a task that is not there, by number', 400, { code: 400, message: 'task_not_exist' }, 'not-found'],
  ['a task that is not there, by status', 404, { error: 'Could not find Task' }, 'not-found'],
  [
    'a path that is not there',
    404,
    { error: { message: 'Invalid URL (POST /x)', type: 'invalid_request_error', param: '', code: '' } },
    'invalid-request',
  ],
  [
    'an api that is not built',
    501,
    { error: { message: 'API not implemented', type: 'new_api_error', code: 'api_not_implemented' } },
    'unsupported',
  ],
  ['a model without a price', 400, layer('model_price_error'), 'unsupported'],
  ['a model without a mapping', 400, layer('model_mapping_failed'), 'unsupported'],
  ['a saturated upstream', 429, layer('fail_to_fetch_task', saturated), 'rate-limited'],
  ['no channel for the model', 503, routing('no available channels for model m'), 'provider-unavailable'],
  ['no channel, in Chinese', 503, routing('分组下暂无可用渠道'), 'provider-unavailable'],
  ['no channel, by code', 503, routing('none', 'model_not_found'), 'provider-unavailable'],
  ['no channel, unsaid', 503, routing('try later'), 'provider-unavailable'],
  ['moderation', 400, upstream({ message: 'Failure to pass the risk control system' }), 'content-policy'],
  ['a wrong method', 405, routing('no'), 'invalid-request'],
  [
    'a code of the service, as number',
    429,
    { code: 1102, message: 'resource pack exhausted', request_id: 'r-1' },
    'quota-exhausted',
  ],
  [
    'a code of the service inside the relay’s refusal',
    429,
    upstream({ code: 1102, message: 'exhausted', request_id: 'r-1' }),
    'quota-exhausted',
  ],
  [
    'a passing code of the service',
    429,
    upstream({ code: 1303, message: 'parallel task over resource pack limit' }),
    'rate-limited',
  ],
  [
    'a code of the service behind two relays',
    400,
    upstream(upstream({ code: 1303, message: 'parallel task' })),
    'rate-limited',
  ],
  ['a text for a code', 400, layer('1201', 'bad mode'), 'invalid-request'],
];

/** Answers after which a task may exist. */
const ambiguous: readonly Known[] = [
  ['an upstream that broke', 500, layer('fail_to_fetch_task', 'internal error'), 'provider-unavailable'],
  [
    'an upstream that broke, told as JSON',
    502,
    upstream({ code: 5000, message: 'internal' }),
    'provider-unavailable',
  ],
  [
    'an upstream that is in maintenance',
    503,
    upstream({ code: 5001, message: 'unavailable' }),
    'provider-unavailable',
  ],
  ['a call that the relay could not finish', 500, layer('do_request_failed'), 'provider-unavailable'],
  [
    'an unfinished call that tells of its upstream',
    500,
    layer('do_request_failed', '{"message":"insufficient balance"}'),
    'provider-unavailable',
  ],
  [
    'an answer that the relay could not read',
    500,
    layer('read_response_body_failed'),
    'provider-unavailable',
  ],
  [
    'an answer that the relay did not understand',
    400,
    layer('unmarshal_response_body_failed'),
    'provider-unavailable',
  ],
  [
    'a channel that the relay could not get, after it had asked one',
    500,
    layer('get_channel_failed', '分组 m 暂无可用渠道'),
    'provider-unavailable',
  ],
  ['a request that the relay could not build', 500, layer('build_request_failed'), 'provider-unavailable'],
  ['a vendor’s refusal of no known words', 400, layer('task_failed', 'oops'), 'provider-unavailable'],
  [
    'a vendor’s refusal by its words alone, over a 500',
    500,
    layer('task_failed', 'parallel task over resource pack limit'),
    'provider-unavailable',
  ],
  [
    'the same over a 502',
    502,
    layer('task_failed', "task not saved: field 'id' is invalid"),
    'provider-unavailable',
  ],
  ['a 404 with a code of somebody', 404, { code: 404, message: 'not found' }, 'provider-unavailable'],
  ['a code that no table names', 400, layer('odd_code', 'no'), 'provider-unavailable'],
  ['a page between relay and vendor', 403, layer('fail_to_fetch_task', '<html>no'), 'provider-unavailable'],
  ['a 524 whose text happens to match', 524, layer('x', 'no available channel'), 'provider-unavailable'],
  ...[504, 520, 521, 524, 527].flatMap((status): Known[] => [
    ['no channel, after a timeout', status, routing('none', 'model_not_found'), 'provider-unavailable'],
    ['no money, after a timeout', status, layer('insufficient_user_quota'), 'provider-unavailable'],
    [
      'a number of the service, after a timeout',
      status,
      { code: 1303, message: 'no' },
      'provider-unavailable',
    ],
  ]),
  [
    'a 504 whose text happens to match',
    504,
    { error: { message: 'moderation', type: 'x' } },
    'provider-unavailable',
  ],
  [
    'a 503 of the relay around its upstream’s',
    503,
    routing('no available channel', 'bad_response_status_code'),
    'provider-unavailable',
  ],
  ['a refusal that bears an id', 400, { ...layer('invalid_request'), task_id: '9' }, 'invalid-request'],
  ['a limit that bears an id', 429, { code: 1303, message: 'no', data: { task_id: 9 } }, 'rate-limited'],
  [
    'a refusal whose vendor bears an id',
    400,
    upstream({ code: 1201, message: 'no', data: { task_id: '9' } }),
    'invalid-request',
  ],
  ...[301, 302, 303, 307, 308, 400, 401, 402, 403, 404, 405, 413, 422].map((status): Known => [
    'somebody on the way',
    status,
    '',
    'provider-unavailable',
  ]),
  ...[400, 401, 403, 404, 405, 413, 422, 429].flatMap((status): Known[] => {
    const code = status === 429 ? 'rate-limited' : 'provider-unavailable';
    return [
      ['a page on the way', status, '<html>no</html>', code],
      ['somebody’s JSON on the way', status, { message: 'Forbidden' }, code],
      ['a framework on the way', status, { detail: 'Not Found' }, code],
      [
        'another framework on the way',
        status,
        { timestamp: 't', status, error: 'Not Found', path: '/x' },
        code,
      ],
      ['the status in words', status, { error: STATUS_CODES[status] }, code],
      ['the status twice', status, { code: status, message: STATUS_CODES[status] }, code],
    ];
  }),
  ['an error that says nothing', 429, { error: { message: '', type: '' } }, 'rate-limited'],
  ['a code and a text that are empty', 429, { code: '', message: '' }, 'rate-limited'],
  ['no model, over a 500', 500, routing('none', 'model_not_found'), 'provider-unavailable'],
  [
    'a limit whose error bears an id',
    429,
    { error: { message: 'no', type: 'new_api_error', data: { task_id: '9' } } },
    'rate-limited',
  ],
  [
    'a limit with an id somewhere',
    429,
    { ...layer('1303'), detail: { tasks: [{ taskId: 9 }] } },
    'rate-limited',
  ],
  ...[301, 302, 307, 308].flatMap((status): Known[] => [
    ['a number of the relay on the way', status, { code: 400, message: 'no' }, 'provider-unavailable'],
    ['a code of the relay on the way', status, layer('task_not_exist'), 'provider-unavailable'],
  ]),
  ['the relay’s number over a 500', 500, { code: 400, message: 'no' }, 'provider-unavailable'],
  ['a bare 500', 500, '', 'provider-unavailable'],
  ['a bare 503', 503, '', 'provider-unavailable'],
  ['a proxy’s page', 502, '<html>bad gateway</html>', 'provider-unavailable'],
  ['a proxy that gave up', 504, '', 'provider-unavailable'],
  ['a proxy in front of it', 524, '<html>timeout</html>', 'provider-unavailable'],
  ['a status never seen before', 418, '{}', 'provider-unavailable'],
  ['a timeout of the request', 408, '', 'provider-unavailable'],
];

describe('a refusal', () => {
  it.each(refusals)('%s (%i): a submit made no task', async (_what, status, body, code) => {
    const { submit, sent } = answering(status, body);
    const error = await errorOf(submit());
    expect(error).toMatchObject({ code, provider: 'acme' });
    expect(error.message).toContain(`HTTP ${status}`);
    expect(error.message).toContain('No task was made');
    expect(sent).toHaveLength(1);
  });

  const fromBetween = refusals.filter(([, , body]) => body === '');

  it.each(fromBetween)(
    '%s (%i), empty: says nothing of a task that is polled',
    async (_what, status, body) => {
      const { query, sent } = answering(status, body);
      expect(await errorOf(query())).toMatchObject({ code: 'provider-unavailable', retryable: true });
      expect(sent).toHaveLength(1);
    },
  );

  const fromRelay = refusals.filter(([, , body]) => body !== '');

  it.each(fromRelay)('%s (%i): a question says the same', async (_what, status, body, code) => {
    const { query, sent } = answering(status, body);
    const error = await errorOf(query());
    expect(error).toMatchObject({ code, provider: 'acme' });
    // The reseller's trouble passes, and ends no wait.
    expect(code !== 'provider-unavailable' || error.retryable).toBe(true);
    expect(error.message).toContain('says nothing about the task');
    expect(sent).toHaveLength(1);
  });
});

describe('an ambiguous answer', () => {
  it.each(ambiguous)('%s (%i): a submit may have cost money', async (_what, status, body) => {
    const { submit, sent } = answering(status, body, { 'retry-after': '1' });
    const error = await errorOf(submit());
    expect(error).toMatchObject({ code: 'submission-unknown', retryable: false, provider: 'acme' });
    expect(error.message).toContain(`HTTP ${status}`);
    expect(sent).toHaveLength(1);
  });

  it.each(ambiguous)('%s (%i): a question can be asked again', async (_what, status, body, code) => {
    expect(await errorOf(answering(status, body).query())).toMatchObject({
      code,
      retryable: code !== 'invalid-request',
    });
  });
});

describe('what an error carries', () => {
  it.each<[unknown, string | undefined, string | undefined]>([
    [routing('no'), undefined, '20260115163500123456789AbCdEfGh'],
    [
      routing('no', 'bad_response_status_code'),
      'bad_response_status_code',
      '20260115163500123456789AbCdEfGh',
    ],
    [{ code: 1201, message: 'no', request_id: 'r-1' }, '1201', 'r-1'],
    [upstream({ code: 1201, message: 'no', request_id: 'r-1' }), '1201', 'r-1'],
    [{ ...upstream({ error: 'no' }), request_id: 'outer' }, 'fail_to_fetch_task', 'outer'],
    [{ error: { message: 'no', code: 42 }, code: 'other' }, '42', undefined],
    [{ detail: 'no' }, undefined, undefined],
  ])('%j: code %s, request id %s', async (body, providerCode, requestId) => {
    const error = await errorOf(answering(400, body).submit());
    expect([error.providerCode, error.requestId]).toEqual([providerCode, requestId]);
    expect(error.message).toContain('no');
  });

  it.each([
    [{ error: 'one' }, ': one)'],
    [{ error: 'one', message: 'two' }, 'one'],
    [{ error: { message: 'one' }, message: 'two' }, 'one'],
    [{ error: {}, message: 'two' }, 'two'],
    [{ message: '', detail: 'three' }, 'three'],
    [{}, 'no reason given'],
    ['', 'the answer is empty'],
    ['<html>', 'the answer is not JSON'],
    [
      {
        error: 'Validation of body failed',
        issues: [{ code: 'x', path: ['ratio', 0], message: 'Invalid option' }],
      },
      'Validation of body failed (ratio.0: Invalid option)',
    ],
    [
      upstream({ error: 'Validation of body failed', issues: [{ path: ['ratio'], message: 'Invalid' }] }),
      '(ratio: Invalid)',
    ],
  ])('%j is told as %s', async (body, text) => {
    expect((await errorOf(answering(400, body).submit())).message).toContain(text);
  });

  it('says how long to wait', async () => {
    const limited = answering(429, layer('fail_to_fetch_task', saturated), { 'retry-after': '7' });
    expect(await errorOf(limited.query())).toMatchObject({ code: 'rate-limited', retryAfterMs: 7_000 });
    expect((await errorOf(answering(429, '').query())).retryAfterMs).toBeUndefined();
  });

  it.each([400, 500])('never the key, a signed link or a picture (%i)', async (status) => {
    const picture = 'iVBORw0KGgo'.repeat(40);
    const body = {
      code: key,
      message: `Bearer ${key} sent https://h.example/a.png?signature=hidden and ${picture}`,
    };
    const { submit, query } = answering(status, body);
    for (const call of [submit, query]) {
      const error = await errorOf(call());
      const said = `${String(error)} ${JSON.stringify(error)} ${String(error.cause)}`;
      expect(said).toContain('h.example');
      for (const planted of [key, 'hidden', 'iVBORw0KGgo']) expect(said).not.toContain(planted);
    }
  });
});
