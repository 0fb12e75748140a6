import { type GenerateOptions, parseSubmission, type Submission, VideoError } from '@vid/core';
import { newSubmission, submissionUnknown, submitPaid } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';

const acme = { provider: 'acme', api: 'gateway', model: 'brook-1' } as const;
const prepared = {
  method: 'POST',
  url: 'https://acme.example/jobs',
  headers: {},
  body: { text: 'a boat' },
} as const;
const at = Date.parse('2026-11-22T09:00:00Z');

function pausing() {
  const slept: number[] = [];
  const sleep = async (milliseconds: number, signal: AbortSignal | undefined) => {
    slept.push(milliseconds);
    signal?.throwIfAborted();
  };
  return { slept, clock: { now: () => at, sleep } };
}

/** Sends until the answers are used up; an answer that is an error is thrown. */
function answering(...answers: readonly (string | Error)[]) {
  const left = [...answers];
  let sent = 0;
  const send = async () => {
    sent += 1;
    const answer = left.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { send, count: () => sent };
}

const busy = (retryAfterMs?: number) => new VideoError('rate-limited', 'slow down', { retryAfterMs });
const submit = async (options: GenerateOptions, send: () => Promise<string | undefined>) =>
  submitPaid(newSubmission(acme, prepared, options), options, send);

describe('a submission', () => {
  it('names the request without holding any of it', async () => {
    const { clock } = pausing();
    const submission = newSubmission(acme, prepared, { clock, reference: 'shot-1' }, { kind: 'text' });
    expect(submission).toEqual({
      ...acme,
      reference: 'shot-1',
      lookup: { kind: 'text' },
      submittedAt: '2026-11-22T09:00:00.000Z',
      // SHA-256 of {"text":"a boat"}
      fingerprint: '6169501120ab579d812316f700a6eb570c3d517b7089ba3fb577063632c1c3a4',
    });
  });

  it('gets a new reference each time, and the same fingerprint for the same body', async () => {
    const [one, two] = [newSubmission(acme, prepared, {}), newSubmission(acme, prepared, {})];
    expect(one.reference).not.toBe(two.reference);
    expect(one.fingerprint).toBe(two.fingerprint);
    const other = newSubmission(acme, { ...prepared, body: { text: 'a ship' } }, {});
    expect(other.fingerprint).not.toBe(one.fingerprint);
  });
});

describe('a paid submit', () => {
  it('is repeated after refusals, with growing pauses and up to half of each on top', async () => {
    const { clock, slept } = pausing();
    const { send, count } = answering(busy(), busy(), busy(), 'task-1');
    expect(await submit({ clock, retries: 3 }, send)).toBe('task-1');
    expect(count()).toBe(4);
    expect(
      slept.map((pause, index) => pause / 1000 / 2 ** index).every((share) => share >= 1 && share <= 1.5),
    ).toBe(true);
  });

  it('pauses as long as the service asks, and leaves a longer pause than a minute to the caller', async () => {
    const { clock, slept } = pausing();
    await submit({ clock }, answering(busy(9_000), 'task-1').send);
    expect(slept[0]).toBeGreaterThanOrEqual(9_000);
    const patient = answering(busy(61_000), 'task-1');
    await expect(submit({ clock }, patient.send)).rejects.toMatchObject({
      code: 'rate-limited',
      retryAfterMs: 61_000,
    });
    expect(patient.count()).toBe(1);
  });

  it.each([
    ['a refusal that asking again cannot mend', new VideoError('invalid-request', 'no'), 1],
    ['an unknown outcome', submissionUnknown('acme', 'the answer was lost'), 1],
    ['what is no VideoError', new TypeError('a mistake of ours'), 1],
    ['the third refusal', busy(), 3],
  ])('ends with %s', async (_what, error, sent) => {
    const { clock } = pausing();
    const { send, count } = answering(error, error, error, 'never');
    await expect(submit({ clock }, send)).rejects.toThrow(error.message);
    expect(count()).toBe(sent);
  });

  it('carries the submission of an unknown outcome, after a refusal too', async () => {
    const { clock } = pausing();
    const { send } = answering(busy(), submissionUnknown('acme', 'the answer was lost'));
    const journal: Submission[] = [];
    const onSubmission = (submission: Submission) => void journal.push(submission);
    const error: unknown = await submit({ clock, onSubmission }, send).catch((reason: unknown) => reason);
    expect(journal).toHaveLength(1);
    expect(error).toMatchObject({ code: 'submission-unknown', submission: journal[0], retryable: false });
  });

  it('does not send again after an unknown outcome, even one that calls itself retryable', async () => {
    const { clock } = pausing();
    const unknown = new VideoError('submission-unknown', 'who knows', { retryable: true });
    const { send, count } = answering(unknown, 'a task');
    await expect(submit({ clock }, send)).rejects.toMatchObject({ code: 'submission-unknown' });
    expect(count()).toBe(1);
  });

  it('obeys the signal before it is sent, while the host writes its journal, and in a pause', async () => {
    const { clock } = pausing();
    const { send, count } = answering('never');
    await expect(submit({ clock, signal: AbortSignal.abort() }, send)).rejects.toMatchObject({
      name: 'AbortError',
    });
    const controller = new AbortController();
    const onSubmission = () => controller.abort();
    const aborted = submit({ clock, onSubmission, signal: controller.signal }, send);
    await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
    expect(count()).toBe(0);
    const later = new AbortController();
    const refusing = async () => {
      later.abort();
      throw busy();
    };
    await expect(submit({ clock, signal: later.signal }, refusing)).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('parseSubmission', () => {
  it('brings a submission back from a journal as it was', async () => {
    const submission = newSubmission(acme, prepared, { clock: pausing().clock }, { kind: 'text' });
    expect(parseSubmission(JSON.parse(JSON.stringify(submission)))).toEqual(submission);
  });

  it.each([
    [null, 'it must be an object'],
    [{ ...acme, fingerprint: 'f', submittedAt: '2026-11-22T09:00:00Z' }, 'reference must be a text'],
    [{ ...acme, fingerprint: 'f', submittedAt: 'today', reference: 'r' }, 'submittedAt'],
  ])('refuses %j', (json, where) => {
    const parse = () => parseSubmission(json);
    expect(parse).toThrow(`This is not a submission: ${where}`);
    expect(parse).toThrow(expect.objectContaining({ code: 'invalid-request' }));
  });
});
