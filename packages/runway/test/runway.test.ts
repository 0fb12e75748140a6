import { type VideoRequest, waitForTask } from '@vid/core';
import { createRunway, createVideo10s, createVideo5s } from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { describe, expect, it, onTestFinished } from 'vitest';

const image = 'https://example.com/image.jpg';
const runway = createRunway({ apiKey: 'x' });

const guidePayload = {
  promptImage: image,
  model: 'runwayml-gen4_turbo-5',
  promptText: '猫咪跳舞',
  watermark: false,
  duration: 5,
  ratio: '1280:768',
};

describe('the guide’s helpers', () => {
  it('send the guide’s payload, byte for byte', () => {
    const { body } = runway.prepare(createVideo5s(image, '猫咪跳舞'));
    expect(JSON.stringify(body)).toBe(JSON.stringify(guidePayload));
  });

  it.each<[string, VideoRequest, object]>([
    ['another ratio', createVideo5s(image, '猫咪跳舞', '1024:1024'), { ratio: '1024:1024' }],
    ['a watermark', { ...createVideo5s(image, '猫咪跳舞'), watermark: true }, { watermark: true }],
    ['10 s', createVideo10s(image, '猫咪跳舞'), { model: 'runwayml-gen4_turbo-10', duration: 10 }],
    ['no text', createVideo5s(image), { promptText: '' }],
    ['a seed of 0', { ...createVideo5s(image, '猫咪跳舞'), seed: 0 }, { seed: 0 }],
  ])('%s changes only its own keys', (_what, request, changed) => {
    expect(runway.prepare(request).body).toEqual({ ...guidePayload, ...changed });
  });
});

describe('the table', () => {
  it('sends the documented size unless another is asked for', () => {
    expect(runway.prepare({ firstFrame: image }).body).toMatchObject({
      ratio: '1280:720',
      duration: 5,
      watermark: false,
    });
    expect(runway.prepare({ firstFrame: image, aspectRatio: '9:16' }).body).toMatchObject({
      ratio: '720:1280',
    });
    expect(runway.prepare({ firstFrame: image, duration: 10 }).body).toMatchObject({
      model: 'runwayml-gen4_turbo-10',
    });
  });

  it.each<[string, VideoRequest, string]>([
    ['a picture by http', createVideo5s('http://example.com/image.jpg'), 'firstFrame'],
    [
      'bytes, which the route does not take',
      { firstFrame: { data: new Uint8Array(3), mediaType: 'image/png' } },
      'firstFrame',
    ],
    ['no picture', { prompt: 'a cat' }, 'firstFrame'],
    ['a duration against the model', { ...createVideo5s(image), duration: 10 }, 'duration'],
    ['a length of 7 s', { firstFrame: image, duration: 7 }, 'duration'],
    ['a ratio that is none', createVideo5s(image, '', 'wide'), 'size'],
    ['ratio and size at once', { firstFrame: image, size: '1280x768', aspectRatio: '16:9' }, 'aspectRatio'],
    ['a text of 1001 units', { firstFrame: image, prompt: 'x'.repeat(1001) }, 'prompt'],
    ['a camera move', { firstFrame: image, cameraControl: { pan: 1 } }, 'cameraControl'],
    ['an end frame', { firstFrame: image, lastFrame: image }, 'lastFrame'],
  ])('refuses %s', (_what, request, field) => {
    expect(() => runway.prepare(request)).toThrow(
      expect.objectContaining({ name: 'VideoError', problems: [expect.objectContaining({ field })] }),
    );
  });
});

describe('every known answer shape of the gateway', () => {
  const submits = ['pass-through', 'video-object', 'flattened', 'luma-shaped'] as const;
  const polls = ['pass-through', 'flattened', 'task-record', 'luma-shaped'] as const;

  // A relay that gives an id of its own and hands Runway's answer through, under Runway's, tells nothing of its task.
  const isMixed = (submit: string, poll: string) => submit === 'video-object' && poll === 'pass-through';
  it.each(
    submits.flatMap((submit) =>
      polls.filter((poll) => !isMixed(submit, poll)).map((poll) => [submit, poll] as const),
    ),
  )('submit %s, poll %s', async (submit, poll) => {
    const failing = 'https://example.com/failing.jpg';
    const simulator = await startSimulator({
      speed: 0,
      profiles: { runway: { submit, poll } },
      outcome: ({ body }) =>
        body['promptImage'] === failing ? { failed: 'moderated', code: 'SAFETY.INPUT.IMAGE' } : undefined,
    });
    onTestFinished(() => simulator.close());
    const provider = createRunway({ baseUrl: simulator.url, apiKey: simulator.apiKey });
    const good = await provider.generate(createVideo5s(image));
    const bad = await provider.generate(createVideo5s(failing));
    // The flattened shape has no word for queued.
    expect((await provider.query(good)).status).toBe(poll === 'flattened' ? 'running' : 'queued');
    simulator.advance(10);
    expect(await provider.query(good)).toMatchObject({ status: 'running' });
    simulator.advance(60);
    expect(await waitForTask(provider, good, { intervalMs: 1 })).toMatchObject({
      id: good.id,
      videos: [{ url: expect.stringContaining('/clips/runway-') }],
    });
    expect(await waitForTask(provider, bad, { intervalMs: 1 })).toMatchObject({
      status: 'failed',
      failure: { reason: 'content-policy', message: expect.stringContaining('moderated') },
    });
    expect(simulator.tasks).toHaveLength(2);
  });
});

describe('settings', () => {
  it('takes the key from the environment when it is needed', async () => {
    const simulator = await startSimulator({ speed: 0 });
    onTestFinished(async () => {
      delete process.env['RUNWAY_API_TOKEN'];
      await simulator.close();
    });
    const provider = createRunway({ baseUrl: `${simulator.url}/` });
    await expect(provider.generate(createVideo5s(image))).rejects.toThrow('set RUNWAY_API_TOKEN');
    process.env['RUNWAY_API_TOKEN'] = simulator.apiKey;
    await provider.generate(createVideo5s(image));
    expect(simulator.tasks).toHaveLength(1);
  });

  it('shows yunwu.ai as the default and no key', () => {
    expect(createRunway({ apiKey: 'sk-secret-123456' }).prepare(createVideo5s(image))).toMatchObject({
      method: 'POST',
      url: 'https://yunwu.ai/runwayml/v1/image_to_video',
      headers: { authorization: 'Bearer ***' },
    });
  });

  it('refuses what is no setting, with the reason', () => {
    expect(() => createRunway({ baseUrl: 'ftp://example.com' })).toThrow('baseUrl: must be an http(s) URL');
    // @ts-expect-error -- no such api
    expect(() => createRunway({ api: 'relay' })).toThrow('api: must be "gateway" or "official"');
    // @ts-expect-error -- a misspelt setting
    expect(() => createRunway({ apikey: 'x' })).toThrow(/apikey/);
  });
});
