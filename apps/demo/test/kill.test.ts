import { expect, test, vi } from 'vitest';
import { comparison, runInput } from './demo.ts';
import { openProcess } from './process.ts';

const text = { prompt: 'a cat' };
const patience = { timeout: 90_000 };
const paid = (api: string) => ({ ...runInput(text), api, confirmed: true });

test(
  'a server that is killed in the middle of a real run finishes it when it starts again',
  patience,
  async () => {
    const environment = { KLING_API_TOKEN: 'sk-simulator' };
    const { service, ...server } = await openProcess({ speed: 0 });
    await server.start(environment);
    const one = paid('gateway');
    await server.post(one);
    await server.until(one.id, ({ state }) => state.phase === 'accepted');
    await server.kill();
    service.advance(60);
    await server.start(environment);
    const done = await server.until(one.id, ({ endedAt }) => endedAt !== undefined);
    expect(done).toMatchObject({ state: { phase: 'accepted', task: { status: 'succeeded' } } });
    expect((await server.video(one.id)).length).toBe(done.videos[0]?.bytes);
    // The same input again, as from a page that did not get the answer.
    expect((await server.post(one)).status).toBe(200);
    expect(service.tasks).toHaveLength(1);
  },
);

test('so does a simulated run: the simulated service was not away either', patience, async () => {
  const server = await openProcess();
  await server.start({}, 1);
  const one = runInput(text);
  await server.post(one);
  await server.until(one.id, ({ state }) => state.phase === 'accepted');
  await server.kill();
  expect(server.simulatedTasks()).toBe(1);
  await server.start({}, 100);
  const done = await server.until(one.id, ({ endedAt }) => endedAt !== undefined);
  expect(done).toMatchObject({
    state: { phase: 'accepted', task: { status: 'succeeded' } },
    videos: [{ mediaType: 'video/mp4' }],
  });
  await server.kill();
  expect(server.simulatedTasks()).toBe(1);
});

test.each([
  ['official', 'KLINGAI_API_KEY', { phase: 'accepted', task: { status: 'succeeded' } }],
  [
    'gateway',
    'KLING_API_TOKEN',
    { phase: 'unknown', error: { message: expect.stringContaining('not sent again') } },
  ],
])(
  'killed while the answer of a paid request is awaited (%s): looked up or left alone, never sent again',
  patience,
  async (api, variable, state) => {
    const environment = { [variable]: 'sk-simulator' };
    const { service, ...server } = await openProcess({ speed: 1000 });
    const fault = service.fault({ on: 'submit', kind: 'accepted-hang' });
    await server.start(environment);
    const one = paid(api);
    await server.post(one);
    await vi.waitUntil(() => fault.hits === 1 && service.tasks.length === 1, { timeout: 30_000 });
    await server.kill();
    await server.start(environment);
    const done = await server.until(one.id, ({ endedAt }) => endedAt !== undefined);
    expect(done.state).toMatchObject(state);
    await server.kill();
    await server.start(environment);
    expect((await server.until(one.id, ({ endedAt }) => endedAt !== undefined)).state).toMatchObject(state);
    expect(service.tasks).toHaveLength(1);
  },
);

test(
  'without its key a real run waits for a server that has it; the simulator is not asked',
  patience,
  async () => {
    const environment = { KLING_API_TOKEN: 'sk-simulator' };
    const { service, ...server } = await openProcess({ speed: 0 });
    await server.start(environment);
    const one = paid('gateway');
    await server.post(one);
    await server.until(one.id, ({ state }) => state.phase === 'accepted');
    await server.kill();
    await server.start({});
    expect((await server.run(one.id)).state).toMatchObject({
      lastError: { message: expect.stringContaining('key') },
    });
    await server.kill();
    service.advance(60);
    await server.start(environment);
    const done = await server.until(one.id, ({ endedAt }) => endedAt !== undefined);
    expect(done.state).toMatchObject({ task: { status: 'succeeded' } });
    expect(service.tasks).toHaveLength(1);
  },
);

test('a comparison that is killed on the way: each run as if it were alone', patience, async () => {
  const environment = { KLING_API_TOKEN: 'sk-simulator', KLINGAI_API_KEY: 'sk-simulator' };
  const { service, ...server } = await openProcess({ speed: 0 });
  const fault = service.fault({ on: 'submit', kind: 'accepted-hang', times: 'always' });
  await server.start(environment);
  const asked = comparison(text, [
    ['kling:kling-v2-6', 'official'],
    ['kling:kling-v2-6', 'gateway'],
    ['runway:gen4.5', 'official'],
  ]);
  const [official, gateway, simulated] = asked.runs.map(({ id }) => id);
  const both = { ...asked, confirmed: true };
  expect((await server.post(both, '/api/comparisons')).status).toBe(202);
  await vi.waitUntil(() => fault.hits === 2 && service.tasks.length === 2, { timeout: 30_000 });
  await server.until(simulated ?? '', ({ state }) => state.phase === 'accepted');
  await server.kill();
  service.advance(60);
  await server.start(environment, 1000);
  const end = (id = '') => server.until(id, ({ endedAt }) => endedAt !== undefined);
  expect((await end(official)).state).toMatchObject({ task: { status: 'succeeded' } });
  expect((await end(gateway)).state.phase).toBe('unknown');
  expect((await end(simulated)).state).toMatchObject({ task: { status: 'succeeded' } });
  expect((await server.post(both, '/api/comparisons')).status).toBe(200);
  expect(service.tasks).toHaveLength(2);
});
