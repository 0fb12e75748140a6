import { type Need, type OverriddenField, staleAfterDays } from '../contract/capabilities.ts';
import type { Money } from '../contract/money.ts';
import type {
  Change,
  Format,
  Problem,
  ProblemCode,
  ProblemContext,
  ProblemOf,
  Span,
  ValueCondition,
  Warning,
} from '../contract/problem.ts';
import type { Shown } from '../contract/shown.ts';
import { chineseNames } from './names.ts';

/* Chinese for people, as contract/explain-problem.ts is English. A code without a sentence is a type error there and here. */

type Names = typeof chineseNames;
const names: Names = chineseNames;

const segments: Readonly<Record<string, string>> = {
  model: '模型',
  request: '请求',
  unchecked: '不检查的字段',
  maxCost: '最高价',
  budget: '预算',
  only: '仅限',
  never: '排除',
  needs: '需要',
  preset: '预设',
  strength: '强度',
  mediaType: '媒体类型',
  data: '文件',
  static: '静态区域',
  dynamic: '动态区域',
  mask: '蒙版',
  trajectory: '轨迹',
};

const own = (table: Readonly<Record<string, string>>, name: string): string | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** `'cameraControl.pan'` as `镜头控制 · 水平摇摄`; an option of a provider keeps its name. */
export function fieldInChinese(path: string, { fields, axes }: Names = names): string {
  return path
    .split('.')
    .map((part, index) => {
      if (/^\d+$/.test(part)) return `第 ${Number(part) + 1} 项`;
      const known = index === 0 ? own(fields, part) : own(axes, part);
      return known ?? own(segments, part) ?? part;
    })
    .join(' · ');
}

const isList = (shown: Shown): shown is readonly Shown[] => Array.isArray(shown);

function objectInChinese(shown: { readonly [key: string]: Shown }, names: Names): string {
  const { bytes, characters, items, dataUri, ...others } = shown;
  if (Object.keys(others).length === 0) {
    if (typeof bytes === 'number') return `${bytes} 字节`;
    if (typeof characters === 'number') return `${characters} 个字符`;
    if (typeof items === 'number') return `${items} 项`;
    if (dataUri !== undefined) return `${shownInChinese(dataUri, names)}的 data: 链接`;
  }
  const parts = Object.entries(shown).map(([key, part]) => {
    const name = own(names.axes, key) ?? own(segments, key) ?? key;
    return key === '…' ? key : `${name} ${shownInChinese(part, names)}`;
  });
  return parts.length === 0 ? '空' : parts.join('、');
}

/** Texts stay as they were written; they are the person's own. */
function shownInChinese(shown: Shown, names: Names): string {
  if (typeof shown === 'string') return own(names.qualities, shown) ?? `“${shown}”`;
  if (typeof shown === 'boolean') return shown ? '是' : '否';
  if (typeof shown !== 'object' || shown === null) return String(shown);
  if (!isList(shown)) return objectInChinese(shown, names);
  return shown.length === 0 ? '空列表' : shown.map((part) => shownInChinese(part, names)).join('、');
}

const valueInChinese = (value: string | number | boolean, { qualities, axes }: Names): string => {
  if (typeof value === 'boolean') return value ? '是' : '否';
  return own(qualities, String(value)) ?? own(axes, String(value)) ?? String(value);
};
const list = (values: readonly (string | number | boolean)[], names: Names) =>
  values.map((value) => valueInChinese(value, names)).join('、');
const fieldList = (paths: readonly string[], names: Names) =>
  paths.map((path) => fieldInChinese(path, names)).join('、');
const money = ({ amount, currency }: Money) => `${amount} ${currency}`;
const atRates = (date: string | undefined) => (date === undefined ? '' : `（按 ${date} 的汇率）`);
const needName = (need: Shown = '', { needs }: Names) =>
  typeof need === 'string' ? (own(needs, need) ?? need) : '';

interface Asked {
  readonly asked?: Shown;
}
const got = ({ asked }: Asked, names: Names) =>
  asked === undefined ? '；未设置' : `；当前为 ${shownInChinese(asked, names)}`;
const takes = (problem: Asked, what: string, names: Names) => `只接受${what}${got(problem, names)}`;
const together = ({ together: needs }: { readonly together?: readonly Need[] }, names: Names) =>
  needs === undefined ? '' : `（与${needs.map((need) => needName(need, names)).join('、')}同时需要时）`;

const formats: Readonly<Record<Format, string>> = {
  text: '必须是文字',
  number: '必须是数字',
  'whole-number': '必须是整数',
  boolean: '必须是 true 或 false',
  list: '必须是列表',
  object: '必须是对象',
  'not-empty': '不能为空',
  'not-empty-list': '至少要有一项',
  positive: '必须大于 0',
  'https-url': '必须是 https:// 链接',
  media: '必须是 https:// 链接或文件',
  'file-url': '必须是链接；本机文件请用 node:url 的 pathToFileURL(path)',
  'existing-file': '必须是存在的文件',
  'plain-file': '必须是文件，不能是文件夹或设备',
  'not-empty-file': '不能是空文件',
  'readable-file': '必须是可以读取的文件；读取时出错',
  'file-system': '无法读取：此运行环境没有文件系统，请传入 Blob 或字节',
  'known-media': '必须是图片、视频或音频；从文件开头看不出媒体类型，请用 { data, mediaType } 或带类型的 Blob',
  bytes: '应为至少一个字节的 Uint8Array',
  'media-type': '必须是媒体类型，例如 "image/png"',
  'camera-control': '必须是各轴数值（-10 到 10），或一个预设',
  duration: '必须是秒数，或 "auto"',
  'aspect-ratio': '格式应为 "16:9"，或为 "adaptive"',
  resolution: '格式应为 "720p" 或 "4k"',
  'no-page': '应为图片、视频或音频；这些字节是网页或文本',
  'whole-text': '应为完整的 Unicode 文本；其中有单独的半个代理对',
  readable: '应为普通数据；读取时出错',
  'few-parts': '键和列表项合计不能超过 10,000 个，嵌套不能超过 100 层',
  preference: '应为 "listed"、"cheapest"、"fastest"、"quality" 或一个函数',
  money: '应为 { amount, currency }，金额不小于 0，货币为 "USD" 这样的代码',
  'exchange-rates': '应为 { date: "2026-11-29", base: "USD", rates: { CNY: 7.1 } }，每个汇率都大于 0',
  'api-names': '应为名称列表，例如 ["provider:model"]',
  size: '格式应为 "1280x720"，每边至少 144 像素',
  'provider-options': '必须是按服务名列出选项的对象',
  valid: '无效',
};

const span = ({ min, max, step }: Span): string => {
  if (step === undefined) return `${min} 到 ${max}`;
  return step === 1 && Number.isInteger(min) ? `${min} 到 ${max} 的整数` : `${min} 到 ${max}（每级 ${step}）`;
};
const values = ({ allowed, ranges = [] }: Pick<ValueCondition, 'allowed' | 'ranges'>, names: Names) =>
  [...ranges.map(span), ...allowed.map((value) => valueInChinese(value, names))].join('、');
const conditional = (
  { conditions = [] }: { readonly conditions?: readonly ValueCondition[] },
  names: Names,
): string => {
  const each = conditions.map((one) => `${values(one, names)} ${conditionInChinese(one.context, names)}`);
  return each.length === 0 ? '' : `（${each.join('；')}）`;
};

/** What follows the field's name and the model's. */
const sentences: {
  readonly [Code in ProblemCode]: (problem: ProblemOf<Code>, names: Names) => string;
} = {
  'unknown-field': ({ nearest }) =>
    nearest === undefined ? '没有这个字段' : `没有这个字段，最接近的是 "${nearest}"`,
  malformed: (problem, names) => `${formats[problem.expected]}${got(problem, names)}`,
  'not-one-of': (problem, names) => {
    const { allowed, field } = problem;
    return field.startsWith('unchecked')
      ? takes(problem, ` ${fieldList(allowed.map(String), names)}`, names)
      : takes(problem, ` ${values(problem, names)}${conditional(problem, names)}`, names);
  },
  'out-of-range': (problem, names) => {
    const { min, max, step } = problem;
    if (min === undefined) return `不得大于 ${max ?? ''}${got(problem, names)}`;
    if (max === undefined) return `不得小于 ${min}${got(problem, names)}`;
    const all = span({ min, max, ...(step !== undefined && { step }) });
    return takes(problem, ` ${all}${conditional(problem, names)}`, names);
  },
  'text-length': (problem, names) => {
    const { min, max, unit } = problem;
    const units = unit === 'utf-16' ? '个 UTF-16 单元' : '个字符';
    if (max === undefined) return takes(problem, `至少 ${min} ${units}`, names);
    return takes(problem, min === 0 ? `最多 ${max} ${units}` : ` ${min} 到 ${max} ${units}`, names);
  },
  'too-many-items': (problem, names) => takes(problem, `最多 ${problem.max} 项`, names),
  'file-too-large': (problem, names) => takes(problem, `最大 ${problem.maxBytes} 字节的文件`, names),
  'other-media-type': ({ found, asked }, names) =>
    `按文件开头是 ${found}${asked === undefined ? '' : `，不是 ${shownInChinese(asked, names)}`}`,
  'picture-side': (problem, names) => {
    const { min, max } = problem;
    const most = max === undefined ? '' : `不大于 ${max}`;
    const least = min === undefined ? '' : `不小于 ${min}`;
    return takes(problem, `每边${[least, most].filter(Boolean).join('、')} 像素的图片`, names);
  },
  'picture-ratio': (problem, names) => takes(problem, `长边不超过短边 ${problem.max} 倍的图片`, names),
  'no-auto': (problem, names) => takes(problem, '以秒为单位的时长，不会自动选择', names),
  'no-adaptive': (problem, names) => takes(problem, ' "16:9" 这样的宽高比，不会自动选择', names),
  'bytes-only': (problem, names) => takes(problem, '文件，不接受链接', names),
  'url-only': (problem, names) => takes(problem, ' https:// 链接，不接受文件', names),
  'axes-only': (problem, names) => takes(problem, '各轴数值，不接受预设', names),
  'presets-only': (problem, names) => takes(problem, `预设：${list(problem.allowed, names)}`, names),
  'no-strength': (problem, names) => `不接受强度${got(problem, names)}`,
  'exactly-one-axis': (problem, names) =>
    takes(problem, `恰好一个不为 0 的轴：${list(problem.allowed, names)}`, names),
  'no-mask': () => '需要一个静态区域，或至少一个动态区域',
  'point-count': (problem, names) => takes(problem, ` ${problem.min} 到 ${problem.max} 个点`, names),
  'whole-pixels': (problem, names) => takes(problem, '整数像素', names),
  'unknown-option': ({ allowed }, names) =>
    allowed.length === 0 ? '没有任何选项' : `没有这个选项；可用的有 ${list(allowed, names)}`,
  'other-provider': ({ provider }) => `只接受 ${provider} 的选项`,
  'not-accepted': (problem, names) => `在“${names.modes[problem.mode]}”中不接受此项${got(problem, names)}`,
  required: ({ mode }, { modes }) => `在“${modes[mode]}”中必须设置此项`,
  'set-twice': ({ means }, names) =>
    `被理解为“${fieldList([means], names)}”，而该项也已设置；请只设置其中一项`,
  'at-most-one': ({ fields }, names) => `以下各项只能设置一项：${fieldList(fields, names)}`,
  'requires-with': ({ anyOf }, names) => `只能与以下任一项同时使用：${fieldList(anyOf, names)}`,
  'too-many-together': (problem, names) =>
    takes(problem, `${fieldList(problem.fields, names)}合计最多 ${problem.max} 项`, names),
  'unknown-model': ({ name, nearest, provider, apis = [] }) => {
    if (apis.length > 0)
      return `${name} 属于 ${provider} 的另一个 API；创建时请设置 ${apis.map((api) => `api: '${api}'`).join(' 或 ')}`;
    const hint = nearest === undefined ? '' : `，最接近的是 ${nearest}`;
    return `表格中没有 ${name}${hint}；如确要发送，请加上 unchecked: ["model"]`;
  },
  'other-key': ({ name, setting, variable }) =>
    `${name} 需要另一种密钥：请传入 ${setting}，或设置环境变量 ${variable}`,
  'no-models': () => '表格中没有任何模型',
  'need-unlisted': (problem, names) => `不在任何表格中${together(problem, names)}`,
  'need-operation': (problem, names) => {
    const { operations } = problem;
    const offer = operations.map((operation) => needName(operation, names)).join('、');
    return `${offer === '' ? '不支持任何任务操作' : `仅支持：${offer}`}${together(problem, names)}`;
  },
  'need-callback': (problem, names) =>
    `在“${names.modes[problem.mode]}”中不接受回调地址${together(problem, names)}`,
  'need-audio': (problem, names) => `不保证此请求有声音${together(problem, names)}`,
  'need-resolution': (problem, names) =>
    `输出分辨率${problem.output === undefined ? '未知' : `为 ${problem.output}`}${together(problem, names)}`,
  'not-in-only': ({ only }) => `不在指定范围内：${only.join('、')}`,
  'in-never': () => '已被排除',
  'over-max-cost': ({ price, maxCost, ratesOf }) =>
    `预计 ${money(price)}，上限为 ${money(maxCost)}${atRates(ratesOf)}`,
  'other-currency': ({ price, limits }) =>
    `预计 ${money(price)}，上限为 ${limits.map(money).join('、')}，货币不同，无法比较：请设置汇率，或以 ${price.currency} 设定上限`,
  'unknown-price': ({ maxCost }) =>
    maxCost === undefined ? '价格未知' : `价格未知，上限为 ${money(maxCost)}`,
  'over-budget': ({ price, left, budget, ratesOf }) =>
    `预计 ${money(price)}，预算 ${money(budget)} 仅剩 ${money(left)}${atRates(ratesOf)}`,
  'circuit-open': ({ failures, until }) =>
    `连续失败 ${failures} 次，${until === undefined ? '正在重试' : `${until} 之前`}暂不使用`,
  'no-place': ({ provider, api }) => `${provider} 的 ${api} 接口无法传递此项`,
  'place-taken': ({ key }) => `另一字段已占用同一位置：${key}`,
  'schema-refused': ({ issues }) => `服务不接受此请求：${issues.join('；')}`,
};

function conditionInChinese(context: ProblemContext, names: Names): string {
  if (context.kind === 'together') return `与${fieldList(context.fields, names)}同时使用时`;
  if (context.kind === 'not-together') return `不能与${fieldList(context.fields, names)}同时使用`;
  const fields = context.fields.map(({ field, value }) => {
    const name = fieldInChinese(field, names);
    return value === undefined ? name : `${name} ${valueInChinese(value, names)}`;
  });
  return `${context.kind === 'instead' ? '或设置' : '需要同时设置'} ${fields.join('、')}`;
}

const contextInChinese = (context: ProblemContext | undefined, names: Names): string =>
  context === undefined ? '' : `（${conditionInChinese(context, names)}）`;

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ties a problem to its sentence
const sentenceOf = <Code extends ProblemCode>(problem: ProblemOf<Code>, names: Names): string =>
  sentences[problem.code](problem, names);

/** `withModel: false` leaves the model's name out. */
export function problemInChinese(
  problem: Problem,
  { withModel = true }: { readonly withModel?: boolean } = {},
): string {
  const { code, field, model, asked } = problem;
  const name = code === 'unknown-field' ? field : fieldInChinese(field, names);
  const subject = field === 'needs' ? `需要“${needName(asked, names)}”` : name;
  const who = model === undefined || !withModel ? '' : `${model} `;
  return `${subject}：${who}${sentenceOf(problem, names)}${contextInChinese(problem.context, names)}`;
}

/** One change of a suggestion, or an adjustment. */
export function changeInChinese(change: Change): string {
  const name = fieldInChinese(change.field, names);
  switch (change.code) {
    case 'removed':
      return `不指定${name}`;
    case 'changed':
      return `${name}改为 ${shownInChinese(change.to, names)}（原为 ${shownInChinese(change.from, names)}）`;
  }
}

const overriddenInChinese: Readonly<Record<OverriddenField, string>> = {
  model: '模型',
  wireModel: '发送的模型名',
  rows: '能力',
  prices: '价格',
  retired: '下线日期',
};

/** What documents say stays in English. */
export function warningInChinese(warning: Warning): string {
  switch (warning.code) {
    case 'claimed':
      return warning.source;
    case 'retired':
      return `下线日期 ${warning.since}：${warning.source}`;
    case 'stale-source':
      return `最近核对于 ${warning.checkedOn}，已超过 ${staleAfterDays} 天`;
    case 'overridden':
      return `${warning.fields.map((field) => overriddenInChinese[field]).join('、')}由你的 overrides 改写：${warning.source}`;
    case 'unchecked-fields':
      return `按要求未检查：${fieldList(warning.fields, names)}`;
    case 'unchecked-model':
      return `${warning.provider}:${warning.model} 不在表格中，未经检查`;
    case 'several-currencies':
      return `${warning.currencies.join('、')} 的价格未互相比较，各自按由低到高排列`;
  }
}
