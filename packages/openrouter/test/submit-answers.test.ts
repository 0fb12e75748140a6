import { describe, expect, it } from 'vitest';
import { apiKey, errorOf, jobId, plant, type Planted, providerAt } from './planted.ts';
import { start } from './start.ts';

const request = { model: 'openrouter:x-ai/grok-imagine-video', prompt: 'a paper boat' };
const submit = async (answer: Planted) => {
  const { provider, asked, baseUrl } = await providerAt({ 'POST /videos': answer });
  return { pending: provider.generate(request, { retries: 0 }), asked, baseUrl };
};
const error = (status: number, message: string, metadata?: object): Planted => ({
  status,
  json: { error: { code: status, message, ...(metadata !== undefined && { metadata }) }, user_id: 'user_1' },
});

describe('the answer to a submit', () => {
  it('is 202 with three members at the simulator, and makes one task', async () => {
    const { simulator, provider, baseUrl, apiKey: key } = await start();
    const answer = await fetch(`${baseUrl}/videos`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}` },
      body: JSON.stringify({ model: 'x-ai/grok-imagine-video', prompt: 'a boat' }),
    });
    expect(answer.status).toBe(202);
    const json: unknown = await answer.json();
    expect(json).toEqual({
      id: expect.stringMatching(/^gen-vid-\d+-\w{20}$/),
      polling_url: expect.stringMatching(/^http:\/\/127/),
      status: 'pending',
    });
    expect(await provider.generate(request)).toMatchObject({
      status: 'queued',
      model: 'x-ai/grok-imagine-video',
    });
    expect(simulator.tasks).toHaveLength(2);
  });

  it.each([
    ['absolute', `https://openrouter.ai/api/v1/videos/${jobId}`],
    ['relative', `/api/v1/videos/${jobId}`],
    ['missing', undefined],
  ])('is a task with a polling_url that is %s', async (_form, polling_url) => {
    const { pending } = await submit({ status: 202, json: { id: jobId, polling_url, status: 'pending' } });
    expect(await pending).toMatchObject({ id: jobId, status: 'queued' });
  });

  it('sends no key to the polling_url of somebody else, and asks nobody but the service', async () => {
    const other = await plant({});
    const { provider, asked } = await providerAt({
      'POST /videos': {
        status: 202,
        json: { id: jobId, polling_url: `${other.baseUrl}/videos/x`, status: 'pending' },
      },
      [`GET /videos/${jobId}`]: { json: { id: jobId, status: 'pending' } },
    });
    const task = await provider.generate(request);
    await provider.query(task);
    expect(other.asked).toEqual([]);
    expect(asked.map(({ call, authorization }) => [call, authorization])).toEqual([
      ['POST /videos', `Bearer ${apiKey}`],
      [`GET /videos/${jobId}`, `Bearer ${apiKey}`],
    ]);
  });

  it('is a task with 200, too: what has an id exists', async () => {
    const { pending } = await submit({ status: 200, json: { id: jobId, status: 'pending' } });
    expect(await pending).toMatchObject({ id: jobId });
  });

  it.each([
    ['a bad field', error(400, 'duration 99 is not supported; supported: 5, 10'), 'invalid-request'],
    [
      'a fault of type',
      { status: 400, json: { success: false, error: { name: 'ZodError', message: '[{"path":["seed"]}]' } } },
      'invalid-request',
    ],
    ['no key', error(401, 'No cookie auth credentials found'), 'authentication'],
    [
      'no credit',
      error(402, 'Insufficient credits', { limit_source: 'openrouter_credits' }),
      'quota-exhausted',
    ],
    [
      'a key at its limit',
      error(402, 'Key limit', { limit_source: 'openrouter_key_limit' }),
      'quota-exhausted',
    ],
    [
      'money that is held',
      error(402, 'In flight', { limit_source: 'openrouter_in_flight_budget' }),
      'rate-limited',
    ],
    [
      'money that is held, with the kind of error said, too',
      error(402, 'In flight', {
        limit_source: 'openrouter_in_flight_budget',
        error_type: 'payment_required',
      }),
      'rate-limited',
    ],
    ['a guardrail', error(403, 'Blocked by a guardrail'), 'authentication'],
    ['moderation', error(403, 'Input flagged', { error_type: 'content_policy_violation' }), 'content-policy'],
    ['moderation in words', error(403, 'Your input was flagged by moderation'), 'content-policy'],
    ['no such model', error(404, 'No endpoints found for x/y'), 'not-found'],
    ['a body that is too large', error(413, 'The body has too many bytes'), 'invalid-request'],
    ['its own limit', error(429, 'Rate limit exceeded: 20 per minute'), 'rate-limited'],
    [
      "the provider's limit",
      error(429, 'Provider returned error', {
        provider_error_code: 'busy',
        limit_source: 'upstream_provider_shared_pool',
      }),
      'rate-limited',
    ],
  ])('proves that no task was made: %s', async (_what, answer, code) => {
    const { pending, asked } = await submit(answer);
    const refused = await errorOf(pending);
    expect(refused).toMatchObject({ code });
    expect(refused.message).toContain('No task was made');
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['500', error(500, 'Internal Server Error happened')],
    ['502', error(502, 'Provider returned error', { error_type: 'provider_unavailable' })],
    [
      '503, whatever its words',
      error(503, 'No provider: content policy', { error_type: 'content_policy_violation' }),
    ],
    ['529', error(529, 'overloaded', { error_type: 'provider_overloaded' })],
    ['408', error(408, 'timed out', { error_type: 'content_policy_violation' })],
    ['409', error(409, 'conflict')],
    ['a code that is not the status', { status: 400, json: { error: { code: 500, message: 'odd' } } }],
    ['an error as text', { status: 400, json: { error: 'bad request, sorry' } }],
    ['a page', { status: 403, page: '<html>Sorry, you have been blocked</html>' }],
    ['202 without an id', { status: 202, json: { polling_url: '/x', status: 'pending' } }],
    ['202 with an empty id', { status: 202, json: { id: '', status: 'pending' } }],
    ['a redirect', { status: 302, headers: { location: 'https://example.com/' } }],
    [
      'an error that names a task',
      { status: 400, json: { id: jobId, error: { code: 400, message: 'bad field' } } },
    ],
  ])('leaves open whether a task was made: %s', async (_what, answer) => {
    const { pending, asked } = await submit(answer);
    expect(await errorOf(pending)).toMatchObject({
      code: 'submission-unknown',
      submission: { model: 'x-ai/grok-imagine-video' },
    });
    expect(asked).toHaveLength(1);
  });

  it('tells how long to wait where only the body says it', async () => {
    const { pending } = await submit(error(429, 'Slow down please', { retry_after_seconds: 7 }));
    expect(await errorOf(pending)).toMatchObject({ retryable: true, retryAfterMs: 7000 });
  });

  it('tells the id of the call where the task is not known', async () => {
    const { pending } = await submit({
      ...error(500, 'Something broke'),
      headers: { 'X-Generation-Id': jobId },
    });
    expect(await errorOf(pending)).toMatchObject({ requestId: jobId, submission: { requestId: jobId } });
  });

  it('that gets lost is one task, and is not sent again', async () => {
    const { simulator, provider } = await start();
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    expect(await errorOf(provider.generate(request))).toMatchObject({
      code: 'submission-unknown',
      candidates: undefined,
    });
    expect(simulator.tasks).toHaveLength(1);
    expect(provider).not.toHaveProperty('reconcile');
    expect(provider).not.toHaveProperty('cancel');
  });
});
