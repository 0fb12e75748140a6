import { HTTPClient, OpenRouter } from '@openrouter/sdk';
import {
  SupportedAspectRatio,
  SupportedFrameImage,
  SupportedResolution,
  SupportedSize,
} from '@openrouter/sdk/models';
import { describe, expect, it } from 'vitest';
import { createOpenrouter } from '../src/index.ts';
import { catalogue } from '../src/catalogue.ts';
import { statuses } from '../src/mapping.ts';
import { models } from '../src/simulation/models.ts';
import { start } from './start.ts';

/* The simulation in the eyes of OpenRouter's own client, and our bodies beside its. */

async function connect() {
  const { simulator, provider, baseUrl, apiKey } = await start();
  const { videoGeneration: videos } = new OpenRouter({
    apiKey,
    serverURL: baseUrl,
    httpClient: new HTTPClient(),
    // Its own repeats the POST on a 5xx for up to an hour.
    retryConfig: { strategy: 'none' },
  });
  return { simulator, provider, videos };
}
const picture = 'https://example.com/a.png';

describe('the client of OpenRouter', () => {
  it('makes, sees and brings home a film', async () => {
    const { simulator, videos } = await connect();
    const made = await videos.generate({
      videoGenerationRequest: { model: 'google/veo-3.1-lite', prompt: 'a paper boat', duration: 4 },
    });
    expect(made).toMatchObject({ status: 'pending', id: expect.stringMatching(/^gen-vid-/) });
    simulator.advance(60);
    const seen = await videos.getGeneration({ jobId: made.id });
    expect(seen).toMatchObject({ id: made.id, status: 'completed', usage: { isByok: false } });
    const film = await videos.getVideoContent({ jobId: made.id });
    expect((await new Response(film).arrayBuffer()).byteLength).toBeGreaterThan(10_000);
  });

  it('reads the catalogue', async () => {
    const { videos } = await connect();
    const { data } = await videos.listVideosModels();
    expect(data).toHaveLength(models.length);
    expect(data.find(({ id }) => id === 'black-forest-labs/flux-video-edit')).toMatchObject({
      supportedDurations: null,
      supportedFrameImages: null,
    });
  });

  it('sends the body that we send', async () => {
    const { simulator, provider, videos } = await connect();
    await videos.generate({
      videoGenerationRequest: {
        model: 'alibaba/wan-2.7',
        prompt: 'a paper boat',
        duration: 5,
        resolution: '720p',
        aspectRatio: '16:9',
        generateAudio: false,
        seed: 7,
        frameImages: [{ type: 'image_url', imageUrl: { url: picture }, frameType: 'first_frame' }],
        callbackUrl: 'https://app.example/hook',
        provider: { options: { alibaba: { negative_prompt: 'rain' } } },
      },
    });
    await provider.generate({
      model: 'openrouter:alibaba/wan-2.7',
      prompt: 'a paper boat',
      duration: 5,
      resolution: '720p',
      aspectRatio: '16:9',
      audio: false,
      seed: 7,
      firstFrame: picture,
      callbackUrl: 'https://app.example/hook',
      providerOptions: { openrouter: { slug: 'alibaba', negative_prompt: 'rain' } },
    });
    await videos.generate({
      videoGenerationRequest: {
        model: 'bytedance/seedance-2.0',
        prompt: 'a paper boat',
        size: '1280x720',
        generateAudio: true,
        inputReferences: [
          { type: 'image_url', imageUrl: { url: picture } },
          { type: 'video_url', videoUrl: { url: picture } },
          { type: 'audio_url', audioUrl: { url: picture } },
        ],
      },
    });
    await provider.generate({
      model: 'openrouter:bytedance/seedance-2.0',
      prompt: 'a paper boat',
      size: '1280x720',
      references: [picture],
      referenceVideos: [picture],
      referenceAudio: [picture],
    });
    const [theirs, ours, others, own] = simulator.tasks.map(({ body }) => body);
    expect(ours).toEqual(theirs);
    expect(own).toEqual(others);
  });

  it('repeats a submit after a 500 unless it is told not to; this provider never does', async () => {
    const { simulator, provider, videos } = await connect();
    simulator.fault({ on: 'submit', kind: 'accepted-error', times: 'always' });
    await expect(
      provider.generate({ model: 'google/veo-3.1-lite', prompt: 'a paper boat' }),
    ).rejects.toMatchObject({ code: 'submission-unknown' });
    expect(simulator.tasks).toHaveLength(1);
    const videoGenerationRequest = { model: 'google/veo-3.1-lite', prompt: 'a paper boat' };
    await expect(videos.generate({ videoGenerationRequest })).rejects.toThrow('API error');
    expect(simulator.tasks).toHaveLength(2);
  });
});

describe('the words of its types', () => {
  type List =
    | 'supported_sizes'
    | 'supported_resolutions'
    | 'supported_aspect_ratios'
    | 'supported_frame_images';
  const all = (key: List) => new Set(catalogue.flatMap(({ record }) => record[key] ?? []));

  it.each([
    ['supported_sizes', SupportedSize],
    ['supported_resolutions', SupportedResolution],
    ['supported_aspect_ratios', SupportedAspectRatio],
    ['supported_frame_images', SupportedFrameImage],
  ] as const)('%s of the copy are among them', (key, known) => {
    const words = new Set<string>(Object.values(known));
    expect([...all(key)].filter((word) => !words.has(word))).toEqual([]);
  });

  it('its status words are known here', () => {
    for (const word of ['pending', 'in_progress', 'completed', 'failed', 'cancelled', 'expired'])
      expect(statuses).toHaveProperty(word);
    expect(createOpenrouter().id).toBe('openrouter');
  });
});
