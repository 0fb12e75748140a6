import { useMemo } from 'react';
import type { NoCall } from '../code/as-ai-sdk.ts';
import type { NoCommand } from '../code/as-cli.ts';
import type { NoScript } from '../code/as-curl.ts';
import { useLanguage } from '../language.tsx';
import { currencyInChinese } from './currencies.ts';
import type { Messages } from '../messages.ts';
import type { ByFault } from './plan.ts';

/** Why a form cannot, whichever form it is. */
type NoCode = NoScript | NoCommand | NoCall;
type ByReason = Readonly<Record<NoCode, string>>;

const enNone: ByReason = {
  signs: 'This API wants each call signed with two keys: there is no curl. The other forms do that.',
  uploads: 'This service takes links only, and a file is uploaded first. TypeScript and the AI SDK do that.',
  masks: 'The command line takes masks as links only. TypeScript takes files.',
  files: 'The AI SDK has no place for these files. TypeScript has.',
  prompt: 'The AI SDK wants a prompt or a first frame. TypeScript does not.',
  together: 'The AI SDK takes frames or references, not both. TypeScript takes both.',
};

/** What a fault does, and what the library makes of it. */
const enFaultEffects: ByFault = {
  none: 'The services answer as they should.',
  slow: 'Answers drip in: the library waits, and never sends a second time because of it.',
  busy: 'The service refuses half of the calls: the library waits as long as it asks, then tries again, because a refusal proves that no task exists.',
  'lost-answer':
    'The service accepts, and the line is cut before the answer: the run may have been accepted, so it is not sent again.',
  moderation:
    'The task is accepted and then refused for its content: the run fails with the reason and what to change.',
  'failing-poll':
    'Asking about the task fails now and then: the library asks again; the task is neither failed nor sent twice.',
};

const en = {
  keys: {
    groups: { page: 'Everywhere', create: 'Create', films: 'Videos', models: 'Models table' },
    names: {
      page: { list: 'Show this list', close: 'Close a dialog' },
      create: { generate: 'Generate', rows: 'Previous or next model' },
      films: {
        play: 'Play or pause',
        second: '1 second back or forward',
        frame: '1 frame back or forward',
        loop: 'Set the start or end of the loop',
        one: 'Show only this video',
        wall: 'Show all videos',
        zoom: 'Zoom in or out',
        pan: 'Move the picture when zoomed in',
        full: 'Full screen',
        sound: 'Sound on or off',
      },
      models: { cells: 'Move between cells', details: 'Show source and date' },
    },
  },
  limitTitle: 'Spending limit of this session',
  limitHint: 'Counts real calls only. A call that would exceed it is refused before anything is sent.',
  limitAmount: (currency: string) => `Total limit (${currency})`,
  setLimit: 'Set the limit',
  removeLimit: 'Remove the limit',
  spent: 'Spent',
  reserved: 'Reserved for runs not billed yet',
  unpriced: 'Runs with an unknown price (not counted)',
  unknownPrices: (count: number) =>
    count === 1 ? 'The price of 1 call is unknown.' : `The prices of ${count} calls are unknown.`,
  leftOfLimit: (left: string, most: string) => `${left} of the limit of ${most} is left.`,
  overLimit: 'This is over the limit. Raise it in the header, or choose fewer.',
  otherCurrency: (currency: string) =>
    `A price here is not in ${currency}, so it cannot be held against the limit. Leave it out, or change the limit in the header.`,
  allowUnknown: 'Allow unknown prices',
  faultsTitle: 'Faults of the simulated services',
  faultEffects: enFaultEffects,
  faultsHint: 'Real services are never touched by this.',
  apiOf: (provider: string) => `Which api of ${provider}`,
  notSetUp: (service: string, variables: string) =>
    `${service} is shown only: nothing simulates it here, and no key is set. Set ${variables} and start the demo again.`,
  allSimulated: 'Simulated: the videos are samples. Nothing leaves this machine and nothing is billed.',
  someReal: (ids: string) => `Real calls to ${ids} cost money. Each one asks you first.`,
  exactRequest: 'The exact HTTP request',
  dryRunHint: 'A dry run: nothing is sent. The key is redacted.',
  confirmTitle: 'This costs money',
  confirmText: 'These calls go to the real service and are billed to your account:',
  confirmAlso: (count: number) => `${count} more run on the simulator.`,
  pay: (count: number) => (count === 1 ? 'Pay and generate' : `Pay for ${count} and generate`),
  code: {
    title: 'Code',
    forms: { curl: 'curl', typescript: 'TypeScript', cli: 'CLI', sdk: 'AI SDK' },
    form: 'Form of the code',
    target: 'Where it sends',
    targets: { simulator: 'Simulated', service: 'Real' },
    copy: 'Copy the code',
    notes: {
      curl: 'Paste it into a terminal. It sends one request, waits, and saves video.mp4.',
      typescript: 'Save it as video.mts. It submits, waits, and saves video.mp4.',
      cli: 'One command; it needs @vid/cli (npm install --global @vid/cli).',
      sdk: 'Save it as video.mts. generateVideo of the AI SDK waits, and it saves video.mp4.',
    },
    simulated: (address: string) => `At the simulator (${address}) while this demo runs: nothing is billed.`,
    real: {
      curl: 'Costs money: it sends one paid request at once.',
      typescript: 'A dry run, until you take away the comment marks of its last lines.',
      cli: 'Costs money: it says the price and asks first.',
      sdk: 'Costs money: it sends one paid request at once.',
    },
    keys: (variables: string) => `Your key is read from ${variables}.`,
    files: (names: string) => `Put beside it: ${names}.`,
    none: enNone,
  },
};

const zhFaultEffects: ByFault = {
  none: '各服务正常应答。',
  slow: '应答很慢：库会一直等待，绝不会因此再发一次。',
  busy: '服务拒绝一半的调用：拒绝证明任务不存在，因此库按其要求的时间等待后重试。',
  'lost-answer': '服务已接受，但应答前连接断开：请求可能已被接受，因此不会重发。',
  moderation: '任务被接受后因内容被拒：运行失败，并说明原因和修改方法。',
  'failing-poll': '查询任务时而失败：库会再次查询；任务不会因此算作失败，也不会发送两次。',
};

const zhNone: ByReason = {
  signs: '此接口要求用一对密钥为每次调用签名，因此没有 curl。其他形式可以。',
  uploads: '此服务只接受链接，文件需要先上传。请用 TypeScript 或 AI SDK。',
  masks: '命令行只接受链接形式的蒙版。TypeScript 可以使用文件。',
  files: 'AI SDK 没有放置这些文件的位置。请用 TypeScript。',
  prompt: 'AI SDK 需要提示词或首帧图片。请用 TypeScript。',
  together: 'AI SDK 不能同时使用首尾帧和参考素材。请用 TypeScript。',
};

const zh: typeof en = {
  keys: {
    groups: { page: '所有页面', create: '创作', films: '视频', models: '模型表格' },
    names: {
      page: { list: '打开此列表', close: '关闭对话框' },
      create: { generate: '生成', rows: '在模型之间移动' },
      films: {
        play: '播放或暂停',
        second: '后退或前进一秒',
        frame: '后退或前进一帧',
        loop: '循环的起点和终点',
        one: '只看该视频',
        wall: '查看全部视频',
        zoom: '放大或还原',
        pan: '放大后移动画面',
        full: '全屏',
        sound: '打开或关闭声音',
      },
      models: { cells: '在单元格之间移动', details: '查看来源与日期' },
    },
  },
  limitTitle: '本次会话的费用限额',
  limitHint: '只计真实调用。价格超出余额的调用会在发送之前被拒绝。',
  limitAmount: (currency) => `总计最多（${currencyInChinese(currency)}）`,
  setLimit: '设置限额',
  removeLimit: '取消限额',
  spent: '已花费',
  reserved: '为未结账的运行预留',
  unpriced: '价格未知的运行（未计入）',
  unknownPrices: (count) => `其中 ${count} 个调用价格未知。`,
  leftOfLimit: (left, most) => `限额 ${most}，剩余 ${left}。`,
  overLimit: '超出限额。请在页首提高限额，或减少选择。',
  otherCurrency: (currency) =>
    `有价格不是${currencyInChinese(currency)}，无法与限额比较。请不选这些模型，或在页首更改限额。`,
  allowUnknown: '价格未知也付费',
  faultsTitle: '模拟服务的故障',
  faultEffects: zhFaultEffects,
  faultsHint: '真实服务绝不受此影响。',
  apiOf: (provider) => `选择 ${provider} 的接口`,
  notSetUp: (service, variables) =>
    `${service} 仅供查看：这里没有它的模拟服务，也没有设置密钥。请设置 ${variables} 后重新启动演示。`,
  allSimulated: '模拟模式：视频均为样片。数据不会离开本机，也不会产生任何费用。',
  someReal: (ids) => `对 ${ids} 的真实调用会产生费用。每次调用前都会先询问你。`,
  exactRequest: '实际的 HTTP 请求',
  dryRunHint: '仅为预演，不会发送。密钥已隐去。',
  confirmTitle: '这会产生费用',
  confirmText: '以下调用将发往真实服务，并从你的账户扣费：',
  confirmAlso: (count) => `另有 ${count} 个在模拟器上运行。`,
  pay: (count) => (count === 1 ? '付费并生成' : `为 ${count} 个付费并生成`),
  code: {
    title: '代码',
    forms: { curl: 'curl', typescript: 'TypeScript', cli: '命令行', sdk: 'AI SDK' },
    form: '代码形式',
    target: '发送到',
    targets: { simulator: '模拟', service: '真实' },
    copy: '复制代码',
    notes: {
      curl: '粘贴到终端即可运行：发送一次请求，等待完成，保存为 video.mp4。',
      typescript: '保存为 video.mts 后运行：提交、等待，并保存 video.mp4。',
      cli: '一条命令，需要先安装 @vid/cli（npm install --global @vid/cli）。',
      sdk: '保存为 video.mts 后运行：由 AI SDK 的 generateVideo 等待，并保存 video.mp4。',
    },
    simulated: (address) => `在本演示运行期间发送到模拟器（${address}），不产生费用。`,
    real: {
      curl: '会产生费用：运行时立即发送一次付费请求。',
      typescript: '仅为预演；去掉末尾几行的注释符号后才会真正发送。',
      cli: '会产生费用：发送前先显示价格并询问。',
      sdk: '会产生费用：运行时立即发送一次付费请求。',
    },
    keys: (variables) => `密钥从环境变量读取：${variables}。`,
    files: (names) => `请在同一文件夹放入：${names}。`,
    none: zhNone,
  },
};

const texts = { en, zh };

/** The page's texts and those of the mode, the limit, faults, code and dialogs, which are loaded with them. */
type LaterMessages = Messages & typeof en;

export function useLaterMessages(): LaterMessages {
  const { language, messages } = useLanguage();
  return useMemo(() => ({ ...messages, ...texts[language] }), [language, messages]);
}
