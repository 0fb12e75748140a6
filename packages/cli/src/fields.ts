import type { VideoRequest } from '@vid/core';
import type { Text } from './language.ts';

/** How the text of an option becomes the value of its field. */
export type FieldKind = 'text' | 'number' | 'seconds' | 'switch' | 'media' | 'json' | 'texts' | 'medias';

interface FieldOption {
  /** As commander writes them; the last long one counts. */
  readonly flags: string;
  readonly kind: FieldKind;
  readonly help: Text;
}

/** An option for every field of a request: a field without one is a type error. The prompt is the argument. */
export const fieldOptions: Readonly<Record<Exclude<keyof VideoRequest, 'prompt'>, FieldOption>> = {
  model: {
    flags: '-m, --model <name>',
    kind: 'text',
    help: { en: 'one model; default: the best that can', zh: '指定模型；默认：最合适的' },
  },
  aspectRatio: {
    flags: '--ratio <w:h>',
    kind: 'text',
    help: { en: '16:9, 9:16, … or adaptive', zh: '宽高比：16:9、9:16 等，或 adaptive' },
  },
  duration: {
    flags: '-d, --duration <seconds>',
    kind: 'seconds',
    help: { en: 'length in seconds, or auto', zh: '时长（秒），或 auto' },
  },
  resolution: { flags: '--resolution <p>', kind: 'text', help: { en: '720p, 1080p, 4k', zh: '分辨率' } },
  size: {
    flags: '--size <wxh>',
    kind: 'text',
    help: { en: 'in pixels: 1280x720', zh: '像素尺寸：1280x720' },
  },
  quality: {
    flags: '--quality <tier>',
    kind: 'text',
    help: { en: 'standard or pro', zh: 'standard 或 pro' },
  },
  audio: {
    flags: '--audio',
    kind: 'switch',
    help: { en: 'with sound; --no-audio: without', zh: '有声音；--no-audio：无声音' },
  },
  watermark: {
    flags: '--watermark',
    kind: 'switch',
    help: { en: 'with the service’s mark; --no-watermark: without', zh: '带水印；--no-watermark：不带' },
  },
  seed: { flags: '--seed <number>', kind: 'number', help: { en: 'whole number', zh: '随机种子（整数）' } },
  negativePrompt: {
    flags: '--negative-prompt <text>',
    kind: 'text',
    help: { en: 'what it must not show', zh: '不希望出现的内容' },
  },
  firstFrame: {
    flags: '--first-frame <file>',
    kind: 'media',
    help: { en: 'picture to start from: a file or https link', zh: '首帧图片：文件或 https 链接' },
  },
  lastFrame: {
    flags: '--last-frame <file>',
    kind: 'media',
    help: { en: 'picture to end on', zh: '尾帧图片' },
  },
  references: {
    flags: '--reference <file>',
    kind: 'medias',
    help: { en: 'picture of a subject or style; may be repeated', zh: '参考图片，可重复' },
  },
  referenceVideos: {
    flags: '--reference-video <file>',
    kind: 'medias',
    help: { en: 'clip to take up; may be repeated', zh: '参考视频，可重复' },
  },
  referenceAudio: {
    flags: '--reference-audio <file>',
    kind: 'medias',
    help: { en: 'sound to take up; may be repeated', zh: '参考音频，可重复' },
  },
  sourceVideo: {
    flags: '--source-video <file>',
    kind: 'media',
    help: { en: 'video to change', zh: '要修改的视频' },
  },
  extendVideo: {
    flags: '--extend-video <id>',
    kind: 'text',
    help: { en: 'the service’s id of a video to make longer', zh: '要延长的视频（服务方的 id）' },
  },
  cameraControl: {
    flags: '--camera <json>',
    kind: 'json',
    help: { en: `'{"pan":3}' or '{"preset":"…"}'`, zh: `镜头：'{"pan":3}' 或 '{"preset":"…"}'` },
  },
  motionMasks: {
    flags: '--motion-masks <json>',
    kind: 'json',
    help: { en: 'areas that stay or move, links only', zh: '运动蒙版，仅限链接' },
  },
  callbackUrl: {
    flags: '--callback-url <url>',
    kind: 'text',
    help: { en: 'webhook of the service', zh: '服务的回调地址' },
  },
  providerOptions: {
    flags: '--provider-options <json>',
    kind: 'json',
    help: { en: `'{"kling":{…}}': options of one service only`, zh: `某服务独有的选项：'{"kling":{…}}'` },
  },
  unchecked: {
    flags: '--unchecked <field>',
    kind: 'texts',
    help: {
      en: 'send this field though no table has its value; may be repeated',
      zh: '不检查此字段直接发送，可重复',
    },
  },
};

type Field = keyof typeof fieldOptions;
const isField = (name: string): name is Field => Object.hasOwn(fieldOptions, name);
export const fields: readonly Field[] = Object.keys(fieldOptions).filter(isField);

/** `--first-frame`: the option's name without its value and its short form. */
export const flagOf = (flags: string): string => /--[\w-]+/.exec(flags)?.[0] ?? flags;

/** `'references.1'` as `--reference`, for what is wrong with a request. */
export function fieldAsFlag(path: string): string {
  const [first = '', ...rest] = path.split('.');
  if (first === 'prompt' || first === 'request') return path;
  if (!isField(first)) return `--${path.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return [flagOf(fieldOptions[first].flags), ...rest].join('.');
}
