import { waitForTask } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';

async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, ...options });
  onTestFinished(() => simulator.close());
  const { accessKey, secretKey, sessionToken } = simulator.volcengine;
  const keys = { api: 'official', baseUrl: simulator.url, accessKey, secretKey } as const;
  return { simulator, keys, sessionToken, provider: createJimeng(keys) };
}

const prompt = '纸船漂过雨街 🏮';
const camera = { preset: 'crane_push', strength: 'weak' };
const image = 'https://example.com/a.png';

describe('the official api against its simulation', () => {
  it.each([
    [{ prompt, aspectRatio: '9:16', duration: 10 }, 'jimeng_t2v_v30', 'jimeng-9x16-10s'],
    [{ prompt, resolution: '1080p' }, 'jimeng_t2v_v30_1080p', 'jimeng-16x9-5s'],
    [{ prompt, firstFrame: image, lastFrame: image }, 'jimeng_i2v_first_tail_v30', 'jimeng-16x9-5s'],
    [{ prompt, firstFrame: image, cameraControl: camera }, 'jimeng_i2v_recamera_v30', 'jimeng-16x9-5s'],
    [{ prompt, model: 'jimeng-video-3.0-pro', aspectRatio: '1:1' }, 'jimeng_ti2v_v30_pro', 'jimeng-1x1-5s'],
    [{ prompt, model: 'jimeng-video-s2.0-pro' }, 'jimeng_vgfm_t2v_l20', 'jimeng-16x9-5s'],
  ])('%j', async (request, reqKey, clip) => {
    const { simulator, provider } = await start();
    const task = await provider.generate(request);
    expect(task).toMatchObject({
      api: 'official',
      id: expect.stringMatching(/^\d{19}$/),
      lookup: { reqKey },
    });
    simulator.advance(2);
    expect(await provider.query(task)).toMatchObject({ status: 'running' });
    simulator.advance(18);
    const url = expect.stringContaining(`/clips/${clip}.mp4`);
    expect(await provider.query(task)).toMatchObject({ status: 'succeeded', videos: [{ url }] });
    expect(simulator.tasks).toMatchObject([{ model: reqKey, id: task.id }]);
  });

  it('has links that die when they say so', async () => {
    const { simulator, provider } = await start();
    const task = await provider.generate({ prompt });
    simulator.advance(20);
    const done = await provider.query(task);
    const [video] = done.status === 'succeeded' ? done.videos : [];
    const statusOf = async () => (await fetch(video?.url ?? '')).status;
    expect(await statusOf()).toBe(200);
    simulator.advance(3_599);
    expect(await statusOf()).toBe(200);
    simulator.advance(2);
    expect(await statusOf()).toBe(403);
  });

  it.each([
    [{ failed: 'Post Video Risk Not Pass', code: '50516' }, 'content-policy'],
    [{ failed: 'Post Img Risk Not Pass', code: '50511' }, 'content-policy'],
    [{ failed: 'no words', code: '50520' }, 'provider-error'],
    [{ failed: '', code: 'expired' }, 'expired'],
  ])('reads the verdict %j', async (failure, reason) => {
    const { simulator, provider } = await start({ outcome: () => failure });
    const task = await provider.generate({ prompt });
    const clock = virtualClock(() => simulator.advance(10));
    expect(await waitForTask(provider, task, { clock })).toMatchObject({
      status: 'failed',
      failure: { reason },
    });
  });

  it('does not take an inner error for a verdict', async () => {
    const { simulator, provider } = await start({
      faults: [{ on: 'poll', kind: 'error', status: 500, times: 3 }],
    });
    const task = await provider.generate({ prompt });
    const clock = virtualClock(() => simulator.advance(10));
    expect(await waitForTask(provider, task, { clock })).toMatchObject({ status: 'succeeded' });
  });

  it('makes one task at a time, and is told so', async () => {
    const { simulator, provider } = await start();
    await provider.generate({ prompt });
    const second = provider.generate({ prompt }, { clock: virtualClock() });
    await expect(second).rejects.toMatchObject({
      code: 'rate-limited',
      providerCode: '50430',
      retryable: true,
    });
    expect(simulator.tasks).toHaveLength(1);
    simulator.advance(20);
    await provider.generate({ prompt });
    expect(simulator.tasks).toHaveLength(2);
  });

  it('stops a task in the queue, and not one that runs', async () => {
    const { simulator, provider } = await start();
    const queued = await provider.generate({ prompt });
    expect(await provider.cancel?.(queued)).toMatchObject({
      outcome: 'stopped',
      task: { status: 'canceled' },
    });
    const running = await provider.generate({ prompt });
    simulator.advance(5);
    expect(await provider.cancel?.(running)).toMatchObject({ outcome: 'goes-on', billed: 'yes' });
    simulator.advance(20);
    expect(await provider.query(running)).toMatchObject({ status: 'succeeded' });
  });

  it.each([
    'accepted-cut',
    'accepted-error',
    'accepted-html',
    'accepted-without-id',
    'accepted-broken-json',
  ] as const)('does not send again after %s', async (kind) => {
    const { simulator, provider } = await start({ faults: [{ on: 'submit', kind }] });
    await expect(provider.generate({ prompt })).rejects.toMatchObject({ code: 'submission-unknown' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('signs with temporary keys', async () => {
    const { keys, sessionToken } = await start();
    expect(await createJimeng({ ...keys, sessionToken }).generate({ prompt })).toMatchObject({
      status: 'queued',
    });
    const wrong = createJimeng({ ...keys, sessionToken: 'STSWRONG' }).generate({ prompt });
    await expect(wrong).rejects.toMatchObject({ code: 'authentication', providerCode: 'InvalidSecretToken' });
  });

  it('says which key is wrong', async () => {
    const { keys } = await start();
    const codeOf = (changed: object) => createJimeng({ ...keys, ...changed }).generate({ prompt });
    await expect(codeOf({ accessKey: 'AKLTWRONG' })).rejects.toMatchObject({
      providerCode: 'InvalidAccessKey',
    });
    await expect(codeOf({ secretKey: 'wrong' })).rejects.toMatchObject({
      providerCode: 'SignatureDoesNotMatch',
    });
  });
});
