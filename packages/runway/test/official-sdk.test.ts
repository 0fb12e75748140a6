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

  const picture = 'https://example.com/image.jpg';
  const clip = 'https://example.com/clip.mp4';

  /* Typed by the SDK: what compiles here is what the vendor documents. */
  it.each<RunwayML.ImageToVideoCreateParams>([
    { model: 'gen4.5', promptImage: picture, promptText: 'a', ratio: '1584:672', duration: 2 },
    {
      model: 'gen4.5',
      promptImage: picture,
      promptText: 'a',
      ratio: '1280:720',
      duration: 5,
      outputFormat: 'hlg',
    },
    {
      model: 'gen4.5',
      promptImage: picture,
      promptText: 'a',
      ratio: '1280:720',
      duration: 5,
      outputFormat: 'prores',
      proresProfile: '422 HQ',
    },
    { model: 'gen4_turbo', promptImage: [{ uri: picture, position: 'first' }], ratio: '1104:832' },
    {
      model: 'veo3.1',
      promptImage: [
        { uri: picture, position: 'first' },
        { uri: picture, position: 'last' },
      ],
      ratio: '1080:1920',
      duration: 8,
      audio: true,
      seed: 0,
    },
    { model: 'veo3.1_fast', promptImage: picture, ratio: '1280:720', negativePrompt: 'rain' },
    {
      model: 'hailuo3',
      promptImage: picture,
      promptText: 'a',
      duration: 15,
      ratio: 'adaptive',
      resolution: '2K',
    },
    { model: 'h3_max', promptImage: picture, promptText: 'a', promptExpansionMode: 'disabled', seed: 4 },
    { model: 'happyhorse_1_0', promptImage: picture, resolution: '1080P' },
    {
      model: 'seedance2',
      promptImage: [{ uri: picture }, { uri: picture }],
      duration: 'auto',
      ratio: '3840:2160',
    },
    { model: 'seedance2_fast', promptImage: picture, duration: 4, seed: 0 },
    { model: 'seedance2_mini', promptImage: picture, audio: false },
    { model: 'seedance2_5', promptImage: picture, duration: 30, ratio: '854:480' },
    { model: 'gemini_omni_flash', promptImage: picture, duration: 3 },
    {
      model: 'gemini_omni_flash_1.1',
      promptImage: picture,
      promptText: 'a',
      duration: 'auto',
      ratio: '3840:2160',
    },
    { model: 'wan3', promptImage: picture, promptText: 'a', ratio: 'auto_1080p', duration: 30 },
    { model: 'wan3_prime', promptImage: [{ uri: picture }], promptText: 'a', ratio: '832:480', audio: true },
    { model: 'grok_imagine_1_5', promptImage: picture, duration: 1, resolution: '1080p' },
  ])('makes a video from a picture: %j', async (body) => {
    const { simulator, client } = await connect();
    const { id, estimatedCost } = await client.imageToVideo.create(body);
    expect(simulator.tasks).toMatchObject([{ id, kind: 'image_to_video', model: body.model, body }]);
    expect(estimatedCost.credits).toBeGreaterThan(0);
    simulator.advance(20);
    expect(await client.tasks.retrieve(id)).toMatchObject({
      status: 'SUCCEEDED',
      cost: { credits: expect.any(Number) },
    });
  });

  it.each<RunwayML.TextToVideoCreateParams>([
    { model: 'gen4.5', promptText: 'a', ratio: '720:1280', duration: 10, outputFormat: 'mp4' },
    { model: 'veo3.1', promptText: 'a', ratio: '1920:1080', seed: 1 },
    { model: 'hailuo3', promptText: 'a', ratio: '21:9' },
    { model: 'hailuo3', promptText: 'a', ratio: 'adaptive', references: [{ uri: picture }] },
    { model: 'h3_max', promptText: 'a', resolution: '768p' },
    { model: 'happyhorse_1_0', promptText: 'a', ratio: '1662:1248' },
    { model: 'seedance2', promptText: 'a', references: [{ uri: picture }], duration: 'auto' },
    { model: 'seedance2_5', referenceVideos: [{ type: 'video', uri: clip }] },
    { model: 'gemini_omni_flash', promptText: 'a', ratio: '720:1280' },
    { model: 'gemini_omni_flash_1.1', promptText: 'a', referenceVideos: [{ uri: clip }] },
    { model: 'wan3', promptText: 'a', ratio: '1648:1248' },
    { model: 'wan3_prime', promptText: 'a', references: [{ uri: picture }] },
    {
      model: 'grok_imagine_1_5',
      promptText: 'a',
      ratio: '3:2',
      references: [{ uri: picture }],
      resolution: '720p',
    },
  ])('makes a video from text: %j', async (body) => {
    const { simulator, client } = await connect();
    const { id, estimatedCost } = await client.textToVideo.create(body);
    expect(simulator.tasks).toMatchObject([{ id, kind: 'text_to_video', body }]);
    expect(estimatedCost.credits).toBeGreaterThan(0);
  });

  it.each<RunwayML.VideoToVideoCreateParams>([
    { model: 'aleph2', videoUri: clip, targetAspectRatio: '21:9', outputFormat: 'png_sequence' },
    { model: 'seedance2_5', promptVideo: clip, mode: 'edit', promptText: 'winter', duration: 'auto' },
    { model: 'seedance2_5', promptVideo: clip, mode: 'extend', promptText: 'on' },
    { model: 'seedance2_5', promptVideo: clip, duration: 5, ratio: '1280:720' },
    { model: 'seedance2_mini', promptVideo: clip, duration: 'auto' },
    { model: 'hailuo3', promptVideo: clip, promptText: 'a' },
    { model: 'gemini_omni_flash', videoUri: clip, promptText: 'a' },
    { model: 'gemini_omni_flash_1.1', videoUri: clip, promptText: 'a', mode: 'extend', duration: 4 },
  ])('changes a video: %j', async (body) => {
    const { simulator, client } = await connect();
    const { id, estimatedCost } = await client.videoToVideo.create(body);
    expect(simulator.tasks).toMatchObject([{ id, kind: 'video_to_video', body }]);
    expect(estimatedCost.credits).toBeGreaterThan(0);
  });

  it.each<readonly [what: string, body: RunwayML.VideoToVideoCreateParams, path: string]>([
    [
      'a length',
      { model: 'seedance2_5', promptVideo: clip, mode: 'edit', promptText: 'a', duration: 5 },
      'duration',
    ],
    ['no length', { model: 'seedance2_5', promptVideo: clip, mode: 'edit', promptText: 'a' }, 'duration'],
    ['no words', { model: 'seedance2_5', promptVideo: clip, mode: 'edit', duration: 'auto' }, 'promptText'],
    [
      'a size',
      {
        model: 'seedance2_5',
        promptVideo: clip,
        mode: 'edit',
        promptText: 'a',
        duration: 'auto',
        ratio: '1280:720',
      },
      'ratio',
    ],
  ])('refuses an edit with %s', async (_what, body, path) => {
    const { simulator, client } = await connect();
    const error: unknown = await client.videoToVideo.create(body).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BadRequestError);
    expect(error).toMatchObject({ error: { issues: [{ path: [path] }] } });
    expect(simulator.tasks).toEqual([]);
  });

  it('estimates the longest where the model chooses, and charges what was made', async () => {
    const { simulator, client } = await connect();
    const { id, estimatedCost } = await client.textToVideo.create({
      model: 'seedance2_5',
      promptText: 'a',
      ratio: '1280:720',
      duration: 'auto',
    });
    expect(estimatedCost.credits).toBe(900);
    simulator.advance(20);
    expect(await client.tasks.retrieve(id)).toMatchObject({ cost: { credits: 150 } });
    expect(simulator.bill()).toEqual([
      {
        service: 'runway',
        api: 'official',
        model: 'seedance2_5',
        tasks: 1,
        cost: { amount: 900, unit: 'credit' },
      },
    ]);
  });

  it('drives a face, grades and enlarges', async () => {
    const { simulator, client } = await connect();
    const { id } = await client.characterPerformance.create({
      model: 'act_two',
      character: { type: 'image', uri: picture },
      reference: { type: 'video', uri: clip },
      expressionIntensity: 5,
    });
    await client.videoToHdr.create({ model: 'ruby', videoUri: clip, outputFormat: 'hlg' });
    await client.videoUpscale.create({
      model: 'enhance_frame_rate',
      videoUri: clip,
      targetFramerate: '23_98',
    });
    await client.videoUpscale.create({
      model: 'magnific_video_upscaler_creative',
      videoUri: clip,
      resolution: '4k',
    });
    expect(simulator.tasks.map(({ kind }) => kind)).toEqual([
      'character_performance',
      'video_to_hdr',
      'video_upscale',
      'video_upscale',
    ]);
    simulator.advance(20);
    expect(await client.tasks.retrieve(id)).toMatchObject({
      status: 'SUCCEEDED',
      output: [expect.any(String)],
    });
  });

  it('knows veo3 no more', async () => {
    const { simulator, client } = await connect();
    const refused = client.post('/v1/text_to_video', {
      body: { model: 'veo3', promptText: 'a', ratio: '1280:720', duration: 8 },
    });
    await expect(refused).rejects.toBeInstanceOf(BadRequestError);
    expect(simulator.tasks).toEqual([]);
  });

  it('reads the account, and what was used', async () => {
    const { client } = await connect({ runwayAccount: { credits: 100, dailyGenerations: 5 } });
    await client.imageToVideo.create(request);
    const { creditBalance, tier, usage } = await client.organization.retrieve();
    expect(creditBalance).toBe(75);
    expect(tier.models['gen4_turbo']).toEqual({ maxConcurrentGenerations: null, maxDailyGenerations: 5 });
    expect(usage.models['gen4_turbo']).toEqual({ dailyGenerations: 1 });
    const { results, models } = await client.organization.retrieveUsage();
    expect(models).toEqual(['gen4_turbo']);
    expect(results).toMatchObject([{ usedCredits: [{ model: 'gen4_turbo', amount: 25 }] }]);
  });

  it('routes, and finds a task whose answer was lost in the router’s history', async () => {
    const { simulator, client } = await connect();
    const router = await client.routers.create({
      slug: 'cheap',
      settings: { optimizeFor: 'cost', models: { mode: 'allowlist_only', ids: ['gen4.5', 'veo3.1'] } },
    });
    const input = { promptText: 'a paper boat', aspectRatio: '16:9', duration: 4 } as const;
    const { id, routing } = await client.generate.video.create({ configId: 'cheap', input });
    expect(routing).toMatchObject({
      configId: 'cheap',
      model: 'gen4.5',
      estimatedCost: { credits: 48 },
      resolvedInput: { duration: 4, ratio: '1280:720', resolution: '720p' },
    });
    simulator.fault({ on: 'submit', kind: 'html-403' });
    await expect(client.generate.video.create({ configId: 'cheap', input })).rejects.toBeInstanceOf(APIError);
    const rows = await client.routers.listRequests(router.id, {});
    expect(rows.data.map(({ taskId }) => taskId)).toEqual(
      simulator.tasks.map((task) => task.id).toReversed(),
    );
    expect(simulator.tasks[0]?.id).toBe(id);
    simulator.advance(20);
    expect(await client.tasks.retrieve(id)).toMatchObject({ status: 'SUCCEEDED' });
  });

  it('keeps routers', async () => {
    const { simulator, client } = await connect();
    const { id, version } = await client.routers.create({ slug: 'one' });
    expect(version).toBe(1);
    expect(await client.routers.update(id, { name: 'First' })).toMatchObject({ name: 'First', version: 2 });
    expect(await client.routers.retrieve(id)).toMatchObject({ slug: 'one', settings: { schemaVersion: 1 } });
    await expect(client.routers.create({ slug: 'one' })).rejects.toBeInstanceOf(BadRequestError);
    const listed: string[] = [];
    for await (const { slug } of client.routers.list({})) listed.push(slug);
    expect(listed).toEqual(['one']);
    await client.routers.delete(id);
    await expect(client.routers.retrieve(id)).rejects.toBeInstanceOf(NotFoundError);
    const nobody = client.generate.video.create({ configId: 'one', input: { promptText: 'a' } });
    await expect(nobody).rejects.toBeInstanceOf(NotFoundError);
    expect(simulator.tasks).toEqual([]);
  });

  it('is told of a route that is not there as Runway tells it', async () => {
    const { client } = await connect();
    for (const path of ['/v1/nothing', '/v1/workflows', '/v1/tasks']) {
      const error: unknown = await client.get(path).catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(NotFoundError);
      expect(error).toMatchObject({ error: { error: expect.any(String) } });
    }
    const wrong: unknown = await client.get('/v1/text_to_video').catch((reason: unknown) => reason);
    expect(wrong).toMatchObject({ status: 405, error: { error: expect.any(String) } });
  });
});
