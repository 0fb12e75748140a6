import { createRouter, type Router } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  cameraControlWithinHalfADollar,
  cheapestWithWatermark,
  portraitThatCanBeCanceled,
  sideBySide,
} from '../src/typical-needs.ts';

async function open() {
  const simulator = await startSimulator({ speed: 0, retired: 'served' });
  onTestFinished(() => simulator.close());
  const { url: baseUrl, apiKey, volcengine } = simulator;
  const own = { api: 'official', baseUrl } as const;
  const providers = [
    createRunway({ ...own, apiKey }),
    createKling({ ...own, apiKey }),
    createJimeng({ ...own, accessKey: volcengine.accessKey, secretKey: volcengine.secretKey }),
  ];
  const clock = virtualClock(() => simulator.advance(5));
  const router: Router = createRouter(providers, { clock });
  return { simulator, router };
}

describe('typical needs', () => {
  it('the cheapest with a watermark: what the tables say is cheapest, and it is marked', async () => {
    const { simulator, router } = await open();
    const task = await cheapestWithWatermark(router, 'a paper boat at dusk');
    const { candidates } = router.plan({ prompt: 'a paper boat at dusk', watermark: true });
    // An announced end counts more than a price.
    const live = candidates.filter(({ warnings }) => !warnings.some(({ code }) => code === 'retired'));
    const least = Math.min(...live.map(({ price }) => price?.amount ?? Infinity));
    expect(live.find(({ model }) => model === task.model)?.price?.amount).toBe(least);
    expect(simulator.tasks).toMatchObject([{ body: { watermark_info: { enabled: true } } }]);
  });

  it('any with camera control under half a dollar', async () => {
    const { simulator, router } = await open();
    const task = await cameraControlWithinHalfADollar(router, 'a lighthouse in the fog');
    const done = await router.wait(task);
    expect(done.cost?.amount).toBeLessThan(0.5);
    expect(simulator.tasks).toMatchObject([{ body: { camera_control: { type: 'simple' } } }]);
  });

  it('text to video, 9:16, that can be canceled', async () => {
    const { simulator, router } = await open();
    const task = await portraitThatCanBeCanceled(router, 'rain on a tin roof');
    await expect(router.cancel(task)).resolves.toMatchObject({ outcome: 'stopped' });
    expect(simulator.tasks).toHaveLength(1);
  });

  it('the same, when the first service is full: the next one makes it, and both attempts are on the task', async () => {
    const { simulator, router } = await open();
    simulator.fault({ on: 'submit', kind: 'rate-limited', service: 'runway', times: 'always' });
    const task = await portraitThatCanBeCanceled(router, 'rain on a tin roof');
    expect(task.provider).not.toBe('runway');
    expect(task.attempts?.map(({ outcome }) => outcome)).toEqual(
      expect.arrayContaining(['refused', 'accepted']),
    );
    expect(simulator.tasks).toHaveLength(1);
  });

  it('three side by side: one task, one line and one end each', async () => {
    const { simulator, router } = await open();
    const lines: string[] = [];
    const models = ['runway:gen4.5', 'kling:kling-v2-6', 'jimeng:jimeng-video-3.0'];
    const runs = sideBySide(router, 'a fox runs over fresh snow', models);
    for await (const { model, state, task, cost, endedAfterMs } of runs) {
      if (state === 'ended')
        lines.push(`${model}: ${task?.status} after ${endedAfterMs} ms, ${cost?.amount ?? '?'} USD`);
    }
    expect(lines).toHaveLength(3);
    expect(lines.join('\n')).toMatch(/gen4\.5: succeeded after \d+ ms, 0\.6 USD/);
    expect(simulator.tasks).toHaveLength(3);
  });
});
