import { describe, expect, it, onTestFinished } from 'vitest';
import { defineService, type SimulatorOptions, startSimulator, type TaskNow } from '../src/index.ts';

const words = { queued: 'waiting', running: 'busy', succeeded: 'done', failed: 'broken' } as const;
const problem = (status: number, text: string) => ({ problem: text, status });

/** A made-up service. */
const acme = defineService({
  id: 'acme',
  apis: ['official'],
  keys: (_api, apiKey) => ({ apiKey, account: 'a-1' }),
  mount({ app, submit, poll }) {
    app.post('/jobs', async (c) => {
      const body = await c.req.json<{ readonly text: string }>();
      const id = crypto.randomUUID();
      const asked = { api: 'official', kind: 'jobs', id, model: 'acme-1', body, ratio: '9:16', seconds: 9 };
      return submit(c, asked, ({ task }) => ({ id: task.id }), problem);
    });
    app.get('/jobs/:id', (c) =>
      poll(
        c,
        c.req.param('id'),
        ({ task, phase, videoUrl }) => ({ id: task.id, state: words[phase.status], videoUrl }),
        problem,
      ),
    );
  },
});

async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, services: [acme], ...options });
  onTestFinished(() => simulator.close());
  const base = simulator.settingsFor('acme', 'official')?.['baseUrl'] ?? '';
  const post = () => fetch(`${base}/jobs`, { method: 'POST', body: JSON.stringify({ text: 'a boat' }) });
  const ask = async (id: string) => fetch(`${base}/jobs/${id}`);
  return { simulator, post, ask };
}

const idIn = async (answer: Response) => {
  const { id }: { readonly id: string } = await answer.json();
  return id;
};

describe('a service of somebody else', () => {
  it('has tasks, time, a bill and a film like those that are built in', async () => {
    const { simulator, post, ask } = await start();
    const id = await idIn(await post());
    expect(simulator.tasks).toMatchObject([
      { service: 'acme', api: 'official', id, body: { text: 'a boat' } },
    ]);
    expect(simulator.bill()).toEqual([{ service: 'acme', api: 'official', model: 'acme-1', tasks: 1 }]);
    expect(await (await ask(id)).json()).toMatchObject({ state: 'waiting' });
    simulator.advance(20);
    const done: { readonly videoUrl: string } = await (await ask(id)).json();
    expect(done).toMatchObject({ state: 'done' });
    const film = await fetch(done.videoUrl);
    expect([film.status, film.headers.get('content-type'), new URL(done.videoUrl).pathname]).toEqual([
      200,
      'video/mp4',
      '/clips/plain-9x16-9s.mp4',
    ]);
  });

  it('is struck by faults, in its own words, and others are not', async () => {
    const { simulator, post, ask } = await start();
    simulator.fault({ on: 'submit', kind: 'rate-limited', service: 'kling' });
    simulator.fault({ on: 'submit', kind: 'rate-limited', service: 'acme' });
    const refusal = await post();
    expect([refusal.status, await refusal.json()]).toEqual([
      429,
      { problem: 'Too many requests', status: 429 },
    ]);
    expect(simulator.tasks).toHaveLength(0);
    expect(simulator.requests).toEqual([
      { method: 'POST', path: '/acme/jobs', status: 429, fault: 'rate-limited' },
    ]);
    const id = await idIn(await post());
    simulator.advance(20);
    simulator.fault({ on: 'poll', kind: 'failed', reason: 'too sad' });
    expect(await (await ask(id)).json()).toMatchObject({ state: 'broken' });
    simulator.clearFaults();
    await fetch(`${simulator.url}/kling/v1/videos/text2video`, {
      method: 'POST',
      headers: { authorization: `Bearer ${simulator.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify({ model_name: 'kling-v1', prompt: 'a kite' }),
    });
    expect((await ask(simulator.tasks[1]?.id ?? '')).status).toBe(404);
    const unknown = await ask('nobody');
    expect([unknown.status, await unknown.json()]).toEqual([
      404,
      { problem: 'There is no task nobody', status: 404 },
    ]);
    expect(simulator.tasks.map(({ service }) => service)).toEqual(['acme', 'kling']);
  });

  it('posts the changes of a task to its callback, those that it tells of', async () => {
    const told: unknown[] = [];
    const talking = defineService({
      id: 'talking',
      apis: ['official'],
      mount({ app, submit }) {
        const callback = {
          url: 'https://app.example/hook',
          body: ({ task, phase }: TaskNow) =>
            phase.status === 'running' ? undefined : { id: task.id, state: words[phase.status] },
        };
        const asked = { api: 'official', kind: 'jobs', id: 'job-1', model: 'talking-1', body: {}, callback };
        app.post('/jobs', (c) => submit(c, asked, ({ task }) => ({ id: task.id }), problem));
      },
    });
    const { simulator } = await start({
      services: [talking],
      async deliver(request) {
        told.push([request.url, await request.json()]);
        return new Response();
      },
    });
    await fetch(`${simulator.url}/talking/jobs`, { method: 'POST' });
    simulator.advance(60);
    await simulator.callbacksSettled();
    expect(told).toEqual([['https://app.example/hook', { id: 'job-1', state: 'done' }]]);
    expect(simulator.callbacks).toMatchObject([{ task: 'job-1', status: 200 }]);
    expect(simulator.tasks[0]).not.toHaveProperty('callback');
  });

  it('says what a provider is set up with', async () => {
    const { simulator } = await start();
    const { url, apiKey } = simulator;
    expect(simulator.settingsFor('acme', 'official')).toEqual({
      apiKey,
      account: 'a-1',
      baseUrl: `${url}/acme`,
    });
    expect(simulator.settingsFor('kling', 'official')).toEqual({ apiKey, baseUrl: url });
    expect(simulator.settingsFor('jimeng', 'official')).toEqual({
      accessKey: simulator.volcengine.accessKey,
      secretKey: simulator.volcengine.secretKey,
      baseUrl: url,
    });
    expect(simulator.settingsFor('acme', 'gateway')).toBeUndefined();
    expect(simulator.settingsFor('nobody', 'official')).toBeUndefined();
  });

  it('has each api where its path says', async () => {
    const branches = defineService({
      id: 'branches',
      apis: ['east', 'west'],
      path: (api) => `/${api}`,
      mount({ app }) {
        app.get('/west/where', (c) => c.text('west'));
      },
    });
    const simulator = await startSimulator({ speed: 0, services: [branches] });
    onTestFinished(() => simulator.close());
    const { baseUrl } = simulator.settingsFor('branches', 'west') ?? {};
    expect(await (await fetch(`${baseUrl}/where`)).text()).toBe('west');
    expect(simulator.settingsFor('branches', 'east')).toMatchObject({
      baseUrl: `${simulator.url}/branches/east`,
    });
  });
});

describe('callbacks of a service of somebody else', () => {
  interface Received {
    readonly url: string;
    readonly body: unknown;
  }
  const hook = 'https://example.com/hook';
  const shy = defineService({
    id: 'shy',
    apis: ['official'],
    mount({ app, submit, callbacks }) {
      app.post('/jobs', async (c) => {
        const { url } = await c.req.json<{ readonly url: unknown }>();
        const answered = await callbacks.ask(url, { challenge: 'c-1' }, 50);
        const asked = { api: 'official', kind: 'jobs', id: 'job-1', model: 'shy-1', body: {} } as const;
        const body = ({ task, phase, videoUrl }: TaskNow) => ({
          id: task.id,
          state: words[phase.status],
          videoUrl,
        });
        const answer = ({ task }: TaskNow) => ({ id: task.id, answered });
        return submit(c, { ...asked, callback: { url, body } }, answer, problem);
      });
    },
  });

  async function startShy(answer: (request: Request) => Response | Promise<Response>) {
    const received: Received[] = [];
    const simulator = await startSimulator({
      speed: 0,
      services: [shy],
      async deliver(request) {
        received.push({ url: request.url, body: await request.clone().json() });
        return answer(request);
      },
    });
    onTestFinished(() => simulator.close());
    const post = async (url: unknown = hook): Promise<unknown> =>
      (await fetch(`${simulator.url}/shy/jobs`, { method: 'POST', body: JSON.stringify({ url }) })).json();
    return { simulator, received, post };
  }

  it('are each change of the task in its own words, with a link that works', async () => {
    const { simulator, received, post } = await startShy(() => Response.json({ challenge: 'c-1' }));
    expect(await post()).toEqual({ id: 'job-1', answered: { challenge: 'c-1' } });
    simulator.advance(60);
    await simulator.callbacksSettled();
    expect(received).toMatchObject([
      { url: hook, body: { challenge: 'c-1' } },
      { url: hook, body: { id: 'job-1', state: 'busy' } },
      { url: hook, body: { id: 'job-1', state: 'done', videoUrl: expect.stringContaining('/clips/') } },
    ]);
    // A question before the task is no callback about it.
    expect(simulator.callbacks.map(({ task, status }) => [task, status])).toEqual([
      ['job-1', 200],
      ['job-1', 200],
    ]);
  });

  it.each([
    ['an error', () => Response.json({ challenge: 'c-1' }, { status: 500 })],
    ['a page', () => new Response('<html>')],
    ['nobody', () => Promise.reject(new Error('away'))],
    [
      'nobody in time',
      (request: Request) =>
        new Promise<Response>((_resolve, reject) => {
          request.signal.addEventListener('abort', () => reject(new Error('too late')));
        }),
    ],
  ])('a question that is answered by %s has no answer', async (_who, answer) => {
    const { post } = await startShy(answer);
    expect(await post()).toEqual({ id: 'job-1' });
  });

  it('no question goes to what is no web address', async () => {
    const { received, post } = await startShy(() => Response.json({}));
    expect(await post('ftp://example.com')).toEqual({ id: 'job-1' });
    expect(received).toEqual([]);
  });
});

it.each(['clips', 'Acme', 'a_b', ''])('no service is called "%s"', (id) => {
  expect(() => defineService({ ...acme, id })).toThrow(RangeError);
});

it('a service has an api and an id of its own', async () => {
  expect(() => defineService({ ...acme, apis: [] })).toThrow(RangeError);
  await expect(startSimulator({ services: [acme, acme] })).rejects.toThrow('acme');
  await expect(startSimulator({ services: [{ ...acme, id: 'kling' }] })).rejects.toThrow('kling');
});

it('a fault of a service that is not simulated is refused', async () => {
  const { simulator } = await start();
  expect(() => simulator.fault({ on: 'submit', kind: 'cut', service: 'nobody' })).toThrow('must be one of');
});
