/* A whole video by each client, as its documentation has it: started, waited for until it is there, and brought home. */
import { writeFile } from 'node:fs/promises';
import { EventType, generateVideo, getVideoJobStatus } from '@tanstack/ai';
import { waitForTask } from '@vid/core';
import { downloadVideo } from '@vid/core/download';
import { createDownload, experimental_generateVideo } from 'ai';
import { peersAt, picture, prompt, redirectedTo } from './peers.ts';

const forRunway = { promptImage: picture, promptText: prompt, ratio: '1280:720', duration: 5 } as const;

/** Rejects when there is no video in the end. */
export type Wait = (signal?: AbortSignal) => Promise<unknown>;

/** Those that have no wait are not in it. */
export function waitsAt(service: string): Readonly<Record<string, Wait>> {
  const { router, runway, fal, replicate, aiSdk, tanstack } = peersAt(service);
  const download = createDownload({ fetch: redirectedTo(service) });
  return {
    'vid: Runway (official), routed': async (signal) => {
      const request = { firstFrame: picture, prompt, duration: 5, aspectRatio: '16:9' } as const;
      const task = await router.generate({ ...request, model: 'gen4_turbo' }, { signal });
      return waitForTask(router, task, { signal });
    },
    '@runwayml/sdk': (signal) =>
      runway.imageToVideo
        .create({ ...forRunway, model: 'gen4_turbo' }, { signal })
        .waitForTaskOutput({ abortSignal: signal }),
    replicate: (signal) =>
      replicate.run('bench/bench', {
        input: { image: picture, prompt, duration: 5, aspect_ratio: '16:9' },
        signal,
      }),
    '@fal-ai/client': (signal) =>
      fal.subscribe('fal-ai/bench', {
        input: { image_url: picture, prompt, duration: 5, aspect_ratio: '16:9' },
        abortSignal: signal,
      }),
    'ai with @ai-sdk/fal': (signal) =>
      experimental_generateVideo({
        model: aiSdk,
        prompt: { text: prompt, image: picture },
        duration: 5,
        aspectRatio: '16:9',
        download,
        abortSignal: signal,
      }),
    '@tanstack/ai with ai-openai': async (signal) => {
      const events = generateVideo({
        adapter: tanstack,
        prompt,
        duration: 4,
        stream: true,
        debug: false,
        abortSignal: signal,
      });
      for await (const event of events)
        if (event.type === EventType.RUN_ERROR)
          throw Object.assign(new Error(event.message), { name: event.type });
    },
  };
}

/** Writes the video to a file. */
export type Download = (path: string) => Promise<unknown>;

/** Those that give a link and no more are not in it. */
export function downloadsAt(service: string): Readonly<Record<string, Download>> {
  const { replicate, openRouter, aiSdk, tanstack } = peersAt(service);
  return {
    'vid: Runway (official), routed': (path) =>
      downloadVideo({ url: `${service}/film.mp4` }, path, { allowHosts: [new URL(service).host] }),
    replicate: async (path) => {
      const output = await replicate.run('bench/bench', { input: { image: picture, prompt } });
      if (output instanceof ReadableStream) await writeFile(path, output);
      else throw new Error('There is no file.');
    },
    '@openrouter/sdk': async (path) => {
      const videoGenerationRequest = { model: 'bench/bench', prompt, duration: 5 };
      const { id: jobId } = await openRouter.videoGeneration.generate({ videoGenerationRequest });
      await writeFile(path, await openRouter.videoGeneration.getVideoContent({ jobId }));
    },
    'ai with @ai-sdk/fal': async (path) => {
      const { video } = await experimental_generateVideo({
        model: aiSdk,
        prompt: { text: prompt, image: picture },
        download: createDownload({ fetch: redirectedTo(service) }),
      });
      await writeFile(path, video.uint8Array);
    },
    '@tanstack/ai with ai-openai': async (path) => {
      const { jobId } = await generateVideo({ adapter: tanstack, prompt, debug: false });
      const { url, error } = await getVideoJobStatus({ adapter: tanstack, jobId });
      // A `data:` link, in which the file is a text.
      if (url === undefined) throw new Error(error);
      await writeFile(path, Buffer.from(url.slice(url.indexOf(',') + 1), 'base64'));
    },
  };
}
