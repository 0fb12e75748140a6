/* The same two requests by each client: start a video from a picture and a text, then ask once how the task is. */
import { generateVideo, getVideoJobStatus } from '@tanstack/ai';
import type { VideoProvider, VideoRequest } from '@vid/core';
import { experimental_getVideoStatus, experimental_startVideo } from 'ai';
import { apiKey, peersAt, picture, prompt } from './peers.ts';

/** Throws when the task is not said to be on its way. */
export type StartAndAsk = () => Promise<void>;

function expect(actual: unknown, expected: string): void {
  if (actual !== expected) throw new Error(`expected ${expected}, got ${String(actual)}`);
}

const ours =
  (provider: VideoProvider, request: VideoRequest): StartAndAsk =>
  async () => {
    const task = await provider.query(await provider.generate(request));
    expect(task.status, 'running');
  };

export function plainFetch(service: string): StartAndAsk {
  const headers = { accept: 'application/json', authorization: `Bearer ${apiKey}` };
  const body = {
    model: 'gen4_turbo',
    promptImage: picture,
    promptText: prompt,
    ratio: '1280:720',
    duration: 5,
  };
  return async () => {
    const submit = await fetch(`${service}/runway/v1/image_to_video`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { id }: { readonly id: string } = await submit.json();
    const answer = await fetch(`${service}/runway/v1/tasks/${id}`, { headers });
    const { status }: { readonly status: string } = await answer.json();
    expect(status, 'RUNNING');
  };
}

export function clientsOf(service: string): Readonly<Record<string, StartAndAsk>> {
  const { gateway, official, router, runway, fal, replicate, openRouter, aiSdk, tanstack } = peersAt(service);
  const request = { firstFrame: picture, prompt, duration: 5, aspectRatio: '16:9' } as const;
  const atGateway = { ...request, model: 'runwayml-gen4_turbo-5' };
  const atOfficial = { ...request, model: 'gen4_turbo' };

  return {
    'vid: Runway (gateway)': ours(gateway, atGateway),
    'vid: Runway (gateway), routed': ours(router, atGateway),
    'vid: Runway (official)': ours(official, atOfficial),
    'vid: Runway (official), routed': ours(router, atOfficial),
    '@runwayml/sdk': async () => {
      const { id } = await runway.imageToVideo.create({
        model: 'gen4_turbo',
        promptImage: picture,
        promptText: prompt,
        ratio: '1280:720',
        duration: 5,
      });
      expect((await runway.tasks.retrieve(id)).status, 'RUNNING');
    },
    replicate: async () => {
      const input = { image: picture, prompt, duration: 5, aspect_ratio: '16:9' };
      const { id } = await replicate.predictions.create({ model: 'bench/bench', input });
      expect((await replicate.predictions.get(id)).status, 'processing');
    },
    '@fal-ai/client': async () => {
      const input = { image_url: picture, prompt, duration: 5, aspect_ratio: '16:9' };
      const { request_id: requestId } = await fal.queue.submit('fal-ai/bench', { input });
      expect((await fal.queue.status('fal-ai/bench', { requestId })).status, 'IN_PROGRESS');
    },
    '@openrouter/sdk': async () => {
      const { id } = await openRouter.videoGeneration.generate({
        videoGenerationRequest: {
          model: 'bench/bench',
          prompt,
          duration: 5,
          aspectRatio: '16:9',
          frameImages: [{ type: 'image_url', imageUrl: { url: picture }, frameType: 'first_frame' }],
        },
      });
      expect((await openRouter.videoGeneration.getGeneration({ jobId: id })).status, 'in_progress');
    },
    'ai with @ai-sdk/fal': async () => {
      const { operation } = await experimental_startVideo({
        model: aiSdk,
        prompt: { text: prompt, image: picture },
        duration: 5,
        aspectRatio: '16:9',
      });
      expect((await experimental_getVideoStatus(aiSdk, { operation })).status, 'pending');
    },
    // Without the picture: this adapter takes no link to one.
    '@tanstack/ai with ai-openai': async () => {
      const { jobId } = await generateVideo({
        adapter: tanstack,
        prompt,
        duration: 4,
        size: '1280x720',
        debug: false,
      });
      expect((await getVideoJobStatus({ adapter: tanstack, jobId })).status, 'processing');
    },
  };
}
