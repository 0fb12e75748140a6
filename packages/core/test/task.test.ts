import {
  isFinal,
  parseTask,
  type TaskStatus,
  VideoError,
  type VideoErrorCode,
  type VideoTask,
} from '@vid/core';
import { newTask, nextTask, statusOf, type StatusMap } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { link } from './fixture.ts';

const identity = {
  provider: 'acme',
  api: 'direct',
  model: 'brook-2',
  id: '9000000000000000001',
  lookup: { route: 'text' },
  createdAt: '2026-11-22T09:14:02.118Z',
};
const tasks: readonly VideoTask[] = [
  { ...identity, status: 'queued' },
  { ...identity, status: 'running', progress: 0.25 },
  { ...identity, status: 'succeeded', videos: [{ url: link, duration: 5, expiresAt: identity.createdAt }] },
  {
    ...identity,
    status: 'failed',
    failure: { reason: 'content-policy', message: 'no', providerCode: '1301' },
  },
  { ...identity, status: 'canceled' },
];
const [queued] = tasks;

describe('parseTask', () => {
  it.each(tasks)('brings $status back from JSON as it was', (task) => {
    expect(parseTask(JSON.parse(JSON.stringify(task)))).toEqual(task);
  });

  it('drops what a task does not have', () => {
    expect(parseTask({ ...queued, status: 'queued', videos: [], other: 1 })).toEqual(queued);
  });

  it.each([
    [null, 'it must be an object'],
    ['{}', 'it must be an object'],
    [{}, 'status'],
    [{ ...identity, status: 'done' }, 'status'],
    [{ ...identity, status: 'queued', id: '' }, 'id'],
    [{ ...identity, status: 'queued', id: 17 }, 'id must be a text'],
    [{ ...identity, status: 'queued', createdAt: 'yesterday' }, 'createdAt'],
    [{ ...identity, status: 'queued', lookup: { route: 1 } }, 'lookup.route must be a text'],
    [{ ...identity, status: 'running', progress: 45 }, 'progress must be at most 1'],
    [{ ...identity, status: 'succeeded' }, 'videos must be a list'],
    [{ ...identity, status: 'succeeded', videos: [] }, 'videos must be at least 1'],
    [
      { ...identity, status: 'failed', failure: { reason: 'bad luck', message: '' } },
      'failure.reason must be "content-policy"',
    ],
  ])('refuses %j and says where', (json, where) => {
    const parse = () => parseTask(json);
    expect(parse).toThrow(`This is not a video task: ${where}`);
    expect(parse).toThrow(expect.objectContaining({ name: 'VideoError', code: 'invalid-request' }));
  });
});

describe('isFinal', () => {
  it.each(tasks)('$status', (task) => {
    expect(isFinal(task)).toBe(['succeeded', 'failed', 'canceled'].includes(task.status));
  });
});

describe('newTask', () => {
  it('is queued, and is a task by its JSON', () => {
    const { lookup } = identity;
    const task = newTask(identity, '17', lookup);
    expect(task).toMatchObject({
      provider: 'acme',
      api: 'direct',
      model: 'brook-2',
      id: '17',
      lookup,
      status: 'queued',
    });
    expect(parseTask(JSON.parse(JSON.stringify(task)))).toEqual(task);
    expect(newTask(identity, '17')).not.toHaveProperty('lookup');
  });
});

describe('nextTask', () => {
  const statuses = {
    wait: 'queued',
    work: 'running',
    done: 'succeeded',
    bad: 'failed',
    stop: 'canceled',
  } as const satisfies StatusMap;
  const failure = { reason: 'unknown', message: 'no reason' } as const;
  const task: VideoTask = { ...identity, status: 'queued' };
  const reading = (word: string | undefined, more: object = {}) => ({
    status: word,
    videos: [],
    failure,
    ...more,
  });

  it.each<[string, object, Partial<VideoTask>]>([
    ['wait', {}, { status: 'queued' }],
    [' Work ', { progress: 0 }, { status: 'running', progress: 0 }],
    ['DONE', { videos: [{ url: link }], progress: 1 }, { status: 'succeeded', videos: [{ url: link }] }],
    ['bad', { videos: [{ url: link }] }, { status: 'failed', failure }],
    ['stop', {}, { status: 'canceled' }],
  ])('reads %j', (word, more, rest) => {
    const next = nextTask(task, reading(word, more), statuses);
    expect(next).toEqual({ ...identity, ...rest });
    expect(parseTask(JSON.parse(JSON.stringify(next)))).toEqual(next);
  });

  it.each([
    [undefined, 'no status'],
    ['', 'unknown status ""'],
    ['dreaming', 'unknown status "dreaming"'],
    ['constructor', 'unknown status "constructor"'],
    ['done', 'no link yet'],
  ])('takes %j for an odd answer, not for an end', (word, what) => {
    const read = () => nextTask(task, reading(word), statuses);
    expect(read).toThrow(what);
    expect(read).toThrow(
      expect.objectContaining({ code: 'provider-unavailable', retryable: true, provider: 'acme' }),
    );
  });

  it('knows words whatever their case', () => {
    expect(['DONE', ' done ', undefined, '__proto__'].map((word) => statusOf(word, statuses))).toEqual([
      'succeeded',
      'succeeded',
      undefined,
      undefined,
    ] satisfies (TaskStatus | undefined)[]);
  });
});

describe('VideoError', () => {
  it.each<[VideoErrorCode, boolean]>([
    ['invalid-request', false],
    ['unsupported', false],
    ['authentication', false],
    ['quota-exhausted', false],
    ['rate-limited', true],
    ['content-policy', false],
    ['not-found', false],
    ['provider-unavailable', true],
    ['network', true],
    ['timeout', true],
    ['submission-unknown', false],
  ])('%s is retryable: %j, unless said otherwise', (code, retryable) => {
    expect(new VideoError(code, 'm').retryable).toBe(retryable);
    expect(new VideoError(code, 'm', { retryable: !retryable }).retryable).toBe(!retryable);
  });

  it('carries what it is given, and all of it but the cause goes into JSON', () => {
    const problems = [{ code: 'out-of-range', field: 'f', asked: 3, max: 2, model: 'm' } as const];
    const plan = { mode: 'text-to-video', candidates: [], rejected: [] } as const;
    const details = {
      provider: 'acme',
      providerCode: '1303',
      requestId: 'r-1',
      retryAfterMs: 0,
      problems,
      plan,
      task: queued,
    };
    const error = new VideoError('rate-limited', 'slow down', { ...details, cause: 'hidden' });
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({
      ...details,
      name: 'VideoError',
      code: 'rate-limited',
      message: 'slow down',
      cause: 'hidden',
    });
    const json = JSON.stringify(error);
    expect(JSON.parse(json)).toEqual(
      JSON.parse(
        JSON.stringify({
          ...details,
          name: 'VideoError',
          code: 'rate-limited',
          message: 'slow down',
          retryable: true,
        }),
      ),
    );
    expect(json).not.toContain('hidden');
    expect(String(error)).toBe('VideoError: slow down');
  });
});
