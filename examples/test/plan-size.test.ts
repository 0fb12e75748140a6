import { createRouter, planSize, type RoutingOptions, type VideoRequest } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { describe, expect, it, onTestFinished } from 'vitest';

async function open() {
  const simulator = await startSimulator({ speed: 0 });
  onTestFinished(() => simulator.close());
  const { url: baseUrl, apiKey, volcengine } = simulator;
  const own = { api: 'official', baseUrl } as const;
  const providers = [
    createRunway({ ...own, apiKey }),
    createKling({ ...own, apiKey }),
    createJimeng({ ...own, accessKey: volcengine.accessKey, secretKey: volcengine.secretKey }),
  ];
  return { simulator, router: createRouter(providers, { clock: virtualClock(() => simulator.advance(5)) }) };
}

/** How each provider, alone, is asked for a size, and what it then makes. */
describe('a size in pixels', () => {
  it.each<[string, VideoRequest & { readonly size: string }, RoutingOptions, object]>([
    [
      'runway: the size itself',
      { prompt: 'a boat', size: '1280x720' },
      { only: ['runway'] },
      { prompt: 'a boat', size: '1280x720' },
    ],
    [
      'kling: the ratio, where 1080p comes out',
      { prompt: 'a boat', size: '1920x1080' },
      { only: ['kling:kling-v2-6'] },
      { prompt: 'a boat', aspectRatio: '16:9' },
    ],
    [
      'kling: resolution and ratio, of the newer models',
      { prompt: 'a boat', size: '1920x1080' },
      { only: ['kling'] },
      { prompt: 'a boat', resolution: '1080p', aspectRatio: '16:9' },
    ],
    [
      'jimeng: resolution and ratio',
      { prompt: 'a boat', size: '1080x1920' },
      { only: ['jimeng'] },
      { prompt: 'a boat', resolution: '1080p', aspectRatio: '9:16' },
    ],
  ])('%s', async (_what, asked, routing, request) => {
    const { router, simulator } = await open();
    const found = planSize(asked, router, routing);
    expect(found.request).toEqual(request);
    const [best] = found.plan.candidates;
    expect(best?.resolution).toBe(
      `${
        asked.size
          .split('x')
          .map(Number)
          .toSorted((a, b) => a - b)[0]
      }p`,
    );
    const task = await router.generate(found.request, found.routing);
    expect(task.model).toBe(best?.model);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('that nobody makes is refused with what each takes', async () => {
    const { router } = await open();
    const { plan } = planSize({ prompt: 'a boat', size: '1100x733' }, router);
    expect(plan.candidates).toEqual([]);
    const of = (model: string) => plan.rejected.find((one) => one.model === model)?.problems;
    expect(of('gen4.5')).toMatchObject([{ field: 'size', allowed: ['1280x720', '720x1280'] }]);
    expect(of('jimeng-video-3.0-pro')).toContainEqual(
      expect.objectContaining({ field: 'resolution', allowed: ['1080p'] }),
    );
  });
});
