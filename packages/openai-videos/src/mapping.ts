import type {
  MediaInput,
  ModelCapabilities,
  ProviderOptions,
  Submission,
  TaskFailure,
  VideoTask,
} from '@vid/core';
import {
  type AcceptedRequest,
  append,
  type CandidateTask,
  carriedBy,
  type FieldWriters,
  inSeconds,
  isBytes,
  isModeration,
  isPlace,
  linkIn,
  mediaText,
  noReason,
  property,
  readOptions,
  type SubmittedTask,
  type SubmitRequest,
  type TaskReading,
  type WireRequest,
  writeBody,
} from '@vid/core/provider-kit';
import { readAnswer } from '@vid/gateway';
import * as z from 'zod/mini';
import type { Dialect } from './dialects.ts';
import { pixelsOf } from './pixels.ts';
import {
  contentPath,
  filmAnswer,
  filmPath,
  generationPath,
  optionsSchema,
  submitBody,
  type SubmitBody,
  video,
  type VideoAnswer,
  videoList,
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
      readOptions(optionsSchema, ownOptions(all, accepted), accepted).extra ?? {},
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
  if (!isForm(dialect, accepted)) return { path, body };
  return { path, body: asTexts(body), form: ['input_reference'] };
}

/** Where a task of a relay is told of; the reference's route is all that others have. */
export const routes = [{ route: 'videos' }, { route: 'generations' }] as const;
export const toQuery = ({ id, lookup }: VideoTask): WireRequest => ({
  path: lookup?.['route'] === 'generations' ? generationPath(id) : videoPath(id),
});
export const toDelete = ({ id }: VideoTask): WireRequest => ({ method: 'DELETE', path: videoPath(id) });

/** The task that a submit made. A number is no id: at relays `data.id` is that of a row [relay]. */
const accepted = z.union([
  z.object({ id: z.string().check(z.minLength(1)) }),
  z.pipe(
    z.object({ task_id: z.string().check(z.minLength(1)) }),
    z.transform(({ task_id }) => ({ id: task_id })),
  ),
]);
export const readAccepted = (json: unknown): { readonly id: string } | undefined =>
  z.safeParse(accepted, json).data ?? z.safeParse(accepted, property(json, 'data')).data;

/** The film that a submit made. Where it has no id, its link has a name. */
export function readFilm(json: unknown): SubmittedTask | undefined {
  const { data } = z.safeParse(filmAnswer, json);
  const [url] = data?.data.map((one) => one.url) ?? [];
  if (data === undefined || url === undefined) return undefined;
  const { id = url.split(/[?#]/, 1)[0]?.split('/').at(-1) } = data;
  return id === undefined || id === '' ? undefined : { id, end: { status: 'completed', videos: [{ url }] } };
}

const reasons: Readonly<Record<string, TaskFailure['reason']>> = {
  moderation_blocked: 'content-policy',
  content_policy_violation: 'content-policy',
  invalid_input: 'invalid-input',
  invalid_request_error: 'invalid-input',
  upstream_error: 'provider-error',
  server_error: 'provider-error',
  timeout: 'provider-error',
  expired: 'expired',
};

function failureOf({ status, error }: VideoAnswer): TaskFailure {
  const { code, message } = typeof error === 'string' ? { code: undefined, message: error } : (error ?? {});
  const providerCode = code === undefined || code === '' ? undefined : String(code);
  const isExpired = status?.toLowerCase() === 'expired';
  const said = message === undefined || message === '' ? undefined : message;
  const isModerated = isModeration(`${providerCode ?? ''} ${said ?? ''}`);
  return {
    reason:
      (providerCode === undefined ? undefined : reasons[providerCode]) ??
      (isModerated ? 'content-policy' : isExpired ? 'expired' : 'unknown'),
    message: said ?? providerCode ?? (isExpired ? 'the service says: expired' : noReason.message),
    ...(providerCode !== undefined && { providerCode }),
  };
}

/** The reference's object. `root`: where the service is. */
function readVideo(json: unknown, { link }: Dialect, root: string): TaskReading | undefined {
  const { data } = z.safeParse(video, json);
  if (data === undefined) return undefined;
  const { id, status, progress, expires_at: expires = 0 } = data;
  const told = link === 'told' ? linkIn(json, root) : undefined;
  const duration = Number(data.seconds ?? 0);
  return {
    id,
    status,
    ...(progress !== undefined && { progress: Math.min(Math.max(progress, 0), 100) / 100 }),
    videos: [
      {
        url: told ?? root + contentPath(id),
        ...(duration > 0 && Number.isFinite(duration) && { duration }),
        ...(expires > 0 && { expiresAt: new Date(expires * 1000).toISOString() }),
      },
    ],
    failure: failureOf(data),
  };
}

/** In which places a relay says what, inside the family's usual envelopes. */
const relayPlaces = {
  status: ['status'],
  links: ['metadata.url', 'result_url'],
  duration: ['seconds'],
  reason: ['error.message'],
  reasonCode: ['error.code'],
} as const;

function readRelayed(
  json: unknown,
  task: VideoTask,
  { statuses }: Dialect,
  root: string,
): TaskReading | undefined {
  const reading = readAnswer(json, task, { ...relayPlaces, statuses }, root);
  if (reading === undefined) return undefined;
  // rc.30 tells no link at all [client, observed]: the file's route answers then.
  const videos = reading.videos?.map(({ url = root + contentPath(task.id), ...others }) => ({
    url,
    ...others,
  }));
  return videos === undefined ? reading : { ...reading, videos };
}

/** What an answer says of a task; `undefined`: it holds none. */
export const readTask = (
  json: unknown,
  task: VideoTask,
  dialect: Dialect,
  root: string,
): TaskReading | undefined =>
  dialect.answers === 'relay' ? readRelayed(json, task, dialect, root) : readVideo(json, dialect, root);

/** The newest tasks of the account; one page, as it is for hints only. */
export const toList = (): WireRequest => ({ path: `${videosPath}?limit=100&order=desc` });

/** Of clocks that differ, and of how long a submit may take, in milliseconds [guess]. */
const [before, after] = [120_000, 600_000];

/** Tasks of the submit's time whose model, prompt, length and size are its own, as far as the list tells them. */
export function readAlike(
  json: unknown,
  { submittedAt }: Submission,
  body: object,
): readonly CandidateTask[] {
  const at = Date.parse(submittedAt);
  const asked: Partial<SubmitBody> = z.safeParse(submitBody, body).data ?? {};
  const items = z.safeParse(videoList, json).data?.data ?? [];
  return items.flatMap((item): readonly CandidateTask[] => {
    const { data } = z.safeParse(video, item);
    if (data?.created_at === undefined) return [];
    const created = data.created_at * 1000;
    const isAlike = (['model', 'prompt', 'seconds', 'size'] as const).every((name) => {
      const [theirs, ours] = [data[name], asked[name]];
      return theirs === undefined || ours === undefined || String(theirs) === String(ours);
    });
    const isOfItsTime = created >= at - before && created <= at + after;
    return isAlike && isOfItsTime ? [{ id: data.id, createdAt: new Date(created).toISOString() }] : [];
  });
}
