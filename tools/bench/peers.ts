/* Each client at its documented defaults, but for the address: a service on this machine. */
import { createFal } from '@ai-sdk/fal';
import { createFalClient } from '@fal-ai/client';
import { OpenRouter } from '@openrouter/sdk';
import Runway from '@runwayml/sdk';
import { createOpenaiVideo } from '@tanstack/ai-openai';
import { createRouter } from '@vid/core';
import { createRunway } from '@vid/runway';
import Replicate from 'replicate';
import { fileOrigin } from './answers.ts';

export const picture = 'https://example.com/image.jpg';
export const prompt = 'a cat dances';
export const apiKey = 'bench';

/** For clients that know one address only, and for links to a file, which some want to be https. */
export const redirectedTo =
  (service: string, part = ''): typeof fetch =>
  (url, init) =>
    fetch(
      typeof url === 'string'
        ? url.replace('https://queue.fal.run', `${service}/${part}`).replace(fileOrigin, service)
        : url,
      init,
    );

export function peersAt(service: string) {
  const gateway = createRunway({ api: 'gateway', apiKey, baseUrl: `${service}/runway` });
  const official = createRunway({ api: 'official', apiKey, baseUrl: `${service}/runway` });
  return {
    gateway,
    official,
    router: createRouter([official, gateway]),
    runway: new Runway({ apiKey, baseURL: `${service}/runway` }),
    fal: createFalClient({ credentials: apiKey, fetch: redirectedTo(service, 'fal') }),
    replicate: new Replicate({
      auth: apiKey,
      baseUrl: `${service}/replicate`,
      fetch: redirectedTo(service),
    }),
    openRouter: new OpenRouter({ apiKey, serverURL: `${service}/openrouter` }),
    aiSdk: createFal({ apiKey, fetch: redirectedTo(service, 'ai-sdk') }).video('bench'),
    tanstack: createOpenaiVideo('sora-2', apiKey, { baseURL: `${service}/tanstack` }),
  };
}
