import { readFile } from 'node:fs/promises';
import { explainRunwayFailure, failureFamilies } from '@vid/runway';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it } from 'vitest';
import { answering, errorOf, image, opened, task } from './official-fixture.ts';

describe('what is answered', () => {
  const id = task.id;
  const createdAt = '2026-11-22T09:14:02.118Z';
  const link = 'https://media.example.net/gen/3f0c2a57.mp4?_jwt=eyJhbGciOi.sample.sig';
  const estimatedCost = { credits: 25 };
  const bill = { cost: { amount: 0.25, currency: 'USD' }, usage: { amount: 25, unit: 'credits' } };

  it.each<[object, object]>([
    [
      { status: 'PENDING', estimatedCost },
      { status: 'queued', ...bill },
    ],
    [
      { status: 'THROTTLED', estimatedCost },
      { status: 'queued', ...bill },
    ],
    [
      { status: 'RUNNING', progress: 0.42, estimatedCost },
      { status: 'running', progress: 0.42, ...bill },
    ],
    [{ status: 'RUNNING', progress: 7 }, { status: 'running' }],
    [
      { status: 'SUCCEEDED', output: [link], cost: { credits: 25 } },
      { status: 'succeeded', videos: [{ url: link }], ...bill },
    ],
    [
      {
        status: 'FAILED',
        failure: 'The generation was rejected by content moderation.',
        failureCode: 'SAFETY.INPUT.IMAGE',
        cost: { credits: 25 },
      },
      {
        status: 'failed',
        failure: {
          reason: 'content-policy',
          message: 'The generation was rejected by content moderation.',
          providerCode: 'SAFETY.INPUT.IMAGE',
        },
        ...bill,
      },
    ],
    [{ status: 'FAILED' }, { status: 'failed', failure: { reason: 'unknown', message: expect.any(String) } }],
    [
      { status: 'CANCELLED', cost: { credits: 0 } },
      {
        status: 'canceled',
        cost: { amount: 0, currency: 'USD' },
        usage: { amount: 0, unit: 'credits' },
      },
    ],
  ])('%j', async (answer, expected) => {
    const provider = answering(() => Response.json({ id, createdAt, ...answer }));
    const { status: _status, ...identity } = task;
    expect(await provider.query(task)).toEqual({ ...identity, ...expected });
  });

  it.each<[string, object]>([
    ['metadata.url', { metadata: { url: 'https://h.example/a.mp4' } }],
    ['output in objects', { output: [{ url: 'https://h.example/a.mp4' }] }],
    ['output, which is no list', { output: 'https://h.example/a.mp4' }],
    ['output, which is one object', { output: { url: 'https://h.example/a.mp4' } }],
    ['video_url', { video_url: 'https://h.example/a.mp4' }],
  ])('reads a link at %s', async (_what, more) => {
    const provider = answering(() => Response.json({ id, status: 'SUCCEEDED', ...more }));
    expect(await provider.query(task)).toMatchObject({ videos: [{ url: 'https://h.example/a.mp4' }] });
  });

  it.each(['another', undefined])('an answer with the id %j ends nothing', async (other) => {
    const provider = answering(() => Response.json({ id: other, status: 'FAILED', failure: 'no' }));
    await expect(provider.query(task)).rejects.toMatchObject({
      code: 'provider-unavailable',
      retryable: true,
    });
  });

  it.each([{ status: 'SUCCEEDED', output: [] }, { status: 'SUCCEEDED' }, { status: 'REVIEWING' }, {}])(
    '%j leaves the task as it was',
    async (answer) => {
      const provider = answering(() => Response.json({ id, ...answer }));
      await expect(provider.query(task)).rejects.toMatchObject({
        code: 'provider-unavailable',
        retryable: true,
      });
    },
  );

  it.each([
    ['SAFETY.INPUT.TEXT', 'content-policy', 'changed', 'no'],
    ['SAFETY.OUTPUT.VIDEO', 'content-policy', 'changed', 'no'],
    ['INPUT_PREPROCESSING.SAFETY.TEXT', 'content-policy', 'changed', 'unknown'],
    ['INPUT_PREPROCESSING.INTERNAL', 'provider-error', 'later', 'yes'],
    ['INTERNAL.BAD_OUTPUT.CODE01', 'provider-error', 'unlikely-to-help', 'unknown'],
    ['INTERNAL', 'provider-error', 'later', 'yes'],
    ['ASSET.INVALID', 'invalid-input', 'changed', 'yes'],
    ['THIRD_PARTY.UNAVAILABLE', 'provider-error', 'later', 'yes'],
    ['NEW_STAGE.SAFETY.SMELL', 'content-policy', 'changed', 'unknown'],
    ['INTERNALLY', 'unknown', 'unlikely-to-help', 'unknown'],
    [undefined, 'provider-error', 'later', 'yes'],
  ])('the failure code %s', async (code, reason, repeat, refunded) => {
    const { simulator, provider } = await opened({
      outcome: () => ({ failed: 'no luck', ...(code !== undefined && { code }) }),
    });
    const accepted = await provider.generate({ prompt: 'a boat' });
    simulator.advance(60);
    const failed = await provider.query(accepted);
    expect(failed).toEqual(
      expect.objectContaining({
        status: 'failed',
        failure: { reason, message: 'no luck', ...(code !== undefined && { providerCode: code }) },
      }),
    );
    expect(explainRunwayFailure(code)).toMatchObject({ reason, repeat, refunded });
  });

  it('the page for users lists every family of failure codes', async () => {
    const page = await readFile(new URL('../../../docs/providers/runway.md', import.meta.url), 'utf8');
    for (const [prefix, { reason, repeat, refunded }] of failureFamilies) {
      expect(page).toMatch(
        new RegExp(`\\| \`${prefix}\` +\\| ${reason} +\\| ${repeat} +\\| ${refunded} +\\|`),
      );
    }
  });
});

describe('errors', () => {
  const docUrl = 'https://docs.dev.runwayml.com/api';
  const issues = [{ code: 'invalid_value', path: ['ratio'], message: 'Invalid option: expected one of …' }];
  const refusals: [string, number, unknown, object][] = [
    [
      'a schema check',
      400,
      { error: 'Validation of body failed', issues, docUrl },
      {
        code: 'invalid-request',
        providerCode: 'invalid_value',
        message: expect.stringContaining('(ratio: Invalid option'),
      },
    ],
    [
      'an empty purse',
      400,
      { error: 'You do not have enough credits to run this task.' },
      { code: 'quota-exhausted' },
    ],
    ['a bad key', 401, { error: 'nope' }, { code: 'authentication' }],
    ['no such route', 404, { error: 'nope' }, { code: 'not-found' }],
    ['a wrong method', 405, { error: 'nope' }, { code: 'invalid-request' }],
    ['too many', 429, { error: 'nope' }, { code: 'rate-limited', retryable: true }],
  ];

  it.each(refusals)('a submit that ends in %s made no task', async (_what, status, body, expected) => {
    const provider = answering(() =>
      typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status }),
    );
    const error = await errorOf(provider.generate({ prompt: 'a boat' }, { retries: 0 }));
    expect(error).toMatchObject({ ...expected, submission: undefined });
    expect(error.message).toContain('No task was made');
  });

  it.each<[string, () => Response]>([
    ['400 in somebody else’s words', () => new Response('<html>', { status: 400 })],
    ['too many, in no words', () => new Response('<html>', { status: 429 })],
    ['too many, in other words', () => Response.json({ error: { message: 'slow down' } }, { status: 429 })],
    ['a 404 of a framework', () => Response.json({ error: 'Not Found', status: 404 }, { status: 404 })],
    ['401 in somebody else’s words', () => Response.json({ reason: 'proxy' }, { status: 401 })],
    ['403, which no document names', () => Response.json({ error: 'no' }, { status: 403 })],
    ['429 in words of HTTP alone', () => Response.json({ error: 'Too Many Requests' }, { status: 429 })],
    ['401 in words of HTTP alone', () => Response.json({ error: 'Unauthorized' }, { status: 401 })],
    ['a redirect', () => new Response(null, { status: 302, headers: { location: 'https://example.com' } })],
    ['500 in its own words', () => Response.json({ error: 'no' }, { status: 500 })],
    ['502', () => Response.json({ error: 'no' }, { status: 502 })],
    ['503', () => Response.json({ error: 'no' }, { status: 503 })],
    ['504', () => Response.json({ error: 'no' }, { status: 504 })],
    ['200 with an id and an error', () => Response.json({ id: 'task-1', error: 'too many' })],
    ['200 with an empty id', () => Response.json({ id: '' })],
  ])('a submit that ends in %s is unknown', async (_what, answer) => {
    const error = await errorOf(answering(answer).generate({ prompt: 'a boat' }));
    expect(error).toMatchObject({ code: 'submission-unknown', submission: { api: 'official' } });
  });

  it.each<[number, unknown, object]>([
    [404, { error: 'Could not find Task' }, { code: 'not-found', retryable: false }],
    [404, '<html>', { code: 'provider-unavailable', retryable: true }],
    [404, { error: 'Not Found' }, { code: 'provider-unavailable', retryable: true }],
    [401, { error: 'Unauthorized' }, { code: 'provider-unavailable', retryable: true }],
    [401, { error: 'nope' }, { code: 'authentication' }],
    [429, { error: 'nope' }, { code: 'rate-limited', retryable: true }],
    [502, '<html>', { code: 'provider-unavailable', retryable: true }],
    [503, { error: 'shedding' }, { code: 'provider-unavailable', retryable: true }],
    [504, '', { code: 'provider-unavailable', retryable: true }],
  ])('a question that ends in %i %j', async (status, body, expected) => {
    const provider = answering(() =>
      typeof body === 'string' ? new Response(body, { status }) : Response.json(body, { status }),
    );
    expect(await errorOf(provider.query(task))).toMatchObject(expected);
  });

  it('the account’s limits, as the simulator keeps them', async () => {
    const { simulator, provider } = await opened({
      runwayAccount: { credits: 130, dailyGenerations: 2, concurrency: 1 },
    });
    const request = { model: 'gen4.5', prompt: 'a boat' };
    const running = await provider.generate(request);
    const waiting = await provider.generate(request);
    expect((await errorOf(provider.generate({ ...request, duration: 2 }))).code).toBe('quota-exhausted');
    const turbo = { model: 'gen4_turbo', firstFrame: image, duration: 2 };
    await provider.generate(turbo);
    simulator.advance(20);
    expect((await provider.query(running)).status).toBe('succeeded');
    expect((await provider.query(waiting)).status).toBe('queued');
    simulator.advance(20);
    expect((await provider.query(waiting)).status).toBe('succeeded');
  });

  it('a full day is worth repeating', async () => {
    const { provider, simulator } = await opened({ runwayAccount: { dailyGenerations: 1 } });
    await provider.generate({ prompt: 'a boat' });
    const clock = virtualClock(() => simulator.advance(86_400));
    await provider.generate({ model: 'gen4.5', prompt: 'a boat' }, { clock });
    expect(simulator.tasks).toHaveLength(2);
  });
});
