import type { Explanations, Messages, Words } from './messages/en.ts';

export type { Explanations, Messages, Words };
export type Language = 'en' | 'zh';

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

/** A visit loads one language; another when it is asked for. */
export const loadWords: Readonly<Record<Language, () => Promise<Words & Partial<Explanations>>>> = {
  en: async () => (await import('./messages/en.ts')).en,
  zh: async () => (await import('./messages/zh.ts')).zh,
};
