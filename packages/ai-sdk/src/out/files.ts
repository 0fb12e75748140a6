import type {
  Experimental_VideoModelV4CallOptions as Call,
  Experimental_VideoModelV4File as File,
} from '@ai-sdk/provider';
import type { MediaInput, Problem, VideoRequest } from '@vid/core';

/* The files of a call as the media of a request. */

const bytesOf = (base64: string): Uint8Array =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

function mediaOf(file: File): MediaInput {
  if (file.type === 'url') return file.url;
  const { data, mediaType } = file;
  return { data: typeof data === 'string' ? bytesOf(data) : data, mediaType };
}

/** The ends of names, for links of which nobody says what they are. */
const kinds = { video: /\.(mp4|m4v|mov|webm|mkv)$/i, audio: /\.(mp3|wav|m4a|aac|ogg|flac)$/i } as const;

const lists = { image: 'references', video: 'referenceVideos', audio: 'referenceAudio' } as const;

function kindOf(file: File): keyof typeof lists {
  const { mediaType } = file;
  if (mediaType !== undefined) {
    if (mediaType.startsWith('video/')) return 'video';
    return mediaType.startsWith('audio/') ? 'audio' : 'image';
  }
  const path = file.type === 'url' && URL.canParse(file.url) ? new URL(file.url).pathname : '';
  if (kinds.video.test(path)) return 'video';
  return kinds.audio.test(path) ? 'audio' : 'image';
}

function references(files: readonly File[]): VideoRequest {
  const byKind = Map.groupBy(files, kindOf);
  const listed = (kind: keyof typeof lists) => byKind.get(kind)?.map(mediaOf);
  const [images, videos, audio] = [listed('image'), listed('video'), listed('audio')];
  return {
    ...(images !== undefined && { [lists.image]: images }),
    ...(videos !== undefined && { [lists.video]: videos }),
    ...(audio !== undefined && { [lists.audio]: audio }),
  };
}

type Files = Pick<Call, 'image' | 'frameImages' | 'inputReferences'>;

/** `image` and the first frame are the same picture: the AI SDK copies the frame there. */
const imageOf = ({ image, frameImages = [] }: Files): File | undefined =>
  frameImages.find(({ frameType }) => frameType === 'first_frame')?.image ?? image;

export function filesOf(call: Files): VideoRequest {
  const { frameImages = [], inputReferences = [] } = call;
  const first = imageOf(call);
  const last = frameImages.find(({ frameType }) => frameType === 'last_frame')?.image;
  return {
    ...(first !== undefined && { firstFrame: mediaOf(first) }),
    ...(last !== undefined && { lastFrame: mediaOf(last) }),
    ...references(inputReferences),
  };
}

const isSet = (options: File['providerOptions']) => options !== undefined && Object.keys(options).length > 0;

/** What of the files has no place in a request. */
export function fileProblems(call: Files): readonly Problem[] {
  const { image, frameImages = [], inputReferences = [] } = call;
  const problems: Problem[] = [];
  for (const type of ['first_frame', 'last_frame']) {
    const items = frameImages.filter(({ frameType }) => frameType === type).length;
    if (items > 1)
      problems.push({ code: 'too-many-items', field: `frameImages (${type})`, asked: { items }, max: 1 });
  }
  if (image !== undefined && image !== imageOf(call))
    problems.push({ code: 'set-twice', field: 'image', asked: 'image', means: 'firstFrame' });
  const files: readonly (readonly [field: string, file: File | undefined])[] = [
    ['image', frameImages.some((frame) => frame.image === image) ? undefined : image],
    ...frameImages.map((frame, index) => [`frameImages.${index}.image`, frame.image] as const),
    ...inputReferences.map((file, index) => [`inputReferences.${index}`, file] as const),
  ];
  for (const [field, file] of files)
    if (isSet(file?.providerOptions))
      problems.push({ code: 'unknown-field', field: `${field}.providerOptions` });
  return problems;
}
