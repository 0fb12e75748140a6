import { parseTask, VideoError } from '@vid/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answering, answers, link, task } from './fixture.ts';

const keys = [
  'code',
  'message',
  'data',
  'status',
  'task_status',
  'state',
  'progress',
  'error',
  'id',
  'task_id',
  'output',
  'outputs',
  'task_result',
  'videos',
  'url',
  'video',
  'video_url',
  'result_url',
  'fail_reason',
  'duration',
  'metadata',
  'issues',
  'request_id',
];
const word = fc.constantFrom(...Object.keys(answers.statuses));
const leaf = fc.oneof(
  word,
  fc.constantFrom('success', '', link, 0, 200, 1201, '45%', null, true, '[]', '{"message":"x"}'),
  fc.jsonValue({ maxDepth: 1 }),
);
/** What looks like an answer, but need not make sense. */
const { answer } = fc.letrec((tie) => ({
  answer: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('answer'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom(...keys), tie('answer'), { maxKeys: 5 }),
  ),
}));
const nearlyTask = fc.record({
  id: fc.constant(task.id),
  status: word,
  video_url: fc.oneof(fc.constant(link), leaf),
  progress: leaf,
  error: leaf,
  data: answer,
});
const statuses = fc.constantFrom(200, 200, 200, 200, 200, 201, 302, 400, 401, 404, 429, 500, 503);

const outcome = (call: Promise<unknown>) =>
  call.then(
    (value) => ({ value, error: undefined }),
    (error: unknown) => ({ value: undefined, error }),
  );
describe('whatever the service answers', () => {
  it('a question ends in a task or a VideoError, and a success has a link of the answer', async () => {
    let ends = 0;
    await fc.assert(
      fc.asyncProperty(statuses, fc.oneof(answer, nearlyTask), async (status, body) => {
        const { value, error } = await outcome(answering(status, body).query());
        if (error !== undefined) return error instanceof VideoError;
        const next = parseTask(JSON.parse(JSON.stringify(value)));
        const { provider, api, model, id, createdAt } = next;
        if (next.status === 'succeeded') ends += 1;
        const urls = next.status === 'succeeded' ? next.videos.map(({ url }) => url) : [];
        const isOwn =
          JSON.stringify({ ...task, provider, api, model, id, createdAt }) === JSON.stringify(task);
        return isOwn && status < 300 && urls.every((url) => JSON.stringify(body).includes(url));
      }),
      { numRuns: 500, examples: [[200, { id: task.id, status: 'completed', video_url: link }]] },
    );
    expect(ends).toBeGreaterThan(0);
  }, 60_000);

  it('a submit ends in an id of the answer, or in a VideoError that never calls an open outcome retryable', async () => {
    let ids = 0;
    await fc.assert(
      fc.asyncProperty(statuses, fc.oneof(answer, fc.string()), async (status, body) => {
        const { value, error } = await outcome(answering(status, body).submit());
        if (error instanceof VideoError)
          return error.code === 'submission-unknown' || error.message.includes('No task was made');
        ids += 1;
        return (
          typeof value === 'string' &&
          value !== '' &&
          status < 300 &&
          JSON.stringify(body).includes(JSON.stringify(value).slice(1, -1))
        );
      }),
      { numRuns: 500, examples: [[200, { id: '1' }]] },
    );
    expect(ids).toBeGreaterThan(0);
  }, 60_000);

  it('a text of any kind says nothing about the task', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        const { error } = await outcome(answering(200, `x${text}`).query());
        expect(error).toMatchObject({ code: 'provider-unavailable', retryable: true });
      }),
    );
  });

  it('an answer of any depth is survived', async () => {
    const deep = `${'{"data":'.repeat(20_000)}{"status":"running"}${'}'.repeat(20_000)}`;
    for (const call of [answering(200, deep).query(), answering(200, deep).submit()]) {
      const { value, error } = await outcome(call);
      expect(value !== undefined || error instanceof VideoError).toBe(true);
    }
  });
});
