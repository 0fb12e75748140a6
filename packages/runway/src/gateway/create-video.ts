import { readShape, type VideoRequest } from '@vid/core';

/** What else the guide's helpers set. */
export interface CreateVideoOptions extends Pick<VideoRequest, 'watermark' | 'seed'> {
  /** Pixels, `'1920:1080'`, or a ratio, `'16:9'`. Default `'1280:768'`. */
  readonly ratio?: string | undefined;
}

const createVideo =
  (model: string, duration: number) =>
  (imageUrl: string, promptText = '', options: string | CreateVideoOptions = {}): VideoRequest => {
    const { ratio = '1280:768', ...others } = typeof options === 'string' ? { ratio: options } : options;
    const { field, value } = readShape(ratio) ?? { field: 'size', value: ratio };
    return { model, firstFrame: imageUrl, prompt: promptText, duration, [field]: value, ...others };
  };

/** A request for 5 s from a picture at an https URL. In place of options a ratio will do, `'1280:768'`. Sends nothing. */
export const createVideo5s = createVideo('runwayml-gen4_turbo-5', 5);

/** A request for 10 s from a picture at an https URL. In place of options a ratio will do, `'1280:768'`. Sends nothing. */
export const createVideo10s = createVideo('runwayml-gen4_turbo-10', 10);
