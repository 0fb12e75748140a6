import {
  type CapabilityRow,
  type FeatureRules,
  type Mode,
  type ModelCapabilities,
  rangeValues,
  type VideoProvider,
} from '@vid/core';
import { providers as listedProviders } from '@vid/providers';
import { inRuns, wordsFor } from '@vid/testkit/generator';

/* Services beside each other, from their capability tables: one column a provider, one line a feature. */

export type Language = 'en' | 'zh';

interface Line {
  readonly title: Readonly<Record<Language, string>>;
  /** What one row offers for the feature; empty when nothing. */
  readonly values: (row: CapabilityRow, model: ModelCapabilities, language: Language) => readonly string[];
  /** A field that from text alone is taken is said to be so. */
  readonly field?: keyof FeatureRules;
}

const longList = 12;
/** So many that nobody reads them in a cell: the provider's page and the table itself have them. */
function inBrief(values: readonly string[], longest: number): readonly string[] {
  const runs = inRuns(values);
  return runs.length > longest ? [...runs.slice(0, 3), `… (${runs.length})`] : runs;
}

const words = {
  en: {
    fromText: ' (text to video only)',
    yes: 'yes',
    no: 'no',
    feature: 'feature',
    comma: ', ',
    claimed: 'claimed by the gateway only',
    ownApi: ' (own API)',
  },
  zh: {
    fromText: '（仅文生视频）',
    yes: '支持',
    no: '不支持',
    feature: '功能',
    comma: '、',
    claimed: '仅网关声称支持，原厂文档未注明',
    ownApi: '（官方接口）',
  },
} as const;

const modes = {
  en: {
    'text-to-video': 'text to video',
    'image-to-video': 'image to video',
    'reference-to-video': 'reference images to video',
    'video-to-video': 'video to video',
    'video-extension': 'longer video',
  },
  zh: {
    'text-to-video': '文生视频',
    'image-to-video': '图生视频',
    'reference-to-video': '参考图生视频',
    'video-to-video': '视频转视频',
    'video-extension': '视频延长',
  },
} as const satisfies Readonly<Record<Language, Readonly<Record<Mode, string>>>>;

/** Each step of a range, so that those of several rows run together. */
function listed(rule: Parameters<typeof wordsFor>[0]): readonly string[] {
  if (typeof rule !== 'object') return wordsFor(rule);
  const named = 'oneOf' in rule ? rule.oneOf : rangeValues(rule);
  return named === undefined
    ? wordsFor(rule)
    : [...named.map(String), ...(rule.auto === true ? ['auto'] : [])];
}
const when = (isSo: boolean) => (isSo ? ['yes'] : []);
const taken =
  (feature: keyof FeatureRules) =>
  ({ accepts }: CapabilityRow) =>
    when(accepts[feature] !== undefined);

/** The lines of the comparison in the guide, which the READMEs have. */
const guideLines: readonly Line[] = [
  { title: { en: 'input', zh: '输入' }, values: ({ mode }, _model, language) => [modes[language][mode]] },
  {
    title: { en: 'duration (s)', zh: '时长（秒）' },
    values: ({ accepts: { duration } }) =>
      typeof duration === 'object' && 'min' in duration && duration.step === undefined
        ? [`${duration.min}–${duration.max}`]
        : listed(duration),
  },
  { title: { en: 'models', zh: '模型' }, values: (_row, { model }) => [`\`${model}\``] },
  { title: { en: 'camera control', zh: '镜头控制（相机控制、运镜）' }, values: taken('cameraControl') },
  { title: { en: 'motion masks', zh: '运动蒙版（动态遮罩）' }, values: taken('motionMasks') },
  {
    title: { en: 'watermark option', zh: '水印选项' },
    values: ({ accepts }) => when(accepts.watermark?.oneOf.includes(true) === true),
  },
  {
    title: { en: 'aspect ratio', zh: '宽高比' },
    values: ({ accepts }) => listed(accepts.aspectRatio),
    field: 'aspectRatio',
  },
  { title: { en: 'any size', zh: '任意尺寸' }, values: ({ accepts }) => when(accepts.size === 'any') },
  /** Every provider has the method. */
  { title: { en: 'query', zh: '查询' }, values: () => when(true) },
];

const inEnglish = (en: string, values: Line['values']): Line => ({ title: { en, zh: en }, values });
const allLines: readonly Line[] = [
  ...guideLines,
  inEnglish('size in pixels', ({ accepts }) => listed(accepts.size)),
  inEnglish('resolution', ({ accepts }) => listed(accepts.resolution)),
  inEnglish('quality', ({ accepts }) => listed(accepts.quality)),
  inEnglish('first frame', taken('firstFrame')),
  inEnglish('last frame', taken('lastFrame')),
  inEnglish('reference images', taken('references')),
  inEnglish('reference videos', taken('referenceVideos')),
  inEnglish('reference sounds', taken('referenceAudio')),
  inEnglish('video to change', taken('sourceVideo')),
  inEnglish('longer video', taken('extendVideo')),
  inEnglish('sound', ({ accepts }) => when(accepts.audio?.oneOf.includes(true) === true)),
  inEnglish('negative prompt', taken('negativePrompt')),
  inEnglish('seed', taken('seed')),
];

/** Whether a field is taken from text alone, where the models take pictures, too. */
function onlyFromText({ field }: Line, models: readonly ModelCapabilities[]): boolean {
  if (field === undefined) return false;
  const rows = models.flatMap((model) => model.rows);
  const from = (isText: boolean) => rows.filter(({ mode }) => (mode === 'text-to-video') === isText);
  const isTaken = ({ accepts }: CapabilityRow) => accepts[field] !== undefined;
  return from(true).some(isTaken) && from(false).length > 0 && !from(false).some(isTaken);
}

interface Column {
  readonly head: string;
  readonly models: readonly ModelCapabilities[];
}

const isClaimed = ({ models }: Column) =>
  models.every(({ rows }) => rows.every(({ evidence }) => evidence === 'claimed'));

function cell(line: Line, column: Column, language: Language, longest: number): string {
  const { models } = column;
  const valuesOf = (evidence: CapabilityRow['evidence']) =>
    models.flatMap((model) =>
      model.rows
        .filter((row) => row.evidence === evidence)
        .flatMap((row) => line.values(row, model, language)),
    );
  const documented = new Set(valuesOf('documented'));
  const claimed = [...new Set(valuesOf('claimed'))].filter((value) => !documented.has(value));
  const { yes, no, comma } = words[language];
  const word = (value: string) => (value === 'yes' ? yes : value);
  // Where all is claimed, the head of the column says so.
  const mark = isClaimed(column) ? '' : ' †';
  const all = [
    ...inBrief([...documented].map(word), longest),
    ...inBrief(claimed.map(word), longest).map((value) => `${value}${mark}`),
  ];
  return all.length === 0
    ? no
    : `${all.join(comma)}${onlyFromText(line, models) ? words[language].fromText : ''}`;
}

function tableOf(
  lines: readonly Line[],
  columns: readonly Column[],
  language: Language,
  longest = longList,
): string {
  const { feature, claimed } = words[language];
  const heads = [feature, ...columns.map((one) => `${one.head}${isClaimed(one) ? ' †' : ''}`)];
  const rows = lines.map((line) => [
    line.title[language],
    ...columns.map((column) => cell(line, column, language, longest)),
  ]);
  const hasClaims = [heads, ...rows].some((row) => row.some((text) => text.includes('†')));
  return [
    `| ${heads.join(' | ')} |`,
    `| ${heads.map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    ...(hasClaims ? ['', `† ${claimed}`] : []),
  ].join('\n');
}

const apiOf = ({ capabilities: { models } }: VideoProvider) => models[0]?.api;

/** The guide's comparison, of every service: as the gateway has it, or by its own api where that is the only way. */
export function guideTable(providers: readonly VideoProvider[], language: Language): string {
  const { ownApi } = words[language];
  const columns = listedProviders.flatMap(({ id, name }) => {
    const all = providers.filter((provider) => provider.id === id);
    const found = all.find((provider) => apiOf(provider) === 'gateway') ?? all[0];
    if (found === undefined) return [];
    const head = `${name[language]}${apiOf(found) === 'gateway' ? '' : ownApi}`;
    return [{ head, models: found.capabilities.models }];
  });
  return tableOf(guideLines, columns, language, 4);
}

/** Every feature. */
export function fullTable(providers: readonly VideoProvider[]): string {
  const columns = providers.map(({ id, capabilities: { models } }) => ({
    head: `${id} (${models[0]?.api ?? ''})`,
    models,
  }));
  return tableOf(allLines, columns, 'en');
}
