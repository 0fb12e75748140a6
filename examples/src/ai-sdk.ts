import { createVid, type VidOptions, type VidProvider } from '@vid/ai-sdk';
import { createRouter, type VideoProvider, type VideoTask } from '@vid/core';
import { experimental_generateVideo as generateVideo } from 'ai';

/** `store` keeps each paid task, whatever becomes of the call. */
export const openVid = (providers: readonly VideoProvider[], store: (task: VideoTask) => Promise<void>) =>
  createVid(createRouter(providers), {
    onTask: store,
    routing: { prefer: 'cheapest', maxCost: { amount: 1, currency: 'USD' } },
  });

/** The best model that can do all of this; what it cannot do is refused by name, before anything is paid. */
export const paperBoat = (vid: VidProvider) =>
  generateVideo({
    model: vid.video('auto'), // or 'kling:kling-v2-6 (official)'
    prompt: 'A paper boat sails down a gutter in the rain.',
    aspectRatio: '16:9',
    duration: 5,
    providerOptions: { vid: { negativePrompt: 'people', needs: ['720p'] } satisfies VidOptions },
    download: vid.download,
  });
