import { once } from 'node:events';
import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSimulator, type SimulatorOptions } from '../src/index.ts';

const hook = 'https://hooks.example.com/kling';
const webhookSecret = 'whsec_bG9jYWwtc2ltdWxhdG9yLXNlY3JldC0wMDAx';

type Post = { readonly url: string; readonly headers: Record<string, string>; readonly text: string };

async function account(options: SimulatorOptions = {}, callback_url: unknown = hook) {
  const posts: Post[] = [];
  const simulator = await startSimulator({
    speed: 0,
    deliver: async (request) => {
      const headers = Object.fromEntries(request.headers);
      posts.push({ url: `${request.method} ${request.url}`, headers, text: await request.text() });
      return new Response('thanks');
    },
    ...options,
  });
  onTestFinished(() => simulator.close());
  const call = (path: string, body?: object) =>
    fetch(`${simulator.url}/v1/videos/text2video${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const external_task_id = 'shot-1';
  const submit = () =>
    call('', { model_name: 'kling-v2-6', prompt: '风筝 🪁', callback_url, external_task_id });
  expect((await submit()).status).toBe(200);
  const pass = async (seconds: number) => {
    simulator.advance(seconds);
    await simulator.callbacksSettled();
  };
  const words = () => posts.map(({ text }) => /"task_status":"(\w+)"/.exec(text)?.[1]);
  return { simulator, posts, pass, words, poll: () => call('/shot-1') };
}

describe("callbacks of Kling's own api", () => {
  it('tell of each change when it comes, as the bare task of a query', async () => {
    const { simulator, posts, pass, words, poll } = await account();
    await pass(1);
    expect(words()).toEqual([]);
    await pass(1);
    expect(words()).toEqual(['processing']);
    await pass(18);
    expect(words()).toEqual(['processing', 'succeed']);
    const answer: unknown = await (await poll()).json();
    expect(answer).toMatchObject({ data: JSON.parse(posts[1]?.text ?? '') });
    expect(posts[1]).toMatchObject({ url: `POST ${hook}`, headers: { 'content-type': 'application/json' } });
    const task = simulator.tasks[0]?.id;
    expect(simulator.callbacks).toEqual([
      { task, url: hook, status: 200 },
      { task, url: hook, status: 200 },
    ]);
    await pass(1000);
    expect(posts).toHaveLength(2);
  });

  it('tell what is past in order when time makes a leap', async () => {
    const { posts, pass, words } = await account({ outcome: () => ({ failed: 'Image pixel is invalid' }) });
    await pass(100);
    expect(words()).toEqual(['processing', 'failed']);
    expect(posts[1]?.text).toContain('"task_status_msg":"Image pixel is invalid"');
  });

  // standardwebhooks is the reference library of the standard.
  it('are signed as the reference library wants it', async () => {
    const { posts, pass } = await account({ officialKling: { webhookSecret } });
    await pass(100);
    for (const { text, headers } of posts) {
      expect(new Webhook(webhookSecret).verify(text, headers)).toEqual(JSON.parse(text));
    }
    expect(new Set(posts.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('are not signed without a secret', async () => {
    const { posts, pass } = await account();
    await pass(100);
    expect(posts[0]?.headers).not.toHaveProperty('webhook-signature');
  });

  it('may be signed by somebody else', async () => {
    const faults = [{ on: 'callback', kind: 'wrong-signature' }] as const;
    const { posts, pass } = await account({ officialKling: { webhookSecret }, faults });
    await pass(100);
    const [forged, good] = posts.map(
      ({ text, headers }) =>
        () =>
          new Webhook(webhookSecret).verify(text, headers),
    );
    expect(forged).toThrow('No matching signature');
    expect(good).not.toThrow();
  });

  it.each([
    ['drop', ['succeed']],
    ['duplicate', ['processing', 'processing', 'succeed']],
    ['reorder', ['succeed', 'processing']],
  ] as const)('may suffer from %s', async (kind, expected) => {
    const { simulator, posts, pass, words } = await account({ officialKling: { webhookSecret } });
    const fault = simulator.fault({ on: 'callback', kind, service: 'kling' });
    await pass(100);
    expect(words()).toEqual(expected);
    expect(fault.hits).toBe(1);
    expect(simulator.callbacks.filter((sent) => sent.fault === kind).length).toBeGreaterThan(0);
    const ids = new Set(posts.map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(new Set(expected).size);
  });

  it('do not overtake the end of a task when there is nothing more to come', async () => {
    const { simulator, pass, words } = await account();
    const fault = simulator.fault({ on: 'callback', kind: 'reorder', from: 2 });
    await pass(100);
    expect(words()).toEqual(['processing', 'succeed']);
    expect(fault.hits).toBe(0);
  });

  it('do not trouble the simulator when nobody takes them', async () => {
    const throws = async (): Promise<Response> => Promise.reject(new Error('nobody is there'));
    const { simulator, pass, poll } = await account({ deliver: throws });
    await pass(100);
    expect(simulator.callbacks).toMatchObject([{ status: 0 }, { status: 0 }]);
    expect(await (await poll()).json()).toMatchObject({ data: { task_status: 'succeed' } });
  });

  it.each(['ftp://example.com/', 'no address', ''])('do not go to %j', async (url) => {
    const { simulator, pass } = await account({}, url);
    await pass(100);
    expect(simulator.callbacks).toEqual([]);
  });

  it('travel by HTTP by default, and are not led elsewhere', async () => {
    const seen: string[] = [];
    const server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      response.writeHead(302, { Location: '/elsewhere' }).end();
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const { simulator, pass } = await account({ deliver: undefined }, `http://127.0.0.1:${port}/hook`);
    await pass(100);
    expect(seen).toEqual(['POST /hook', 'POST /hook']);
    expect(simulator.callbacks).toMatchObject([{ status: 302 }, { status: 302 }]);
  });

  it('end with the simulator', async () => {
    const { promise: started, resolve } = Promise.withResolvers<void>();
    const { simulator } = await account({
      deliver: ({ signal }) =>
        new Promise((_resolve, reject) => {
          resolve();
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    simulator.advance(100);
    await started;
    await simulator.close();
    await simulator.callbacksSettled();
    expect(simulator.callbacks).toMatchObject([{ status: 0 }]);
  });
});
