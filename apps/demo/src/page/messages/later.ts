import { useMemo } from 'react';
import { useLanguage } from '../language.tsx';
import type { Messages } from '../messages.ts';
import { currencyInChinese } from './currencies.ts';

const en = {
  limitTitle: 'Money limit of this session',
  limitHint:
    'Counts real calls only. A call whose price does not fit any more is refused before anything is sent.',
  limitAmount: (currency: string) => `At most in all (${currency})`,
  setLimit: 'Set the limit',
  removeLimit: 'Remove it',
  spent: 'Spent',
  reserved: 'Reserved for runs whose bill is open',
  unpriced: 'Runs without a known price, in no sum',
  unknownPrices: (count: number) =>
    count === 1 ? 'The price of 1 call is unknown.' : `The prices of ${count} calls are unknown.`,
  leftOfLimit: (left: string, most: string) => `${left} of the limit of ${most} are left.`,
  overLimit: 'This is over the limit. Raise it in the header, or choose fewer.',
  otherCurrency: (currency: string) =>
    `A price here is not in ${currency}, so it cannot be held against the limit. Leave it out, or change the limit in the header.`,
  allowUnknown: 'Allow unknown prices',
  faultsTitle: 'What goes wrong at the simulated services',
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
};

const zh: typeof en = {
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
  faultsTitle: '让模拟服务出什么故障',
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
};

const texts = { en, zh };

/** The page's texts and those of the mode, the limit, faults and dialogs, which are loaded with them. */
type LaterMessages = Messages & typeof en;

export function useLaterMessages(): LaterMessages {
  const { language, messages } = useLanguage();
  return useMemo(() => ({ ...messages, ...texts[language] }), [language, messages]);
}
