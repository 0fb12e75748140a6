import type {
  Experimental_VideoModelV4CallOptions as CallOptions,
  Experimental_VideoModelV4File as File,
  Experimental_VideoModelV4FrameImage as FrameImage,
} from '@ai-sdk/provider';
import type { MediaInput } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  type FieldWriters,
  inSeconds,
  isBytes,
  placeOf,
  property,
  toBase64,
  writeBody,
} from '@vid/core/provider-kit';
import * as z from '@vid/core/zod';
import { type JsonObject, toJson } from '../json.ts';
import type { ServiceFacts } from './services.ts';

/* A request as `doStart` takes it. */

/** The fields of a call that say what to make. Not among them: frames per second, which a request cannot ask for. */
export type StartCall = Omit<CallOptions, 'fps' | 'abortSignal' | 'headers'> & {
  readonly fps: undefined;
  readonly webhookUrl?: string;
};

type Kind = 'image' | 'video' | 'audio';

const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  mp4: 'video/mp4',
  m4v: 'video/mp4',
  mov: 'video/quicktime',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  m4a: 'audio/mp4',
};

const endOf = (url: string): string | undefined =>
  URL.canParse(url) ? /\.(\w+)$/.exec(new URL(url).pathname.toLowerCase())?.[1] : undefined;

/** A reference needs its kind, since packages decide by it; a frame is always a picture. */
function fileOf(media: MediaInput, kind?: Kind): File {
  if (typeof media !== 'string')
    return isBytes(media)
      ? { type: 'file', data: media.data, mediaType: media.mediaType }
      : { type: 'url', url: placeOf(media) };
  if (kind === undefined) return { type: 'url', url: media };
  const told = mediaTypes[endOf(media) ?? ''];
  return { type: 'url', url: media, mediaType: told?.startsWith(kind) === true ? told : `${kind}/*` };
}

const isRatio = (text: string): text is `${number}:${number}` => /^\d+:\d+$/.test(text);
const isPixels = (text: string): text is `${number}x${number}` => /^\d+x\d+$/.test(text);
const isOptions = (options: unknown): options is JsonObject =>
  typeof options === 'object' && options !== null;

/** Alone a picture is `image`, as the AI SDK has it for `prompt.image`; beside a last frame it is both. */
const frame = (media: MediaInput, frameType: FrameImage['frameType']): FrameImage => ({
  image: fileOf(media),
  frameType,
});

const isClipName = (url: string) => /\.(mp4|mov)([?#]|$)/i.test(url);

/** Links whose names say another kind than they are, where the package goes by the name alone. */
const isMisread = (media: readonly MediaInput[], kind: Kind, { clipsByName }: ServiceFacts) =>
  clipsByName === true &&
  media.some((one) => typeof one === 'string' && isClipName(one) !== (kind === 'video'));

const writersOf = (facts: ServiceFacts): FieldWriters<StartCall> => {
  const listed = (kind: Kind) => (media: readonly MediaInput[]) =>
    isMisread(media, kind, facts)
      ? undefined
      : { inputReferences: append(...media.map((one) => fileOf(one, kind))) };
  return {
    prompt: (prompt) => ({ prompt }),
    firstFrame: (media, { request }) => ({
      image: fileOf(media),
      ...(request.lastFrame !== undefined && { frameImages: append(frame(media, 'first_frame')) }),
    }),
    lastFrame: (media) => ({ frameImages: append(frame(media, 'last_frame')) }),
    references: listed('image'),
    referenceVideos: listed('video'),
    referenceAudio: listed('audio'),
    duration: inSeconds((duration) => ({ duration })),
    aspectRatio: (ratio) => (ratio === 'adaptive' || isRatio(ratio) ? { aspectRatio: ratio } : undefined),
    size: (size) => (isPixels(size) ? { resolution: size } : undefined),
    resolution: (resolution) => {
      const pixels = facts.pixels[resolution];
      return pixels === undefined ? undefined : { resolution: pixels };
    },
    audio: (generateAudio) => ({ generateAudio }),
    seed: (seed) => ({ seed }),
    callbackUrl: (webhookUrl) => ({ webhookUrl }),
    providerOptions: (options, { provider }) => {
      const own: unknown = property(options, provider);
      return isOptions(own) ? { providerOptions: { [facts.optionsKey]: own } } : undefined;
    },
  };
};

const nothing: StartCall = {
  prompt: undefined,
  n: 1,
  aspectRatio: undefined,
  resolution: undefined,
  duration: undefined,
  fps: undefined,
  seed: undefined,
  image: undefined,
  frameImages: undefined,
  inputReferences: undefined,
  generateAudio: undefined,
  providerOptions: {},
};

/** The package has a schema of its own; ours only says of what type the whole is. */
const schema = z.custom<StartCall>((value) => typeof value === 'object');

/** Throws `VideoError('unsupported')` for a field that a call has no place for. */
export function startCallOf(accepted: AcceptedRequest, facts: ServiceFacts): StartCall {
  return { ...nothing, ...writeBody(schema, {}, writersOf(facts), accepted) };
}

/** The call as plain JSON, bytes as base64: what is shown, and what a fingerprint is of. Made when it is read. */
export const shownCall = (call: StartCall) => ({ toJSON: () => toJson(call, toBase64) });
