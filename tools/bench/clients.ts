/* The same two requests by each client: start a video from a picture and a text, then ask once how the task is. */
import { createFal } from '@ai-sdk/fal';
import { createFalClient } from '@fal-ai/client';
import { OpenRouter } from '@openrouter/sdk';
import Runway from '@runwayml/sdk';
import { createRouter, type VideoProvider, type VideoRequest } from '@vid/core';
import { createRunway } from '@vid/runway';
import { experimental_getVideoStatus, experimental_startVideo } from 'ai';
import Replicate from 'replicate';

/** Throws when the task is not said to be on its way. */
export type StartAndAsk = () => Promise<void>;

const picture = 'https://example.com/image.jpg';
const prompt = 'a cat dances';
const apiKey = 'bench';

function expect(actual: unknown, expected: string): void {
  if (actual !== expected) throw new Error(`expected ${expected}, got ${String(actual)}`);
}

/** These clients know one address only. */
const redirectedTo =
  (origin: string): typeof fetch =>
  (url, init) =>
    fetch(typeof url === 'string' ? url.replace('https://queue.fal.run', origin) : url, init);

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
  const gateway = createRunway({ api: 'gateway', apiKey, baseUrl: `${service}/runway` });
  const official = createRunway({ api: 'official', apiKey, baseUrl: `${service}/runway` });
  const router = createRouter([official, gateway]);
  const request = { firstFrame: picture, prompt, duration: 5, aspectRatio: '16:9' } as const;
  const atGateway = { ...request, model: 'runwayml-gen4_turbo-5' };
  const atOfficial = { ...request, model: 'gen4_turbo' };

  const runway = new Runway({ apiKey, baseURL: `${service}/runway` });
  const fal = createFalClient({ credentials: apiKey, fetch: redirectedTo(`${service}/fal`) });
  const replicate = new Replicate({ auth: apiKey, baseUrl: `${service}/replicate` });
  const openRouter = new OpenRouter({ apiKey, serverURL: `${service}/openrouter` });
  const model = createFal({ apiKey, fetch: redirectedTo(`${service}/ai-sdk`) }).video('bench');

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
        model,
        prompt: { text: prompt, image: picture },
        duration: 5,
        aspectRatio: '16:9',
      });
      expect((await experimental_getVideoStatus(model, { operation })).status, 'pending');
    },
  };
}
