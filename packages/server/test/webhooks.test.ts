import { createRouter } from '@vid/core';
import { createMinimax } from '@vid/minimax';
import { simulation } from '@vid/minimax/simulation';
import type { SimulatorOptions } from '@vid/simulator';
import type { ServerSettings, VideoServer } from '@vid/server';
import { describe, expect, it } from 'vitest';
import { body, officialRouter, startHost } from './fixture.ts';

const secret = 'whsec_bG9jYWwtc2ltdWxhdG9yLXNlY3JldC0wMDAx';
const callbackUrl = 'https://videos.example.com/webhooks/kling/official';
/** Nothing is polled but what a webhook asks for. */
const polling = { intervalMs: 600_000, minIntervalMs: 0 } as const;

/** A server that the simulated services reach, and nobody else asks. */
async function startCalled(simulator: SimulatorOptions = {}, settings: Partial<ServerSettings> = {}) {
  let server: VideoServer | undefined;
  const deliver = async (request: Request) =>
    (await server?.fetch(request)) ?? new Response(null, { status: 500 });
  const host = await startHost({
    simulator: { deliver, ...simulator },
    routerOf: officialRouter,
    settings: { polling, hosts: ['videos.example.com'], token: 'a-token-that-nobody-guesses', ...settings },
  });
  server = host.server;
  const headers = { authorization: 'Bearer a-token-that-nobody-guesses' };
  const submit = async (request: object = { ...body.request, callbackUrl }) =>
    (await host.post('/tasks', { request }, { ...headers, prefer: 'wait=30' })).json();
  const call = (json: unknown, path = '/webhooks/kling/official') => host.post(path, json);
  const polls = () => host.simulator.requests.filter(({ method }) => method === 'GET').length;
  return { ...host, headers, submit, call, polls };
}

describe('webhooks', () => {
  it.each([
    ['signed', { officialKling: { webhookSecret: secret } }, { kling: secret }],
    ['unsigned', {}, {}],
  ])('that are %s bring a video home without another poll', async (_, simulator, webhookSecrets) => {
    const given = { speed: 0, ...simulator };
    const { submit, jobIn, headers, simulator: services } = await startCalled(given, { webhookSecrets });
    const { id } = await submit();
    services.advance(30);
    await services.callbacksSettled();
    expect(await jobIn(id, ['succeeded', 'failed'], headers)).toMatchObject({ phase: 'succeeded' });
    expect(services.callbacks.every(({ status }) => status === 200)).toBe(true);
    expect(services.tasks).toHaveLength(1);
  });

  it('are not believed, but asked about', async () => {
    const { submit, call, polls, jobIn, headers } = await startCalled({ speed: 0 });
    const { id, task } = await submit({ ...body.request });
    const before = polls();
    const lie = { task_id: task.id, task_status: 'failed', task_status_msg: 'a lie' };
    const answer = await call(lie);
    expect([answer.status, await answer.json()]).toEqual([200, {}]);
    while (polls() === before) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(await jobIn(id, ['polling'], headers)).toMatchObject({ task: { status: 'queued' } });
  });

  it('that nobody signed wake a job once in a while, however many come', async () => {
    const { submit, call, polls } = await startCalled({ speed: 0 });
    const { task } = await submit({ ...body.request });
    const before = polls();
    const lie = { task_id: task.id, task_status: 'processing' };
    for (let count = 0; count < 50; count += 1) expect((await call(lie)).status).toBe(200);
    while (polls() - before < 2) await new Promise((resolve) => setTimeout(resolve, 50));
    expect(polls() - before).toBeLessThan(10);
  });

  it('need the signature where a secret is set, and a task that is known', async () => {
    const { call, submit, errors } = await startCalled(
      { speed: 0 },
      { webhookSecrets: { 'kling/official': secret } },
    );
    const { task } = await submit({ ...body.request });
    const forged = await call({ task_id: task.id, task_status: 'failed' });
    expect([forged.status, await forged.text()]).toEqual([401, expect.not.stringContaining(secret)]);
    const open = await startCalled({ speed: 0 });
    expect((await open.call({ task_id: 'nobody-knows', task_status: 'failed' })).status).toBe(404);
    expect((await open.call({ hello: 1 })).status).toBe(400);
    expect((await open.call({}, '/webhooks/acme')).status).toBe(404);
    expect((await open.call({}, '/webhooks/kling/gateway')).status).toBe(404);
    const large = { task_id: 'x'.repeat(2 * 1024 * 1024) };
    expect((await open.call(large)).status).toBe(400);
    expect([...errors, ...open.errors]).toEqual([]);
  });

  it('may ask whether the URL is ours before a task is taken', async () => {
    const routerOf = (url: string, apiKey: string) =>
      createRouter([createMinimax({ baseUrl: `${url}/minimax`, apiKey, api: 'official' })]);
    let server: VideoServer | undefined;
    const deliver = async (request: Request) =>
      (await server?.fetch(request)) ?? new Response(null, { status: 500 });
    const host = await startHost({
      simulator: { deliver, services: [simulation], speed: 0 },
      routerOf,
      settings: { polling, hosts: ['videos.example.com'], owner: () => 'ann' },
    });
    server = host.server;
    const request = { prompt: 'a kite', callbackUrl: 'https://videos.example.com/webhooks/minimax' };
    const { id, ...job } = await (await host.post('/tasks', { request }, { prefer: 'wait=30' })).json();
    expect(job).toMatchObject({ phase: 'polling' });
    host.simulator.advance(600);
    await host.simulator.callbacksSettled();
    expect(await host.jobIn(id, ['succeeded', 'failed'])).toMatchObject({ phase: 'succeeded' });
  });
});
