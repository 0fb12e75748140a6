import type { Change, Problem } from '@vid/core';
import type { Messages } from '../messages.ts';

/**
 * Core says what is wrong in English sentences, and in parts: field, what was asked, what would be allowed. From the
 * parts, this makes Chinese sentences. Whatever it does not know stays as core said it.
 */
type Names = Pick<Messages, 'fields' | 'qualities' | 'axes' | 'modes' | 'needs'>;
type Say = (names: Names, ...parts: readonly string[]) => string;

const segments: Readonly<Record<string, string>> = {
  model: '模型',
  request: '请求',
  unchecked: '不检查的字段',
  maxCost: '最高价',
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

/** `'cameraControl.pan'` as `镜头运动 · 水平摇摄`; an option of a provider keeps its name. */
export function fieldInChinese(path: string, { fields, axes }: Names): string {
  return path
    .split('.')
    .map((part, index) => {
      if (/^\d+$/.test(part)) return `第 ${Number(part) + 1} 项`;
      const known = index === 0 ? own(fields, part) : own(axes, part);
      return known ?? own(segments, part) ?? part;
    })
    .join(' · ');
}

/** A word that may stand for a value: no sentence is one word of letters, digits and marks. */
const isValue = (text: string): boolean => /^[\w.:+/×-]+$/.test(text);

function valueInChinese(text: string, { fields, qualities, axes }: Names): string {
  const plain = text.replace(/^"(.*)"$/, '$1');
  const words = { ...qualities, true: '是', false: '否', unknown: '未知' };
  return own(words, plain) ?? own(axes, plain) ?? own(fields, plain) ?? text;
}

const listInChinese = (text: string, names: Names): string =>
  text
    .split(', ')
    .map((one) => valueInChinese(one, names))
    .join('、');

const unit = (word: string): string => (word === 'UTF-16 units' ? '个 UTF-16 单元' : '个字符');

const allowedPatterns: readonly (readonly [RegExp, Say])[] = [
  [/^required$/, () => '必填'],
  [/^nothing$/, () => '不接受此项'],
  [/^no such key$/, () => '没有这一项'],
  [/^at most (\d+) (UTF-16 units|characters)$/, (_, n = '', u = '') => `最多 ${n} ${unit(u)}`],
  [/^(\d+) to (\d+) (UTF-16 units|characters)$/, (_, a, b, u = '') => `${a} 到 ${b} ${unit(u)}`],
  [/^(?:must be )?at most (\d+) bytes$/, (_, n) => `最多 ${n} 字节`],
  [/^at most (\d+)$/, (_, n) => `最多 ${n} 个`],
  [/^at most ([\d.]+) ([A-Z]{3})$/, (_, n, currency) => `最多 ${n} ${currency}`],
  [/^(-?[\d.]+) to (-?[\d.]+)$/, (_, a, b) => `${a} 到 ${b}`],
  [/^(\d+) to (\d+) points$/, (_, a, b) => `${a} 到 ${b} 个点`],
  [/^a number, (-?[\d.]+) to (-?[\d.]+)$/, (_, a, b) => `${a} 到 ${b} 之间的数字`],
  [/^a list of at most (\d+)$/, (_, n) => `最多 ${n} 项的列表`],
  [/^(?:must be )?a text$/, () => '文字'],
  [/^bytes, no URL$/, () => '文件，不接受链接'],
  [/^an https:\/\/ URL, no bytes$/, () => 'https:// 链接，不接受文件'],
  [/^whole pixels$/, () => '整数像素'],
  [/^axes only, no preset$/, () => '各轴数值，不接受预设'],
  [/^no strength$/, () => '不带强度'],
  [/^no options$/, () => '没有任何选项'],
  [/^a static mask, or at least one dynamic mask$/, () => '一个静态区域，或至少一个动态区域'],
  [/^a preset: (.+)$/, (names, list = '') => `预设：${listInChinese(list, names)}`],
  [
    /^exactly one axis that is not 0, of (.+)$/,
    (names, list = '') => `恰好一个不为 0 的轴：${listInChinese(list, names)}`,
  ],
  [/^only one of (.+)$/, (names, list = '') => `以下各项中的一项：${listInChinese(list, names)}`],
  [/^none of (.+)$/, (names, list = '') => `以下之外：${listInChinese(list, names)}`],
  [/^options of (\S+)$/, (_, provider) => `${provider} 的选项`],
  // What a model offers in place of what is needed.
  [/^has no operations$/, () => '不支持任何任务操作'],
  [
    /^has ((?:cancel|reconcile)(?:, (?:cancel|reconcile))*)$/,
    ({ needs }, list = '') =>
      `仅有：${list
        .split(', ')
        .map((need) => own(needs, need) ?? need)
        .join('、')}`,
  ],
  [
    /^takes no callbackUrl for (\S+)$/,
    ({ modes }, mode = '') => `在“${own(modes, mode) ?? mode}”中不接受回调地址`,
  ],
  [/^is not known to make sound with this request$/, () => '此请求是否有声音尚不清楚'],
  [/^gives a resolution that is not known$/, () => '成片分辨率未知'],
  [/^gives (\S+) with this request$/, (_, resolution) => `此请求的成片为 ${resolution}`],
  [/^is in no table$/, () => '不在任何表格中'],
  // What makes a request malformed.
  [/^must be a number$/, () => '必须是数字'],
  [/^must be a whole number$/, () => '必须是整数'],
  [/^must be true or false$/, () => '必须是 true 或 false'],
  [/^must be a list$/, () => '必须是列表'],
  [/^must be an object$/, () => '必须是对象'],
  [/^must be an object of options by provider id$/, () => '必须是按服务名列出选项的对象'],
  [/^must be at least (-?[\d.]+)$/, (_, n) => `不得小于 ${n}`],
  [/^must be at most (-?[\d.]+)$/, (_, n) => `不得大于 ${n}`],
  [/^must be more than 0 seconds$/, () => '必须大于 0 秒'],
  [/^must look like (".+?"(?: or ".+?")*)$/, (_, like = '') => `格式应为 ${like.replaceAll(' or ', ' 或 ')}`],
  [/^must be (".+?"(?: or ".+?")*)$/, (_, list = '') => `必须是 ${list.replaceAll(' or ', ' 或 ')}`],
  [/^must hold at least one$/, () => '至少要有一项'],
  [/^must not be empty$/, () => '不能为空'],
  [/^is not valid$/, () => '无效'],
  [/^must be an https:\/\/ URL$/, () => '必须是 https:// 链接'],
  [
    /^must be an https:\/\/ URL as text, or (\{.+\})$/,
    (_, shape) => `必须是文字形式的 https:// 链接，或 ${shape}`,
  ],
  [
    /^must be (\{.+\}) with numbers from -10 to 10, or (\{.+\})$/,
    (_, axes, preset) => `必须是 ${axes}（数值 -10 到 10），或 ${preset}`,
  ],
];

const askedPatterns: readonly (readonly [RegExp, Say])[] = [
  [/^a text of (\d+)$/, (_, n) => `长度 ${n} 的文字`],
  [/^a list of (\d+)$/, (_, n) => `${n} 项`],
  [/^(\d+) bytes$/, (_, n) => `${n} 字节`],
  [/^(\d+) masks$/, (_, n) => `${n} 个区域`],
  [/^(\d+) points$/, (_, n) => `${n} 个点`],
  [/^a data: URI of (\d+) characters$/, (_, n) => `${n} 个字符的 data: 链接`],
];

function translate(text: string, patterns: typeof allowedPatterns, names: Names): string | undefined {
  for (const [pattern, say] of patterns) {
    const found = pattern.exec(text);
    if (found !== null) return say(names, ...found.slice(1));
  }
  return undefined;
}

const allowedInChinese = (allowed: string, names: Names): string | undefined =>
  translate(allowed, allowedPatterns, names) ??
  (allowed.split(', ').every(isValue) ? listInChinese(allowed, names) : undefined);

/** Values, texts and shapes stay as they were written; they are the person's own. */
const askedInChinese = (asked: string, names: Names): string =>
  translate(asked, askedPatterns, names) ??
  (asked.split(', ').every(isValue) ? listInChinese(asked, names) : asked);

/** The whole sentence; core's own where it cannot be made. */
export function problemInChinese(problem: Problem, model: string, names: Names): string {
  const { field, asked, allowed, message } = problem;
  const name = fieldInChinese(field, names);
  if (field === 'model') {
    const nearest = /nearest known model is (\S+?);/.exec(message)?.[1];
    if (asked === undefined) return '表格中没有任何模型';
    const hint = nearest === undefined ? '' : `，最接近的是 ${nearest}`;
    return `模型：表格中没有 ${asked}${hint}；如确要发送，请加上 unchecked: ["model"]`;
  }
  if (message.startsWith(`${field}: unknown field`)) {
    const nearest = /nearest known field is (".+?")/.exec(message)?.[1];
    return nearest === undefined ? `${field}：没有这个字段` : `${field}：没有这个字段，最接近的是 ${nearest}`;
  }
  const together = /\(together with ([^)]*)\)$/.exec(message)?.[1];
  const beside = together === undefined ? '' : `（与${needsOrFields(together, names)}同时使用时）`;
  const takes = allowedInChinese(allowed, names);
  if (takes === undefined) return message;
  if (field === 'needs') {
    const need = own(names.needs, asked ?? '') ?? asked ?? '';
    return `需要“${need}”：${model} ${takes}${beside}`;
  }
  if (field === 'maxCost' && asked !== undefined) {
    return asked === 'unknown' ? `${model} 价格未知；${takes}` : `${model} 预计 ${asked}；${takes}`;
  }
  if (allowed === 'required') return `${name}：${model} 必须设置此项`;
  if (
    takes.startsWith('必须') ||
    takes.startsWith('不') ||
    takes.startsWith('没有') ||
    takes.startsWith('至少') ||
    /^(格式|无效)/.test(takes)
  ) {
    const got = asked === undefined ? '' : `；当前为 ${askedInChinese(asked, names)}`;
    return `${name}：${model === '' ? '' : `${model} `}${takes}${got}${beside}`;
  }
  const got = asked === undefined ? '未设置' : `当前为 ${askedInChinese(asked, names)}`;
  return `${name}：${model} 只接受${takes.startsWith('最多') ? '' : ' '}${takes}；${got}${beside}`;
}

const needsOrFields = (list: string, { fields, needs }: Names): string =>
  list
    .split(', ')
    .map((one) => own(needs, one) ?? own(fields, one) ?? one)
    .join('、');

/** One change of a suggestion. */
export function changeInChinese({ field, text }: Change, names: Names): string {
  const name = fieldInChinese(field, names);
  if (text === `without ${field}`) return `去掉${name}`;
  const values = text.startsWith(`${field} `) ? text.slice(field.length + 1) : text;
  const at = values.lastIndexOf(' instead of ');
  if (at < 0) return text;
  const [to, from] = [values.slice(0, at), values.slice(at + ' instead of '.length)];
  return `${name}改为 ${askedInChinese(to, names)}（原为 ${askedInChinese(from, names)}）`;
}
