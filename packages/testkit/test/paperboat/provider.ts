import type { Capabilities, Overrides, VideoProvider } from '@vid/core';
import {
  type AcceptedRequest,
  bearer,
  createHttpProvider,
  type ErrorTable,
  type FieldWriters,
  type HttpProviderDefinition,
  mediaText,
  readOptions,
  refused,
  referencePlaceholder,
  type TaskReading,
  writeBody,
} from '@vid/core/provider-kit';
import type { TestFetch } from '@vid/testkit';
import * as z from 'zod/mini';

/* A correct provider for the made-up service, and the seams at which a broken one differs. */

declare module '@vid/core' {
  interface ProviderOptions {
    readonly paperboat?: PaperboatOptions;
  }
}

interface PaperboatOptions {
  readonly loop?: boolean | undefined;
  readonly style?: 'plain' | 'ink' | undefined;
  readonly warmth?: number | undefined;
  readonly note?: string | undefined;
  readonly cast?: readonly string[] | undefined;
  readonly frames?: number | undefined;
}

const optionsSchema: z.ZodMiniType<PaperboatOptions> = z.strictObject({
  loop: z.optional(z.boolean()),
  style: z.optional(z.enum(['plain', 'ink'])),
  warmth: z.optional(z.number()),
  note: z.optional(z.string()),
  cast: z.optional(z.readonly(z.array(z.string()))),
  frames: z.optional(z.int()),
});

const bodySchema = z.strictObject({
  model: z.string(),
  name: z.string(),
  text: z.optional(z.string()),
  not: z.optional(z.string()),
  first: z.optional(z.string()),
  last: z.optional(z.string()),
  pictures: z.optional(z.array(z.string())),
  source: z.optional(z.string()),
  longer: z.optional(z.string()),
  seconds: z.optional(z.union([z.number(), z.literal('free')])),
  frames: z.optional(z.int()),
  shape: z.optional(z.string()),
  lines: z.optional(z.enum(['720', '1080', '2160'])),
  pixels: z.optional(z.string()),
  tier: z.optional(z.enum(['basic', 'best'])),
  mark: z.optional(z.boolean()),
  sound: z.optional(z.enum(['on', 'off'])),
  seed: z.optional(z.int().check(z.lte(4_294_967_295))),
  sounds: z.optional(z.array(z.string())),
  clips: z.optional(z.array(z.string())),
  hook: z.optional(z.string()),
  camera: z.optional(z.record(z.string(), z.union([z.number(), z.string()]))),
  still: z.optional(z.string()),
  moving: z.optional(z.array(z.strictObject({ picture: z.string(), path: z.array(z.array(z.number())) }))),
  loop: z.optional(z.boolean()),
  style: z.optional(z.string()),
  warmth: z.optional(z.number()),
  note: z.optional(z.string()),
  cast: z.optional(z.array(z.string())),
});
export type Body = z.infer<typeof bodySchema>;

const picture = { from: ['url', 'data'], mediaTypes: ['image/png'] } as const;
const documented = { evidence: 'documented', source: "Paperboat's pages" } as const;
const billed = { currency: 'USD', source: "Paperboat's pages" } as const;
const everywhere = { watermark: { oneOf: [false, true] }, callbackUrl: 'any' } as const;
const seed = { min: 0, max: 4_294_967_295 } as const;

export const capabilities: Capabilities = {
  polling: [{ provider: 'paperboat', api: 'official', maxBatch: 3, source: "Paperboat's pages" }],
  models: [
    {
      provider: 'paperboat',
      api: 'official',
      model: 'boat-1',
      operations: ['cancel', 'reconcile'],
      rows: [
        {
          ...documented,
          mode: 'text-to-video',
          requires: ['prompt'],
          accepts: {
            ...everywhere,
            prompt: { minLength: 1, maxLength: 500 },
            negativePrompt: { maxLength: 200 },
            duration: { oneOf: [4, 8, 12] },
            aspectRatio: { oneOf: ['16:9', '9:16', '1:1'] },
            resolution: { oneOf: ['720p', '1080p', '4k'] },
            quality: { oneOf: ['standard', 'pro'] },
            audio: { oneOf: [false, true] },
            seed,
            providerOptions: {
              loop: { oneOf: [false, true] },
              style: { oneOf: ['plain', 'ink'] },
              warmth: { min: 0, max: 1 },
              note: { maxLength: 40 },
              cast: { maxItems: 2 },
            },
          },
          defaults: { duration: 4, aspectRatio: '16:9', quality: 'standard' },
          output: { audio: false },
        },
        {
          ...documented,
          mode: 'image-to-video',
          requires: ['firstFrame'],
          accepts: {
            ...everywhere,
            prompt: { maxLength: 500 },
            firstFrame: picture,
            lastFrame: picture,
            duration: { min: 2, max: 10 },
            seed,
            cameraControl: { axes: ['pan', 'tilt'], presets: ['orbit', 'dolly'] },
            motionMasks: { media: picture, maxDynamic: 2, points: { min: 2, max: 10 }, wholePixels: true },
          },
          atMostOne: [['cameraControl', 'motionMasks']],
          defaults: { duration: 5 },
        },
        {
          ...documented,
          mode: 'reference-to-video',
          requires: ['references'],
          accepts: { prompt: { maxLength: 500 }, references: { ...picture, maxItems: 3 } },
        },
      ],
      prices: [
        { when: { mode: ['image-to-video'] }, perSecond: 0.2, ...billed },
        {
          when: { mode: ['text-to-video'] },
          perSecond: 0.1,
          factors: [{ when: { audio: [true] }, times: 2 }],
          ...billed,
        },
      ],
    },
    {
      provider: 'paperboat',
      api: 'official',
      model: 'boat-2',
      operations: ['cancel', 'reconcile'],
      rows: [
        {
          ...documented,
          mode: 'text-to-video',
          requires: ['prompt'],
          accepts: {
            ...everywhere,
            prompt: { minLength: 1, maxLength: 500 },
            size: { oneOf: ['1280x720', '720x1280'] },
            duration: { oneOf: [5, 10] },
          },
          defaults: { duration: 5, size: '1280x720' },
        },
        {
          ...documented,
          mode: 'video-to-video',
          requires: ['sourceVideo'],
          accepts: { sourceVideo: { from: ['url', 'data'] }, prompt: { maxLength: 500 } },
        },
        {
          ...documented,
          mode: 'video-extension',
          requires: ['extendVideo'],
          accepts: { extendVideo: 'any', prompt: { maxLength: 500 } },
        },
      ],
    },
    {
      provider: 'paperboat',
      api: 'official',
      model: 'sail-1',
      operations: ['cancel', 'reconcile'],
      rows: [
        {
          ...documented,
          mode: 'text-to-video',
          requires: ['prompt'],
          accepts: {
            prompt: { minLength: 1 },
            duration: { min: 5, max: 17, step: 5, auto: true },
            aspectRatio: { oneOf: ['16:9', 'adaptive'] },
            seed: 'any',
            size: 'any',
            providerOptions: {
              frames: { min: 25, max: 289, step: 4 },
              style: { oneOf: ['plain', 'ink'] },
            },
          },
          atMostOne: [['duration', 'providerOptions.paperboat.frames']],
          requiresWith: [{ field: 'seed', anyOf: ['providerOptions.paperboat.style'] }],
          defaults: { duration: 5 },
        },
        {
          ...documented,
          mode: 'reference-to-video',
          requires: ['referenceAudio'],
          accepts: {
            prompt: {},
            duration: { oneOf: [], auto: true },
            references: { ...picture, maxItems: 3 },
            referenceVideos: { from: ['url'], maxItems: 3 },
            referenceAudio: { from: ['url'], maxItems: 3 },
          },
          requiresWith: [{ field: 'referenceAudio', anyOf: ['references', 'referenceVideos'] }],
          maxTogether: [{ fields: ['references', 'referenceVideos', 'referenceAudio'], maxItems: 5 }],
          defaults: { duration: 'auto' },
        },
      ],
    },
  ],
};

const lines = { '720p': '720', '1080p': '1080', '4k': '2160' } as const;
const linesOf = (name: string) =>
  name === '720p' || name === '1080p' || name === '4k' ? lines[name] : undefined;
const dataUri = (media: Parameters<typeof mediaText>[0]) => mediaText(media, 'data-uri');

const writers: FieldWriters<Body> = {
  prompt: (text) => ({ text }),
  negativePrompt: (not) => ({ not }),
  firstFrame: (media) => ({ first: dataUri(media) }),
  lastFrame: (media) => ({ last: dataUri(media) }),
  references: (media) => ({ pictures: media.map(dataUri) }),
  sourceVideo: (media) => ({ source: dataUri(media) }),
  extendVideo: (longer) => ({ longer }),
  referenceVideos: (media) => ({ clips: media.map(dataUri) }),
  referenceAudio: (media) => ({ sounds: media.map(dataUri) }),
  duration: (seconds) => ({ seconds: seconds === 'auto' ? 'free' : seconds }),
  aspectRatio: (shape) => ({ shape }),
  resolution: (name) => ({ lines: linesOf(name) }),
  size: (pixels) => ({ pixels }),
  quality: (quality) => ({ tier: quality === 'pro' ? 'best' : 'basic' }),
  watermark: (mark) => ({ mark }),
  cameraControl: (control) =>
    'preset' in control
      ? { camera: { move: control.preset } }
      : {
          camera: {
            ...(control.pan !== undefined && { pan: control.pan }),
            ...(control.tilt !== undefined && { tilt: control.tilt }),
          },
        },
  motionMasks: ({ static: still, dynamic }) => ({
    ...(still !== undefined && { still: dataUri(still) }),
    ...(dynamic !== undefined && {
      moving: dynamic.map(({ mask, trajectory }) => ({
        picture: dataUri(mask),
        path: trajectory.map(({ x, y }) => [x, y]),
      })),
    }),
  }),
  audio: (audio) => ({ sound: audio ? 'on' : 'off' }),
  seed: (value) => ({ seed: value }),
  callbackUrl: (hook) => ({ hook }),
  providerOptions: ({ paperboat = {} }, accepted) => {
    const { cast, ...plain } = readOptions(optionsSchema, paperboat, accepted);
    return { ...plain, ...(cast !== undefined && { cast: [...cast] }) };
  },
};

const errorBody = z.object({ problem: z.string() });
export const errors: ErrorTable = {
  read(json) {
    const { data } = z.safeParse(errorBody, json);
    return data && { message: data.problem };
  },
  statuses: {
    400: refused('invalid-request'),
    401: refused('authentication'),
    404: refused('not-found'),
    429: refused('rate-limited'),
  },
};

const job = z.object({
  id: z.string(),
  state: z.string(),
  link: z.optional(z.string()),
  why: z.optional(z.string()),
});
export const jobIn = (json: unknown) => z.safeParse(job, json).data;
export const readingOf = ({ id, state, link, why }: z.infer<typeof job>): TaskReading => ({
  id,
  status: state,
  videos: [{ url: link }],
  ...(why !== undefined && { failure: { reason: 'unknown', message: why } }),
});

export interface Settings {
  readonly baseUrl: string;
  readonly apiKey?: string | undefined;
  readonly fetch?: TestFetch | undefined;
  readonly overrides?: Overrides | undefined;
}

/** Where a broken provider differs from the correct one. */
export interface Fault {
  readonly writers?: FieldWriters<Body>;
  readonly table?: (right: Capabilities) => Capabilities;
  /** The body after it was written and read by its schema. */
  readonly body?: (right: Body, accepted: AcceptedRequest) => object;
  readonly schema?: z.ZodMiniType<Body>;
  readonly definition?: (right: HttpProviderDefinition, settings: Settings) => HttpProviderDefinition;
  readonly provider?: (right: VideoProvider, settings: Settings) => VideoProvider;
  /** Between the provider and the network. */
  readonly fetch?: (inner: TestFetch) => TestFetch;
}

export const looseSchema = (changes: object): z.ZodMiniType<Body> =>
  z.extend(bodySchema, { ...bodySchema.shape, ...changes });

export function createPaperboat(settings: Settings, fault: Fault = {}): VideoProvider {
  const { baseUrl, apiKey, fetch = globalThis.fetch, overrides } = settings;
  const all = { ...writers, ...fault.writers };
  const right: HttpProviderDefinition = {
    provider: 'paperboat',
    api: 'official',
    capabilities: fault.table?.(capabilities) ?? capabilities,
    baseUrl,
    fetch: fault.fetch?.(fetch) ?? fetch,
    overrides,
    authentication: bearer(apiKey, { provider: 'paperboat', variable: 'PAPERBOAT_API_KEY' }),
    errors,
    statuses: {
      waiting: 'queued',
      busy: 'running',
      done: 'succeeded',
      broken: 'failed',
      expired: 'failed',
      stopped: 'canceled',
    },
    submit: {
      request: (accepted) => {
        const fixed = { model: accepted.wireModel, name: referencePlaceholder };
        const body = writeBody(fault.schema ?? bodySchema, fixed, all, accepted);
        return { path: '/jobs', body: fault.body?.(body, accepted) ?? body };
      },
      withReference: (body, name) => ({ ...body, name }),
      readTask: jobIn,
    },
    query: {
      request: ({ id }) => ({ path: `/jobs/${encodeURIComponent(id)}` }),
      readTask: (json) => {
        const found = jobIn(json);
        return found && readingOf(found);
      },
    },
    queryMany: {
      request: (tasks) => ({ path: `/jobs?ids=${tasks.map(({ id }) => encodeURIComponent(id)).join(',')}` }),
      readEntries: (json) => z.safeParse(z.object({ jobs: z.array(z.unknown()) }), json).data?.jobs,
      idOf: (entry) => jobIn(entry)?.id,
      readTask: (entry) => {
        const found = jobIn(entry);
        return found && readingOf(found);
      },
    },
    cancel: { request: ({ id }) => ({ path: `/jobs/${encodeURIComponent(id)}`, method: 'DELETE' }) },
    reconcile: {
      request: ({ reference }) => ({ path: `/jobs?name=${encodeURIComponent(reference)}` }),
      readTask: (json) => {
        const [first] = z.safeParse(z.array(job), json).data ?? [];
        return first && { id: first.id, reading: readingOf(first) };
      },
    },
  };
  const provider = createHttpProvider(fault.definition?.(right, settings) ?? right);
  return fault.provider?.(provider, settings) ?? provider;
}
