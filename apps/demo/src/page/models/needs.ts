import { type Feature, features, type Mode, type Operation, readPair, type VideoRequest } from '@vid/core';
import { type ModelMessages, modelsTexts } from './texts.ts';

/** One thing that a model must be able to do. */
export type Need = { readonly text: string } & (
  | { readonly kind: 'field'; readonly field: Feature; readonly value?: VideoRequest[Feature] }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | { readonly kind: 'operation'; readonly operation: Operation }
);

type Meaning = Need extends infer Each ? (Each extends Need ? Omit<Each, 'text'> : never) : never;

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '');

const modeNames: readonly Mode[] = [
  'text-to-video',
  'image-to-video',
  'reference-to-video',
  'video-to-video',
  'video-extension',
];
const operationNames: readonly Operation[] = ['cancel', 'reconcile'];

const field = (name: Feature): Meaning =>
  name === 'watermark' || name === 'audio'
    ? { kind: 'field', field: name, value: true }
    : { kind: 'field', field: name };

/** What each word means: the names of fields, modes and operations, and what people call them instead. */
const vocabulary: ReadonlyMap<string, Meaning> = new Map(Object.values(modelsTexts).flatMap(wordsOf));

function wordsOf({
  fields,
  modes,
  matrix: { operations, needWords },
}: ModelMessages): readonly (readonly [string, Meaning])[] {
  const meant = (words: readonly string[], meaning: Meaning) =>
    words.map((word) => [plain(word), meaning] as const);
  return [
    ...modeNames.flatMap((mode) => meant([mode, modes[mode]], { kind: 'mode', mode })),
    ...features
      .filter((name) => name !== 'providerOptions')
      .flatMap((name) => meant([name, fields[name], ...(needWords.fields[name] ?? [])], field(name))),
    ...operationNames.flatMap((operation) =>
      meant([operation, operations[operation], ...needWords.operations[operation]], {
        kind: 'operation',
        operation,
      }),
    ),
    ...needWords.qualities.standard.map((word) => [plain(word), quality('standard')] as const),
    ...needWords.qualities.pro.map((word) => [plain(word), quality('pro')] as const),
  ];
}

function quality(value: 'standard' | 'pro'): Meaning {
  return { kind: 'field', field: 'quality', value };
}

function understand(text: string): Meaning | undefined {
  const word = plain(text);
  const [, seconds] = /^(\d+(?:\.\d+)?)(?:s|secs?|seconds?|秒)$/.exec(word) ?? [];
  if (seconds !== undefined) return { kind: 'field', field: 'duration', value: Number(seconds) };
  if (/^[1-9]\d*[pk]$/.test(word)) return { kind: 'field', field: 'resolution', value: word };
  const pair = readPair(word);
  if (pair !== undefined) return { kind: 'field', ...pair };
  return vocabulary.get(word);
}

/** The longest run of words that means something, from each word on. */
function readPart(part: string): readonly (Need | string)[] {
  const words = part.split(/\s+/).filter((word) => word !== '');
  const found: (Need | string)[] = [];
  for (let from = 0; from < words.length;) {
    const ends = words.map((_, index) => index + 1).filter((end) => end > from);
    const end =
      ends.findLast((end) => understand(words.slice(from, end).join(' ')) !== undefined) ?? from + 1;
    const text = words.slice(from, end).join(' ');
    const meaning = understand(text);
    found.push(meaning === undefined ? text : { text, ...meaning });
    from = end;
  }
  return found;
}

export interface Needs {
  readonly needs: readonly Need[];
  /** Words that mean nothing here. */
  readonly unknown: readonly string[];
}

/** Needs as typed, in either language: "watermark, 9:16, 10 s". */
export function readNeeds(text: string): Needs {
  const found = text.split(/[,;，、；\n]/).flatMap(readPart);
  return {
    needs: found.filter((one) => typeof one !== 'string'),
    unknown: found.filter((one) => typeof one === 'string'),
  };
}

/** What makes two ways to say it the same need. */
export const meaningOf = (need: Need): string => JSON.stringify({ ...need, text: undefined });
