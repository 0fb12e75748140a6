import type { MediaInput, ModelCapabilities, ProviderOptions, Submission, VideoTask } from '@vid/core';
import {
  type AcceptedRequest,
  append,
  carriedBy,
  type FieldWriters,
  inSeconds,
  isBytes,
  isPlace,
  mediaText,
  property,
  readOptions,
  referencePlaceholder,
  type SubmitRequest,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import type { Dialect } from './dialects.ts';
import { pixelsOf } from './pixels.ts';
import {
  filmPath,
  generationPath,
  optionsSchema,
  submitBody,
  type SubmitBody,
  videoPath,
  videosPath,
} from './schema.ts';

const dataUri = (media: MediaInput) => mediaText(media, 'data-uri');
/** Bytes, or a file that a dry run does not read. */
const isFile = (media: MediaInput) => isBytes(media) || isPlace(dataUri(media));

/** Whether the body is a form: always, or for the one picture that is bytes. */
const isForm = ({ body }: Dialect, { request: { firstFrame } }: AcceptedRequest) =>
  body === 'form' || (body === 'form-for-bytes' && firstFrame !== undefined && isFile(firstFrame));

function firstFrame(media: MediaInput, dialect: Dialect, accepted: AcceptedRequest) {
  const text = dataUri(media);
  if (isForm(dialect, accepted) && isFile(media)) return { input_reference: text };
  switch (dialect.pictures) {
    case 'image_url':
      return { input_reference: { image_url: text } };
    case 'text':
      return { input_reference: text };
    case 'image_reference':
      return { image_reference: JSON.stringify({ image_url: text }) };
    case 'images':
      return { images: append(text) };
    case 'start_image':
      return { start_image: text };
  }
}

const seconds = (duration: number, { length }: Dialect): Partial<SubmitBody> | undefined => {
  if (length === undefined || (length.isWhole === true && !Number.isInteger(duration))) return undefined;
  return { [length.field]: length.as === 'text' ? String(duration) : duration };
};

function pixels(size: string, dialect: Dialect): Partial<SubmitBody> {
  if (dialect.size === undefined) return { size };
  const [width = 0, height = 0] = size.split('x').map(Number);
  return { width, height };
}

/** Words for fields that only some dialects have. */
const ownWords = [
  ['seed', 'seed'],
  ['negativePrompt', 'negative_prompt'],
] as const;
const wordsOf = ({ more }: Dialect) =>
  ownWords.flatMap(([field, word]) => (more.includes(field) ? [word] : []));

const ownOptions = (all: ProviderOptions, { provider }: AcceptedRequest) => property(all, provider) ?? {};

const writersFor = (dialect: Dialect, sizes: ModelCapabilities['sizes']): FieldWriters<SubmitBody> => {
  const { more } = dialect;
  return {
    prompt: (prompt) => ({ prompt }),
    ...(more.includes('negativePrompt') && { negativePrompt: (negative_prompt) => ({ negative_prompt }) }),
    firstFrame: (media, accepted) => firstFrame(media, dialect, accepted),
    // In the list the second picture is the last frame, where there is a first one [relay].
    ...(more.includes('lastFrame') && {
      lastFrame: (media, { request }) => {
        if (request.firstFrame === undefined) return undefined;
        const text = dataUri(media);
        return dialect.pictures === 'start_image' ? { end_image: text } : { images: append(text) };
      },
    }),
    ...(more.includes('references') && {
      references: (all, { request }) =>
        request.firstFrame === undefined ? { images: append(...all.map(dataUri)) } : undefined,
    }),
    duration: inSeconds((duration) => seconds(duration, dialect)),
    size: (size) => pixels(size, dialect),
    resolution: (resolution, { request: { aspectRatio } }) => {
      const size = aspectRatio === undefined ? undefined : pixelsOf(resolution, aspectRatio, sizes);
      return size === undefined ? undefined : pixels(size, dialect);
    },
    aspectRatio: () => carriedBy('resolution'),
    ...(more.includes('seed') && { seed: (seed) => ({ seed }) }),
    ...(more.includes('audio') && { audio: (isOn) => ({ generate_sound: String(isOn) }) }),
    providerOptions: (all, accepted) =>
      readOptions(optionsSchema(wordsOf(dialect)), ownOptions(all, accepted), accepted).extra ?? {},
  };
};

/** In a form everything is text: what is none goes as JSON, which is what `false` and `7` are anyway. */
const asTexts = (body: object): object =>
  // oxlint-disable-next-line no-restricted-properties -- the schema says what it is
  Object.fromEntries(
    Object.entries(body).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );

/** The submit for a request that the table has accepted. */
export function toSubmit(
  accepted: AcceptedRequest,
  dialect: Dialect,
  sizes: ModelCapabilities['sizes'],
): SubmitRequest {
  const body = writeBody(submitBody, { model: accepted.wireModel }, writersFor(dialect, sizes), accepted);
  const path = dialect.answers === 'film' ? filmPath : videosPath;
  const named = { path, ...(dialect.takesKey && { headers: { 'idempotency-key': referencePlaceholder } }) };
  if (!isForm(dialect, accepted)) return { ...named, body };
  return { ...named, body: asTexts(body), form: ['input_reference'] };
}

/** Where a task of a relay is told of; the reference's route is all that others have. */
export const routes = [{ route: 'videos' }, { route: 'generations' }] as const;
export const toQuery = ({ id, lookup }: VideoTask): WireRequest => ({
  path: lookup?.['route'] === 'generations' ? generationPath(id) : videoPath(id),
});
export const toDelete = ({ id }: VideoTask): WireRequest => ({ method: 'DELETE', path: videoPath(id) });

/** The key of a submission, as its header has it. */
export const keyOf = ({ reference }: Submission): string => encodeURIComponent(reference);
/** The one task of a key, or none. */
export const toLookUp = (submission: Submission): WireRequest => ({
  path: `${videosPath}?key=${encodeURIComponent(keyOf(submission))}`,
});

/** The newest tasks of the account; one page, as it is for hints only. */
export const toList = (): WireRequest => ({ path: `${videosPath}?limit=100&order=desc` });
