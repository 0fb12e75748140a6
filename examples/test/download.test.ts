import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type VideoProvider, waitForTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { type FaultRule, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';

/* The whole road: generate, wait, and bring the file home over links that fail in every way, with the bill. */

const services = [
  ['runway', createRunway, { firstFrame: 'https://example.com/image.jpg' }],
  ['kling', createKling, { prompt: 'a kite climbs' }],
  ['jimeng', createJimeng, { prompt: 'a lantern on a lake' }],
] as const;

type Create = (settings: { readonly baseUrl: string; readonly apiKey: string }) => VideoProvider;

async function finished(create: Create, request: (typeof services)[number][2]) {
  const simulator = await startSimulator({ speed: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'vid-download-'));
  onTestFinished(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });
  const provider = create({ baseUrl: simulator.url, apiKey: simulator.apiKey });
  const clock = virtualClock(() => simulator.advance(60));
  const task = await waitForTask(provider, await provider.generate(request), { clock });
  if (task.status !== 'succeeded') throw new Error(`the task is ${task.status}`);
  const [video] = task.videos;
  if (video === undefined) throw new Error('the task has no video');
  const { host } = new URL(video.url);
  const clip = Buffer.from(await (await fetch(video.url)).arrayBuffer());
  const settings = { provider, task, allowHosts: [host], clock };
  return { simulator, folder, target: join(folder, 'video.mp4'), video, clip, settings };
}

const mended: readonly FaultRule[] = [
  { on: 'clip', kind: 'cut', times: 2 },
  { on: 'clip', kind: 'error', status: 503, times: 2 },
  { on: 'clip', kind: 'rate-limited', retryAfter: 3 },
  { on: 'clip', kind: 'expired' },
  { on: 'clip', kind: 'expired', status: 410 },
  { on: 'clip', kind: 'broken-link', times: 3 },
  { on: 'clip', kind: 'no-range' },
  { on: 'clip', kind: 'no-length' },
  { on: 'clip', kind: 'wrong-length' },
];

describe.each(services)('%s, bringing the video home', (_name, create, request) => {
  it.each(mended)('%j costs nothing but patience', async (rule) => {
    const { simulator, target, video, clip, settings } = await finished(create, request);
    const fault = simulator.fault(rule);
    const { path, bytes, sha256 } = await downloadVideo(video, target, settings);
    expect({ path, bytes }).toEqual({ path: target, bytes: clip.byteLength });
    expect(await readFile(target)).toEqual(clip);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(fault.hits).toBeGreaterThan(0);
    expect(simulator.tasks).toHaveLength(1);
  });

  it.each<[FaultRule, string]>([
    [{ on: 'clip', kind: 'html', times: 'always' }, 'provider-unavailable'],
    [{ on: 'clip', kind: 'error', status: 500, times: 'always' }, 'provider-unavailable'],
    [{ on: 'clip', kind: 'expired', times: 'always' }, 'not-found'],
    [{ on: 'clip', kind: 'redirect', to: 'http://127.0.0.1:9/inside', times: 'always' }, 'invalid-request'],
  ])('%j ends with %s, leaves nothing behind, and the task can be asked again', async (rule, code) => {
    const { simulator, folder, target, video, settings } = await finished(create, request);
    simulator.fault(rule);
    const download = downloadVideo(video, target, settings);
    await expect(download).rejects.toMatchObject({
      name: 'VideoError',
      code,
      message: expect.not.stringContaining('signature'),
    });
    expect(await readdir(folder)).toEqual([]);
    simulator.clearFaults();
    const again = await settings.provider.query(settings.task);
    expect(again.status).toBe('succeeded');
    expect(simulator.tasks).toHaveLength(1);
  });
});
