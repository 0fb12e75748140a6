import { waitForTask, type VideoTask } from '@vid/core';
import { createKling } from '@vid/kling';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { Hono } from 'hono';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createCallbackServer } from '../src/callback-server.ts';

const secret = 'whsec_bG9jYWwtc2ltdWxhdG9yLXNlY3JldC0wMDAx';

async function host(options: SimulatorOptions = {}, known?: string) {
  const app = new Hono();
  const simulator = await startSimulator({ speed: 0, deliver: (request) => app.fetch(request), ...options });
  onTestFinished(() => simulator.close());
  const provider = createKling({ api: 'official', baseUrl: simulator.url, apiKey: simulator.apiKey });
  const tasks = new Map<string, VideoTask>();
  const server = createCallbackServer({ provider, secret: known, tasks });
  app.post('/hooks/kling', (c) => server(c.req.raw));
  const callbackUrl = 'https://app.example.com/hooks/kling';
  const task = await provider.generate({ prompt: 'a kite climbs', callbackUrl });
  tasks.set(task.id, task);
  const pass = async (seconds: number) => {
    simulator.advance(seconds);
    await simulator.callbacksSettled();
    return tasks.get(task.id);
  };
  const asked = () => simulator.requests.filter(({ method }) => method === 'GET').length;
  return { simulator, provider, app, task, tasks, pass, asked, callbackUrl };
}

describe('the callback server', () => {
  it('keeps a task up to date without a question', async () => {
    const { simulator, pass, asked } = await host({ officialKling: { webhookSecret: secret } }, secret);
    expect(await pass(5)).toMatchObject({ status: 'running' });
    expect(await pass(20)).toMatchObject({ status: 'succeeded' });
    expect(asked()).toBe(0);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('asks after each unsigned callback, until the task has ended', async () => {
    const { app, task, tasks, pass, asked, callbackUrl } = await host();
    const lie = { task_id: task.id, task_status: 'failed', task_status_msg: 'a lie' };
    const forge = () => app.request(callbackUrl, { method: 'POST', body: JSON.stringify(lie) });
    expect((await forge()).status).toBe(200);
    expect(tasks.get(task.id)).toMatchObject({ status: 'queued' });
    expect(await pass(20)).toMatchObject({ status: 'succeeded' });
    const questions = asked();
    await forge();
    expect(asked()).toBe(questions);
    expect(tasks.get(task.id)).toMatchObject({ status: 'succeeded' });
  });

  it('answers a service that asks whether the URL is ours, and stores nothing', async () => {
    const handleCallback = async () => ({ outcome: 'challenge', reply: { challenge: 'c-1' } }) as const;
    const provider = { ...createKling({ api: 'official', apiKey: 'x' }), handleCallback };
    const tasks = new Map<string, VideoTask>();
    const answer = await createCallbackServer({ provider, tasks })(
      new Request('https://app.example.com/hook'),
    );
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'c-1' }]);
    expect(tasks.size).toBe(0);
  });

  it('tells the sender what was wrong, and no more', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    onTestFinished(() => error.mockRestore());
    const { app, tasks, callbackUrl, pass, simulator } = await host(
      { officialKling: { webhookSecret: secret } },
      secret,
    );
    expect((await app.request(callbackUrl, { method: 'POST', body: '{}' })).status).toBe(401);
    tasks.clear();
    await pass(20);
    expect(simulator.callbacks).toMatchObject([{ status: 404 }, { status: 404 }]);
    expect(error).toHaveBeenCalledTimes(3);
  });

  it('is no replacement for asking', async () => {
    const faults = [{ on: 'callback', kind: 'drop', times: 'always' }] as const;
    const { simulator, provider, task, tasks } = await host({ faults }, secret);
    const clock = virtualClock(() => simulator.advance(10));
    expect(await waitForTask(provider, task, { clock })).toMatchObject({ status: 'succeeded' });
    expect(tasks.get(task.id)).toMatchObject({ status: 'queued' });
    expect(simulator.tasks).toHaveLength(1);
  });
});
