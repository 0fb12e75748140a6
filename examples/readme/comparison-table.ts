import type { Capabilities, CapabilityRow, FeatureRules, ModelCapabilities } from '@vid/core';

/* The comparison table of the README, from the capability tables. One column a provider, one line a feature. */

export type Language = 'en' | 'zh';

interface Line {
  readonly title: Readonly<Record<Language, string>>;
  /** What one row offers for the feature; empty when nothing. */
  readonly values: (row: CapabilityRow, model: ModelCapabilities) => readonly string[];
}

/** 10, 2, 3, 4 as 2–4, 10; texts that are no numbers stay as they are. */
export function inRuns(values: readonly string[]): readonly string[] {
  if (!values.every((value) => /^\d+$/.test(value))) return values;
  const runs: number[][] = [];
  for (const value of values.map(Number).toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run.map(String)));
}

const longList = 12;
/** So many that nobody reads them in a cell: the provider's page and the table itself have them. */
function inBrief(values: readonly string[]): readonly string[] {
  const runs = inRuns(values);
  return runs.length > longList ? [...runs.slice(0, 3), `… (${runs.length})`] : runs;
}

const words = {
  en: { yes: 'yes', no: 'no', any: 'any', feature: 'feature', claimed: 'claimed by the reseller only' },
  zh: { yes: '有', no: '无', any: '任意', feature: '功能', claimed: '仅转售方声称' },
} as const;

const listed = (rule: { readonly oneOf: readonly (string | number | boolean)[] } | undefined) =>
  (rule?.oneOf ?? []).map(String);
const taken =
  (feature: keyof FeatureRules) =>
  ({ accepts }: CapabilityRow) =>
    accepts[feature] === undefined ? [] : ['yes'];

const lines: readonly Line[] = [
  { title: { en: 'models', zh: '模型' }, values: (_row, { model }) => [`\`${model}\``] },
  { title: { en: 'input', zh: '输入' }, values: ({ mode }) => [mode] },
  {
    title: { en: 'duration (s)', zh: '时长（秒）' },
    values: ({ accepts: { duration } }) => {
      if (duration === undefined) return [];
      return 'oneOf' in duration ? listed(duration) : [`${duration.min}–${duration.max}`];
    },
  },
  { title: { en: 'aspect ratio', zh: '画面比例' }, values: ({ accepts }) => listed(accepts.aspectRatio) },
  {
    title: { en: 'size in pixels', zh: '像素尺寸' },
    values: ({ accepts: { size } }) => (size === 'any' ? ['any'] : listed(size)),
  },
  { title: { en: 'resolution', zh: '分辨率' }, values: ({ accepts }) => listed(accepts.resolution) },
  { title: { en: 'quality', zh: '质量档' }, values: ({ accepts }) => listed(accepts.quality) },
  { title: { en: 'first frame', zh: '首帧图' }, values: taken('firstFrame') },
  { title: { en: 'last frame', zh: '尾帧图' }, values: taken('lastFrame') },
  { title: { en: 'reference images', zh: '参考图' }, values: taken('references') },
  { title: { en: 'reference videos', zh: '参考视频' }, values: taken('referenceVideos') },
  { title: { en: 'reference sounds', zh: '参考音频' }, values: taken('referenceAudio') },
  { title: { en: 'video to change', zh: '待修改的视频' }, values: taken('sourceVideo') },
  { title: { en: 'longer video', zh: '视频延长' }, values: taken('extendVideo') },
  {
    title: { en: 'watermark option', zh: '水印选项' },
    values: ({ accepts }) => (accepts.watermark?.oneOf.includes(true) === true ? ['yes'] : []),
  },
  { title: { en: 'camera control', zh: '镜头控制' }, values: taken('cameraControl') },
  { title: { en: 'motion masks', zh: '运动蒙版' }, values: taken('motionMasks') },
  {
    title: { en: 'sound', zh: '声音' },
    values: ({ accepts }) => (accepts.audio?.oneOf.includes(true) === true ? ['yes'] : []),
  },
  { title: { en: 'negative prompt', zh: '反向提示词' }, values: taken('negativePrompt') },
  { title: { en: 'seed', zh: '随机种子' }, values: taken('seed') },
];

function cell(line: Line, models: readonly ModelCapabilities[], language: Language): string {
  const valuesOf = (evidence: CapabilityRow['evidence']) =>
    models.flatMap((model) =>
      model.rows.filter((row) => row.evidence === evidence).flatMap((row) => line.values(row, model)),
    );
  const documented = new Set(valuesOf('documented'));
  const claimed = [...new Set(valuesOf('claimed'))].filter((value) => !documented.has(value));
  const { yes, no, any } = words[language];
  const word = (value: string) => (value === 'yes' ? yes : value === 'any' ? any : value);
  const all = [...inBrief([...documented].map(word)), ...inRuns(claimed).map((value) => `${word(value)} †`)];
  return all.length === 0 ? no : all.join(', ');
}

export function comparisonTable(capabilities: readonly Capabilities[], language: Language): string {
  const columns = capabilities.map(({ models }) => models);
  const { feature, claimed } = words[language];
  const heads = columns.map(([first]) => `${first?.provider ?? ''} (${first?.api ?? ''})`);
  const rows = lines.map((line) => [
    line.title[language],
    ...columns.map((models) => cell(line, models, language)),
  ]);
  const hasClaims = rows.some((row) => row.some((text) => text.includes('†')));
  return [
    `| ${[feature, ...heads].join(' | ')} |`,
    `| ${[feature, ...heads].map(() => '---').join(' | ')} |`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
    ...(hasClaims ? ['', `† ${claimed}`] : []),
  ].join('\n');
}
