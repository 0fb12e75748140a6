import { currencyInChinese } from './currencies.ts';
import type { RoutingOptions } from '@vid/core';
import { chineseNames } from '@vid/core/chinese';
import type { CancelAnswer, FaultPreset } from '../../api.ts';

type Prefer = Extract<NonNullable<RoutingOptions['prefer']>, string>;
type Outcome = CancelAnswer['outcome'];
type ByFault<Text> = Readonly<Record<FaultPreset, Text>>;
type FaultWords = { readonly name: string; readonly what: string };
/** What the page lets be asked for: needs that some table can meet. */
export type OfferedNeed = 'cancel' | 'reconcile' | 'callback' | 'audio' | '1080p';

const enPrefer: Readonly<Record<Prefer, string>> = {
  listed: 'as listed',
  cheapest: 'the cheapest',
  fastest: 'the fastest',
  quality: 'the best picture',
};
const enNeeds: Readonly<Record<OfferedNeed, string>> = {
  cancel: 'cancellable',
  reconcile: 'lookup by reference',
  callback: 'webhook',
  audio: 'sound',
  '1080p': '1080p',
};
const enFaults: ByFault<FaultWords> = {
  none: { name: 'None', what: 'The services answer as they should.' },
  slow: {
    name: 'Slow',
    what: 'Answers drip in: the library waits, and never sends a second time because of it.',
  },
  busy: {
    name: 'Too many requests (429)',
    what: 'The service refuses half of the calls: the library waits as long as it asks, then tries again, because a refusal proves that no task exists.',
  },
  'lost-answer': {
    name: 'Lost answer',
    what: 'The service accepts, and the line is cut before the answer: the run may have been accepted, so it is not sent again.',
  },
  moderation: {
    name: 'Failed by moderation',
    what: 'The task is accepted and then refused for its content: the run fails with the reason and what to change.',
  },
  'failing-poll': {
    name: 'Poll errors (503)',
    what: 'Asking about the task fails now and then: the library asks again; the task is neither failed nor sent twice.',
  },
};
const enOutcomes: Readonly<Record<Outcome, string>> = {
  stopped: 'Stopped.',
  requested: 'The service was asked to stop it.',
  'goes-on': 'It could not be stopped: it goes on.',
};
const enBilled: Readonly<Record<CancelAnswer['billed'], string>> = {
  yes: 'It is billed.',
  no: 'It is not billed.',
  unknown: 'Whether it is billed is not known.',
};

const enUnreachable = 'The server does not answer. Start it with `pnpm demo`, then try again.';

export const en = {
  // What matters
  matters: 'What matters',
  preferLabel: 'Prefer',
  prefer: enPrefer,
  adapt: 'Allow nearest values',
  adaptHint: (fields: string) => `The nearest allowed value may stand for: ${fields}.`,
  atMost: (currency: string) => `At most (${currency})`,
  currency: 'Currency',
  atMostHint: 'any price',
  needsLabel: 'Needs',
  needs: enNeeds,
  // Candidates
  adjusted: 'Changed to fit',
  instead: (field: string, to: string, from: string) => `${field} ${to} instead of ${from}`,
  addedFor: 'Sent because you need it',
  fieldValue: (field: string, value: string) => `${field} ${value}`,
  comma: ', ',
  priceUnknown: 'price unknown',
  comesOut: (resolution: string) => `output: ${resolution}`,
  uploadsFirst: (field: string, megabytes: string, to: string) =>
    `Uploads first, before the paid request: ${field} (${megabytes} MB) to ${to}`,
  usualTime: (time: string, measuredHere: boolean) =>
    measuredHere ? `usually ${time} (measured here)` : `usually ${time} (measured by others)`,
  minutes: (value: string) => `${value} min`,
  chooseThis: (name: string) => `Choose ${name}`,
  generateChosen: (count: number) => `Generate on the chosen (${count})`,
  // Money
  limit: 'Limit',
  noLimit: 'none',
  limitTitle: 'Money limit of this session',
  limitHint:
    'Counts real calls only. A call whose price does not fit any more is refused before anything is sent.',
  limitAmount: (currency: string) => `At most in all (${currency})`,
  setLimit: 'Set the limit',
  removeLimit: 'Remove it',
  spent: 'Spent',
  reserved: 'Reserved for runs whose bill is open',
  unpriced: 'Runs without a known price, in no sum',
  money: (amount: number | string, currency: string) => `${amount} ${currency}`,
  spentOf: (spent: number | string, most: string) => `${spent} of ${most}`,
  sum: (known: string) => `Together about ${known}`,
  unknownPrices: (count: number) =>
    count === 1 ? 'The price of 1 call is unknown.' : `The prices of ${count} calls are unknown.`,
  leftOfLimit: (left: string, most: string) => `${left} of the limit of ${most} are left.`,
  overLimit: 'This is over the limit. Raise it in the header, or choose fewer.',
  otherCurrency: (currency: string) =>
    `A price here is not in ${currency}, so it cannot be held against the limit. Leave it out, or change the limit in the header.`,
  allowUnknown: 'Allow unknown prices',
  /** What the server refused; its own English words where the page has none. */
  serverError: (code: string | undefined, message: string) =>
    code === 'unreachable' ? enUnreachable : message,
  // Faults
  faults: 'Faults',
  faultsTitle: 'What goes wrong at the simulated services',
  faultsHint: 'Real services are never touched by this.',
  fault: enFaults,
  // Runs
  finished: 'Finished after',
  costBefore: 'Price before',
  costAfter: 'Billed',
  notKnown: 'not known',
  notReported: 'not reported by the service',
  nothingBilled: 'nothing',
  mayBeBilled: 'may be billed',
  simulatedMoney: 'would be, simulated',
  inItsWords: 'Service message',
  unknownTitle: 'May have been accepted, not sent again',
  unknownAdvice:
    'The answer was lost. A task may exist and may be billed. Look at the service’s own page of tasks before you start another.',
  stop: 'Stop',
  stopRun: (name: string) => `Stop ${name}`,
  outcome: enOutcomes,
  billed: enBilled,
  download: 'Download',
  downloadOf: (name: string) => `Download ${name}`,
  moreOf: (count: number) => `Show ${count} more`,
  earlier: (count: number) => `Show earlier results (${count})`,
  // A task by its id
  taskById: {
    title: 'Have a task id already?',
    hint: 'Follow a task that another client submitted: its status, the wait and the download. Queries are free.',
    service: 'Service and API',
    id: 'Task id',
    optional: (name: string) => `${name} (optional)`,
    follow: 'Look up',
    named: (id: string) => `Task ${id}`,
    startedElsewhere: 'Submitted elsewhere; times count from the look-up.',
    unknown: (service: string) =>
      `${service} knows no task with this id. Check the id, and the API that it was submitted to.`,
    unconfirmed: (service: string) =>
      `${service} did not confirm this task, so it is not known whether it exists. Try again.`,
    invalid: 'The service cannot look this up as it stands.',
  },
  // Player
  player: 'Player for all videos of this group',
  play: 'Play all',
  pause: 'Pause all',
  mute: 'Mute',
  unmute: 'Sound on',
  loop: 'Loop',
  position: 'Position',
  fullScreen: 'Full screen',
  fullScreenAll: 'All on full screen',
  fullScreenOf: (name: string) => `${name} on full screen`,
  waitingForVideos: 'Waiting for the slowest video',
  comparisonGone: 'This comparison is not kept here.',
  videoBroken: 'This video cannot be played here.',
  videoUnverified: 'The server sent no length: this file may be incomplete.',
};

type RunMessages = typeof en;

const zhPrefer: RunMessages['prefer'] = {
  listed: '默认顺序',
  cheapest: '最便宜',
  fastest: '最快',
  quality: '画质最好',
};
const zhFaults: ByFault<FaultWords> = {
  none: { name: '无', what: '各服务正常应答。' },
  slow: { name: '缓慢', what: '应答很慢：库会一直等待，绝不会因此再发一次。' },
  busy: {
    name: '请求过多（429）',
    what: '服务拒绝一半的调用：拒绝证明任务不存在，因此库按其要求的时间等待后重试。',
  },
  'lost-answer': {
    name: '应答丢失',
    what: '服务已接受，但应答前连接断开：请求可能已被接受，因此不会重发。',
  },
  moderation: { name: '审核未通过', what: '任务被接受后因内容被拒：运行失败，并说明原因和修改方法。' },
  'failing-poll': {
    name: '查询失败（503）',
    what: '查询任务时而失败：库会再次查询；任务不会因此算作失败，也不会发送两次。',
  },
};
const zhOutcomes: RunMessages['outcome'] = {
  stopped: '已停止。',
  requested: '已请求服务停止。',
  'goes-on': '无法停止，任务仍在继续。',
};
const zhBilled: RunMessages['billed'] = {
  yes: '照常计费。',
  no: '不计费。',
  unknown: '是否计费尚不清楚。',
};
const zhErrors: Readonly<Record<string, string>> = {
  'over-limit': '费用将超出本次会话的限额。没有发送任何内容。',
  'other-currency': '价格与限额不是同一种货币，无法比较。没有发送任何内容。',
  'unknown-price': '价格未知，而当前设有限额：请允许未知价格，或取消限额。没有发送任何内容。',
  'confirmation-required': '真实服务会产生费用，需要先确认。没有发送任何内容。',
  'not-cancelable': '该任务无法停止：它仍在继续，并照常计费。',
  'unknown-api': '没有这样的接口。没有发送任何内容。',
  'not-set-up': '这个接口没有设置密钥，这里也没有它的模拟服务。没有发送任何内容。',
  'no-such-run': '没有这次运行。',
  conflict: '该编号已用于另一个请求。没有发送任何内容。',
  'too-large': '请求太大。没有发送任何内容。',
  unsupported: '没有发送任何内容。请选择合适的模型。',
  'invalid-request': '没有发送任何内容。请修正请求。',
  internal: '演示程序自身出错，控制台里有详细信息。',
  unreachable: '服务器没有响应。请用 `pnpm demo` 启动它，然后重试。',
};

export const zh: RunMessages = {
  matters: '看重什么',
  preferLabel: '优先',
  prefer: zhPrefer,
  adapt: '允许调整',
  adaptHint: (fields) => `以下字段可改用最接近的可用值：${fields}。`,
  atMost: (currency) => `最高价（${currencyInChinese(currency)}）`,
  currency: '货币',
  atMostHint: '不限',
  needsLabel: '需要',
  needs: chineseNames.needs,
  adjusted: '为适配而修改',
  instead: (field, to, from) => `${field}由 ${from} 改为 ${to}`,
  addedFor: '按你的需要发送',
  fieldValue: (field, value) => `${field} ${value}`,
  comma: '、',
  priceUnknown: '价格未知',
  comesOut: (resolution) => `输出 ${resolution}`,
  uploadsFirst: (field, megabytes, to) => `付费请求之前先上传到 ${to}：${field}（${megabytes} MB）`,
  usualTime: (time, measuredHere) => (measuredHere ? `通常 ${time}（本机实测）` : `通常 ${time}（他人测得）`),
  minutes: (value) => `${value} 分钟`,
  chooseThis: (name) => `选择 ${name}`,
  generateChosen: (count) => `用所选模型生成（${count}）`,
  limit: '限额',
  noLimit: '无',
  limitTitle: '本次会话的费用限额',
  limitHint: '只计真实调用。价格超出余额的调用会在发送之前被拒绝。',
  limitAmount: (currency) => `总计最多（${currencyInChinese(currency)}）`,
  setLimit: '设置限额',
  removeLimit: '取消限额',
  spent: '已花费',
  reserved: '为未结账的运行预留',
  unpriced: '价格未知的运行（未计入）',
  money: (amount, currency) => `${amount} ${currencyInChinese(currency)}`,
  spentOf: (spent, most) => `${spent} / ${most}`,
  sum: (known) => `合计约 ${known}`,
  unknownPrices: (count) => `其中 ${count} 个调用价格未知。`,
  leftOfLimit: (left, most) => `限额 ${most}，剩余 ${left}。`,
  overLimit: '超出限额。请在页首提高限额，或减少选择。',
  otherCurrency: (currency) =>
    `有价格不是${currencyInChinese(currency)}，无法与限额比较。请不选这些模型，或在页首更改限额。`,
  allowUnknown: '价格未知也付费',
  serverError: (code = '', message) =>
    Object.hasOwn(zhErrors, code) ? (zhErrors[code] ?? message) : message,
  faults: '故障',
  faultsTitle: '让模拟服务出什么故障',
  faultsHint: '真实服务绝不受此影响。',
  fault: zhFaults,
  finished: '完成用时',
  costBefore: '预计费用',
  costAfter: '实际计费',
  notKnown: '未知',
  notReported: '服务未告知',
  nothingBilled: '无',
  mayBeBilled: '可能已计费',
  simulatedMoney: '模拟，未实际收取',
  inItsWords: '原文',
  unknownTitle: '可能已被接受，不会重发',
  unknownAdvice: '应答丢失。任务可能存在，也可能已计费。重新开始之前，请先到服务自己的任务页面查看。',
  stop: '停止',
  stopRun: (name) => `停止 ${name}`,
  outcome: zhOutcomes,
  billed: zhBilled,
  download: '下载',
  downloadOf: (name) => `下载 ${name}`,
  moreOf: (count) => `再显示 ${count} 个`,
  earlier: (count) => `显示更早的结果（${count}）`,
  taskById: {
    title: '已有任务 id？',
    hint: '跟踪由其他客户端提交的任务：查询状态、等待并下载。查询不收费。',
    service: '服务与接口',
    id: '任务 id',
    optional: (name) => `${name}（可选）`,
    follow: '查询',
    named: (id) => `任务 ${id}`,
    startedElsewhere: '由其他客户端提交；用时从查询开始计算。',
    unknown: (service) => `${service} 没有这个 id 的任务。请检查 id，以及提交时所用的接口。`,
    unconfirmed: (service) => `${service} 未能确认此任务，因此不知道它是否存在。请重试。`,
    invalid: '服务无法按此内容查询。',
  },
  player: '本组所有视频的播放器',
  play: '全部播放',
  pause: '全部暂停',
  mute: '静音',
  unmute: '打开声音',
  loop: '循环',
  position: '进度',
  fullScreen: '全屏',
  fullScreenAll: '全部全屏',
  fullScreenOf: (name) => `全屏播放 ${name}`,
  waitingForVideos: '等待最慢的视频',
  comparisonGone: '这里没有保存这次对比。',
  videoBroken: '此视频无法在这里播放。',
  videoUnverified: '服务器没有给出文件长度：此文件可能不完整。',
};
