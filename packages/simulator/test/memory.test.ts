import { describe, expect, it, onTestFinished } from 'vitest';
import { type SimulatorMemory, type SimulatorOptions, startSimulator } from '../src/index.ts';
import { requests } from './gateway.ts';

/** Keeps JSON only, as a file would. */
function shelf(): SimulatorMemory {
  const kinds = new Map<string, Map<string, string>>();
  return {
    read: (kind) =>
      Array.from(kinds.get(kind) ?? [], ([key, text]): [string, unknown] => [key, JSON.parse(text)]),
    write(kind, key, value) {
      const entries = kinds.get(kind) ?? new Map<string, string>();
      kinds.set(kind, entries.set(key, JSON.stringify(value)));
    },
  };
}

async function start(memory: SimulatorMemory, options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, memory, ...options });
  onTestFinished(() => simulator.close());
  const call = async (path: string, init: RequestInit = {}) =>
    fetch(simulator.url + path, {
      ...init,
      headers: {
        authorization: `Bearer ${simulator.apiKey}`,
        'content-type': 'application/json',
        'x-runway-version': '2024-11-06',
      },
    });
  const post = async (path: string, body: unknown) =>
    (await call(path, { method: 'POST', body: JSON.stringify(body) })).json();
  return { simulator, call, post, ask: async (path: string) => (await call(path)).json() };
}

describe('a memory', () => {
  it('lets a task go on in the next simulator, at its address', async () => {
    const memory = shelf();
    const first = await start(memory);
    const { path, body } = requests.text2video;
    await first.post(path, body);
    const [task] = first.simulator.tasks;
    first.simulator.advance(11);
    await first.simulator.close();

    const second = await start(memory);
    expect(second.simulator.tasks).toEqual([task]);
    expect(await second.ask(`${path}/${task?.id}`)).toMatchObject({ data: { task_status: 'processing' } });
    second.simulator.advance(9);
    const done = JSON.stringify(await second.ask(`${path}/${task?.id}`));
    expect(done).toContain('"task_status":"succeed"');
    expect(done).toContain(second.simulator.url);
  });

  it('time passes at its speed while nobody simulates', async () => {
    const memory = shelf();
    const { path, body } = requests.text2video;
    const first = await start(memory, { speed: 1_000_000 });
    await first.post(path, body);
    await first.simulator.close();
    const second = await start(memory);
    const id = second.simulator.tasks[0]?.id;
    expect(await second.ask(`${path}/${id}`)).toMatchObject({ data: { task_status: 'succeed' } });
  });

  it("knows a task of Kling's own api by the client's name, and lists it once", async () => {
    const memory = shelf();
    const first = await start(memory);
    const body = { model_name: 'kling-v2-6', prompt: 'a cat', external_task_id: 'mine' };
    await first.post('/v1/videos/text2video', body);
    await first.simulator.close();
    const second = await start(memory);
    const id = second.simulator.tasks[0]?.id;
    expect(await second.ask('/v1/videos/text2video/mine')).toMatchObject({ data: { task_id: id } });
    expect(await second.ask('/v1/videos/text2video')).toMatchObject({ data: [{ task_id: id }] });
  });

  it("knows what Runway's own api was asked to forget", async () => {
    const memory = shelf();
    const first = await start(memory);
    const submit = { model: 'gen4.5', promptText: 'a cat', ratio: '1280:720', duration: 5 };
    await first.post('/v1/text_to_video', submit);
    await first.post('/v1/text_to_video', submit);
    const [gone, there] = first.simulator.tasks;
    await first.call(`/v1/tasks/${gone?.id}`, { method: 'DELETE' });
    await first.simulator.close();
    const second = await start(memory);
    expect((await second.call(`/v1/tasks/${gone?.id}`)).status).toBe(404);
    expect((await second.call(`/v1/tasks/${there?.id}`)).status).toBe(200);
  });

  it('keeps links dead and failures as they were', async () => {
    const memory = shelf();
    const first = await start(memory, {
      faults: [{ on: 'clip', kind: 'expired' }],
      outcome: ({ body }) => (body['prompt'] === 'bad' ? { failed: 'too bad' } : undefined),
    });
    const { path, body } = requests.text2video;
    await first.post(path, { ...body, prompt: 'bad' });
    await first.post(path, body);
    first.simulator.advance(20);
    const [bad, good] = first.simulator.tasks;
    const linkOf = async ({ ask }: Awaited<ReturnType<typeof start>>) => {
      const [link = ''] = /http[^"]+/.exec(JSON.stringify(await ask(`${path}/${good?.id}`))) ?? [];
      return new URL(link);
    };
    const dead = await linkOf(first);
    expect((await fetch(dead)).status).toBe(403);
    await first.simulator.close();

    const second = await start(memory);
    expect(await second.ask(`${path}/${bad?.id}`)).toMatchObject({ data: { task_status_msg: 'too bad' } });
    expect((await fetch(new URL(dead.pathname + dead.search, second.simulator.url))).status).toBe(403);
    expect((await fetch(await linkOf(second))).status).toBe(200);
  });
});
