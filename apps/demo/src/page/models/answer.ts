import {
  type CapabilityRow,
  checkRequest,
  type CheckResult,
  type Feature,
  type FeatureRules,
  type MediaRule,
  type Mismatch,
  type Mode,
  type ModelCapabilities,
  type VideoRequest,
} from '@vid/core';
import type { ModelMessages } from '../messages/models.ts';
import { problemInWords } from '../plan/problem-words.ts';
import type { Need } from './needs.ts';

const link = 'https://example.com/file';

function sampleMedia(rule: MediaRule | undefined) {
  if (rule === undefined || rule.from.includes('url')) return link;
  return { data: new Uint8Array(1), mediaType: rule.mediaTypes?.[0] ?? 'image/png' };
}

const lowest = (rule: FeatureRules['duration']) => {
  if (rule === undefined || rule === 'any') return 5;
  if ('min' in rule) return rule.min;
  return rule.oneOf[0] ?? (rule.auto === true ? 'auto' : 5);
};

/** The first value that a rule names. */
const first = (rule: FeatureRules['size'], other: string) =>
  rule === 'any' ? other : (rule?.oneOf[0] ?? other);

function sampleCamera(rule: FeatureRules['cameraControl']): VideoRequest['cameraControl'] {
  const [axis] = rule?.axes ?? [];
  const [preset] = rule?.presets ?? [];
  const [strength] = rule?.strengths ?? [];
  if (axis !== undefined || preset === undefined) return { [axis ?? 'zoom']: 1 };
  return { preset, ...(strength !== undefined && { strength }) };
}

/** A value that the row takes; where it takes none, one that shows why not. */
function sampleOf(field: Feature, accepts: FeatureRules): VideoRequest[Feature] {
  switch (field) {
    case 'prompt':
    case 'negativePrompt':
    case 'extendVideo':
      return 'x';
    case 'firstFrame':
    case 'lastFrame':
    case 'sourceVideo':
      return sampleMedia(accepts[field]);
    case 'references':
    case 'referenceVideos':
    case 'referenceAudio':
      return [sampleMedia(accepts[field])];
    case 'duration':
      return lowest(accepts.duration);
    case 'aspectRatio':
      return first(accepts.aspectRatio, '16:9');
    case 'resolution':
      return first(accepts.resolution, '720p');
    case 'size':
      return first(accepts.size, '1280x720');
    case 'quality':
      return accepts.quality?.oneOf[0] ?? 'standard';
    case 'watermark':
    case 'audio':
      return accepts[field]?.oneOf[0] ?? true;
    case 'cameraControl':
      return sampleCamera(accepts.cameraControl);
    case 'motionMasks':
      return { static: sampleMedia(accepts.motionMasks?.media) };
    case 'seed':
      return accepts.seed === 'any' ? 0 : Math.max(0, accepts.seed?.min ?? 0);
    case 'callbackUrl':
      return link;
    case 'providerOptions':
      return undefined;
  }
}

export type Answer =
  | { readonly can: true; readonly row: CapabilityRow | undefined }
  | { readonly can: false; readonly why: string };

/** Every value that is needed of a field; several cannot stand in one request. */
function wantedOf(needs: readonly Need[], accepts: FeatureRules) {
  const fields = needs.filter((need) => need.kind === 'field');
  return [...Map.groupBy(fields, ({ field }) => field)].map(
    ([field, own]) =>
      [field, [...new Set(own.map(({ value }) => value ?? sampleOf(field, accepts)))]] as const,
  );
}

/** What comes out by itself need not be asked for. */
const comesOut = ({ output }: CapabilityRow, need: Need): boolean =>
  output?.resolution !== undefined &&
  need.kind === 'field' &&
  need.field === 'resolution' &&
  need.value === output.resolution;

/** The least that can be asked of a row: what it requires, and what is needed, once for each value. */
function leastRequests(
  { accepts, requires = [], requiresOptions = [] }: CapabilityRow,
  needs: readonly Need[],
) {
  const fields: VideoRequest = Object.fromEntries(requires.map((field) => [field, sampleOf(field, accepts)]));
  // Options have no words here: that the row wants one is no reason against it.
  const base: VideoRequest =
    requiresOptions.length === 0 ? fields : { ...fields, unchecked: ['providerOptions'] };
  return wantedOf(needs, accepts).reduce<readonly VideoRequest[]>(
    (requests, [field, values]) =>
      requests.flatMap((request) => values.map((value) => ({ ...request, [field]: value }))),
    [base],
  );
}

/** What the model says to all the needs at once, asked as one of its rows takes them. */
function ask(entry: ModelCapabilities, row: CapabilityRow, needs: readonly Need[]): CheckResult | undefined {
  const open = needs.filter((need) => !comesOut(row, need));
  // What another row makes of the same request may come out otherwise.
  const answering = open.length < needs.length ? { ...entry, rows: [row] } : entry;
  const results = leastRequests(row, open).map((request) => checkRequest({ models: [answering] }, request));
  return results.find(({ fits }) => !fits) ?? results[0];
}

/** Fewest problems first; among equals, a value that the model takes in another way before one that it never takes. */
const nearestFirst = (a: Mismatch, b: Mismatch) =>
  a.problems.length - b.problems.length || foreign(a) - foreign(b);
const foreign = ({ problems }: Mismatch) => problems.filter(({ code }) => code === 'not-accepted').length;

function answerIn(
  mode: Mode | undefined,
  entry: ModelCapabilities,
  needs: readonly Need[],
  messages: ModelMessages,
): Answer {
  const { modes, matrix } = messages;
  const { provider, model, needsKey } = entry;
  if (needsKey !== undefined) {
    const problem = { code: 'other-key', field: 'model', name: `${provider}:${model}`, ...needsKey } as const;
    return { can: false, why: messages.problem(problem) };
  }
  const rows = entry.rows.filter((row) => mode === undefined || row.mode === mode);
  if (rows.length === 0)
    return { can: false, why: mode === undefined ? matrix.noRows : matrix.noMode(modes[mode]) };
  const results = rows
    .map((row) => ask({ ...entry, rows }, row, needs))
    .filter((result) => result !== undefined);
  const fits = results.filter((result) => result.fits);
  const fit = fits.find(({ row }) => row?.evidence === 'documented') ?? fits[0];
  if (fit !== undefined) return { can: true, row: fit.row };
  const [nearest] = results.filter((result) => !result.fits).toSorted(nearestFirst);
  const sentences = nearest?.problems.map((problem) => problemInWords(problem, messages));
  return { can: false, why: sentences?.join(matrix.semicolon) ?? '' };
}

/**
 * Whether one use of the model meets all the needs at once. The library answers: each row is asked for the least that
 * it requires and what is needed, and what it refuses is said by the library's codes.
 */
export function answer(entry: ModelCapabilities, needs: readonly Need[], messages: ModelMessages): Answer {
  const { noOperation, operations } = messages.matrix;
  const missing = needs.find(
    (need) => need.kind === 'operation' && entry.operations?.includes(need.operation) !== true,
  );
  if (missing?.kind === 'operation') return { can: false, why: noOperation(operations[missing.operation]) };
  const modes = needs.flatMap((need) => (need.kind === 'mode' ? [need.mode] : []));
  const answers = (modes.length === 0 ? [undefined] : modes).map((mode) =>
    answerIn(mode, entry, needs, messages),
  );
  return answers.find(({ can }) => !can) ?? answers[0] ?? { can: false, why: '' };
}
