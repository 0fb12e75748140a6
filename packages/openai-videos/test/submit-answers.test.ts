import { describe, expect, it } from 'vitest';
import type { DialectName } from '../src/index.ts';
import { errorOf, providerAt } from './planted.ts';

/* What becomes of a paid submit by each answer of openai-videos.md 7.2. The service counts: nothing ambiguous is sent twice. */

const envelope = (type: string | null, code: unknown, message = 'no') => ({
  error: { message, type, param: null, code },
});
const host = (code: string, message = 'no') => envelope('new_api_error', code, message);
const layer = (code: unknown, message = 'no') => ({ code, message, data: null });

type Line = readonly [
  what: string,
  dialects: readonly DialectName[],
  status: number,
  json: unknown,
  code: string,
];

const openai = ['openai', 'vid'] as const;
const relays = ['new-api', 'new-api-plugin'] as const;
const fastapi = ['vllm-omni', 'sglang'] as const;
const every = [...openai, ...relays, 'litellm', ...fastapi] as const;

const refusals: readonly Line[] = [
  [
    'a field that is wrong',
    openai,
    400,
    envelope('invalid_request_error', 'invalid_value'),
    'invalid-request',
  ],
  [
    'a field nobody knows',
    openai,
    400,
    envelope('invalid_request_error', 'unknown_parameter'),
    'invalid-request',
  ],
  ['a wrong key', openai, 401, envelope('authentication_error', 'invalid_api_key'), 'authentication'],
  ['no money', openai, 429, envelope('insufficient_quota', 'insufficient_quota'), 'quota-exhausted'],
  [
    'a model that is not there',
    openai,
    404,
    envelope('invalid_request_error', 'model_not_found'),
    'unsupported',
  ],
  ['moderation by its code', openai, 400, envelope(null, 'moderation_blocked'), 'content-policy'],
  [
    'moderation by its words',
    openai,
    400,
    envelope('invalid_request_error', null, 'blocked by moderation'),
    'content-policy',
  ],
  ['too many requests', openai, 429, envelope('rate_limit_error', null), 'rate-limited'],
  ['a refusal by LiteLLM', ['litellm'], 400, envelope('None', '400'), 'invalid-request'],
  ['a refusal by vLLM', ['vllm-omni'], 400, envelope('BadRequestError', 400), 'invalid-request'],
  ['a text of FastAPI', fastapi, 400, { detail: 'seconds must be an integer' }, 'invalid-request'],
  [
    'a list of FastAPI',
    fastapi,
    422,
    { detail: [{ loc: ['body', 'size'], msg: 'bad size', type: 'value_error' }] },
    'invalid-request',
  ],
  ['a plugin that refuses the body', relays, 400, host('plugin_request_invalid'), 'invalid-request'],
  ['a plugin that refuses the usage', relays, 400, host('plugin_usage_invalid'), 'invalid-request'],
  ['a platform without the route', relays, 400, host('invalid_api_platform'), 'unsupported'],
  ['a price that is missing', relays, 400, layer('model_price_error'), 'unsupported'],
  ['no money at the relay', relays, 403, layer('insufficient_user_quota'), 'quota-exhausted'],
  ['a 400 that came as 429', relays, 429, layer(400, 'seconds is wrong'), 'invalid-request'],
  ['a channel that is off', relays, 400, layer('task_channel_disable'), 'provider-unavailable'],
  ['a channel that cannot', relays, 501, layer('not_implemented'), 'not-found'],
  ['no channel at all', relays, 503, host('model_not_found'), 'provider-unavailable'],
  ['the operator’s key', relays, 502, layer('upstream_auth_error'), 'provider-unavailable'],
  [
    'a vendor that refused',
    relays,
    400,
    layer('fail_to_fetch_task', 'prompt is required'),
    'invalid-request',
  ],
];

const unknowns: readonly Line[] = [
  ['a plugin that threw', relays, 502, host('plugin_submit_response_failed', 'prompt is invalid'), ''],
  ['a plugin that found no id', relays, 502, host('plugin_submit_response_invalid'), ''],
  ['the same below 500', relays, 400, host('plugin_submit_response_failed'), ''],
  ['a call of the vendor that broke', relays, 500, layer('do_request_failed'), ''],
  ['a body of the vendor that broke', relays, 500, layer('read_response_body_failed'), ''],
  ['a vendor’s 5xx', relays, 502, layer('fail_to_fetch_task', '{"error":"overloaded"}'), ''],
  ['a row that was lost', relays, 500, layer('insert_task_failed', 'task made, not kept'), ''],
  ['a code of a fork over 502', relays, 502, layer('internal_error_7f'), ''],
  [
    'a code that nobody listed, in words of moderation',
    openai,
    400,
    envelope('x', 'limbo', 'moderation'),
    '',
  ],
  ['words of moderation over a 409', openai, 409, envelope('invalid_request_error', null, 'moderation'), ''],
  ['a code that nobody listed', openai, 400, envelope('upstream', 'task_limbo'), ''],
  ['the same at a relay', relays, 400, layer('task_limbo'), ''],
  ['a server of ours that does not know', openai, 502, envelope('server_error', 'submit_unknown'), ''],
  ['the same below 500', openai, 400, envelope('invalid_request_error', 'submission_unknown'), ''],
  ['the same in another word', openai, 400, envelope('invalid_request_error', 'submit_unknown'), ''],
  ['a listed code over a 5xx', openai, 500, envelope('invalid_request_error', 'model_not_found'), ''],
  ['words over a 5xx', ['litellm'], 500, envelope('None', '500', 'unsupported provider'), ''],
  ['a 409', every, 409, envelope('invalid_request_error', null), ''],
  ['a 408', every, 408, envelope('invalid_request_error', null), ''],
  ['a 503 that shuts down', fastapi, 503, { detail: 'shutting down' }, ''],
  ['a message without type and code', openai, 400, { error: { message: 'no' } }, ''],
  ['an error in nobody’s shape', every, 400, { error: 'no' }, ''],
  [
    'a refusal that names a task',
    openai,
    400,
    { ...envelope('invalid_request_error', null), id: 'video_1' },
    '',
  ],
  [
    'an accepted task with an error',
    openai,
    200,
    { id: 'video_1', status: 'queued', ...envelope('x', 'y') },
    '',
  ],
  ['an error with 200', openai, 200, envelope('invalid_request_error', null), ''],
  ['an answer without an id', every, 200, { object: 'video', status: 'queued' }, ''],
  ['the number of a row', relays, 200, { code: 'success', message: '', data: { id: 17 } }, ''],
];

const lines = (all: readonly Line[]) =>
  all.flatMap(([what, dialects, ...line]) => dialects.map((dialect) => [what, dialect, ...line] as const));

describe('a submit', () => {
  it.each(lines(refusals))('is refused by %s (%s)', async (_what, dialect, status, json, code) => {
    const { provider, asked } = await providerAt(dialect, { 'POST /v1/videos': { status, json } });
    const error = await errorOf(provider.generate({ prompt: 'a boat' }, { retries: 0 }));
    expect([error.code, error.message.includes('No task was made')]).toEqual([code, true]);
    expect(asked).toHaveLength(1);
  });

  it.each(lines(unknowns))('is unknown after %s (%s)', async (_what, dialect, status, json) => {
    const { provider, asked } = await providerAt(dialect, { 'POST /v1/videos': { status, json } });
    const error = await errorOf(provider.generate({ prompt: 'a boat' }, { retries: 3 }));
    expect(error.code).toBe('submission-unknown');
    expect(asked.filter(({ method }) => method === 'POST')).toHaveLength(1);
  });

  it.each([
    ['id', { id: 'task_1', object: 'video', status: 'queued' }],
    ['an old relay’s task_id', { task_id: 'task_1', status: '' }],
    ['the envelope of the older form', { code: 'success', data: { id: 17, task_id: 'task_1' } }],
  ])('is accepted by %s', async (_what, json) => {
    const { provider } = await providerAt('new-api', { 'POST /v1/videos': { json } });
    await expect(provider.generate({ prompt: 'a boat' })).resolves.toMatchObject({ id: 'task_1' });
  });

  it('is accepted by a 202, with nulls beside the id', async () => {
    const json = { id: 'video_1', object: 'video', status: 'queued', error: null, seconds: null };
    const { provider } = await providerAt('litellm', { 'POST /v1/videos': { status: 202, json } });
    await expect(provider.generate({ prompt: 'a boat' })).resolves.toMatchObject({ id: 'video_1' });
  });
});
