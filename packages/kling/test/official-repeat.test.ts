import { VideoError } from '@vid/core';
import { createKling, type KlingSettings } from '@vid/kling';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it } from 'vitest';

interface Surroundings {
  readonly blindLookUps?: number;
  readonly firstAnswers?: readonly (() => Response)[];
}
type Fault = 'lost' | 'dropped' | undefined;
const refusal = (message: string, code = 1201, status = 400) =>
  Response.json({ code, message, request_id: 'r' }, { status });

/**
 * The service's names, as observed [client]: a second task of one is refused, an unknown one is a bad parameter. `lost`: the
 * task is made, the answer does not arrive; `dropped`: nothing arrives. `lookUps` that find nothing come first.
 */
function account(faults: readonly Fault[], { blindLookUps = 0, firstAnswers = [] }: Surroundings = {}) {
  const names = new Map<string, string>();
  const calls: string[] = [];
  const left = [...faults];
  const answers = [...firstAnswers];
  let blind = blindLookUps;
  const fetch = async (input: string | URL | Request, init?: RequestInit) => {
    const request = new Request(input, init);
    calls.push(request.method);
    if (request.method === 'GET') {
      const name = decodeURIComponent(request.url.split('/').at(-1) ?? '');
      blind -= 1;
      const id = blind >= 0 ? undefined : names.get(name);
      if (id === undefined) return refusal(`Task not found by id/external id: ${name}`);
      const data = { task_id: id, task_status: 'processing', task_info: { external_task_id: name } };
      return Response.json({ code: 0, message: 'SUCCEED', data });
    }
    const first = answers.shift();
    if (first !== undefined) return first();
    const { external_task_id: name } = JSON.parse(await request.text());
    const fault = left.shift();
    if (fault === 'dropped') throw Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' });
    if (names.has(name)) return refusal(`External_task_id ${name} already exists`);
    names.set(name, String(900_000_000_000_000_001n + BigInt(names.size)));
    if (fault === 'lost') throw Object.assign(new TypeError('fetch failed'), { code: 'ECONNRESET' });
    return Response.json({ code: 0, data: { task_id: names.get(name), task_status: 'submitted' } });
  };
  const open = (settings: KlingSettings = {}) =>
    createKling({ api: 'official', apiKey: 'x', fetch, ...settings });
  return { names, calls, open };
}
const options = { reference: 'shot-1', retries: 0, clock: virtualClock() };
const outcome = async (call: Promise<{ id: string }>) =>
  call.then(
    ({ id }) => id,
    (error: unknown) => (error instanceof VideoError ? error.code : error),
  );
const firstId = '900000000000000001';

describe('an unknown submit', () => {
  it.each<Fault>(['lost', 'dropped'])('is sent once unless told otherwise: %s', async (fault) => {
    const { open, calls } = account([fault]);
    expect(await outcome(open().generate({ prompt: 'x' }, options))).toBe('submission-unknown');
    expect(calls).toEqual(['POST']);
  });

  it('is found by a look-up before it is sent again', async () => {
    const { open, calls, names } = account(['lost']);
    expect(await outcome(open({ repeatUnknown: true }).generate({ prompt: 'x' }, options))).toBe(firstId);
    expect([calls, names.size]).toEqual([['POST', 'GET'], 1]);
  });

  it('is sent once more under the same name where it is not found', async () => {
    const { open, calls, names } = account(['dropped']);
    expect(await outcome(open({ repeatUnknown: true }).generate({ prompt: 'x' }, options))).toBe(firstId);
    expect([calls, names.size]).toEqual([['POST', 'GET', 'POST'], 1]);
  });

  it('makes one task where the look-up was too early', async () => {
    const { open, calls, names } = account(['lost'], { blindLookUps: 1 });
    expect(await outcome(open({ repeatUnknown: true }).generate({ prompt: 'x' }, options))).toBe(firstId);
    expect([calls, names.size]).toEqual([['POST', 'GET', 'POST', 'GET'], 1]);
  });

  it.each<[string, readonly Fault[], number]>([
    ['is lost again', ['dropped', 'dropped'], 0],
    ['is taken, and nobody finds it', ['lost'], 9],
  ])('stays unknown where the repetition %s', async (_what, faults, blindLookUps) => {
    const { open, calls } = account(faults, { blindLookUps });
    const generate = open({ repeatUnknown: true }).generate({ prompt: 'x' }, options);
    expect(await outcome(generate)).toBe('submission-unknown');
    expect(calls.filter((method) => method === 'POST')).toHaveLength(2);
  });

  it('stays unknown where the repetition is refused: that says nothing of the first', async () => {
    const firstAnswers = [() => refusal('internal', 5000, 500), () => refusal('parallel task', 1303, 429)];
    const { open, calls } = account([], { firstAnswers });
    const generate = open({ repeatUnknown: true }).generate({ prompt: 'x' }, { ...options, retries: 3 });
    expect(await outcome(generate)).toBe('submission-unknown');
    expect(calls).toEqual(['POST', 'GET', 'POST']);
  });

  it.each(['kling-v4', 'kling-4.0'])('is never repeated for %s, which refuses names', async (model) => {
    const { open, calls } = account(['dropped']);
    const generate = open({ repeatUnknown: true }).generate(
      { model, prompt: 'x', unchecked: ['model'] },
      options,
    );
    expect(await outcome(generate)).toBe('submission-unknown');
    expect(calls).toEqual(['POST']);
  });

  it('is no option of a gateway', () => {
    const settings = { api: 'gateway', repeatUnknown: true } as const;
    expect(() => createKling(settings)).toThrow('repeatUnknown');
  });
});

describe('a name that is taken', () => {
  it('gives the task that bears it', async () => {
    const { open, calls, names } = account([]);
    const kling = open();
    const [first, second] = [
      await outcome(kling.generate({ prompt: 'x' }, options)),
      await outcome(kling.generate({ prompt: 'x' }, options)),
    ];
    expect([first, second, names.size]).toEqual([firstId, firstId, 1]);
    expect(calls).toEqual(['POST', 'POST', 'GET']);
  });

  it('leaves it open where nobody finds that task', async () => {
    const { open } = account([], { blindLookUps: 9 });
    const kling = open();
    await kling.generate({ prompt: 'x' }, options);
    expect(await outcome(kling.generate({ prompt: 'x' }, options))).toBe('submission-unknown');
  });
});

describe('a look-up', () => {
  it('knows none where the service says so, as a bad parameter', async () => {
    const submission = {
      provider: 'kling',
      api: 'official',
      model: 'kling-v2-6',
      reference: 'nobody',
      lookup: { kind: 'text2video' },
      submittedAt: '2026-11-22T00:00:00.000Z',
      fingerprint: 'f',
    } as const;
    expect(await account([]).open().reconcile?.(submission)).toBeUndefined();
  });
});
