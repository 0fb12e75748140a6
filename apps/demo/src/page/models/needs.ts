import { type Feature, features, type Mode, type Operation, readShape, type VideoRequest } from '@vid/core';
import { chineseNames } from '@vid/core/chinese';
import { type ModelMessages, needWords, type NeedWords } from '../messages/models.ts';

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
const axisNames = ['pan', 'tilt', 'roll', 'zoom'] as const;

const field = (name: Feature): Meaning =>
  name === 'watermark' || name === 'audio'
    ? { kind: 'field', field: name, value: true }
    : { kind: 'field', field: name };
const valueOf = <F extends Feature>(name: F, value: VideoRequest[F]): Meaning => ({
  kind: 'field',
  field: name,
  value,
});

/** A size that stands in no list: only who takes any takes it. */
const unlistedSize = '1234x790';

/** What needs more than the name of a field: values, and several things at once. */
const wishes: Readonly<Record<keyof NeedWords['wishes'], readonly Meaning[]>> = {
  portrait: [valueOf('aspectRatio', '9:16')],
  square: [valueOf('aspectRatio', '1:1')],
  landscape: [valueOf('aspectRatio', '16:9')],
  anySize: [valueOf('size', unlistedSize)],
  highDefinition: [valueOf('resolution', '1080p')],
  firstAndLastFrame: [field('firstFrame'), field('lastFrame')],
  noWatermark: [valueOf('watermark', false)],
  noSound: [valueOf('audio', false)],
};
const isWish = (name: string): name is keyof typeof wishes => Object.hasOwn(wishes, name);

/** What each word means: the names of fields, modes and operations, and what people call them instead. */
const vocabulary: ReadonlyMap<string, readonly Meaning[]> = new Map(
  Object.values(needWords).flatMap(wordsOf),
);

function wordsOf(words: NeedWords): readonly (readonly [string, readonly Meaning[]])[] {
  const meant = (own: readonly string[], ...meanings: readonly Meaning[]) =>
    own.map((word) => [plain(word), meanings] as const);
  return [
    ...modeNames.flatMap((mode) =>
      meant([mode, chineseNames.modes[mode], ...words.modes[mode]], { kind: 'mode', mode }),
    ),
    ...features
      .filter((name) => name !== 'providerOptions')
      .flatMap((name) => meant([name, chineseNames.fields[name], ...words.fields[name]], field(name))),
    ...operationNames.flatMap((operation) =>
      meant([operation, ...words.operations[operation]], { kind: 'operation', operation }),
    ),
    ...meant(words.qualities.standard, valueOf('quality', 'standard')),
    ...meant(words.qualities.pro, valueOf('quality', 'pro')),
    ...axisNames.flatMap((axis) => meant(words.axes[axis], valueOf('cameraControl', { [axis]: 1 }))),
    ...Object.keys(wishes)
      .filter(isWish)
      .flatMap((wish) => meant(words.wishes[wish], ...wishes[wish])),
  ];
}

function understand(text: string): readonly Meaning[] | undefined {
  const word = plain(text);
  const [, seconds] = /^(\d+(?:\.\d+)?)(?:s|secs?|seconds?|秒)$/.exec(word) ?? [];
  if (seconds !== undefined) return [valueOf('duration', Number(seconds))];
  if (/^[1-9]\d*[pk]$/.test(word)) return [valueOf('resolution', word)];
  const shape = readShape(word);
  if (shape !== undefined) return [{ kind: 'field', ...shape }];
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
    const meanings = understand(text);
    if (meanings === undefined) found.push(text);
    else found.push(...meanings.map((meaning) => ({ text, ...meaning })));
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

/** What was understood: "Aspect ratio 9:16". */
export function needName(
  need: Need,
  { fields, modes, axes, qualities, yes, no, seconds, colon, matrix }: ModelMessages,
) {
  if (need.kind === 'mode') return modes[need.mode];
  if (need.kind === 'operation') return matrix.operations[need.operation];
  const { field: name, value } = need;
  const valueName = () => {
    if (value === unlistedSize) return matrix.any;
    if (value === 'standard' || value === 'pro') return qualities[value];
    if (typeof value === 'boolean') return value ? yes : no;
    if (typeof value === 'number') return seconds(value);
    if (typeof value === 'string') return value;
    return axisNames.filter((axis) => typeof value === 'object' && axis in value).map((axis) => axes[axis]);
  };
  return value === undefined ? fields[name] : `${fields[name]}${colon}${String(valueName())}`;
}

/** What makes two ways to say it the same need. */
export const meaningOf = (need: Need): string => JSON.stringify({ ...need, text: undefined });
