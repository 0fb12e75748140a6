import type { BrowserContextOptions } from 'playwright-core';
import { chineseProblems } from '../src/page/messages/chinese-problems.ts';
import { en } from '../src/page/messages/en.ts';
import { stageTexts } from '../src/page/messages/stage.ts';
import { zh } from '../src/page/messages/zh.ts';

export const languages = {
  en: { messages: { ...en, ...stageTexts.en } },
  zh: { messages: { ...zh, ...chineseProblems, ...stageTexts.zh } },
};

/** On a desk in English, on a phone in Chinese. */
export const readers = [
  { locale: 'en-US', width: 1280, words: languages.en.messages, kling: 'Kling', jimeng: 'Jimeng' },
  { locale: 'zh-CN', width: 390, words: languages.zh.messages, kling: '可灵 Kling', jimeng: '即梦 Jimeng' },
] as const;
type Reader = (typeof readers)[number];

export const asReader = ({ locale, width }: Reader): BrowserContextOptions => ({
  locale,
  viewport: { width, height: 844 },
  reducedMotion: 'reduce',
});
