import { createRouter, parseTask, taskFromId, waitForTask } from '@vid/core';
import { createKling, createVideoWithCamera, createVideoWithDynamicMask } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';

const image = 'https://example.com/image.jpg';

async function open() {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  const kling = createKling({ api: 'gateway', baseUrl: simulator.url, apiKey: simulator.apiKey });
  return { simulator, kling };
}
const idAt = (id: string) => taskFromId({ provider: 'kling', api: 'gateway', id });

describe('a task by its bare id', () => {
  it('is found at whatever route it was made, which the task keeps', async () => {
    const { simulator, kling } = await open();
    const made = await kling.generate({ prompt: 'a boat', firstFrame: image });
    simulator.advance(1000);
    for (const provider of [kling, createRouter([kling])]) {
      const found = await provider.query(idAt(made.id));
      expect(found).toMatchObject({ id: made.id, lookup: { kind: 'image2video' }, status: 'succeeded' });
      expect(found).not.toHaveProperty('unconfirmed');
      expect(found).not.toHaveProperty('createdAt');
      expect(parseTask(JSON.parse(JSON.stringify(found)))).toEqual(found);
    }
    expect(await waitForTask(kling, idAt(made.id), { intervalMs: 1 })).toMatchObject({ status: 'succeeded' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('that nobody knows is not found at once, and billed to nobody', async () => {
    const { kling } = await open();
    await expect(waitForTask(kling, idAt('nobody'), { intervalMs: 1 })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(waitForTask(kling, idAt('nobody'), { timeoutMs: 0 })).rejects.toSatisfy(
      (error) => error instanceof Error && !/billed/.test(error.message),
    );
  });

  it('that no answer confirmed is not said to go on', async () => {
    const fetch = () => Promise.resolve(new Response('{}', { status: 503 }));
    const kling = createKling({ api: 'gateway', apiKey: 'x', fetch });
    const wait = waitForTask(kling, idAt('7'), { timeoutMs: 0 });
    await expect(wait).rejects.toMatchObject({
      code: 'timeout',
      message: expect.stringContaining('No answer of kling confirmed task 7 in 0 s'),
      task: { id: '7', unconfirmed: true },
    });
  });

  it('as a text says what to pass', async () => {
    const { kling } = await open();
    const advice = 'Pass a task, or taskFromId({ provider: "kling", api: "gateway", id: "2f19" }).';
    const router = createRouter([kling]);
    const calls = [
      // @ts-expect-error -- from JavaScript
      kling.query('2f19'),
      // @ts-expect-error -- from JavaScript
      router.query('2f19'),
      // @ts-expect-error -- from JavaScript
      waitForTask(kling, '2f19'),
      // @ts-expect-error -- from JavaScript
      router.wait('2f19'),
      // @ts-expect-error -- from JavaScript
      router.updates('2f19').next(),
      // @ts-expect-error -- from JavaScript
      router.cancel('2f19'),
    ];
    for (const call of calls) await expect(call).rejects.toThrow(advice);
  });

  it('with a time that is none is refused', async () => {
    const { kling } = await open();
    await expect(kling.query({ ...idAt('1'), createdAt: 'yesterday' })).rejects.toThrow(
      'This is no task: createdAt must be an ISO time.',
    );
    expect(() => idAt('')).toThrow('taskFromId: id must be a text that is not empty.');
  });
});

describe('the helpers', () => {
  const kling = createKling({ api: 'gateway' });

  it('make a request with a camera move, and one with a dynamic mask', () => {
    expect(kling.prepare(createVideoWithCamera(image, { zoom: 5 })).body).toMatchObject({
      image,
      camera_control: { type: 'simple', config: { zoom: 5, pan: 0 } },
    });
    const mask = {
      mask: image,
      trajectory: [
        { x: 1, y: 2 },
        { x: 3, y: 4 },
      ],
    };
    expect(kling.prepare(createVideoWithDynamicMask(image, mask, { prompt: '' })).body).toMatchObject({
      dynamic_masks: [{ mask: image, trajectories: mask.trajectory }],
    });
  });
});
