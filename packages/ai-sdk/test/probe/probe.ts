import {
  type CapabilityRow,
  type Feature,
  type FeatureRules,
  type MediaInput,
  type MediaRule,
  type Mode,
  type OptionRules,
  VideoError,
  type VideoRequest,
} from '@vid/core';
import { fromVideoModel } from '@vid/ai-sdk';
import { isBytes, toBase64 } from '@vid/core/provider-kit';
import type { ProbedModel } from './models.ts';

/*
 * What reaches the wire: each field, value by value, beside the same request without it. A value that the package warns of, or that
 * leaves no trace, is no value of the row.
 */

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const mp4 = Uint8Array.from([0, 0, 0, 16, 0x66, 0x74, 0x79, 0x70, 0x69, 0x73, 0x6f, 0x6d]);
const mp3 = Uint8Array.from([0x49, 0x44, 0x33]);
const kinds = {
  image: { ending: 'png', head: png, mediaType: 'image/png' },
  video: { ending: 'mp4', head: mp4, mediaType: 'video/mp4' },
  audio: { ending: 'mp3', head: mp3, mediaType: 'audio/mpeg' },
} as const;
type Kind = keyof typeof kinds;

const link = (kind: Kind, name: string) => `https://probe.example/${name}.${kinds[kind].ending}`;
const bytes = (kind: Kind, index: number): MediaInput => ({
  data: Uint8Array.from([...kinds[kind].head, 1, 2, 3, index]),
  mediaType: kinds[kind].mediaType,
});
const traceOf = (media: MediaInput): string => {
  if (typeof media === 'string') return media;
  return isBytes(media) ? toBase64(media.data) : 'no trace';
};

const ratios = ['16:9', '9:16', '1:1', '4:3', '3:4', '21:9', '9:21', '3:2', '2:3', '2:1', '5:4'];
const tiers = ['480p', '720p', '768p', '1080p', '2k', '4k'];
const sizes = ['1280x720', '720x1280', '1024x1024', '999x333'];
const most = 10;
const longest = 60;

const media: MediaRule = { from: ['url', 'data'] };
const list = { ...media, maxItems: most };

/** Takes whatever a call has a place for. */
const everything = (options: OptionRules): FeatureRules => ({
  prompt: {},
  firstFrame: media,
  lastFrame: media,
  references: list,
  referenceVideos: list,
  referenceAudio: list,
  duration: { min: 0.5, max: longest },
  aspectRatio: { oneOf: [...ratios, 'adaptive'] },
  resolution: { oneOf: tiers },
  size: 'any',
  audio: { oneOf: [true, false] },
  seed: 'any',
  callbackUrl: 'any',
  providerOptions: options,
});

/** What left for a request: every text and number of it by its path. */
type Leaves = ReadonlyMap<string, string>;

function leavesOf(value: unknown, path = '', leaves = new Map<string, string>()): Map<string, string> {
  if (typeof value === 'object' && value !== null)
    for (const [key, part] of Object.entries(value)) leavesOf(part, `${path}.${key}`, leaves);
  else leaves.set(path, JSON.stringify(value));
  return leaves;
}

async function sent({ service, create, accepted, options }: ProbedModel, request: VideoRequest) {
  let leaves: Leaves | undefined;
  let isWhole = true;
  const model = create(async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const body: unknown = await new Request(url, init).json();
    leaves = leavesOf({ body, query: Object.fromEntries(url.searchParams) });
    return Response.json(accepted);
  });
  const rules = Object.fromEntries(Object.keys(options).map((name) => [name, 'any'] as const));
  const modes: readonly Mode[] = ['text-to-video', 'image-to-video', 'reference-to-video'];
  const provider = fromVideoModel({
    id: service,
    model,
    rows: modes.map((mode) => ({ mode, evidence: 'claimed', source: 'probe', accepts: everything(rules) })),
    resultStore: { name: 'none', put: () => Promise.reject(new Error('nothing is stored')) },
    onWarnings: () => {
      isWhole = false;
    },
  });
  try {
    await provider.generate(request, { reference: 'probe', retries: 0 });
  } catch (error) {
    // Such as a resolution that the package has no pixels for.
    if (error instanceof VideoError && error.code !== 'submission-unknown') return undefined;
    throw error;
  }
  return isWhole ? leaves : undefined;
}

const mediaIn = ({ firstFrame, lastFrame, references, referenceVideos, referenceAudio }: VideoRequest) =>
  [
    firstFrame,
    lastFrame,
    ...(references ?? []),
    ...(referenceVideos ?? []),
    ...(referenceAudio ?? []),
  ].filter((file) => file !== undefined);

/** What a package fills in itself may change; what the request says has to stay. */
const isKept = (request: VideoRequest, leaves: Leaves) =>
  [request.prompt ?? '', ...mediaIn(request).map(traceOf)].every((text) =>
    [...leaves.values()].some((value) => value.includes(text)),
  );

/** The places whose value is another than in the base; `undefined`: the request did not leave as it is. */
async function traces(model: ProbedModel, base: VideoRequest, more: VideoRequest) {
  const request = { ...base, ...more };
  const [before, after] = [await sent(model, base), await sent(model, request)];
  if (before === undefined || after === undefined || !isKept(request, after)) return undefined;
  return [...after].filter(([path, value]) => before.get(path) !== value);
}

type Trace = readonly (readonly [path: string, value: string])[] | undefined;
const says = (found: Trace, text: string) => found?.some(([, value]) => value.includes(text)) === true;
const isNumber = (found: Trace, value: number) =>
  found?.some(([, text]) => Number.parseFloat(text.replaceAll('"', '')) === value) === true;

/** A file has left as what it is: a clip that is sent as a picture is lost. */
const hasFile = (found: Trace, file: MediaInput, kind: Kind) =>
  says(found, traceOf(file)) &&
  (kind === 'image' || found?.every((leaf) => !/image/i.test(leaf.join(' '))) === true);

async function fileRule(
  model: ProbedModel,
  base: VideoRequest,
  kind: Kind,
  requestOf: (files: readonly [MediaInput, ...MediaInput[]]) => VideoRequest,
): Promise<MediaRule | undefined> {
  const from: ('url' | 'data')[] = [];
  for (const [form, file] of [
    ['url', link(kind, 'one')],
    ['data', bytes(kind, 0)],
  ] as const)
    if (hasFile(await traces(model, base, requestOf([file])), file, kind)) from.push(form);
  return from.length === 0 ? undefined : { from };
}

async function listRule(
  model: ProbedModel,
  base: VideoRequest,
  kind: Kind,
  field: 'references' | 'referenceVideos' | 'referenceAudio',
) {
  const rule = await fileRule(model, base, kind, (files) => ({ [field]: files }));
  if (rule === undefined) return undefined;
  const files = Array.from({ length: most }, (_, index) =>
    rule.from.includes('url') ? link(kind, `n${index}`) : bytes(kind, index),
  );
  let maxItems = 0;
  for (let count = 1; count <= most; count += 1) {
    const found = await traces(model, base, { [field]: files.slice(0, count) });
    if (!files.slice(0, count).every((file) => hasFile(found, file, kind))) break;
    maxItems = count;
  }
  return { ...rule, maxItems };
}

const span = (min: number, max: number) => Array.from({ length: max - min + 1 }, (_, index) => min + index);

/** Beside other values of the field, the first that leaves: what a package fills in by itself leaves no trace beside nothing. */
async function instead(
  model: ProbedModel,
  base: VideoRequest,
  others: readonly VideoRequest[],
  more: VideoRequest,
): Promise<Trace> {
  for (const other of others) {
    const found = await traces(model, { ...base, ...other }, more);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function durationRule(model: ProbedModel, base: VideoRequest): Promise<FeatureRules['duration']> {
  const isTaken = async (duration: number) => {
    const other = duration === 10 ? 11 : 10;
    return isNumber(await instead(model, base, [{ duration: other }], { duration }), duration);
  };
  const whole = await filter(span(1, longest), isTaken);
  const [min, max] = [whole[0], whole.at(-1)];
  if (min === undefined || max === undefined) return undefined;
  if (whole.length !== max - min + 1) throw new Error(`${model.service}: lengths with gaps`);
  const isAny = max === longest && min === 1 && (await isTaken(2.5));
  return isAny ? 'any' : { min, max, step: 1 };
}

const keep = <Value>(taken: readonly Value[], asked: readonly Value[]) =>
  taken.length === 0 ? undefined : taken.length === asked.length ? 'any' : taken;

async function filter<Value>(values: readonly Value[], isTaken: (value: Value) => Promise<boolean>) {
  const taken: Value[] = [];
  for (const value of values) if (await isTaken(value)) taken.push(value);
  return taken;
}

/** The rules of one mode, and what the resolution brings along. */
async function rulesOf(model: ProbedModel, base: VideoRequest) {
  const leaves = (more: VideoRequest) => traces(model, base, more);
  const duration = await durationRule(model, base);
  const takenRatios = await filter([...ratios, 'adaptive'], async (aspectRatio) =>
    says(
      await instead(model, base, [{ aspectRatio: aspectRatio === '1:1' ? '16:9' : '1:1' }], { aspectRatio }),
      aspectRatio,
    ),
  );
  const named = keep(
    takenRatios.filter((ratio) => ratio !== 'adaptive'),
    ratios,
  );
  // A tier alone loses the shape, a size in other words is one all the same.
  const takenSizes = await filter(sizes, async (size) => {
    const [width = '', height = ''] = size.split('x');
    return (
      (await leaves({ size }))?.some(([, text]) => text.includes(width) && text.includes(height)) === true
    );
  });
  const isSize = takenSizes.length === sizes.length;
  const takenTiers = isSize
    ? []
    : await filter(tiers, async (resolution) => {
        const others = tiers.filter((tier) => tier !== resolution).map((tier) => ({ resolution: tier }));
        return ((await instead(model, base, others, { resolution })) ?? []).length > 0;
      });
  const brings = await filter(
    takenTiers,
    async (resolution) => ((await leaves({ resolution })) ?? []).length > 1,
  );
  const audio = await filter([true, false], async (value) => {
    const found = await instead(model, base, [{ audio: !value }], { audio: value });
    return found !== undefined && found.length > 0;
  });
  const seeds = await filter([0, 7, -1, 2 ** 31], async (seed) => isNumber(await leaves({ seed }), seed));
  const hook = 'https://hooks.probe.example/1';
  const options = await filter(Object.entries(model.options), async ([name, value]) => {
    const found = await leaves({ providerOptions: { [model.service]: { [name]: value } } });
    return found !== undefined && found.length > 0;
  });
  const isPromptFree = ((await leaves({ prompt: '' })) ?? []).length > 0;
  const accepts: FeatureRules = {
    prompt: isPromptFree ? {} : { minLength: 1 },
    ...(duration !== undefined && { duration }),
    ...(named !== undefined && {
      aspectRatio: named === 'any' && !takenRatios.includes('adaptive') ? 'any' : { oneOf: takenRatios },
    }),
    ...(isSize && { size: 'any' as const }),
    ...(takenTiers.length > 0 && { resolution: { oneOf: takenTiers } }),
    ...(audio.length > 0 && { audio: { oneOf: audio } }),
    ...(seeds.length > 0 && {
      seed: seeds.includes(0) ? ('any' as const) : { min: 1, max: Number.MAX_SAFE_INTEGER },
    }),
    ...(says(await leaves({ callbackUrl: hook }), hook) && { callbackUrl: 'any' as const }),
    ...(options.length > 0 && {
      providerOptions: Object.fromEntries(options.map(([name]) => [name, 'any'] as const)),
    }),
  };
  return { accepts, bringsRatio: brings.length > 0 };
}

async function row(
  model: ProbedModel,
  mode: Mode,
  base: VideoRequest,
  own: FeatureRules,
  requires: readonly Feature[],
): Promise<CapabilityRow> {
  const { modelId, provider } = model.create(fetch);
  const { accepts, bringsRatio } = await rulesOf(model, base);
  return {
    mode,
    evidence: 'claimed',
    source: `${provider} ${modelId}: what the package of the AI SDK sends, by a probe; what the model takes is not known`,
    accepts: { ...own, ...accepts },
    ...(requires.length > 0 && { requires }),
    ...(bringsRatio && { requiresWith: [{ field: 'resolution', anyOf: ['aspectRatio'] }] }),
  };
}

/** Lists that do not leave together. */
async function apart(model: ProbedModel, own: FeatureRules): Promise<CapabilityRow['atMostOne']> {
  const samples = {
    references: [link('image', 'one')],
    referenceVideos: [link('video', 'one')],
    referenceAudio: [link('audio', 'one')],
  } as const;
  const fields = (['references', 'referenceVideos', 'referenceAudio'] as const).filter((field) => own[field]);
  const pairs = fields.flatMap((one, index) => fields.slice(index + 1).map((other) => [one, other] as const));
  const lost = await filter(pairs, async ([one, other]) => {
    const found = await traces(model, { prompt: 'a boat' }, { [one]: samples[one], [other]: samples[other] });
    return ![...samples[one], ...samples[other]].every((file) => says(found, traceOf(file)));
  });
  return lost.length === 0 ? undefined : lost;
}

/** One value of each field, all of which a row takes together. */
function fullest({ accepts }: CapabilityRow, { service, options }: ProbedModel): VideoRequest {
  const { duration, aspectRatio, resolution, size, audio, seed, callbackUrl, providerOptions } = accepts;
  const file = (rule: MediaRule, kind: Kind, name: string) =>
    rule.from.includes('url') ? link(kind, name) : bytes(kind, name.length);
  const { firstFrame, lastFrame, references, referenceVideos, referenceAudio } = accepts;
  return {
    prompt: 'a boat',
    ...(firstFrame !== undefined && { firstFrame: file(firstFrame, 'image', 'first') }),
    ...(lastFrame !== undefined && { lastFrame: file(lastFrame, 'image', 'last') }),
    ...(references !== undefined && { references: [file(references, 'image', 'subject')] }),
    ...(referenceVideos !== undefined && { referenceVideos: [file(referenceVideos, 'video', 'move')] }),
    ...(referenceAudio !== undefined && { referenceAudio: [file(referenceAudio, 'audio', 'sound')] }),
    ...(duration !== undefined && { duration: 8 }),
    ...(aspectRatio !== undefined && { aspectRatio: '9:16' }),
    ...(resolution !== undefined && { resolution: resolution === 'any' ? '720p' : resolution.oneOf[0] }),
    ...(size !== undefined && { size: '720x1280' }),
    ...(audio !== undefined && { audio: false }),
    ...(seed !== undefined && { seed: 7 }),
    ...(callbackUrl !== undefined && { callbackUrl: 'https://hooks.probe.example/1' }),
    ...(providerOptions !== undefined && { providerOptions: { [service]: options } }),
  };
}

/** Whether all that a row takes leaves at once, with nothing lost and nothing to warn of. */
export async function leavesWhole(model: ProbedModel, row: CapabilityRow): Promise<boolean> {
  const request = fullest(row, model);
  const leaves = await sent(model, request);
  return leaves !== undefined && isKept(request, leaves);
}

/** The rows of one package's model. */
export async function probeModel(model: ProbedModel): Promise<readonly CapabilityRow[]> {
  const text = { prompt: 'a boat' } as const;
  const rows: CapabilityRow[] = [await row(model, 'text-to-video', text, {}, ['prompt'])];

  const firstFrame = await fileRule(model, text, 'image', ([file]) => ({ firstFrame: file }));
  if (firstFrame !== undefined) {
    const first = firstFrame.from.includes('url') ? link('image', 'first') : bytes('image', 9);
    const base = { ...text, firstFrame: first };
    const lastFrame = await fileRule(model, base, 'image', ([file]) => ({ lastFrame: file }));
    const alone = await fileRule(model, text, 'image', ([file]) => ({ lastFrame: file }));
    const own = { firstFrame, ...(lastFrame !== undefined && { lastFrame }) };
    rows.push(await row(model, 'image-to-video', base, own, alone === undefined ? ['firstFrame'] : []));
  }

  const references = await listRule(model, text, 'image', 'references');
  const videos = await listRule(model, text, 'video', 'referenceVideos');
  // It goes on with the clip, which is no reference.
  const referenceVideos = model.service === 'black-forest-labs' ? undefined : videos;
  const referenceAudio = await listRule(model, text, 'audio', 'referenceAudio');
  const own: FeatureRules = {
    ...(references !== undefined && { references }),
    ...(referenceVideos !== undefined && { referenceVideos }),
    ...(referenceAudio !== undefined && { referenceAudio }),
  };
  if (Object.keys(own).length > 0) {
    const form = references?.from.includes('url') === false ? bytes('image', 9) : link('image', 'base');
    const base =
      references === undefined ? { referenceVideos: [link('video', 'base')] } : { references: [form] };
    const found = await row(model, 'reference-to-video', { ...text, ...base }, own, []);
    const atMostOne = await apart(model, own);
    rows.push({ ...found, ...(atMostOne !== undefined && { atMostOne }) });
  }
  return rows;
}
