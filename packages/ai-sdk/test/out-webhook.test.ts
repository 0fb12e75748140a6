import {
  experimental_generateVideo as generateVideo,
  experimental_getVideoStatus as getVideoStatus,
  experimental_startVideo as startVideo,
} from 'ai';
import { describe, expect, it, vi } from 'vitest';
import { openVid } from './open-vid.ts';

/* The AI SDK waits for one call of a webhook and then asks once. Kling calls when a task begins, too. */

vi.stubGlobal('AI_SDK_LOG_WARNINGS', false);

const boat = { prompt: 'a paper boat', aspectRatio: '16:9', duration: 5 } as const;
const url = 'https://hooks.example/vid';

async function openWithWebhook() {
  const calls = new Set<() => void>();
  const bodies: string[] = [];
  const opened = await openVid({
    simulator: {
      deliver: async (request) => {
        bodies.push(await request.text());
        for (const call of calls) call();
        return new Response();
      },
    },
  });
  const webhook = async (hookUrl = url) => ({
    url: hookUrl,
    received: new Promise<{ headers: Record<string, string>; body: null }>((resolve) => {
      calls.add(() => resolve({ headers: {}, body: null }));
    }),
  });
  /** The first call comes when the task begins, long before its end. */
  const begin = async (starts: number) => {
    await vi.waitFor(() => expect(opened.simulator.tasks).toHaveLength(starts));
    opened.simulator.advance(3);
    await opened.simulator.callbacksSettled();
  };
  return { ...opened, webhook, begin, bodies };
}

describe('a webhook that calls at the start', () => {
  it('brings one video for one bill', async () => {
    const { vid, simulator, webhook, begin, bodies } = await openWithWebhook();
    const model = vid.video('kling-v2-6');
    const made = generateVideo({ model, ...boat, webhook: () => webhook(), download: vid.download });
    await begin(1);
    expect(bodies.join('')).not.toContain('succeed');
    const { video } = await made;
    expect(video.uint8Array.byteLength).toBeGreaterThan(1_000);
    expect(simulator.tasks).toHaveLength(1);
    expect(simulator.tasks[0]?.body).toMatchObject({ callback_url: url });
  });

  it.each([
    ['one URL', (): string => url],
    ['a URL each', (index: number) => `${url}/${index}`],
  ])('brings three for three bills, with %s', async (_what, urlOf) => {
    const { vid, simulator, webhook, begin } = await openWithWebhook();
    let calls = 0;
    const made = generateVideo({
      model: vid.video('kling-v2-6'),
      ...boat,
      n: 3,
      webhook: () => webhook(urlOf((calls += 1))),
      download: vid.download,
    });
    await begin(3);
    const { videos } = await made;
    expect(videos).toHaveLength(3);
    expect(simulator.tasks).toHaveLength(3);
  });
});

describe('the webhook option', () => {
  it('is there where a row takes a callback URL', async () => {
    const { vid } = await openVid();
    const has = (id: string) => 'handleWebhookOption' in vid.video(id);
    expect(
      ['auto', 'kling-v2-6', 'kling:kling-v2-6', 'kling:kling-v2-6 (official)'].filter(has),
    ).toHaveLength(4);
    expect(['gen4.5', 'jimeng:jimeng-video-3.0'].filter(has)).toEqual([]);
  });

  it('leads "auto" to a model that calls', async () => {
    const { vid, simulator, webhook, begin } = await openWithWebhook();
    const made = generateVideo({
      model: vid.video(),
      ...boat,
      webhook: () => webhook(),
      download: vid.download,
    });
    await begin(1);
    await made;
    expect(simulator.bill()).toMatchObject([{ service: 'kling', tasks: 1 }]);
  });

  it('falls back to polling elsewhere, as the AI SDK says in a warning', async () => {
    const { vid, simulator, usual, webhook } = await openWithWebhook();
    const { warnings } = await generateVideo({
      model: vid.video('gen4.5'),
      ...boat,
      ...usual,
      webhook: () => webhook(),
    });
    expect(warnings).toContainEqual(expect.objectContaining({ feature: 'webhook' }));
    expect(simulator.tasks).toHaveLength(1);
  });

  it('leaves a start by itself to whoever polls', async () => {
    const { vid, simulator } = await openWithWebhook();
    const model = vid.video('kling-v2-6');
    const { operation } = await startVideo({ model, ...boat, webhookUrl: url });
    expect(await getVideoStatus(model, { operation })).toMatchObject({ status: 'pending' });
    expect(simulator.tasks[0]?.body).toMatchObject({ callback_url: url });
  });
});
