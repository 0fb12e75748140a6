import {
  type CapabilityRow,
  type Feature,
  type FeatureRules,
  type ModelCapabilities,
  type Price,
  rangeValues,
} from '@vid/core';
import type { ModelMessages } from '../messages/models.ts';
import { timeInWords } from '../plan/words.ts';
import { pixelsOf } from './order.ts';
import { pricesOfRow, priceInWords, priceSpans } from './price-words.ts';

/** A line of the matrix: a field of a request, or what else a table says of a model. */
export type LineId =
  | Exclude<Feature, 'providerOptions'>
  | 'mode'
  | 'operations'
  | 'maxTasks'
  | 'price'
  | 'typicalTime';

/** What a reader asks first comes first; the key order is the order of the lines. */
const order: Readonly<Record<LineId, true>> = {
  price: true,
  duration: true,
  resolution: true,
  aspectRatio: true,
  mode: true,
  audio: true,
  firstFrame: true,
  lastFrame: true,
  references: true,
  watermark: true,
  quality: true,
  cameraControl: true,
  motionMasks: true,
  referenceVideos: true,
  referenceAudio: true,
  sourceVideo: true,
  extendVideo: true,
  size: true,
  prompt: true,
  negativePrompt: true,
  seed: true,
  callbackUrl: true,
  typicalTime: true,
  maxTasks: true,
  operations: true,
};
const isLine = (name: string): name is LineId => Object.hasOwn(order, name);
export const lineIds: readonly LineId[] = Object.keys(order).filter(isLine);

export const lineName = ({ fields, matrix: { lines } }: ModelMessages, line: LineId): string =>
  ({ ...fields, ...lines })[line];

/** 10, 2, 3, 4 as 2–4, 10. */
function inRuns(values: readonly number[]): readonly string[] {
  const runs: number[][] = [];
  for (const value of values.toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run.map(String)));
}

const taken = (rule: unknown, { matrix }: ModelMessages) => (rule === undefined ? [] : [matrix.yes]);
const atMost = (rule: { readonly maxItems: number } | undefined) =>
  rule === undefined ? [] : [`≤ ${rule.maxItems}`];
/** A field that may only be false is none. */
const switched = (rule: FeatureRules['watermark'], { matrix }: ModelMessages) =>
  rule?.oneOf.includes(true) === true ? [matrix.yes] : [];

/** What one row offers, in few words; empty when nothing. */
export function valuesOf(
  line: LineId,
  row: CapabilityRow,
  entry: ModelCapabilities,
  messages: ModelMessages,
): readonly string[] {
  const { accepts, typicalTime } = row;
  switch (line) {
    case 'mode':
      return [messages.modes[row.mode]];
    case 'operations':
      return (entry.operations ?? []).map((operation) => messages.matrix.operations[operation]);
    case 'maxTasks':
      return entry.maxTasks === undefined ? [] : [String(entry.maxTasks.count)];
    case 'price':
      return pricesOfRow(entry, row).map((price) => priceInWords(price, messages));
    case 'typicalTime':
      return typicalTime === undefined ? [] : [timeInWords(typicalTime.seconds, messages)];
    case 'duration': {
      const rule = accepts.duration;
      if (rule === undefined) return [];
      if (rule === 'any') return [messages.matrix.any];
      const steps = 'oneOf' in rule ? rule.oneOf : rangeValues(rule);
      const spans = steps === undefined && 'min' in rule ? [`${rule.min}–${rule.max}`] : inRuns(steps ?? []);
      return [...spans.map(messages.seconds), ...(rule.auto === true ? [messages.auto] : [])];
    }
    case 'aspectRatio': {
      const rule = accepts.aspectRatio;
      const listed = rule === 'any' ? [messages.matrix.any] : (rule?.oneOf ?? []);
      return listed.map((ratio) => (ratio === 'adaptive' ? messages.adaptive : ratio));
    }
    case 'size':
    case 'resolution':
      return accepts[line] === 'any' ? [messages.matrix.any] : (accepts[line]?.oneOf ?? []);
    case 'quality':
      return (accepts.quality?.oneOf ?? []).map((quality) => messages.qualities[quality]);
    case 'watermark':
    case 'audio':
      return switched(accepts[line], messages);
    case 'cameraControl': {
      const rule = accepts.cameraControl;
      if (rule === undefined) return [];
      const { axes, presets } = rule;
      return [
        ...(axes.length > 0 ? [messages.matrix.axisCount(axes.length)] : []),
        ...(presets.length > 0 ? [messages.matrix.presetCount(presets.length)] : []),
      ];
    }
    case 'references':
    case 'referenceVideos':
    case 'referenceAudio':
      return atMost(accepts[line]);
    case 'prompt':
    case 'negativePrompt':
      return accepts[line]?.maxLength === undefined
        ? taken(accepts[line], messages)
        : [messages.matrix.upToCharacters(accepts[line].maxLength)];
    case 'firstFrame':
    case 'lastFrame':
    case 'sourceVideo':
    case 'extendVideo':
    case 'motionMasks':
    case 'seed':
    case 'callbackUrl':
      return taken(accepts[line], messages);
  }
}

export interface Cell {
  readonly documented: readonly string[];
  /** What only a reseller claims. */
  readonly claimed: readonly string[];
}

/** Lengths of all rows as one, and of "up to" the most: a list of lists tells nobody anything. */
function merged(line: LineId, rows: readonly CapabilityRow[], messages: ModelMessages): readonly string[] {
  if (line === 'references' || line === 'referenceVideos' || line === 'referenceAudio') {
    const counts = rows.flatMap(({ accepts: { [line]: rule } }) =>
      rule === undefined ? [] : [rule.maxItems],
    );
    return counts.length === 0 ? [] : [`≤ ${Math.max(...counts)}`];
  }
  const rules = rows.flatMap(({ accepts: { duration } }) => (duration === undefined ? [] : [duration]));
  const seconds = rules.flatMap((rule) => {
    if (rule === 'any') return [];
    if ('oneOf' in rule) return rule.oneOf;
    return rangeValues(rule) ?? Array.from({ length: rule.max - rule.min + 1 }, (_, more) => rule.min + more);
  });
  return [
    ...inRuns([...new Set(seconds)]).map(messages.seconds),
    ...(rules.includes('any') ? [messages.matrix.any] : []),
    ...(rules.some((rule) => rule !== 'any' && rule.auto === true) ? [messages.auto] : []),
  ];
}
const isMerged = (line: LineId) =>
  line === 'duration' || line === 'references' || line === 'referenceVideos' || line === 'referenceAudio';

/** What all rows of some models offer together. */
export function cellOf(
  line: LineId,
  entries: ModelCapabilities | readonly ModelCapabilities[],
  messages: ModelMessages,
): Cell {
  const all = [entries].flat();
  const offered = (evidence: CapabilityRow['evidence']) => {
    const rowsOf = ({ rows }: ModelCapabilities) => rows.filter((row) => row.evidence === evidence);
    if (isMerged(line)) return merged(line, all.flatMap(rowsOf), messages);
    const values = all.flatMap((entry) =>
      rowsOf(entry).flatMap((row) => valuesOf(line, row, entry, messages)),
    );
    return line === 'resolution' ? values.toSorted((a, b) => pixelsOf(a) - pixelsOf(b)) : values;
  };
  const documented = [...new Set(offered('documented'))];
  const claimed = [...new Set(offered('claimed'))].filter((value) => !documented.includes(value));
  return { documented, claimed };
}

/** What a cell says where there is room for a few words: of prices, from the least to the most. */
export const briefCell = (line: LineId, entry: ModelCapabilities, messages: ModelMessages): Cell =>
  line === 'price'
    ? { documented: priceSpans(entry.prices ?? [], messages), claimed: [] }
    : cellOf(line, entry, messages);

/** A model at one api, in addresses and lists. */
export const keyOf = ({ provider, model, api }: ModelCapabilities): string => `${provider}:${model}@${api}`;

const sourcesOf = (prices: readonly Price[]): string | undefined =>
  prices.length === 0 ? undefined : [...new Set(prices.map(({ source }) => source))].join(' · ');

/** Who says what a cell shows, and when; `undefined` where the table does not tell. */
export function sourceOf(line: LineId, row: CapabilityRow, entry: ModelCapabilities): string | undefined {
  if (line === 'operations') return undefined;
  if (line === 'maxTasks') return entry.maxTasks?.source;
  if (line === 'price') return sourcesOf(pricesOfRow(entry, row));
  return line === 'typicalTime' ? row.typicalTime?.source : row.source;
}
