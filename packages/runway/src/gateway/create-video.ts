import type { VideoRequest } from '@vid/core';

const createVideo =
  (model: string, duration: number) =>
  (imageUrl: string, promptText = '', ratio = '1280:768'): VideoRequest => ({
    model,
    firstFrame: imageUrl,
    prompt: promptText,
    duration,
    size: ratio.replace(':', 'x'),
  });

/** A request for 5 s from a picture at an https URL. `ratio` is in pixels, default `'1280:768'`. Sends nothing. */
export const createVideo5s = createVideo('runwayml-gen4_turbo-5', 5);

/** A request for 10 s from a picture at an https URL. `ratio` is in pixels, default `'1280:768'`. Sends nothing. */
export const createVideo10s = createVideo('runwayml-gen4_turbo-10', 10);
