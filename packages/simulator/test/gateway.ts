import { onTestFinished } from 'vitest';
import { type SimulatedTask, type SimulatorOptions, startSimulator } from '../src/index.ts';

export type Answer = { readonly status: number; readonly json: unknown };

/** A simulator whose time stands still, and the two calls that a gateway's client makes. */
export async function gateway(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, ...options });
  onTestFinished(() => simulator.close());
  const call = async (path: string, init: RequestInit): Promise<Answer> => {
    const headers = { Authorization: `Bearer ${simulator.apiKey}`, 'Content-Type': 'application/json' };
    const response = await fetch(simulator.url + path, { headers, ...init });
    return { status: response.status, json: await response.json() };
  };
  return {
    simulator,
    get: (path: string, init: RequestInit = {}) => call(path, init),
    post: (path: string, body: unknown, init: RequestInit = {}) =>
      call(path, { method: 'POST', body: JSON.stringify(body), ...init }),
    task: (): SimulatedTask => {
      const task = simulator.tasks.at(-1);
      if (task === undefined) throw new Error('no task was created');
      return task;
    },
  };
}

export const requests = {
  runway: {
    path: '/runwayml/v1/image_to_video',
    body: {
      promptImage: 'https://example.com/image.jpg',
      model: 'runwayml-gen4_turbo-5',
      promptText: '猫咪跳舞',
      watermark: false,
      duration: 5,
      ratio: '1280:768',
    },
  },
  text2video: {
    path: '/kling/v1/videos/text2video',
    body: {
      model_name: 'kling-v2-6',
      prompt: 'a tram at night',
      mode: 'pro',
      aspect_ratio: '9:16',
      duration: '10',
    },
  },
  image2video: {
    path: '/kling/v1/videos/image2video',
    body: { model_name: 'kling-v2-6', image: 'https://example.com/pier.jpg', mode: 'std', duration: '5' },
  },
  jimeng: {
    path: '/v1/video/create',
    body: { model: 'jimeng-video-3.0', prompt: 'a lantern', aspect_ratio: '1:1', size: '1080P', images: [] },
  },
  legacyJimeng: {
    path: '/jimeng/submit/videos',
    body: { prompt: 'a lantern', duration: 10, aspect_ratio: '21:9', cfg_scale: 0.5 },
  },
} as const;

export const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
