import type { Feature, Operation } from '@vid/core';

/** What people call a thing besides its own name; both languages are understood, whichever is shown. */
interface NeedWords {
  readonly fields: Partial<Readonly<Record<Feature, readonly string[]>>>;
  readonly operations: Readonly<Record<Operation, readonly string[]>>;
  readonly qualities: Readonly<Record<'standard' | 'pro', readonly string[]>>;
}

/** Why a model does not do what is needed. */
interface WhyNot {
  /** In the reader's language. */
  readonly field: string;
  /** In the library's words. */
  readonly allowed: string;
  readonly message: string;
}

const enNeeds: NeedWords = {
  fields: {
    negativePrompt: ['negative prompt', 'negative'],
    firstFrame: ['picture', 'image'],
    lastFrame: ['end frame'],
    references: ['reference', 'reference images'],
    referenceVideos: ['reference video'],
    referenceAudio: ['reference audio', 'reference sound'],
    sourceVideo: ['source video', 'edit'],
    extendVideo: ['extend', 'longer video'],
    aspectRatio: ['ratio'],
    size: ['pixels'],
    cameraControl: ['camera', 'camera control'],
    motionMasks: ['motion brush', 'mask', 'masks'],
    audio: ['sound', 'audio'],
    callbackUrl: ['callback', 'webhook'],
  },
  operations: { cancel: ['cancel', 'stop'], reconcile: ['look up'] },
  qualities: { standard: ['standard', 'std'], pro: ['pro'] },
};

export const en = {
  needWords: enNeeds,
  operations: { cancel: 'cancel', reconcile: 'look up a lost one' } satisfies Record<Operation, string>,
  lines: {
    mode: 'Makes',
    operations: 'With a task',
    price: 'Price',
    maxTasks: 'Tasks at a time',
    typicalTime: 'Usual time',
  },
  any: 'any',
  perSecond: (amount: number, currency: string) => `${amount} ${currency}/s`,
  axisCount: (count: number) => (count === 1 ? '1 axis' : `${count} axes`),
  presetCount: (count: number) => (count === 1 ? '1 ready-made' : `${count} ready-made`),
  upToCharacters: (count: number) => `≤ ${count} characters`,
  needs: 'What must it do?',
  needsHint: 'watermark, 9:16, 10 s',
  needsHelp: 'Words, in English or Chinese; every one of them must be met by one use of the model.',
  common: 'Often needed',
  commonNeeds: ['watermark', 'camera', '9:16', '10 s', '1080p', 'sound', 'last frame', 'cancel'],
  notUnderstood: (words: string) => `Not understood, and not looked for: ${words}`,
  all: (count: number) => `${count} models`,
  can: (count: number, total: number) => `${count} of ${total} models can`,
  cannot: (count: number) => (count === 1 ? '1 model cannot' : `${count} models cannot`),
  table: 'Models and features',
  feature: 'Feature',
  claimedMark: 'claimed by a reseller only; its vendor does not say so',
  none: 'no',
  retiredSince: (since: string) => `retired since ${since}`,
  cell: (feature: string, model: string, value: string) => `${feature}, ${model}: ${value}`,
  more: (count: number) => `… ${count} in all`,
  details: (feature: string, model: string) => `${feature} · ${model}`,
  use: 'Use',
  value: 'Value',
  saidBy: 'Who says so, and when',
  noSource: 'the table does not tell',
  unknownPrice: 'unknown',
  noOperation: (operation: string) => `Its service offers none: ${operation}`,
  noMode: (mode: string) => `It makes none: ${mode}`,
  noRows: 'Its table is empty.',
  /** `message` is the library's own sentence. */
  problem: ({ message }: WhyNot) => message,
};

const zhNeeds: NeedWords = {
  fields: {
    negativePrompt: ['反向提示词', '负面提示词'],
    firstFrame: ['首帧', '图片'],
    lastFrame: ['尾帧'],
    references: ['参考图'],
    extendVideo: ['延长', '视频延长'],
    aspectRatio: ['比例'],
    size: ['像素'],
    cameraControl: ['镜头', '运镜', '镜头控制'],
    motionMasks: ['蒙版', '笔刷', '运动蒙版'],
    audio: ['有声', '音频', '音效'],
    seed: ['种子'],
    callbackUrl: ['回调'],
  },
  operations: { cancel: ['停止'], reconcile: ['查找'] },
  qualities: { standard: ['标准'], pro: ['专业'] },
};

export const zh: typeof en = {
  needWords: zhNeeds,
  operations: { cancel: '取消', reconcile: '找回丢失的任务' },
  lines: {
    mode: '可生成',
    operations: '任务操作',
    maxTasks: '同时任务数',
    price: '价格',
    typicalTime: '通常用时',
  },
  any: '任意',
  perSecond: (amount, currency) => `${amount} ${currency}/秒`,
  axisCount: (count) => `${count} 个轴`,
  presetCount: (count) => `${count} 个预设`,
  upToCharacters: (count) => `≤ ${count} 字符`,
  needs: '需要什么？',
  needsHint: '水印，9:16，10 秒',
  needsHelp: '可用中文或英文；模型的同一种用法必须同时满足全部需要。',
  common: '常见需要',
  commonNeeds: ['水印', '镜头', '9:16', '10 秒', '1080p', '声音', '尾帧', '取消'],
  notUnderstood: (words) => `无法理解，未参与筛选：${words}`,
  all: (count) => `${count} 个模型`,
  can: (count, total) => `${total} 个模型中有 ${count} 个可以`,
  cannot: (count) => `${count} 个模型不可以`,
  table: '模型与功能',
  feature: '功能',
  claimedMark: '仅转售方声称，原厂并未说明',
  none: '无',
  retiredSince: (since) => `自 ${since} 起下线`,
  cell: (feature, model, value) => `${feature}，${model}：${value}`,
  more: (count) => `… 共 ${count} 项`,
  details: (feature, model) => `${feature} · ${model}`,
  use: '用法',
  value: '取值',
  saidBy: '来源与日期',
  noSource: '能力表没有说明',
  unknownPrice: '未知',
  noOperation: (operation) => `其服务不支持：${operation}`,
  noMode: (mode) => `不能生成：${mode}`,
  noRows: '它的能力表是空的。',
  problem: ({ field, allowed }) => {
    if (allowed === 'nothing') return `${field}：不支持`;
    return allowed === 'required' ? `${field}：必须提供` : `${field}：只接受 ${allowed}`;
  },
};
