import { serve } from '@hono/node-server';
import { createRouter } from '@vid/core';
import { defineOverrides } from '@vid/core/overrides';
import { createMemoryJobStore, createMemoryJournal } from '@vid/core/journal';
import { videoFolder } from '@vid/core/download';
import { createKling } from '@vid/kling';
import { createMcpServer } from '@vid/mcp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connect, kinds } from './agent.ts';
import { boat, openServices, overHttp, overStdio, temporaryFolder } from './open-mcp.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });

describe.each(kinds)('who pays, asked over %s', (kind) => {
  it.each(['decline', 'untick'] as const)('the user does not when they %s', async (user) => {
    const simulator = await openServices();
    const agent = await connect(kind, overStdio(simulator, temporaryFolder()), { user });
    const submit = { requestKey: 'boat-1', request: boat, maxCost: usd(1) };
    expect((await agent.call('vid_submit', submit)).data).toEqual({ outcome: 'declined' });
    expect(agent.questions).toHaveLength(1);
    expect((await agent.call('vid_status')).data).toEqual({ jobs: [] });
    expect(simulator.tasks).toHaveLength(0);
  });

  it('nobody does where the client cannot ask and there is no limit', async () => {
    const simulator = await openServices();
    const agent = await connect(kind, overStdio(simulator, temporaryFolder()));
    const refused = await agent.call('vid_submit', { requestKey: 'boat-1', request: boat });
    expect(refused).toMatchObject({ isError: true, data: { code: 'invalid-request' } });
    expect(refused.text).toMatch(/maxCost/);
    expect(simulator.tasks).toHaveLength(0);

    const over = { requestKey: 'boat-1', request: boat, maxCost: usd(0.2) };
    expect(await agent.call('vid_submit', over)).toMatchObject({
      isError: true,
      data: { code: 'unsupported' },
    });
    expect(simulator.tasks).toHaveLength(0);

    const within = { requestKey: 'boat-1', request: boat, maxCost: usd(0.21) };
    expect((await agent.call('vid_submit', within)).data).toMatchObject({ outcome: 'submitted' });
    expect(simulator.tasks).toHaveLength(1);
  });
});

describe('settings of consent', () => {
  it('"ask": no limit stands for the user', async () => {
    const simulator = await openServices();
    const agent = await connect('2026-07-28', overStdio(simulator, temporaryFolder(), { consent: 'ask' }));
    const submit = { requestKey: 'boat-1', request: boat, maxCost: usd(1) };
    const refused = await agent.call('vid_submit', submit);
    expect(refused.text).toMatch(/this client cannot ask/);
    expect(simulator.tasks).toHaveLength(0);
  });

  it('"limit": nobody is asked, and the limit of the server holds whatever the call says', async () => {
    const simulator = await openServices();
    const settings = { consent: 'limit', maxCost: usd(0.3) } as const;
    const target = overStdio(simulator, temporaryFolder(), settings);
    const agent = await connect('2026-07-28', target, { user: 'accept' });
    const long = { ...boat, duration: 10 };
    const dear = await agent.call('vid_submit', { requestKey: 'a', request: long, maxCost: usd(5) });
    expect(dear).toMatchObject({ isError: true, data: { code: 'unsupported' } });
    expect(dear.text).toMatch(/would cost 0\.42 USD; the limit is 0\.3 USD/);
    const plan = await agent.call('vid_plan', { request: long, maxCost: usd(5) });
    expect(plan.data).toMatchObject({ counts: { candidates: 0, rejected: 1 } });
    expect((await agent.call('vid_submit', { requestKey: 'b', request: boat })).data).toMatchObject({
      outcome: 'submitted',
    });
    expect(agent.questions).toEqual([]);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('a budget of the server holds over restarts, whoever agrees', async () => {
    const simulator = await openServices();
    const folder = temporaryFolder();
    const settings = { budget: usd(0.3) };
    const first = await connect('2026-07-28', overStdio(simulator, folder, settings), { user: 'accept' });
    await first.call('vid_submit', { requestKey: 'a', request: boat });
    await first.close();
    const second = await connect('2026-07-28', overStdio(simulator, folder, settings), { user: 'accept' });
    const over = await second.call('vid_submit', { requestKey: 'b', request: boat });
    expect(over).toMatchObject({ isError: true, data: { code: 'quota-exhausted' } });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('a request that was refused is a new bill: the same key asks anew, and holds to the same offer', async () => {
    const simulator = await openServices();
    const folder = temporaryFolder();
    const submit = {
      requestKey: 'a',
      request: { prompt: 'A kite.', duration: 10 },
      routing: { prefer: 'quality' },
    };
    const wrong = overStdio(simulator, folder, { apiKey: 'sk-of-somebody-else' });
    const first = await connect('2026-07-28', wrong, { user: 'accept' });
    expect((await first.call('vid_submit', submit)).data).toMatchObject({ code: 'authentication' });
    expect(simulator.tasks).toHaveLength(0);
    await first.close();
    const agent = await connect('2026-07-28', overStdio(simulator, folder), { user: 'accept' });
    expect((await agent.call('vid_submit', submit)).data).toMatchObject({ outcome: 'submitted' });
    expect(agent.questions).toHaveLength(1);
    const [, model = ''] = /^(\S+) \(official\): /m.exec(agent.questions[0] ?? '') ?? [];
    expect(simulator.bill()).toMatchObject([{ model: model.split(':')[1], tasks: 1 }]);
  });

  it('the user sees the price first, then what is made, the agent’s words as a quotation', async () => {
    const simulator = await openServices();
    const agent = await connect('2026-07-28', overStdio(simulator, temporaryFolder()), { user: 'decline' });
    const prompt = 'A boat.\nAt most 0 USD.';
    const request = { prompt, firstFrame: 'https://example.com/a.png', duration: 7 };
    const routing = { only: ['kling:kling-v2-6 (official)'], adapt: ['duration'] };
    await agent.call('vid_submit', { requestKey: 'a', request, routing });
    const lines = (agent.questions[0] ?? '').split('\n');
    expect(lines[0]).toMatch(/^Pay for this video\? At most 0\.\d+ USD\.$/);
    expect(lines[1]).toMatch(/^kling:kling-v2-6 \(official\): /);
    expect(lines).toContain('Changed: duration 5 instead of 7');
    expect(lines).toContain('firstFrame: "https://example.com/a.png"');
    expect(lines).toContain(`Prompt: ${JSON.stringify(prompt)}`);
  });

  it('many candidates: the one that was shown is the one that is paid, at its price', async () => {
    const simulator = await openServices();
    const agent = await connect('2026-07-28', overStdio(simulator, temporaryFolder()), { user: 'accept' });
    const submitted = await agent.call('vid_submit', {
      requestKey: 'a',
      request: { prompt: 'A kite.', duration: 10 },
      routing: { prefer: 'quality' },
    });
    const shown = /At most ([\d.]+) USD\.\n(\S+) /.exec(agent.questions[0] ?? '');
    const [, price = '', model = ''] = shown ?? [];
    expect(submitted.data).toMatchObject({
      job: { model: `${model} (official)`, estimate: usd(Number(price)) },
    });
    expect(simulator.bill()).toMatchObject([{ model: model.split(':')[1], tasks: 1 }]);
  });
});

/** HTTP whose second and later calls of a tool go through `between`, as if the client, or whoever sits there, had changed them. */
async function tampered(between: (body: Record<string, unknown>) => unknown) {
  const simulator = await openServices();
  const { url } = await overHttp(simulator);
  const { promise, resolve } = Promise.withResolvers<number>();
  const proxy = serve(
    {
      port: 0,
      hostname: '127.0.0.1',
      async fetch(request) {
        const text = await request.text();
        const body = text === '' ? undefined : JSON.parse(text);
        const isAnswer = body?.params?.requestState !== undefined;
        return fetch(url, {
          method: request.method,
          headers: Object.fromEntries([...request.headers].filter(([name]) => name !== 'content-length')),
          ...(text !== '' && { body: isAnswer ? JSON.stringify(between(body)) : text }),
        });
      },
    },
    ({ port }) => resolve(port),
  );
  onTestFinished(() => void proxy.close());
  const agent = await connect(
    '2026-07-28',
    { url: `http://127.0.0.1:${await promise}/` },
    { user: 'accept' },
  );
  return { agent, simulator };
}

interface ToolCall {
  readonly params: { readonly requestState: string; readonly arguments: Record<string, unknown> };
}
const callOf = (body: Record<string, unknown>): ToolCall & Record<string, unknown> =>
  JSON.parse(JSON.stringify(body));

describe('an answer that is not to what was asked', () => {
  const submit = { requestKey: 'boat-1', request: boat };

  it('a state that was changed on the way is refused', async () => {
    const { agent, simulator } = await tampered((body) => {
      const { params, ...rest } = callOf(body);
      const [version, payload = '', mac] = params.requestState.split('.');
      const state = Buffer.from(payload, 'base64url').toString().replace('0.21', '0.01');
      const requestState = [version, Buffer.from(state).toString('base64url'), mac].join('.');
      return { ...rest, params: { ...params, requestState } };
    });
    await expect(agent.call('vid_submit', submit)).rejects.toThrow(/Invalid or expired requestState/);
    expect(simulator.tasks).toHaveLength(0);
  });

  it.each([
    { request: { ...boat, prompt: 'Another boat.' } },
    { request: { ...boat, duration: 10 } },
    { requestKey: 'boat-2' },
  ])('an answer for another request is refused: %j', async (other) => {
    const { agent, simulator } = await tampered((body) => {
      const { params, ...rest } = callOf(body);
      return { ...rest, params: { ...params, arguments: { ...params.arguments, ...other } } };
    });
    const refused = await agent.call('vid_submit', submit);
    expect(refused).toMatchObject({ isError: true, data: { code: 'invalid-request' } });
    expect(refused.text).toMatch(/agreed to something else/);
    expect(simulator.tasks).toHaveLength(0);
  });

  it('a price that has changed since is asked for again', async () => {
    const simulator = await openServices();
    const keys = { baseUrl: simulator.url, apiKey: simulator.apiKey, api: 'official' } as const;
    const store = { journal: createMemoryJournal(), jobs: createMemoryJobStore() };
    const overrides = defineOverrides({
      source: 'a price list of tomorrow',
      models: { 'kling:kling-v2-6 (official)': { prices: [{ currency: 'USD', perSecond: 0.1 }] } },
    });
    const stateKey = 'k'.repeat(32);
    const videos = videoFolder(temporaryFolder(), { allowHosts: ['127.0.0.1'] });
    const [today, tomorrow] = [createKling(keys), createKling({ ...keys, overrides })].map((kling) =>
      createMcpServer({ router: createRouter([kling]), store, videos, stateKey, worker: { idleMs: 50 } }),
    );
    onTestFinished(async () => {
      await Promise.all([today?.close(), tomorrow?.close()]);
    });
    let isTomorrow = false;
    const { promise, resolve } = Promise.withResolvers<number>();
    const server = serve(
      {
        port: 0,
        hostname: '127.0.0.1',
        fetch: async (request) =>
          (isTomorrow ? tomorrow : today)?.fetch(request) ?? new Response(null, { status: 500 }),
      },
      ({ port }) => resolve(port),
    );
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${await promise}/`;
    const agent = await connect(
      '2026-07-28',
      { url },
      { user: 'accept', onAsked: () => (isTomorrow = true) },
    );
    const refused = await agent.call('vid_submit', submit);
    expect(refused.text).toMatch(/agreed to something else/);
    expect(simulator.tasks).toHaveLength(0);
    const agreed = await agent.call('vid_submit', submit);
    expect(agreed.data).toMatchObject({ outcome: 'submitted', job: { estimate: usd(0.5) } });
    expect(agent.questions.map((question) => /At most [\d.]+ USD/.exec(question)?.[0])).toEqual([
      'At most 0.21 USD',
      'At most 0.5 USD',
    ]);
    expect(simulator.tasks).toHaveLength(1);
  });
});
