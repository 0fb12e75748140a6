import {
  type CallOptions,
  type MediaInput,
  type QueryOutcome,
  VideoError,
  type VideoProvider,
  type VideoRequest,
  type VideoTask,
} from '@vid/core';
import {
  carriedBy,
  type HttpProviderDefinition,
  mediaOf,
  mediaText,
  newTask,
  refused,
  withMedia,
} from '@vid/core/provider-kit';
import type { TestFetch } from '@vid/testkit';
import * as z from 'zod/mini';
import type { FixtureFault } from './fixture.ts';
import { errors, type Fault, jobIn, looseSchema, readingOf } from './provider.ts';
import { uploading } from './uploads.ts';

/** A provider with one fault, and the case of the suite that must see it. */
export interface BrokenProvider {
  readonly caughtBy: string;
  /** What the failure says. Default: anything. */
  readonly says?: RegExp;
  readonly fault?: Fault;
  readonly fixture?: FixtureFault;
}

const taken =
  'is what the service takes: each value of each field, on every row, with the submit as the dry run shows it';
const distinct = 'has each accepted value on the wire, unlike every other and unlike none, on every row';
const meant = 'is read by the service as it was meant: every field and every default, on every row';
const named =
  'sends the name that overrides give a model, and writes one that they add like the one that it is like';
const asBytes =
  'are sent as their bytes are, and shown so in a dry run: a File, a URL and its text, streams, on every row that takes bytes';
const keepsSecrets = 'tells no key, signed query or bytes in any error';
const aborts = 'stops at once when aborted, before and in the middle of a call';
const nowhere = () => carriedBy('model');
const secondsOf = (seconds: number | 'auto') => ({
  seconds: seconds === 'auto' ? ('free' as const) : seconds,
});

const words = ['waiting', 'busy', 'done', 'broken', 'expired', 'stopped'];

const isSubmit = (request: Request) => request.method === 'POST';
const isCancel = (request: Request) => request.method === 'DELETE';
const isQuery = ({ method, url }: Request) => method === 'GET' && !url.includes('?');
const isLookUp = ({ method, url }: Request) => method === 'GET' && url.includes('?name=');
const isBatch = ({ method, url }: Request) => method === 'GET' && url.includes('?ids=');

/** Changes what goes out, or what comes back, for some calls. */
const between =
  (
    isMeant: (request: Request) => boolean,
    change: (request: Request, send: (request: Request) => Promise<Response>) => Promise<Response>,
  ) =>
  (inner: TestFetch): TestFetch =>
  async (input, init) => {
    const request = new Request(input, init);
    const send = async (one: Request) => inner(one);
    return isMeant(request) ? change(request, send) : send(request);
  };

const withoutCallersHeader = (isMeant: (request: Request) => boolean) =>
  between(isMeant, async (request, send) => {
    const headers = new Headers(request.headers);
    headers.delete('x-planted-by-the-caller');
    return send(new Request(request, { headers }));
  });

/** A provider that does one of its calls in another way. */
const instead =
  (
    change: (right: VideoProvider, apiKey: string) => Partial<VideoProvider>,
  ): NonNullable<Fault['provider']> =>
  (right, { apiKey = '' }) => ({ ...right, ...change(right, apiKey) });

const onError = (act: (error: VideoError, apiKey: string) => unknown): NonNullable<Fault['provider']> =>
  instead((right, apiKey) => ({
    generate: (request, options) =>
      right.generate(request, options).catch((error: unknown) => {
        throw error instanceof VideoError ? act(error, apiKey) : error;
      }),
  }));

/** What a query makes of an answer, read once more by hand. */
const reading = (read: (right: ReturnType<typeof readingOf>) => ReturnType<typeof readingOf>): Fault => ({
  definition: (right) => ({
    ...right,
    query: {
      ...right.query,
      readTask: (json) => {
        const found = jobIn(json);
        return found && read(readingOf(found));
      },
    },
  }),
});

/** A success whatever its links are. */
const succeeding = (url: string | undefined): Fault => ({
  provider: instead((right) => ({
    query: (task, options) =>
      right.query(task, options).catch((error: unknown): VideoTask => {
        if (!(error instanceof VideoError) || error.reportedStatus !== 'succeeded') throw error;
        return { ...task, status: 'succeeded', videos: url === undefined ? [] : [{ url }] };
      }),
  })),
});

/** A provider that asks about several tasks in another way. */
const askingMany = (
  change: (
    tasks: readonly VideoTask[],
    ask: (tasks: readonly VideoTask[], options?: CallOptions) => Promise<readonly QueryOutcome[]>,
    options: CallOptions | undefined,
  ) => Promise<readonly QueryOutcome[]>,
): Fault => ({
  provider: instead((right) => ({
    queryMany: (tasks, options) =>
      change(tasks, async (...call) => (await right.queryMany?.(...call)) ?? [], options),
  })),
});

/** What it reads of a batch, read in another way. */
const readingMany = (
  change: (right: NonNullable<HttpProviderDefinition['queryMany']>) => Partial<typeof right>,
): Fault => ({
  definition: ({ queryMany, ...right }) => ({
    ...right,
    ...(queryMany !== undefined && { queryMany: { ...queryMany, ...change(queryMany) } }),
  }),
});

const without = <Options extends CallOptions>({ signal: _signal, ...options }: Options) => options;

/** Every file of a request as something else, when it is sent. */
const misreading = (read: (media: MediaInput) => MediaInput | Promise<MediaInput>): Fault => ({
  provider: instead((right) => ({
    generate: async (request, options) => {
      const others = new Map<MediaInput, MediaInput>();
      for (const { media } of mediaOf(request)) others.set(media, await read(media));
      return right.generate(
        withMedia(request, (media) => others.get(media) ?? media),
        options,
      );
    },
  })),
});

async function firstPieceOf(stream: AsyncIterable<Uint8Array>): Promise<Blob> {
  for await (const piece of stream) return new Blob([Uint8Array.from(piece)]);
  return new Blob();
}

/** A dry run that is changed for requests with such a file. */
const shownAs = (
  isMeant: (media: MediaInput) => boolean,
  change: (
    request: VideoRequest,
    show: () => ReturnType<VideoProvider['prepare']>,
  ) => ReturnType<VideoProvider['prepare']>,
): Fault => ({
  provider: instead((right) => ({
    prepare: (request) => {
      const show = () => right.prepare(request);
      return mediaOf(request).some(({ media }) => isMeant(media)) ? change(request, show) : show();
    },
  })),
});

const table =
  (change: (text: string) => string): NonNullable<Fault['table']> =>
  (right) =>
    JSON.parse(change(JSON.stringify(right)));

const statusWord = (word: string, status: 'running') => ({
  definition: (right: Parameters<NonNullable<Fault['definition']>>[0]) => ({
    ...right,
    statuses: { ...right.statuses, [word]: status },
  }),
});

export const brokenProviders: Readonly<Record<string, BrokenProvider>> = {
  'seed 0 is dropped': {
    caughtBy: distinct,
    says: /boat-1, seed[\s\S]*another wire than without the field/,
    fault: { writers: { seed: (seed) => (seed === 0 ? nowhere() : { seed }) } },
  },
  'the callback is dropped': {
    caughtBy: distinct,
    says: /callbackUrl/,
    fault: { writers: { callbackUrl: nowhere } },
  },
  'watermark: false is dropped': {
    caughtBy: distinct,
    says: /watermark/,
    fault: { writers: { watermark: (mark) => (mark ? { mark } : nowhere()) } },
  },
  'an empty prompt is dropped': {
    caughtBy: distinct,
    says: /prompt/,
    fault: { writers: { prompt: (text) => (text === '' ? nowhere() : { text }) } },
  },
  'an empty negative prompt is dropped': {
    caughtBy: meant,
    says: /negativePrompt/,
    fault: { writers: { negativePrompt: (not) => (not === '' ? nowhere() : { not }) } },
  },
  'the default of a row is not sent': {
    caughtBy: meant,
    says: /duration[\s\S]*says nothing/,
    fault: { writers: { duration: (seconds) => (seconds === 5 ? nowhere() : secondsOf(seconds)) } },
  },
  'a default of a row differs from its value': {
    caughtBy: 'has the defaults of its rows on the wire',
    says: /quality/,
    fault: {
      provider: instead((right) => ({
        prepare: (request) => {
          const prepared = right.prepare(request);
          if (request.quality !== undefined || typeof prepared.body !== 'object') return prepared;
          return { ...prepared, body: { ...prepared.body, tier: 'best' } };
        },
      })),
    },
  },
  'the last frame is dropped': {
    caughtBy: distinct,
    says: /lastFrame/,
    fault: { writers: { lastFrame: nowhere } },
  },
  'a field is dropped on one row only': {
    caughtBy: distinct,
    says: /boat-1, seed[\s\S]*image-to-video/,
    fault: { writers: { seed: (seed, { mode }) => (mode === 'image-to-video' ? nowhere() : { seed }) } },
  },
  'duration + 1': {
    caughtBy: meant,
    says: /duration[\s\S]*which says 5[\s\S]*expected: 4/,
    fault: { writers: { duration: (seconds) => secondsOf(seconds === 'auto' ? seconds : seconds + 1) } },
  },
  'a fraction of a second is rounded': {
    caughtBy: meant,
    says: /duration/,
    fault: {
      writers: { duration: (seconds) => secondsOf(seconds === 'auto' ? seconds : Math.round(seconds)) },
    },
  },
  'the table has no steps': {
    caughtBy: taken,
    says: /duration[\s\S]*in steps of five/,
    fault: { table: table((text) => text.replace('"max":17,"step":5', '"max":17')) },
  },
  'a step between is rounded to the nearest that is common': {
    caughtBy: distinct,
    says: /sail-1[\s\S]*duration/,
    fault: { writers: { duration: (seconds) => secondsOf(seconds === 10 ? 5 : seconds) } },
  },
  'a step of an option is cut off': {
    caughtBy: meant,
    says: /frames/,
    fault: {
      body: (body) => ({ ...body, ...(body.frames !== undefined && { frames: Math.min(body.frames, 149) }) }),
    },
  },
  'the length that the model chooses is dropped': {
    caughtBy: meant,
    says: /duration[\s\S]*which says nothing[\s\S]*"auto"/,
    fault: {
      writers: { duration: (seconds) => (seconds === 'auto' ? nowhere() : secondsOf(seconds)) },
    },
  },
  'the default stands for the length that the model chooses': {
    caughtBy: distinct,
    says: /sail-1[\s\S]*duration/,
    fault: { writers: { duration: (seconds) => secondsOf(seconds === 'auto' ? 5 : seconds) } },
  },
  'the ratio that the model chooses is replaced': {
    caughtBy: distinct,
    says: /aspectRatio/,
    fault: { writers: { aspectRatio: (shape) => ({ shape: shape === 'adaptive' ? '16:9' : shape }) } },
  },
  'a model chooses that cannot': {
    caughtBy: taken,
    says: /duration[\s\S]*chooses nothing/,
    fault: { table: table((text) => text.replace('"oneOf":[4,8,12]', '"oneOf":[4,8,12],"auto":true')) },
  },
  'the table lacks what excludes each other': {
    caughtBy: taken,
    says: /frames or seconds/,
    fault: {
      table: table((text) =>
        text.replace('"atMostOne":[["duration","providerOptions.paperboat.frames"]],', ''),
      ),
    },
  },
  'the table lacks what a field needs beside it': {
    caughtBy: taken,
    says: /a seed needs a style/,
    fault: {
      table: table((text) =>
        text.replace('"requiresWith":[{"field":"seed","anyOf":["providerOptions.paperboat.style"]}],', ''),
      ),
    },
  },
  'a seed of any size is cut off': {
    caughtBy: meant,
    says: /sail-1, seed/,
    fault: {
      writers: { seed: (seed, { model }) => ({ seed: model === 'sail-1' ? Math.min(seed, 5) : seed }) },
    },
  },
  'a size of any kind is rounded to a known one': {
    caughtBy: distinct,
    says: /sail-1, size/,
    fault: {
      writers: { size: (pixels, { model }) => ({ pixels: model === 'sail-1' ? '1280x720' : pixels }) },
    },
  },
  'a text without a limit is cut short': {
    caughtBy: meant,
    says: /prompt/,
    fault: { writers: { prompt: (text) => ({ text: text.slice(0, 2000) }) } },
  },
  'audio is inverted': {
    caughtBy: meant,
    says: /audio/,
    fault: { writers: { audio: (audio) => ({ sound: audio ? 'off' : 'on' }) } },
  },
  'an option is inverted': {
    caughtBy: meant,
    says: /providerOptions\.paperboat\.loop/,
    fault: { body: (body) => ({ ...body, ...(body.loop !== undefined && { loop: !body.loop }) }) },
  },
  'an option is dropped': {
    caughtBy: distinct,
    says: /providerOptions\.paperboat\.warmth/,
    fault: { body: ({ warmth: _warmth, ...body }) => body },
  },
  'first and last frame are swapped': {
    caughtBy: meant,
    says: /firstFrame/,
    fault: {
      body: ({ first, last, ...body }) => ({
        ...body,
        ...(last !== undefined && { first: last, last: first }),
        ...(last === undefined && first !== undefined && { first }),
      }),
    },
  },
  'prompt and negative prompt are swapped': {
    caughtBy: meant,
    says: /negativePrompt/,
    fault: {
      body: ({ text, not, ...body }) => ({
        ...body,
        ...(not === undefined ? { text } : { text: not, not: text }),
      }),
    },
  },
  'one reference of many is sent': {
    caughtBy: distinct,
    says: /references/,
    fault: {
      writers: {
        references: (media) => ({ pictures: media.slice(0, 1).map((one) => mediaText(one, 'data-uri')) }),
      },
    },
  },
  'references are sent in another order': {
    caughtBy: meant,
    says: /references/,
    fault: {
      writers: {
        references: (media) => ({ pictures: media.map((one) => mediaText(one, 'data-uri')).toReversed() }),
      },
    },
  },
  'bytes go without their prefix': {
    caughtBy: taken,
    says: /firstFrame/,
    fault: { writers: { firstFrame: (media) => ({ first: mediaText(media, 'base64') }) } },
  },
  'a Blob is read as text': {
    caughtBy: asBytes,
    says: /boat-1, firstFrame[\s\S]*for a File: what the bytes make/,
    fault: misreading(async (media) =>
      media instanceof Blob
        ? { data: new TextEncoder().encode(await media.text()), mediaType: media.type }
        : media,
    ),
  },
  'the end of a Blob is lost': {
    caughtBy: asBytes,
    says: /boat-2, sourceVideo[\s\S]*for a File: what the bytes make/,
    fault: misreading((media) => (media instanceof Blob ? media.slice(0, -1, media.type) : media)),
  },
  'a Blob is refused': {
    caughtBy: asBytes,
    says: /no files here[\s\S]*for a File: a task: the row takes the bytes/,
    fault: misreading((media) => {
      if (media instanceof Blob) throw new VideoError('unsupported', 'no files here');
      return media;
    }),
  },
  'a file is taken for a link': {
    caughtBy: asBytes,
    says: /boat-1, references[\s\S]*for a file: URL: what the bytes make/,
    fault: misreading((media) => (media instanceof URL ? `https://example.com${media.pathname}` : media)),
  },
  'a path is read once, and taken for every other': {
    caughtBy: asBytes,
    says: /boat-1, lastFrame[\s\S]*for the text of a file: URL: what the bytes make/,
    fault: misreading(
      ((first: MediaInput | undefined) => (media: MediaInput) => {
        if (typeof media !== 'string' || !media.startsWith('file:')) return media;
        first ??= media;
        return first;
      })(undefined),
    ),
  },
  'the first piece of a stream is taken for all': {
    caughtBy: asBytes,
    says: /for a stream of pieces/,
    fault: misreading((media) =>
      typeof media === 'object' && Symbol.asyncIterator in media && !(media instanceof ReadableStream)
        ? firstPieceOf(media)
        : media,
    ),
  },
  'a web stream is read by the dry run': {
    caughtBy: asBytes,
    says: /for a web stream: a task: the row takes the bytes/,
    fault: shownAs(
      (media) => media instanceof ReadableStream,
      (request, show) => {
        for (const { media } of mediaOf(request))
          if (media instanceof ReadableStream) void new Response(media).arrayBuffer();
        return show();
      },
    ),
  },
  'the dry run shows a file with another size': {
    caughtBy: asBytes,
    says: /for a file: URL: what the dry run shows: .*, 12345 bytes/,
    fault: shownAs(
      (media) => media instanceof URL,
      (_request, show) => {
        const shown = show();
        return {
          ...shown,
          body: JSON.parse(JSON.stringify(shown.body).replaceAll(/, \d+ bytes/g, ', 12345 bytes')),
        };
      },
    ),
  },
  'the dry run leaves a file out': {
    caughtBy: asBytes,
    says: /for a File: what the dry run shows/,
    fault: shownAs(
      (media) => media instanceof Blob,
      (_request, show) => {
        const shown = show();
        return {
          ...shown,
          body: JSON.parse(
            JSON.stringify(shown.body, (_key, value) =>
              typeof value === 'string' && value.startsWith('{file') ? undefined : value,
            ),
          ),
        };
      },
    ),
  },
  'the end of an upload is lost': {
    caughtBy: asBytes,
    says: /boat-1, lastFrame[\s\S]*1 uploads[\s\S]*for a File: one that holds the bytes/,
    fault: uploading((data) => data.subarray(0, -1)),
  },
  'a file has no dry run': {
    caughtBy: asBytes,
    says: /no files here[\s\S]*for the text of a file: URL: a dry run/,
    fault: shownAs(
      (media) => typeof media === 'string' && media.startsWith('file:'),
      () => {
        throw new VideoError('unsupported', 'no files here');
      },
    ),
  },
  'a camera move loses an axis': {
    caughtBy: distinct,
    says: /cameraControl/,
    fault: {
      writers: {
        cameraControl: (control) =>
          'preset' in control ? { camera: { move: control.preset } } : { camera: { pan: control.pan ?? 0 } },
      },
    },
  },
  'a path of a mask is cut short': {
    caughtBy: meant,
    says: /motionMasks/,
    fault: {
      body: (body) => ({
        ...body,
        ...(body.moving !== undefined && {
          moving: body.moving.map(({ picture, path }) => ({ picture, path: path.slice(0, 2) })),
        }),
      }),
    },
  },
  '4k is missing in the wire’s enum': {
    caughtBy: taken,
    says: /resolution[\s\S]*the table takes it/,
    fault: { schema: looseSchema({ lines: z.optional(z.enum(['720', '1080'])) }) },
  },
  'a tier is missing in the wire’s enum': {
    caughtBy: taken,
    says: /quality/,
    fault: { schema: looseSchema({ tier: z.optional(z.enum(['basic'])) }) },
  },
  'a seed is capped below the table': {
    caughtBy: taken,
    says: /seed/,
    fault: { schema: looseSchema({ seed: z.optional(z.int().check(z.lte(2_147_483_647))) }) },
  },
  'the table takes a value that the service refuses': {
    caughtBy: taken,
    says: /duration[\s\S]*20/,
    fault: { table: table((text) => text.replace('[4,8,12]', '[4,8,20]')) },
  },
  'the table takes a longer range than the service': {
    caughtBy: taken,
    says: /duration[\s\S]*60/,
    fault: { table: table((text) => text.replace('{"min":2,"max":10}', '{"min":2,"max":60}')) },
  },
  'a row can never be reached': {
    caughtBy: 'has no row that no request can land on',
    says: /reference-to-video/,
    fault: {
      table: ({ models: [first, ...others] }) => ({
        models: [
          ...(first === undefined
            ? []
            : [{ ...first, rows: [...first.rows, ...first.rows.slice(-1)].map((row) => ({ ...row })) }]),
          ...others,
        ],
      }),
    },
  },
  'the caller’s headers are lost on a submit': {
    caughtBy: 'bear the caller’s headers: a submit',
    fault: { fetch: withoutCallersHeader(isSubmit) },
  },
  'the caller’s headers are lost on a query': {
    caughtBy: 'bear the caller’s headers: a query',
    fault: { fetch: withoutCallersHeader(isQuery) },
  },
  'the caller’s headers are lost on a cancel': {
    caughtBy: 'bear the caller’s headers: a cancel',
    fault: { fetch: withoutCallersHeader(isCancel) },
  },
  'the caller’s headers are lost on a look-up': {
    caughtBy: 'bear the caller’s headers: a look-up',
    fault: { fetch: withoutCallersHeader(isLookUp) },
  },
  'a base URL with a slash leads elsewhere': {
    caughtBy: 'go to the same place with a slash at the end of the base URL',
    fault: {
      definition: (right, { baseUrl }) => {
        const slash = baseUrl.endsWith('/') ? '/' : '';
        const { request } = right.submit;
        return {
          ...right,
          submit: {
            ...right.submit,
            request: (accepted) => ({ ...request(accepted), path: `${slash}/jobs` }),
          },
        };
      },
    },
  },
  'ids are not encoded': {
    caughtBy: 'say an id whole, whatever is in it',
    fault: {
      definition: (right) => ({
        ...right,
        query: { ...right.query, request: ({ id }) => ({ path: `/jobs/${id}` }) },
      }),
    },
  },
  'the name that overrides give a model is ignored': {
    caughtBy: named,
    says: /expected: renamed-/,
    fault: { body: (body, { model }) => ({ ...body, model }) },
  },
  'a model that overrides add is written in its own way': {
    caughtBy: named,
    says: /expected: POST/,
    fault: {
      body: (body, { listedModel }) => (listedModel.startsWith('added-') ? { ...body, seed: 1 } : body),
    },
  },
  'two models have one name on the wire': {
    caughtBy: 'names no two models alike',
    says: /boat-1/,
    fault: {
      table: ({ models }) => ({
        models: models.flatMap((model) =>
          model.model === 'boat-1' ? [model, { ...model, model: 'boat-1-fast' }] : [model],
        ),
      }),
      body: (body) => ({ ...body, model: body.model.replace('-fast', '') }),
    },
  },
  'an unknown model is replaced': {
    caughtBy: 'passes with an unknown model only knowingly',
    fault: { body: (body) => ({ ...body, model: body.model === 'boat-2' ? 'boat-2' : 'boat-1' }) },
  },
  'a key stands in an error': {
    caughtBy: keepsSecrets,
    fault: { provider: onError((error, key) => new VideoError(error.code, `${error.message} (${key})`)) },
  },
  'the words of the service are not redacted': {
    caughtBy: keepsSecrets,
    fault: {
      definition: (right) => ({
        ...right,
        errors: {
          ...errors,
          read: (json) => {
            const body = errors.read(json, 0);
            // A redactor does not know what is split.
            return body && { message: body.message?.replace('planted-header', 'planted-​header') };
          },
        },
      }),
      provider: onError((error) => new VideoError(error.code, error.message.replaceAll('​', ''))),
    },
  },
  'the reason of a failure is lost': {
    caughtBy: 'has the reason of a failure, without the secrets in it',
    says: /blue bicycle/,
    fault: reading(({ failure: _failure, ...right }) => right),
  },
  'the reason of a failure is not redacted': {
    caughtBy: 'has the reason of a failure, without the secrets in it',
    says: /planted/,
    fault: {
      provider: instead((right, apiKey) => ({
        query: async (task, options) => {
          const found = await right.query(task, options);
          if (found.status !== 'failed') return found;
          const { failure } = found;
          return { ...found, failure: { ...failure, message: failure.message.replaceAll('***', apiKey) } };
        },
      })),
    },
  },
  'a success has the link ""': {
    caughtBy: 'is no success with a word of success and the link ""',
    fault: succeeding(''),
  },
  'a success has the link javascript:': {
    caughtBy: 'is no success with a word of success and the link javascript:alert(1)',
    fault: succeeding('javascript:alert(1)'),
  },
  'a success has no link': {
    caughtBy: 'is no success with a word of success and no link',
    fault: succeeding(undefined),
  },
  'a link loses its query': {
    caughtBy: 'has its link whole, with its query',
    fault: reading((right) => ({
      ...right,
      videos: (right.videos ?? []).map(({ url, ...video }) => ({ ...video, url: url?.split('?')[0] })),
    })),
  },
  'expired is read as running': {
    caughtBy: 'has each status word of the service, read as what it means',
    says: /expired/,
    fault: statusWord('expired', 'running'),
  },
  'an unknown word is read as running': {
    caughtBy: 'says nothing with a status word that nobody knows',
    says: /half-baked[\s\S]*"status":"running"/,
    fault: reading((right) => ({
      ...right,
      status: words.includes(right.status ?? '') ? right.status : 'busy',
    })),
  },
  'another task’s answer is taken': {
    caughtBy: 'is no success with the id of another task',
    fault: reading(({ id: _id, ...right }) => right),
  },
  'a batch is read by its order': {
    caughtBy: 'gets each task’s outcome at its place, whatever the order of the answer',
    fault: askingMany((tasks, ask, options) =>
      ask(
        tasks.toSorted((a, b) => a.id.localeCompare(b.id)),
        options,
      ),
    ),
  },
  'a batch lacks what is asked for twice': {
    caughtBy: 'gets each task’s outcome at its place, whatever the order of the answer',
    fault: askingMany((tasks, ask, options) => ask([...new Set(tasks)], options)),
  },
  'a batch takes an entry by half of its id': {
    caughtBy: 'takes nothing from an entry with the id of another task',
    fault: readingMany(({ readTask }) => ({
      idOf: (entry) => jobIn(entry)?.id.slice(0, 'job-1'.length),
      readTask: (...entry) => {
        const reading = readTask(...entry);
        return reading && { ...reading, id: undefined };
      },
    })),
  },
  'a batch says less of a task than a query': {
    caughtBy: 'is told of each task what a query tells, at every stage',
    says: /blue bicycle/,
    fault: readingMany(({ readTask }) => ({
      readTask: (...entry) => {
        const reading = readTask(...entry);
        return reading && { ...reading, failure: undefined };
      },
    })),
  },
  'a batch reads what is queued as running': {
    caughtBy: 'is told of each task what a query tells, at every stage',
    says: /queued/,
    fault: readingMany(({ readTask }) => ({
      readTask: (...entry) => {
        const reading = readTask(...entry);
        return reading && { ...reading, status: reading.status === 'waiting' ? 'busy' : reading.status };
      },
    })),
  },
  'a batch fails for all when one is not there': {
    caughtBy: 'says not-found of the one that is not there, and of no other',
    fault: askingMany(async (tasks, ask, options) => {
      const outcomes = await ask(tasks, options);
      const missing = outcomes.find(
        (outcome) => outcome instanceof VideoError && outcome.code === 'not-found',
      );
      return missing === undefined ? outcomes : tasks.map(() => missing);
    }),
  },
  'a batch rejects where its request fails': {
    caughtBy: 'queryMany: has an error for each task on a 502 page, and leaves them unchanged',
    says: /502/,
    fault: askingMany(async (tasks, ask, options) => {
      const [first, ...others] = await ask(tasks, options);
      if (first instanceof VideoError) throw first;
      return first === undefined ? [] : [first, ...others];
    }),
  },
  'a batch keeps quiet about a request that failed': {
    caughtBy: 'queryMany: has an error for each task on a 500, and leaves them unchanged',
    fault: askingMany(async (tasks, ask, options) =>
      (await ask(tasks, options)).map((outcome, index) =>
        outcome instanceof VideoError ? (tasks[index] ?? outcome) : outcome,
      ),
    ),
  },
  'the table has more tasks in a request than the service takes': {
    caughtBy: 'asks about more tasks than one request takes with several, and of each with no more',
    says: /invalid-request/,
    fault: { table: table((text) => text.replace('"maxBatch":3', '"maxBatch":4')) },
  },
  'a batch makes a request for each task': {
    caughtBy: 'asks about more tasks than one request takes with several, and of each with no more',
    says: /requests/,
    fault: askingMany(async (tasks, ask, options) => {
      const outcomes: QueryOutcome[] = [];
      for (const task of tasks) outcomes.push(...(await ask([task], options)));
      return outcomes;
    }),
  },
  'the table has no number of tasks for a request': {
    caughtBy: 'has a number of tasks for each request in its table, and asks about so many',
    says: /maxBatch of the table/,
    fault: { table: table((text) => text.replace('"maxBatch":3,', '')) },
  },
  'the table has a number, and nothing asks about several': {
    caughtBy: 'has a number of tasks for each request in its table, and asks about so many',
    says: /as maxBatch is 3/,
    fault: { definition: ({ queryMany: _queryMany, ...right }) => right },
  },
  'a batch works by itself and not for a wait': {
    caughtBy: 'wait: ends for each of several that wait, with fewer requests than tasks',
    says: /requests/,
    fault: askingMany((tasks, ask, options) => {
      if (options?.signal !== undefined) throw new TypeError('signal is not a function');
      return ask(tasks, options);
    }),
  },
  'a batch tells the key': {
    caughtBy: keepsSecrets,
    fault: {
      provider: instead((right, apiKey) => ({
        queryMany: async (...call) =>
          ((await right.queryMany?.(...call)) ?? []).map((outcome) =>
            outcome instanceof VideoError
              ? new VideoError(outcome.code, `${outcome.message} (${apiKey})`)
              : outcome,
          ),
      })),
    },
  },
  'a batch asks about tasks of somebody else': {
    caughtBy: 'refuses a task of somebody else before it asks, and asks about the others',
    fault: askingMany((tasks, ask, options) =>
      ask(
        tasks.map((task) => ({ ...task, provider: 'paperboat' })),
        options,
      ),
    ),
  },
  'a batch goes on when it is aborted': {
    caughtBy: 'stops at once when aborted in the middle of a request for several',
    fault: askingMany((tasks, ask, options = {}) => ask(tasks, without(options))),
  },
  'the caller’s headers are lost on a query of several': {
    caughtBy: 'bear the caller’s headers: a query of several',
    fault: { fetch: withoutCallersHeader(isBatch) },
  },
  'a cancel does not ask before': {
    caughtBy: 'cancel no finished task: they ask, and delete nothing',
    fault: {
      provider: (right, { baseUrl, fetch = globalThis.fetch, apiKey = '' }) => ({
        ...right,
        cancel: async (task) => {
          const headers = { authorization: `Bearer ${apiKey}` };
          await fetch(`${baseUrl}/jobs/${task.id}`, { method: 'DELETE', headers });
          return { outcome: 'goes-on', billed: 'yes', task: { ...task, status: 'succeeded', videos: [] } };
        },
      }),
    },
  },
  'a cancel says stopped and does nothing': {
    caughtBy: 'cancel a task that waits as the outcome says',
    fault: {
      provider: instead((right) => ({
        cancel: async (task, options) => {
          const now = await right.query(task, options);
          const { provider, api, model, id } = now;
          return { outcome: 'stopped', billed: 'no', task: { provider, api, model, id, status: 'canceled' } };
        },
      })),
    },
  },
  'a cancel stops what waits only, and says stopped of what runs': {
    caughtBy: 'cancel a task that runs as the outcome says',
    fault: {
      provider: instead((right) => ({
        cancel: async (task, options) => {
          const now = await right.query(task, options);
          if (now.status !== 'running')
            return (await right.cancel?.(task, options)) ?? { outcome: 'goes-on', billed: 'yes', task: now };
          return {
            outcome: 'stopped',
            billed: 'no',
            task: { ...newTask(task, task.id), status: 'canceled' },
          };
        },
      })),
    },
  },
  'a cancel that the table lists is missing': {
    caughtBy:
      'say of every model whether the provider can cancel, which says so without a call where it cannot',
    says: /cancel of paperboat:boat-1/,
    fault: { definition: ({ cancel: _cancel, ...right }) => right },
  },
  'a look-up that the provider has is not in the table': {
    caughtBy:
      'say of every model whether the provider can reconcile, which says so without a call where it cannot',
    fault: { table: table((text) => text.replaceAll('["cancel","reconcile"]', '["cancel"]')) },
  },
  'trouble of the service itself stands in the error table as proof': {
    caughtBy: 'is unknown and not sent again when the service tells of trouble of its own',
    says: /ambiguous/,
    fault: {
      definition: (right) => ({
        ...right,
        errors: { ...errors, statuses: { ...errors.statuses, 500: refused('provider-unavailable') } },
      }),
    },
  },
  'the cost is a hundred times too high': {
    caughtBy: 'has the prices that the service bills',
    says: /a task\.cost of/,
    fault: {
      provider: instead((right) => ({
        query: async (task, options) => {
          const next = await right.query(task, options);
          return { ...next, cost: { amount: 100, currency: 'USD' } };
        },
      })),
    },
  },
  'a 5xx passes for a refusal': {
    caughtBy: 'is unknown and not sent again when the answer is a 500',
    fault: {
      provider: onError((error) =>
        (error.httpStatus ?? 0) >= 500
          ? new VideoError('provider-unavailable', 'No task was made.', { retryable: false })
          : error,
      ),
    },
  },
  'a refused key is sent again': {
    caughtBy: 'needs a key, says which, and shows none',
    fault: {
      definition: (right) => ({
        ...right,
        errors: {
          ...errors,
          statuses: { ...errors.statuses, 401: { ...refused('authentication'), retryable: true } },
        },
      }),
    },
  },
  'a refused key is shown': {
    caughtBy: 'needs a key, says which, and shows none',
    says: /planted-wrong/,
    fault: {
      provider: onError((error, key) => new VideoError(error.code, `${error.message} Your key: ${key}`)),
    },
  },
  'Retry-After is lost': {
    caughtBy:
      'makes one task when the service takes it at the third try, and waits as long as it was asked to',
    fault: {
      fetch: between(isSubmit, async (request, send) => {
        const { body, status, headers } = await send(request);
        const kept = new Headers(headers);
        kept.delete('retry-after');
        return new Response(body, { status, headers: kept });
      }),
    },
  },
  'a submit is sent twice': {
    caughtBy: 'is unknown and not sent again when the connection is reset',
    fault: {
      fetch: between(isSubmit, async (request, send) => send(request.clone()).catch(() => send(request))),
    },
  },
  'every submit is sent twice': {
    caughtBy: taken,
    says: /2 tasks/,
    fault: {
      fetch: between(isSubmit, async (request, send) => {
        await send(request.clone());
        return send(request);
      }),
    },
  },
  'an answer without an id is a task': {
    caughtBy: 'is unknown and not sent again when the answer holds no id',
    fault: {
      definition: (right) => ({
        ...right,
        submit: { ...right.submit, readTask: (json) => jobIn(json) ?? { id: 'unknown' } },
      }),
    },
  },
  'the dry run shows another request': {
    caughtBy: 'is shown in a dry run as it is sent, apart from secrets, without a key',
    fault: {
      provider: instead((right) => ({
        prepare: (request) => {
          const prepared = right.prepare(request);
          return { ...prepared, url: `${prepared.url}/` };
        },
      })),
    },
  },
  'the signal is lost in a submit': {
    caughtBy: aborts,
    fault: {
      provider: instead((right) => ({
        generate: (request, options = {}) => right.generate(request, without(options)),
      })),
    },
  },
  'the signal is lost in a query': {
    caughtBy: aborts,
    fault: {
      provider: instead((right) => ({ query: (task, options = {}) => right.query(task, without(options)) })),
    },
  },
  'the key is not checked': {
    caughtBy: 'needs a key, says which, and shows none',
    fault: {
      definition: (right, { apiKey = '' }) => ({
        ...right,
        authentication: {
          shown: () => ({ authorization: 'Bearer ***' }),
          credentials: () => ({
            secrets: [apiKey],
            headersFor: () => ({ authorization: `Bearer ${apiKey}`.trim() }),
          }),
        },
      }),
    },
  },
  'the reference of a submission is ignored': {
    caughtBy: 'finds a lost task by its submission, or has no reconcile and says so',
    fault: {
      definition: (right) => ({
        ...right,
        submit: { ...right.submit, withReference: (body) => ({ ...body, name: 'always-the-same' }) },
      }),
    },
  },
  'a look-up leaves a task open and names none that may be it': {
    caughtBy: 'finds a lost task by its submission, or has no reconcile and says so',
    fault: {
      provider: instead(() => ({
        reconcile: (submission) =>
          Promise.reject(new VideoError('submission-unknown', 'Who knows?', { submission, candidates: [] })),
      })),
    },
  },
  'a price is a thousand times too high': {
    caughtBy: 'has the prices that the service bills',
    says: /400 USD[\s\S]*0\.4 USD/,
    fault: { table: table((text) => text.replace('"perSecond":0.1', '"perSecond":100')) },
  },
  'a price leaves out what sound costs': {
    caughtBy: 'has the prices that the service bills',
    says: /0\.4 USD[\s\S]*0\.8 USD/,
    fault: { table: table((text) => text.replace('"times":2', '"times":1')) },
  },
  'a price is in another currency than the bill': {
    caughtBy: 'has the prices that the service bills',
    says: /0\.4 CNY[\s\S]*0\.4 USD/,
    fault: { table: table((text) => text.replaceAll('"currency":"USD"', '"currency":"CNY"')) },
  },
  'a mode has no request': {
    caughtBy: 'has a request of the fixture for each mode',
    says: /video-extension/,
    fixture: (right) => ({ ...right, requests: right.requests.slice(0, -1) }),
  },
  'a list option has no values': {
    caughtBy: 'has no row that no request can land on',
    says: /cast/,
    fixture: ({ listOptions: _lists, ...right }) => right,
  },
  'the fixture cannot tell what the service understood': {
    caughtBy: meant,
    says: /skip this case with the reason/,
    fixture: ({ understood: _understood, ...right }) => right,
  },
};
