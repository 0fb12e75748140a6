import {
  type Capabilities,
  type CapabilityRow,
  checkRequest,
  type CheckResult,
  explainProblem,
  type FeatureRules,
  type ModelCapabilities,
  type Problem,
  type VideoProvider,
  type VideoRequest,
} from '@vid/core';
import { acceptRequest, newTask } from '@vid/core/provider-kit';

declare module '@vid/core' {
  interface ProviderOptions {
    readonly acme?: {
      readonly strength?: number;
      readonly style?: string;
      readonly voices?: string | readonly string[];
    };
    readonly zenith?: { readonly note?: string };
  }
}

export const link = 'https://example.com/a.png';
export const png = (bytes = 4) => ({ data: new Uint8Array(bytes), mediaType: 'image/png' });

const fromText: Pick<CapabilityRow, 'mode' | 'requires' | 'defaults'> = {
  mode: 'text-to-video',
  requires: ['prompt'],
  defaults: { duration: 5, aspectRatio: '16:9' },
};
const picture = { from: ['url', 'data'], mediaTypes: ['image/png', 'image/jpeg'], maxBytes: 8 } as const;
const camera = { axes: ['pan', 'zoom'], oneAxis: true, presets: ['orbit'] } as const;
const accepts = {
  prompt: { maxLength: 20 },
  duration: { oneOf: [5, 10] },
  quality: { oneOf: ['standard', 'pro'] },
} as const satisfies FeatureRules;

/** Two invented services; `acme` knows most, `zenith` is claimed to do much. */
export const acme: Capabilities = {
  models: [
    {
      provider: 'acme',
      api: 'direct',
      model: 'brook-1',
      retired: { since: '2026-01-31', source: "Acme's notice" },
      rows: [
        {
          ...fromText,
          evidence: 'documented',
          source: "Acme's map: brook-1",
          accepts: { ...accepts, aspectRatio: { oneOf: ['16:9', '1:1'] } },
        },
      ],
    },
    {
      provider: 'acme',
      api: 'direct',
      model: 'brook-2',
      rows: [
        {
          mode: 'image-to-video',
          evidence: 'claimed',
          source: 'a reseller says that a picture, masks and a last frame work; Acme says only the picture',
          requires: ['firstFrame'],
          atMostOne: [['lastFrame', 'motionMasks', 'cameraControl']],
          accepts: {
            ...accepts,
            firstFrame: picture,
            lastFrame: picture,
            cameraControl: camera,
            motionMasks: { media: picture, maxDynamic: 2, points: { min: 2, max: 3 }, wholePixels: true },
          },
        },
        {
          ...fromText,
          evidence: 'documented',
          source: "Acme's map: brook-2 from text",
          accepts: {
            ...accepts,
            aspectRatio: { oneOf: ['16:9', '9:16'] },
            seed: { min: 0, max: 100 },
            providerOptions: { strength: { min: 0, max: 1 }, style: { oneOf: ['ink', 'oil'] } },
          },
        },
        {
          ...fromText,
          requires: ['prompt', 'cameraControl'],
          evidence: 'documented',
          source: "Acme's map: brook-2 from text with a camera move, standard 5 s only",
          accepts: {
            ...accepts,
            duration: { oneOf: [5] },
            quality: { oneOf: ['standard'] },
            cameraControl: camera,
          },
        },
        {
          mode: 'image-to-video',
          evidence: 'documented',
          source: "Acme's map: brook-2 from a picture",
          requires: ['firstFrame'],
          accepts: { ...accepts, firstFrame: picture },
        },
      ],
    },
  ],
};

export const zenith: Capabilities = {
  models: [
    {
      provider: 'zenith',
      api: 'direct',
      model: 'peak',
      rows: [
        {
          mode: 'text-to-video',
          evidence: 'claimed',
          source: 'a reseller says that any size works',
          requires: ['prompt'],
          atMostOne: [['size', 'aspectRatio']],
          accepts: {
            prompt: { maxLength: 1000 },
            duration: { min: 2, max: 8 },
            size: 'any',
            aspectRatio: { oneOf: ['16:9', '21:9'] },
            watermark: { oneOf: [false, true] },
          },
          defaults: { aspectRatio: '16:9', watermark: false },
        },
      ],
    },
  ],
};

export const both: Capabilities = { models: [...acme.models, ...zenith.models] };

/** A model with one row that says nothing but this. */
export const tableOf = (
  accepts: FeatureRules,
  { prices, ...row }: Partial<CapabilityRow> & Pick<ModelCapabilities, 'prices'> = {},
  ...more: readonly CapabilityRow[]
): Capabilities => ({
  models: [
    {
      provider: 'acme',
      api: 'direct',
      model: 'm',
      rows: [{ mode: 'text-to-video', evidence: 'documented', source: 'the map', ...row, accepts }, ...more],
      ...(prices !== undefined && { prices }),
    },
  ],
});

/** One price, whatever is asked. */
export const perSecond = (amount: number, currency = 'USD'): Required<Pick<ModelCapabilities, 'prices'>> => ({
  prices: [{ perSecond: amount, currency, source: 'the list' }],
});

/** What callers without types may pass. */
export const checkAnything = (capabilities: Capabilities, input: unknown): CheckResult =>
  Reflect.apply(checkRequest, undefined, [capabilities, input]);

/** The problems of a request that does not fit, by field. */
export function problemsOf(capabilities: Capabilities, input: unknown): Readonly<Record<string, string>> {
  const result = checkAnything(capabilities, input);
  return result.fits
    ? {}
    : Object.fromEntries(result.problems.map((problem) => [problem.field, explainProblem(problem)]));
}

export const suggested = (capabilities: Capabilities, request: VideoRequest) => {
  const result = checkRequest(capabilities, request);
  return result.fits ? undefined : result.suggestion;
};

/** What a problem says, in English. */
export const said = (problem: Problem) => explainProblem(problem);

/** A provider that sends nothing and keeps what it was asked. */
export function fakeProvider(capabilities: Capabilities, parts: Partial<VideoProvider> = {}) {
  const generated: VideoRequest[] = [];
  const id = capabilities.models[0]?.provider ?? 'nobody';
  const provider: VideoProvider = {
    id,
    capabilities,
    prepare: (request) => {
      const { provider, request: body } = acceptRequest(capabilities, request);
      return { method: 'POST', url: `https://${provider}.example/videos`, headers: {}, body };
    },
    validateRequest: () => ({ valid: true }),
    generate: async (request) => {
      generated.push(request);
      return newTask(acceptRequest(capabilities, request), `${id}-${generated.length}`);
    },
    query: async (task) => ({ ...task, status: 'running' }),
    ...parts,
  };
  return { provider, generated };
}
