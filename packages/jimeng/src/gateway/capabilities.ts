import type { Capabilities } from '@vid/core';

const map = "Jimeng's API reference for video 3.0, January 2026";
const checkedOn = '2026-01';

/** The vendor's hard limit, counted in characters, Chinese or English [doc]; the gateway publishes none. */
const prompt = { minLength: 1, maxLength: 800, countedIn: 'characters' } as const;
const aspectRatio = { oneOf: ['16:9', '9:16', '1:1', '4:3'] } as const;
const resolution = { oneOf: ['720p', '1080p'] } as const;
/** What the vendor makes; the gateway may ignore the field [guess]. */
const duration = { oneOf: [5, 10] } as const;
const link = { from: ['url'] } as const;
const linkOrBytes = { from: ['url', 'data'], mediaTypes: ['image/png', 'image/jpeg', 'image/webp'] } as const;

export const capabilities: Capabilities = {
  models: [
    {
      provider: 'jimeng',
      api: 'gateway',
      model: 'jimeng-video-3.0',
      checkedOn,
      rows: [
        {
          mode: 'text-to-video',
          evidence: 'documented',
          source: `${map}: text-to-video, 720P and 1080P`,
          requires: ['prompt'],
          accepts: { prompt, aspectRatio, resolution },
          defaults: { aspectRatio: '16:9', resolution: '1080p' },
        },
        {
          mode: 'image-to-video',
          evidence: 'documented',
          source: `${map}: first frame, or first and last frame; the picture decides the ratio`,
          requires: ['prompt', 'firstFrame'],
          accepts: { prompt, firstFrame: link, lastFrame: link, resolution },
          defaults: { resolution: '1080p' },
        },
        {
          mode: 'text-to-video',
          evidence: 'claimed',
          source:
            "the gateway's guide calls the length variable; its parameter table has no duration, so it may be ignored",
          requires: ['prompt'],
          accepts: { prompt, aspectRatio, resolution, duration },
          defaults: { aspectRatio: '16:9', resolution: '1080p' },
        },
        {
          mode: 'image-to-video',
          evidence: 'claimed',
          source:
            'clients of the gateway send ratio, length or image bytes along with a picture; ' +
            'Jimeng itself ignores the ratio then, and the gateway may ignore the length',
          requires: ['prompt', 'firstFrame'],
          accepts: {
            prompt,
            firstFrame: linkOrBytes,
            lastFrame: linkOrBytes,
            aspectRatio,
            resolution,
            duration,
          },
          defaults: { resolution: '1080p' },
        },
        {
          mode: 'reference-to-video',
          evidence: 'claimed',
          source:
            "the gateway's guide calls its images references; by its clients it takes the first as first frame and the second as last",
          requires: ['prompt', 'references'],
          accepts: { prompt, references: { ...linkOrBytes, maxItems: 2 }, aspectRatio, resolution, duration },
          defaults: { resolution: '1080p' },
        },
      ],
    },
  ],
  polling: [
    {
      provider: 'jimeng',
      api: 'gateway',
      minIntervalMs: 3_000,
      source:
        'a guess: no limit is published; clients of the gateway ask every 5 to 10 s, the fastest every 3 s',
    },
  ],
};
