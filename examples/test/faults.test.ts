import { createRouter, type VideoError, type VideoProvider, waitForTask } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { type FaultRule, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';

/* Real sockets, real faults: every provider against every fault of the simulator, with the bill. */

const image = 'https://example.com/image.jpg';
const services = [
  ['runway', createRunway, { firstFrame: image }],
  ['kling', createKling, { prompt: 'a kite climbs' }],
  ['jimeng', createJimeng, { prompt: 'a lantern on a lake' }],
] as const;
type Create = (settings: { readonly baseUrl: string; readonly apiKey: string }) => VideoProvider;
const router: Create = (settings) =>
  createRouter([createRunway(settings), createKling(settings), createJimeng(settings)]);
const apis = [...services, ['the router', router, { firstFrame: image, watermark: true }] as const];

async function open(create: Create) {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  return { simulator, provider: create({ baseUrl: simulator.url, apiKey: simulator.apiKey }) };
}

const statuses = [500, 502, 503, 504] as const;
const bodies = ['json', 'html'] as const;
const each = <Value>(make: (status: (typeof statuses)[number], body: (typeof bodies)[number]) => Value) =>
  statuses.flatMap((status) => bodies.map((body) => make(status, body)));

type Expected = readonly [rule: FaultRule, code: VideoError['code'], tasks: number, sent: number];

/** The relay's own 503 in JSON, before it asks anybody, proves that there is no task. */
const provesNoTask = (status: number, body: string) => body === 'json' && status === 503;

const submits: readonly Expected[] = [
  [{ on: 'submit', kind: 'cut' }, 'submission-unknown', 0, 1],
  [{ on: 'submit', kind: 'html' }, 'submission-unknown', 0, 1],
  [{ on: 'submit', kind: 'accepted-cut' }, 'submission-unknown', 1, 1],
  [{ on: 'submit', kind: 'accepted-html' }, 'submission-unknown', 1, 1],
  [{ on: 'submit', kind: 'accepted-without-id' }, 'submission-unknown', 1, 1],
  [{ on: 'submit', kind: 'accepted-broken-json' }, 'submission-unknown', 1, 1],
  ...each((status, body): Expected => [
    { on: 'submit', kind: 'accepted-error', status, body },
    'submission-unknown',
    1,
    1,
  ]),
  ...each((status, body): Expected =>
    provesNoTask(status, body)
      ? [{ on: 'submit', kind: 'error', status, body, times: 'always' }, 'provider-unavailable', 0, 3]
      : [{ on: 'submit', kind: 'error', status, body }, 'submission-unknown', 0, 1],
  ),
  [{ on: 'submit', kind: 'rate-limited', times: 'always' }, 'rate-limited', 0, 3],
  [{ on: 'submit', kind: 'rate-limited', retryAfter: 4, times: 'always' }, 'rate-limited', 0, 3],
];

describe.each(apis)('%s, submitting', (_name, create, request) => {
  it.each(submits)('%j is %s with %i tasks made', async (rule, code, tasks, sent) => {
    const { simulator, provider } = await open(create);
    simulator.fault(rule);
    const generate = provider.generate(request, { clock: virtualClock() });
    await expect(generate).rejects.toMatchObject({ code });
    expect(simulator.tasks).toHaveLength(tasks);
    expect(simulator.requests.filter(({ method }) => method === 'POST')).toHaveLength(sent);
  });

  it('gets its task after two refusals, and one task only', async () => {
    const { simulator, provider } = await open(create);
    simulator.fault({ on: 'submit', kind: 'rate-limited', times: 2, retryAfter: 3 });
    const clock = virtualClock();
    await provider.generate(request, { clock });
    expect(simulator.tasks).toHaveLength(1);
    expect(Math.min(...clock.slept)).toBeGreaterThanOrEqual(3_000);
  });

  it('ends at once when aborted while the service holds the answer to a task that it made', async () => {
    const { simulator, provider } = await open(create);
    const fault = simulator.fault({ on: 'submit', kind: 'accepted-hang' });
    const controller = new AbortController();
    const journal: string[] = [];
    const generate = provider.generate(request, {
      signal: controller.signal,
      onSubmission: ({ reference }) => void journal.push(reference),
    });
    void fault.struck.then(() => controller.abort());
    await expect(generate).rejects.toMatchObject({ name: 'AbortError' });
    expect(journal).toHaveLength(1);
    expect(simulator.tasks).toHaveLength(1);
  });
});

const polls: readonly FaultRule[] = [
  { on: 'poll', kind: 'cut', times: 5 },
  { on: 'poll', kind: 'html', times: 5 },
  ...each((status, body): FaultRule => ({ on: 'poll', kind: 'error', status, body, times: 5 })),
  { on: 'poll', kind: 'rate-limited', times: 5 },
  { on: 'poll', kind: 'rate-limited', retryAfter: 9, times: 5 },
  { on: 'poll', kind: 'broken-json', times: 5 },
  { on: 'poll', kind: 'not-an-object', json: [1, 'x', null], times: 5 },
  { on: 'poll', kind: 'unknown-status', times: 5 },
  { on: 'poll', kind: 'missing-fields', times: 5 },
  { on: 'poll', kind: 'task-not-exist', times: 3 },
  { on: 'poll', kind: 'stuck', times: 5 },
  { on: 'poll', kind: 'success-without-url', times: 5 },
];

describe.each(apis)('%s, asking', (_name, create, request) => {
  it.each(polls)('%j loses nothing and starts nothing', async (rule) => {
    const { simulator, provider } = await open(create);
    const fault = simulator.fault(rule);
    const task = await provider.generate(request);
    const clock = virtualClock(() => simulator.advance(5));
    const done = await waitForTask(provider, task, { clock, timeoutMs: 3_600_000 });
    expect(done).toMatchObject({ status: 'succeeded', id: task.id });
    expect(fault.hits).toBeGreaterThanOrEqual(3);
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each([
    [{ reason: 'too dark' }, /too dark/],
    [{}, /\S/],
  ] as const)('a failure with %j is a task that failed, not an error', async (given, message) => {
    const { simulator, provider } = await open(create);
    simulator.fault({ on: 'poll', kind: 'failed', ...given });
    const task = await provider.generate(request);
    const failed = await waitForTask(provider, task, { clock: virtualClock(() => simulator.advance(60)) });
    expect(failed).toMatchObject({ status: 'failed', failure: { message: expect.stringMatching(message) } });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('gives the task back when a question hangs and the wait is aborted', async () => {
    const { simulator, provider } = await open(create);
    const fault = simulator.fault({ on: 'poll', kind: 'hang' });
    const task = await provider.generate(request);
    const controller = new AbortController();
    void fault.struck.then(() => controller.abort());
    const query = provider.query(task, { signal: controller.signal });
    await expect(query).rejects.toMatchObject({ name: 'AbortError' });
    expect((await provider.query(task)).id).toBe(task.id);
  });
});
