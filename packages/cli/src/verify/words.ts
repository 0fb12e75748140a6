import type { Language } from '../language.ts';
import type { Check, CheckResult, Finding, Unchecked } from './findings.ts';

/* What `vid verify` says, in each language. */

interface Words {
  readonly checks: Readonly<Record<Check, string>>;
  readonly states: Readonly<Record<CheckResult['state'], string>>;
  readonly why: Readonly<Record<Unchecked, string>>;
  /** One sentence of one finding. */
  readonly finding: (finding: Finding) => string;
  readonly heads: {
    readonly service: string;
    readonly check: string;
    readonly result: string;
    readonly more: string;
  };
  readonly asking: (service: string) => string;
  readonly going: (service: string, id: string) => string;
  readonly dropped: (service: string, id: string) => string;
  readonly unreadable: (file: string) => string;
  readonly paying: (service: string, video: string, price: string) => string;
  readonly video: (service: string, place: string) => string;
  readonly saved: (file: string) => string;
  readonly verified: (count: number, file: string) => string;
  readonly issue: string;
  readonly freeOnly: string;
  readonly unknownService: (name: string, nearest: string | undefined) => string;
}

const money = ({ amount, currency }: { readonly amount: number; readonly currency: string }) =>
  `${amount} ${currency}`;
const range = (least: Parameters<typeof money>[0], most: Parameters<typeof money>[0], to: string) =>
  least.amount === most.amount ? money(most) : `${least.amount} ${to} ${money(most)}`;

function inEnglish(finding: Finding): string {
  switch (finding.code) {
    case 'outcome': {
      const { expected, got, message } = finding;
      return `expected ${expected}, got ${got}${message === '' ? '' : ` (${message})`}`;
    }
    case 'http-status': {
      const { expected, got } = finding;
      return `HTTP ${got} instead of ${expected}`;
    }
    case 'provider-code': {
      const { expected, got } = finding;
      return `the service's code is ${got === '' ? 'missing' : got} instead of ${expected === '' ? 'missing' : expected}`;
    }
    case 'new-field': {
      const { path, type } = finding;
      return `new field ${path} (${type})`;
    }
    case 'missing-field': {
      const { path } = finding;
      return `missing field ${path}`;
    }
    case 'field-type': {
      const { path, expected, got } = finding;
      return `${path} is ${got} instead of ${expected}`;
    }
    case 'sent': {
      const { path, expected, got } = finding;
      return `sent ${path} = ${got}; dry-run shows ${expected}`;
    }
    case 'unread': {
      const { message } = finding;
      return `the library cannot read an answer: ${message}`;
    }
    case 'refused': {
      const { reason, message } = finding;
      return `the table says that the model takes it; refused (${reason}): ${message}`;
    }
    case 'failed': {
      const { message } = finding;
      return `the video failed: ${message}`;
    }
    case 'price': {
      const { least, most, got } = finding;
      return `costs ${money(got)}; the table says ${range(least, most, 'to')}`;
    }
    case 'duration': {
      const { expected, got } = finding;
      return `asked for ${expected}, the file is ${got} long`;
    }
    case 'size': {
      const { expected, got } = finding;
      return `the table says ${expected}, the file has ${got}`;
    }
    case 'ratio': {
      const { expected, got } = finding;
      return `asked for ${expected}, the file has ${got}`;
    }
    case 'sound': {
      const { expected, got } = finding;
      return `expected ${expected}, the file has ${got}`;
    }
  }
}

const en: Words = {
  checks: {
    'unknown-id': 'unknown id',
    'bad-key': 'wrong key',
    'look-up': 'look-up',
    request: 'request as in dry-run',
    submit: 'submit',
    query: 'status',
    price: 'price',
    film: 'video file',
  },
  states: { held: 'held', differs: 'DIFFERS', unchecked: 'not checked' },
  why: {
    'no-consent': "costs money; pass --max-cost '2 USD'",
    'not-sent': 'nothing was sent',
    'over-limit': 'no video fits --max-cost',
    'no-answer': 'no answer came',
    busy: 'the service is busy or out of credit',
    'key-refused': 'the service refused your key',
    'not-finished': 'the video is not finished; run the same command again to continue',
    'answer-lost': 'the answer was lost; a look-up found the task',
    'not-offered': 'the service does not offer this',
    'no-cost': 'the service does not tell a cost',
    'no-price': 'the table has no price',
    'no-film': 'the file is not an MP4',
    simulated: 'simulated videos are samples',
    'may-be-billed': 'it is not known whether a task exists; it may be billed',
    'no-row': 'its models take links to pictures only; pass --picture LINK',
  },
  finding: inEnglish,
  heads: { service: 'SERVICE', check: 'CHECK', result: 'RESULT', more: 'DETAIL' },
  asking: (service) => `${service}: free checks`,
  going: (service, id) => `${service}: continuing ${id}, started earlier`,
  dropped: (service, id) =>
    `${service}: the table no longer takes ${id}, started earlier; if it was sent, follow it with: vid wait ${id}`,
  unreadable: (file) =>
    `${file}, which holds a video started earlier, cannot be read. Nothing was sent. Look for it in vid list, then delete the file.`,
  paying: (service, video, price) => `${service}: making the cheapest video: ${video}, ${price}`,
  video: (service, place) => `${service}: ${place}`,
  saved: (file) => `Recording, without keys and links: ${file}`,
  verified: (count, file) => `${count} ${count === 1 ? 'row' : 'rows'} verified: ${file}`,
  issue: 'To report it, paste this text into an issue:',
  freeOnly: "Free checks only. --max-cost '2 USD' also makes the cheapest video of each service.",
  unknownService: (name, nearest) =>
    `Unknown service "${name}".${nearest === undefined ? ' vid models --keys lists all.' : ` Did you mean "${nearest}"?`}`,
};

function inChinese(finding: Finding): string {
  switch (finding.code) {
    case 'outcome': {
      const { expected, got, message } = finding;
      return `应为 ${expected}，实际为 ${got}${message === '' ? '' : `（${message}）`}`;
    }
    case 'http-status': {
      const { expected, got } = finding;
      return `HTTP ${got}，应为 ${expected}`;
    }
    case 'provider-code': {
      const { expected, got } = finding;
      return `服务的代码为 ${got === '' ? '无' : got}，应为 ${expected === '' ? '无' : expected}`;
    }
    case 'new-field': {
      const { path, type } = finding;
      return `新字段 ${path}（${type}）`;
    }
    case 'missing-field': {
      const { path } = finding;
      return `缺少字段 ${path}`;
    }
    case 'field-type': {
      const { path, expected, got } = finding;
      return `${path} 为 ${got}，应为 ${expected}`;
    }
    case 'sent': {
      const { path, expected, got } = finding;
      return `发送的 ${path} 为 ${got}；dry-run 显示 ${expected}`;
    }
    case 'unread': {
      const { message } = finding;
      return `无法读取回应：${message}`;
    }
    case 'refused': {
      const { reason, message } = finding;
      return `能力表称模型接受，但被拒绝（${reason}）：${message}`;
    }
    case 'failed': {
      const { message } = finding;
      return `视频失败：${message}`;
    }
    case 'price': {
      const { least, most, got } = finding;
      return `费用为 ${money(got)}；能力表为 ${range(least, most, '至')}`;
    }
    case 'duration': {
      const { expected, got } = finding;
      return `要求 ${expected}，文件时长 ${got}`;
    }
    case 'size': {
      const { expected, got } = finding;
      return `能力表为 ${expected}，文件为 ${got}`;
    }
    case 'ratio': {
      const { expected, got } = finding;
      return `要求 ${expected}，文件为 ${got}`;
    }
    case 'sound': {
      const { expected, got } = finding;
      return `应${expected === 'sound' ? '有' : '无'}声音，文件${got === 'sound' ? '有' : '无'}声音`;
    }
  }
}

const zh: Words = {
  checks: {
    'unknown-id': '未知任务 id',
    'bad-key': '错误密钥',
    'look-up': '查找提交',
    request: '请求与 dry-run 一致',
    submit: '提交',
    query: '状态',
    price: '价格',
    film: '视频文件',
  },
  states: { held: '一致', differs: '不一致', unchecked: '未检查' },
  why: {
    'no-consent': '需要付费；请加上 --max-cost "2 USD"',
    'not-sent': '未发送任何内容',
    'over-limit': '没有视频符合 --max-cost',
    'no-answer': '没有收到回应',
    busy: '服务繁忙或余额不足',
    'key-refused': '服务拒绝了你的密钥',
    'not-finished': '视频尚未完成；再次运行同一命令即可继续',
    'answer-lost': '回应丢失；通过查找找到了任务',
    'not-offered': '服务不提供此查询',
    'no-cost': '服务未告知费用',
    'no-price': '能力表中没有价格',
    'no-film': '文件不是 MP4',
    simulated: '模拟视频只是样片',
    'may-be-billed': '不确定是否已创建任务；可能已计费',
    'no-row': '模型只接受图片链接；请加上 --picture 链接',
  },
  finding: inChinese,
  heads: { service: '服务', check: '检查', result: '结果', more: '详情' },
  asking: (service) => `${service}：正在进行免费检查`,
  going: (service, id) => `${service}：继续之前已开始的 ${id}`,
  dropped: (service, id) =>
    `${service}：能力表已不再接受之前开始的 ${id}；如果已提交，可用以下命令跟进：vid wait ${id}`,
  unreadable: (file) =>
    `${file} 记录着之前开始的视频，但无法读取。未发送任何内容。请先在 vid list 中查找该视频，再删除此文件。`,
  paying: (service, video, price) => `${service}：生成最便宜的视频：${video}，${price}`,
  video: (service, place) => `${service}：${place}`,
  saved: (file) => `记录（不含密钥和链接）：${file}`,
  verified: (count, file) => `${count} 行已核对：${file}`,
  issue: '如需报告，可直接作为 issue 内容：',
  freeOnly: '仅做免费检查。加上 --max-cost "2 USD" 还会生成各服务最便宜的视频。',
  unknownService: (name, nearest) =>
    `未知服务“${name}”。${nearest === undefined ? '用 vid models --keys 查看全部。' : `是不是“${nearest}”？`}`,
};

export type { Words };
export const wordsIn: Readonly<Record<Language, Words>> = { en, zh };
