import { runInNewContext } from 'node:vm';
import { createRouter, type EventListener, type Retry, type VideoEvent, withEvents } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';

const request = {
  prompt: 'a very secret kite',
  callbackUrl: 'https://example.com/hook?token=planted',
} as const;
const key = 'sk-planted-key';

async function open(onEvent?: EventListener) {
  const simulator = await startSimulator({ speed: 0, apiKey: key });
  onTestFinished(() => simulator.close());
  const events: VideoEvent[] = [];
  const settings = { api: 'official', baseUrl: simulator.url, apiKey: key } as const;
  const clock = virtualClock(() => simulator.advance(5));
  const router = createRouter([createKling(settings)], {
    clock,
    onEvent: (event) => {
      events.push(event);
      onEvent?.(event);
    },
  });
  return { simulator, events, router, clock, host: new URL(simulator.url).host };
}
const types = (events: readonly VideoEvent[]) => events.map(({ type }) => type);
const ofType = (events: readonly VideoEvent[], type: VideoEvent['type']) =>
  events.filter((event) => event.type === type);
const sink = () => new WritableStream<Uint8Array>();

describe('a router that is listened to', () => {
  it('tells the whole way of a video, in order', async () => {
    const { events, router, clock, host } = await open();
    const task = await router.generate(request, { clock });
    const done = await router.wait(task, { clock });
    const [video] = done.status === 'succeeded' ? done.videos : [];
    const onEvent = (event: VideoEvent) => events.push(event);
    const allowHosts = [host];
    const file =
      video && (await downloadVideo(video, sink(), { task: done, provider: router, allowHosts, onEvent }));
    const emitted = types(events).filter((type) => type !== 'polled');
    expect(emitted.filter((type, index) => type !== emitted[index - 1])).toEqual([
      'planned',
      'submitted',
      'accepted',
      'status',
      'finished',
      'downloaded',
    ]);
    const who = { provider: 'kling', api: 'official', model: 'kling-v2-6' };
    expect(events[0]).toMatchObject({ mode: 'text-to-video', best: who });
    expect(ofType(events, 'accepted')).toMatchObject([{ ...who, taskId: task.id }]);
    expect(ofType(events, 'status').map((event) => event.type === 'status' && event.status)).toEqual([
      'running',
      'succeeded',
    ]);
    expect(ofType(events, 'finished')).toMatchObject([{ ...who, taskId: task.id, cost: done.cost }]);
    expect(events.at(-1)).toMatchObject({ ...who, taskId: task.id, bytes: file?.bytes });
  });

  it('tells names and numbers only', async () => {
    const { simulator, events, router, clock } = await open();
    const task = await router.generate(request, { clock });
    await router.wait(task, { clock });
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    await expect(router.generate(request, { clock })).rejects.toThrow('may have accepted');
    expect(JSON.stringify(events)).not.toMatch(/secret|planted|https?:/);
  });

  it('tells a refusal with its code, and each repeat of it with its pause', async () => {
    const { simulator, events, router, clock } = await open();
    simulator.fault({ on: 'submit', kind: 'rate-limited', times: 'always' });
    const retries: Retry[] = [];
    const onRetry = (retry: Retry) => {
      retries.push(retry);
      throw new Error('a broken log');
    };
    const sending = router.generate(request, { clock, reference: 'shot-1', onRetry });
    await expect(sending).rejects.toMatchObject({ code: 'rate-limited' });
    expect(types(events)).toEqual(['planned', 'submitted', 'retrying', 'retrying', 'refused']);
    const what = { model: 'kling-v2-6', reference: 'shot-1', code: 'rate-limited', httpStatus: 429 };
    expect(ofType(events, 'retrying')).toMatchObject([
      { ...what, attempt: 1, inMs: clock.slept[0], providerCode: expect.any(String) },
      { ...what, attempt: 2, inMs: clock.slept[1] },
    ]);
    expect(retries.map(({ attempt }) => attempt)).toEqual([1, 2]);
    expect(events.at(-1)).toMatchObject({ code: 'rate-limited', provider: 'kling', api: 'official' });
    expect(simulator.tasks).toHaveLength(0);
  });

  it('tells an unknown outcome by the reference that was journaled', async () => {
    const { simulator, events, router, clock } = await open();
    simulator.fault({ on: 'submit', kind: 'accepted-cut' });
    await expect(router.generate(request, { clock, reference: 'shot-1' })).rejects.toMatchObject({
      code: 'submission-unknown',
    });
    expect(events.at(-1)).toMatchObject({ type: 'unknown', reference: 'shot-1', model: 'kling-v2-6' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('tells an abort after the request has left as unknown, before it as a refusal', async () => {
    const { simulator, events, router, clock } = await open();
    simulator.fault({ on: 'submit', kind: 'accepted-hang' });
    const late = new AbortController();
    const onSubmission = () => void setImmediate(() => late.abort());
    await expect(
      router.generate(request, { clock, signal: late.signal, onSubmission }),
    ).rejects.toMatchObject({
      name: 'AbortError',
    });
    await expect(router.generate(request, { clock, signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(types(events)).toEqual(['planned', 'submitted', 'unknown', 'planned', 'refused']);
    expect(events.at(-1)).toMatchObject({ code: 'aborted', reference: undefined });
    // Under Jest the platform's errors are of another realm than the code's.
    const reason: unknown = runInNewContext(`Object.assign(new Error('stop'), { name: 'AbortError' })`);
    await expect(router.generate(request, { clock, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(events.at(-1)).toMatchObject({ type: 'refused', code: 'aborted' });
  });

  it('tells what the guard refuses, where nothing has left', async () => {
    const { events, router } = await open();
    await expect(router.generate({ prompt: 'x', model: 'kling:nobody' })).rejects.toMatchObject({
      code: 'unsupported',
    });
    expect(types(events)).toEqual(['planned']);
    const provider = router.providers[0];
    await expect(provider?.generate({ prompt: 'x', model: 'nobody' })).rejects.toThrow('nobody');
    expect(events.at(-1)).toMatchObject({ type: 'refused', code: 'unsupported', model: 'nobody' });
    expect(events.at(-1)).not.toHaveProperty('reference', expect.anything());
  });

  it('loses no task to a listener that throws', async () => {
    const { simulator, router, clock } = await open(() => {
      throw new Error('a broken log');
    });
    const task = await router.generate(request, { clock });
    await expect(router.wait(task, { clock })).resolves.toMatchObject({ status: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('tells each poll, and that one which failed says nothing of the task', async () => {
    const { simulator, events, router, clock } = await open();
    const task = await router.generate(request, { clock });
    simulator.fault({ on: 'poll', kind: 'error', status: 503, times: 2 });
    await Promise.all([router.wait(task, { clock }), router.wait(task, { clock })]);
    const asked = ofType(events, 'polled');
    const who = { provider: 'kling', api: 'official', model: 'kling-v2-6', taskId: task.id };
    expect(asked.slice(0, 3)).toMatchObject([
      { ...who, ok: false, code: 'provider-unavailable', httpStatus: 503 },
      { ...who, ok: false, code: 'provider-unavailable', httpStatus: 503 },
      { ...who, ok: true, status: 'running' },
    ]);
    expect(asked.at(-1)).toMatchObject({ ok: true, status: 'succeeded', nextInMs: undefined });
    // Each says when the next one comes.
    const pauses = asked.slice(1).map(({ at }, index) => at - (asked[index]?.at ?? 0));
    expect(asked.slice(0, -1)).toMatchObject(pauses.map((nextInMs) => ({ nextInMs })));
    expect(simulator.requests.filter(({ path }) => path.endsWith(task.id))).toHaveLength(asked.length);
  });

  it('tells each change once, however many wait', async () => {
    const { events, router, clock } = await open();
    const task = await router.generate(request, { clock });
    await Promise.all([
      router.wait(task, { clock }),
      router.wait(task, { clock }),
      router.wait(task, { clock }),
    ]);
    expect(ofType(events, 'finished')).toHaveLength(1);
  });
});

describe('a provider that is listened to', () => {
  it('can what it could before, and no more', async () => {
    const { simulator } = await open();
    const plain = createKling({ api: 'official', baseUrl: simulator.url, apiKey: key });
    const observed = withEvents(plain, () => undefined);
    expect('cancel' in observed).toBe(false);
    expect('reconcile' in observed).toBe(true);
    expect(observed.capabilities).toBe(plain.capabilities);
    expect(observed.prepare(request)).toEqual(plain.prepare(request));
  });

  it('tells a task that was stopped', async () => {
    const events: VideoEvent[] = [];
    const { router, clock } = await open();
    const [provider] = router.providers;
    const task = await router.generate(request, { clock });
    const stopping = provider && {
      ...provider,
      cancel: async () =>
        ({ outcome: 'stopped', billed: 'no', task: { ...task, status: 'canceled' } }) as const,
    };
    await (stopping && withEvents(stopping, (event) => events.push(event), { clock }).cancel?.(task));
    expect(events.at(-1)).toMatchObject({ type: 'finished', status: 'canceled', taskId: task.id });
  });

  it('tells what a signed callback brings, which nobody asked for', async () => {
    const events: VideoEvent[] = [];
    const secret = 'whsec_cGxhbnRlZC1zZWNyZXQ=';
    const posted: Request[] = [];
    const simulator = await startSimulator({
      speed: 0,
      officialKling: { webhookSecret: secret },
      deliver: async (request) => {
        posted.push(request);
        return new Response();
      },
    });
    onTestFinished(() => simulator.close());
    const kling = createKling({ api: 'official', baseUrl: simulator.url, apiKey: simulator.apiKey });
    const provider = withEvents(kling, (event) => events.push(event));
    const task = await provider.generate(request);
    simulator.advance(60);
    await simulator.callbacksSettled();
    const last = posted.at(-1);
    await (last && provider.handleCallback?.(last, { secret, find: () => task }));
    expect(types(events)).toEqual(['submitted', 'accepted', 'status', 'finished']);
  });
});
