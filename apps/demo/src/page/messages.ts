import type { Messages } from './messages/en.ts';

export type { Messages };
export type Language = 'en' | 'zh';

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

/** A visit loads one language; another when it is asked for. */
export const loadMessages: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import('./messages/en.ts')).en,
  zh: async () => (await import('./messages/zh.ts')).zh,
};
