import type { CameraAxis, Feature, Mode, Operation } from '@vid/core';
import { useMemo } from 'react';
import { useLanguage } from '../language.tsx';
import type { Language, Messages } from '../messages.ts';

type Words = readonly [string, ...string[]];

/**
 * What people call a thing besides its name in a request and core's name for it in Chinese; both languages are understood,
 * whichever is shown. A language that lacks one does not compile.
 */
export interface NeedWords {
  readonly fields: Readonly<Record<Exclude<Feature, 'providerOptions'>, Words>>;
  readonly modes: Readonly<Record<Mode, Words>>;
  readonly operations: Readonly<Record<Operation, Words>>;
  readonly qualities: Readonly<Record<'standard' | 'pro', Words>>;
  readonly axes: Readonly<Record<Exclude<CameraAxis, 'horizontal' | 'vertical'>, Words>>;
  readonly wishes: Readonly<
    Record<
      | 'portrait'
      | 'square'
      | 'landscape'
      | 'anySize'
      | 'highDefinition'
      | 'firstAndLastFrame'
      | 'noWatermark'
      | 'noSound',
      Words
    >
  >;
}

const enNeeds: NeedWords = {
  fields: {
    prompt: ['text', 'prompt text'],
    negativePrompt: ['what it must not show', 'negative'],
    firstFrame: ['picture', 'image', 'start frame', 'prompt image'],
    lastFrame: ['end frame'],
    references: ['reference', 'reference images', 'reference pictures'],
    referenceVideos: ['reference video'],
    referenceAudio: ['reference sound', 'reference sounds'],
    sourceVideo: ['edit', 'video to change'],
    extendVideo: ['extend', 'video to make longer'],
    duration: ['length', 'seconds'],
    aspectRatio: ['ratio'],
    resolution: ['definition'],
    size: ['pixels', 'size in pixels'],
    quality: ['picture quality'],
    watermark: ['with watermark', 'watermark option', 'watermark control'],
    cameraControl: ['camera', 'camera move', 'camera movement', 'camera motion'],
    motionMasks: ['motion mask', 'dynamic mask', 'dynamic masks', 'motion brush', 'mask', 'masks'],
    audio: ['sound', 'with sound'],
    seed: ['random seed'],
    callbackUrl: ['callback', 'webhook'],
  },
  modes: {
    'text-to-video': ['text2video', 't2v'],
    'image-to-video': ['picture to video', 'image2video', 'i2v'],
    'reference-to-video': ['references to video', 'reference images to video'],
    'video-to-video': ['video2video', 'v2v'],
    'video-extension': ['longer video', 'extend video'],
  },
  operations: { cancel: ['stop', 'cancellable'], reconcile: ['look up', 'look up by reference'] },
  qualities: { standard: ['standard', 'std'], pro: ['pro'] },
  axes: {
    pan: ['pan', 'panning'],
    tilt: ['tilt', 'tilting'],
    roll: ['roll'],
    zoom: ['zoom', 'zooming', 'zoom in', 'zoom out'],
  },
  wishes: {
    portrait: ['portrait', 'vertical', 'vertical video', 'upright'],
    square: ['square'],
    landscape: ['landscape', 'horizontal', 'widescreen'],
    anySize: [
      'any size',
      'any ratio',
      'any aspect ratio',
      'custom ratio',
      'custom aspect ratio',
      'custom size',
    ],
    highDefinition: ['hd', 'full hd', 'high definition'],
    firstAndLastFrame: [
      'first and last frame',
      'first and last frames',
      'first last frame',
      'start and end frame',
    ],
    noWatermark: ['no watermark', 'without watermark', 'without a watermark', 'watermark free'],
    noSound: ['no sound', 'without sound', 'silent', 'mute'],
  },
};

const enUnits = { task: 'task', second: 's', millionTokens: '1M tokens' } as const;
const zhUnits = { task: '个', second: '秒', millionTokens: '百万 token' } as const;

const en = {
  operations: { cancel: 'cancel', reconcile: 'look up by reference' } satisfies Record<Operation, string>,
  lines: {
    mode: 'Modes',
    operations: 'Task actions',
    price: 'Price',
    maxTasks: 'Tasks at a time',
    typicalTime: 'Typical time',
  },
  serviceLines: {
    models: 'Models',
    anySize: 'Any size or ratio',
    query: 'Query by id',
    cancel: 'Cancel a task',
  },
  onlyHere: 'Unique to it',
  nothing: '–',
  eachModel: 'Every model, with sources',
  any: 'any',
  semicolon: '; ',
  yes: 'yes',
  price: (amount: string, unit: keyof typeof enUnits) => `${amount}/${enUnits[unit]}`,
  with: (field: string) => `with ${field}`,
  without: (field: string) => `without ${field}`,
  or: ' or ',
  factor: (times: number, condition: string) => `× ${times} for ${condition}`,
  minimum: (amount: string) => `at least ${amount}`,
  pictures: (free: number, each: string) => `${each} more for each picture beyond ${free}`,
  inputSeconds: (min: number, max: number) => `${min}–${max} s of input count too`,
  axisCount: (count: number) => (count === 1 ? '1 axis' : `${count} axes`),
  presetCount: (count: number) => (count === 1 ? '1 preset' : `${count} presets`),
  upToCharacters: (count: number) => `≤ ${count} characters`,
  needs: 'What must it do?',
  needsHint: 'watermark, 9:16, 10 s',
  needsHelp: 'English or Chinese; one use of a model must meet all of them. A name finds its models.',
  common: 'Often needed',
  commonNeeds: [
    'portrait',
    'landscape',
    'HD',
    '10 s',
    'sound',
    'first and last frame',
    'no watermark',
    'camera',
    'cancellable',
  ],
  lookingFor: (needs: string) => `Looking for: ${needs}`,
  notUnderstood: (words: string) => `Not understood, ignored: ${words}`,
  all: (count: number) => `${count} models`,
  can: (count: number, total: number) => `${count} of ${total} models can`,
  cannot: (count: number) => (count === 1 ? '1 model cannot' : `${count} models cannot`),
  table: 'Models and features',
  model: 'Model',
  sort: 'Sort by',
  sortBy: {
    price: 'The cheapest second first, by currency',
    duration: 'The longest first',
    resolution: 'The finest first',
  },
  unsorted: 'As listed',
  firstCurrency: 'USD',
  pick: (model: string) => `Compare ${model}`,
  picked: (count: number) => (count === 1 ? '1 model chosen; choose one more' : `${count} models chosen`),
  compare: (count: number) => `Compare ${count} models`,
  drop: (model: string) => `Leave out ${model}`,
  comparison: 'Models side by side',
  allModels: 'All models',
  onlyDifferent: 'Only what differs',
  differs: 'differs',
  features: (model: string) => `What ${model} can do`,
  feature: 'Feature',
  claimedMark: 'claimed by a reseller only; its vendor does not say so',
  none: 'no',
  retiredSince: (since: string) => `retired since ${since}`,
  cell: (feature: string, model: string, value: string) => `${feature}, ${model}: ${value}`,
  more: (count: number) => `… ${count} in all`,
  details: (feature: string, model: string) => `${feature} · ${model}`,
  use: 'Use',
  value: 'Value',
  saidBy: 'Source and date',
  priceSaidBy: 'Price source',
  noSource: 'not stated in the table',
  unknownPrice: 'unknown',
  noOperation: (operation: string) => `Its service offers none: ${operation}`,
  noMode: (mode: string) => `It makes none: ${mode}`,
  noRows: 'Its table is empty.',
};

const zhNeeds: NeedWords = {
  fields: {
    prompt: ['文字', '文本'],
    negativePrompt: ['反向提示词', '负面提示词', '负向提示词'],
    firstFrame: ['首帧', '图片', '首图'],
    lastFrame: ['尾帧', '末帧'],
    references: ['参考图', '参考图像'],
    referenceVideos: ['视频参考'],
    referenceAudio: ['音频参考'],
    sourceVideo: ['视频编辑', '视频修改'],
    extendVideo: ['延长', '续写'],
    duration: ['长度', '秒数'],
    aspectRatio: ['比例', '画幅'],
    resolution: ['清晰度'],
    size: ['像素', '尺寸'],
    quality: ['画质'],
    watermark: ['带水印', '有水印', '水印控制'],
    cameraControl: ['镜头', '运镜', '镜头控制', '相机控制', '相机', '镜头运动'],
    motionMasks: ['蒙版', '遮罩', '动态遮罩', '动态蒙版', '运动遮罩', '笔刷', '运动笔刷', '静态遮罩'],
    audio: ['有声', '音频', '音效', '配音'],
    seed: ['种子'],
    callbackUrl: ['回调'],
  },
  modes: {
    'text-to-video': ['文本生成视频', '文字生成视频', '文本转视频'],
    'image-to-video': ['图片生成视频', '图像生成视频', '图片转视频'],
    'reference-to-video': ['参考图生视频', '多图参考'],
    'video-to-video': ['视频生视频'],
    'video-extension': ['视频续写'],
  },
  operations: { cancel: ['取消', '停止', '可取消'], reconcile: ['查找', '按编号查找'] },
  qualities: { standard: ['标准'], pro: ['专业'] },
  axes: {
    pan: ['摇镜', '左右摇'],
    tilt: ['俯仰', '上下摇'],
    roll: ['旋转镜头', '横滚'],
    zoom: ['缩放', '推拉', '变焦', '推近', '拉远'],
  },
  wishes: {
    portrait: ['竖屏', '竖版', '竖向'],
    square: ['方形', '正方形', '方屏'],
    landscape: ['横屏', '横版', '横向', '宽屏'],
    anySize: ['自定义宽高比', '自定义比例', '自由宽高比', '任意宽高比', '任意比例', '任意尺寸', '自定义尺寸'],
    highDefinition: ['高清', '全高清'],
    firstAndLastFrame: ['首尾帧'],
    noWatermark: ['无水印', '不带水印', '不要水印', '没有水印', '去水印'],
    noSound: ['无声', '静音', '不要声音'],
  },
};

const zh: typeof en = {
  operations: { cancel: '取消', reconcile: '按编号查找' },
  lines: {
    mode: '可生成',
    operations: '任务操作',
    maxTasks: '同时任务数',
    price: '价格',
    typicalTime: '通常用时',
  },
  serviceLines: { models: '模型', anySize: '任意尺寸或宽高比', query: '按 id 查询', cancel: '取消任务' },
  onlyHere: '仅此一家',
  nothing: '–',
  eachModel: '查看每个模型及来源',
  any: '任意',
  semicolon: '；',
  yes: '有',
  price: (amount, unit) => `${amount}/${zhUnits[unit]}`,
  with: (field) => `有${field}`,
  without: (field) => `无${field}`,
  or: ' 或 ',
  factor: (times, condition) => `${condition}时 × ${times}`,
  minimum: (amount) => `最低 ${amount}`,
  pictures: (free, each) => `图片超过 ${free} 张后每张另加 ${each}`,
  inputSeconds: (min, max) => `输入的 ${min}–${max} 秒也计费`,
  axisCount: (count) => `${count} 个轴`,
  presetCount: (count) => `${count} 个预设`,
  upToCharacters: (count) => `≤ ${count} 字符`,
  needs: '需要什么？',
  needsHint: '水印，9:16，10 秒',
  needsHelp: '可用中文或英文；模型的同一种用法必须同时满足全部需要。输入名称可查找模型。',
  common: '常见需要',
  commonNeeds: ['竖屏', '横屏', '高清', '10 秒', '有声', '首尾帧', '无水印', '运镜', '可取消'],
  lookingFor: (needs) => `查找：${needs}`,
  notUnderstood: (words) => `无法理解，未参与筛选：${words}`,
  all: (count) => `${count} 个模型`,
  can: (count, total) => `${total} 个模型中有 ${count} 个符合`,
  cannot: (count) => `${count} 个模型不符合`,
  table: '模型与功能',
  model: '模型',
  sort: '排序',
  sortBy: { price: '按每秒价格从低到高，分币种', duration: '最长的在前', resolution: '最清晰的在前' },
  unsorted: '默认顺序',
  firstCurrency: 'CNY',
  pick: (model) => `对比 ${model}`,
  picked: (count) => (count === 1 ? '已选 1 个模型，请再选一个' : `已选 ${count} 个模型`),
  compare: (count) => `对比 ${count} 个模型`,
  drop: (model) => `移除 ${model}`,
  comparison: '模型并排对比',
  allModels: '全部模型',
  onlyDifferent: '只看不同',
  differs: '不同',
  features: (model) => `${model} 的能力`,
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
  priceSaidBy: '价格来源',
  noSource: '能力表没有说明',
  unknownPrice: '未知',
  noOperation: (operation) => `其服务不支持：${operation}`,
  noMode: (mode) => `不能生成：${mode}`,
  noRows: '它的能力表是空的。',
};

/** The page's texts and those of the models, which are loaded with them. */
export interface ModelMessages extends Messages {
  readonly matrix: typeof en;
}

export const needWords = { en: enNeeds, zh: zhNeeds } as const;

const texts = { en, zh };

export const modelMessagesOf = (language: Language, messages: Messages): ModelMessages => ({
  ...messages,
  matrix: texts[language],
});

export function useModelMessages(): ModelMessages {
  const { language, messages } = useLanguage();
  return useMemo(() => modelMessagesOf(language, messages), [language, messages]);
}
