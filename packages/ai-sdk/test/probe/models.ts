import { createAlibaba } from '@ai-sdk/alibaba';
import { createBlackForestLabs } from '@ai-sdk/black-forest-labs';
import { createFal } from '@ai-sdk/fal';
import { createGoogle } from '@ai-sdk/google';
import { createGoogleVertex } from '@ai-sdk/google-vertex';
import { createMiniMax } from '@ai-sdk/minimax';
import { createReplicate } from '@ai-sdk/replicate';
import { createXai } from '@ai-sdk/xai';
import type { KnownService, StartableModel } from '@vid/ai-sdk';

type Fetch = typeof globalThis.fetch;

/** One model of a package, and an answer by which its start succeeds. */
export interface ProbedModel {
  readonly service: KnownService;
  readonly create: (fetch: Fetch) => StartableModel;
  readonly accepted: object;
  /** The package's own options, each with a value; not those that say the same as a field. */
  readonly options: Readonly<Record<string, unknown>>;
}

const apiKey = 'probe-key';

export const probedModels: readonly ProbedModel[] = [
  {
    service: 'fal',
    create: (fetch) => createFal({ apiKey, fetch }).video('luma-ray-2'),
    accepted: { request_id: 'r-1', response_url: 'https://queue.fal.run/fal-ai/luma-ray-2/requests/r-1' },
    options: {
      loop: true,
      motionStrength: 0.5,
      negativePrompt: 'rain',
      promptOptimizer: false,
      resolution: '720p',
    },
  },
  {
    service: 'google',
    create: (fetch) => createGoogle({ apiKey, fetch }).video('veo-3.1-generate-preview'),
    accepted: { name: 'models/veo-3.1-generate-preview/operations/r-1' },
    options: { negativePrompt: 'rain', personGeneration: 'dont_allow' },
  },
  {
    service: 'vertex',
    create: (fetch) => createGoogleVertex({ apiKey, fetch }).video('veo-3.1-generate-001'),
    accepted: { name: 'projects/p/locations/l/models/veo-3.1-generate-001/operations/r-1' },
    options: {
      gcsOutputDirectory: 'gs://bucket/videos/',
      negativePrompt: 'rain',
      personGeneration: 'dont_allow',
    },
  },
  {
    service: 'xai',
    create: (fetch) => createXai({ apiKey, fetch }).video('grok-imagine-video-1.5'),
    accepted: { request_id: 'r-1' },
    options: { user: 'user-1' },
  },
  {
    service: 'replicate',
    create: (fetch) => createReplicate({ apiToken: apiKey, fetch }).video('minimax/video-01'),
    accepted: {
      id: 'r-1',
      status: 'starting',
      urls: { get: 'https://api.replicate.com/v1/predictions/r-1' },
    },
    options: { guidance_scale: 7, num_inference_steps: 30, prompt_optimizer: false },
  },
  {
    service: 'alibaba',
    create: (fetch) => createAlibaba({ apiKey, fetch }).videoModel('wan3.0-video'),
    accepted: { output: { task_status: 'PENDING', task_id: 'r-1' }, request_id: 'q-1' },
    options: { negativePrompt: 'rain', promptExtend: false, watermark: false },
  },
  {
    service: 'minimax',
    create: (fetch) => createMiniMax({ apiKey, fetch }).video('MiniMax-H3'),
    accepted: { task_id: 'r-1' },
    options: { aigcWatermark: true },
  },
  {
    service: 'black-forest-labs',
    create: (fetch) => createBlackForestLabs({ apiKey, fetch }).video('flux-3-video'),
    accepted: { id: 'r-1', polling_url: 'https://api.bfl.ai/v1/get_result?id=r-1' },
    options: { draft: true, safetyTolerance: 2 },
  },
];
