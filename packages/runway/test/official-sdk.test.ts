import RunwayML, { APIError, BadRequestError, NotFoundError, TaskFailedError } from '@runwayml/sdk';
import { type FaultRule, startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';

/* The simulator in the eyes of the vendor's own client, which no one here wrote. */

async function connect(options: Parameters<typeof startSimulator>[0] = {}) {
  const simulator = await startSimulator({ speed: 0, ...options });
  onTestFinished(() => simulator.close());
  const client = new RunwayML({ apiKey: simulator.apiKey, baseURL: simulator.url, maxRetries: 0 });
  return { simulator, client };
}

const request = {
  model: 'gen4_turbo',
  promptImage: 'https://example.com/image.jpg',
  promptText: 'a cat dances',
  ratio: '1280:720',
  duration: 5,
} as const;

describe('@runwayml/sdk against the simulator', () => {
  it('completes a task, and deletes it', async () => {
    const { simulator, client } = await connect({ seconds: { queued: 0, running: 0 } });
    const { id } = await client.imageToVideo.create(request);
    const done = await client.tasks.retrieve(id).waitForTaskOutput();
    expect(done).toMatchObject({ id, output: [expect.stringContaining('/clips/runway-16x9-5s.mp4')] });
    const { status } = await fetch(done.output[0] ?? '');
    expect(status).toBe(200);
    await client.tasks.delete(id);
    await expect(client.tasks.retrieve(id)).rejects.toBeInstanceOf(NotFoundError);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('reads a failed task', async () => {
    const { client } = await connect({
      seconds: { queued: 0, running: 0 },
      outcome: () => ({ failed: 'moderated', code: 'SAFETY.INPUT.TEXT' }),
    });
    const { id } = await client.textToVideo.create({
      model: 'gen4.5',
      promptText: 'a boat',
      ratio: '1280:720',
      duration: 5,
    });
    const error: unknown = await client.tasks
      .retrieve(id)
      .waitForTaskOutput()
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(TaskFailedError);
    expect(error).toMatchObject({
      taskDetails: { status: 'FAILED', failure: 'moderated', failureCode: 'SAFETY.INPUT.TEXT' },
    });
  });

  it('reads a refusal, with its issues', async () => {
    const { simulator, client } = await connect();
    const refused: unknown = await client.imageToVideo
      .create({ ...request, duration: 11 })
      .catch((reason: unknown) => reason);
    expect(refused).toBeInstanceOf(BadRequestError);
    expect(refused).toMatchObject({
      status: 400,
      error: { error: 'Validation of body failed', issues: [{ code: 'too_big', path: ['duration'] }] },
    });
    expect(simulator.tasks).toEqual([]);
  });

  it.each<[FaultRule, number]>([
    [{ on: 'submit', kind: 'rate-limited' }, 429],
    [{ on: 'submit', kind: 'error', status: 503 }, 503],
  ])('reads %j', async (rule, status) => {
    const { simulator, client } = await connect();
    simulator.fault(rule);
    const error: unknown = await client.imageToVideo.create(request).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(APIError);
    expect(error).toMatchObject({ status });
  });

  it('uploads a file, and changes the video that it is', async () => {
    const { simulator, client } = await connect();
    const file = new File([new Uint8Array(2048).fill(3)], 'take3.mp4', { type: 'video/mp4' });
    const { uri } = await client.uploads.createEphemeral({ file, fileMetadata: 'take 3' });
    expect(simulator.runwayUploads).toMatchObject([{ uri, filename: 'take3.mp4', mediaType: 'video/mp4' }]);
    const { id } = await client.videoToVideo.create({
      model: 'aleph2',
      videoUri: uri,
      promptText: 'in winter',
    });
    simulator.advance(60);
    expect(await client.tasks.retrieve(id)).toMatchObject({ id, status: 'SUCCEEDED' });
    await client.textToVideo.create({
      model: 'seedance2',
      promptText: 'a dance',
      referenceVideos: [{ type: 'video', uri }],
      references: [{ uri: 'https://example.com/a.png' }],
    });
    expect(simulator.tasks).toMatchObject([
      { kind: 'video_to_video', body: { videoUri: uri } },
      { kind: 'text_to_video', body: { referenceVideos: [{ uri }] } },
    ]);
  });

  it('reads that an upload is over', async () => {
    const { simulator, client } = await connect();
    const file = new File([new Uint8Array(2048)], 'take3.mp4', { type: 'video/mp4' });
    const { uri } = await client.uploads.createEphemeral({ file });
    simulator.advance(86_401);
    const changed = client.videoToVideo.create({ model: 'aleph2', videoUri: uri });
    await expect(changed).rejects.toBeInstanceOf(BadRequestError);
    expect(simulator.tasks).toEqual([]);
  });
});
