import type { Messages } from './messages/en.ts';

export type { Messages };
export type Language = 'en' | 'zh';

export const languageNames: Readonly<Record<Language, string>> = { en: 'English', zh: '中文' };

/** What core says by its codes. */
export type Explanations = Pick<Messages, 'problem' | 'change' | 'warn'>;

/** All that the page says by itself. */
export type Words = Omit<Messages, keyof Explanations>;

/** A visit loads one language; another when it is asked for. */
export const loadWords: Readonly<Record<Language, () => Promise<Words & Partial<Explanations>>>> = {
  en: async () => (await import('./messages/en.ts')).en,
  zh: async () => (await import('./messages/zh.ts')).zh,
};

const inChinese: Readonly<Record<string, string>> = { CNY: '元', USD: '美元', EUR: '欧元' };

/** A currency as it is said after an amount in Chinese. */
export const currencyInChinese = (currency: string): string =>
  Object.hasOwn(inChinese, currency) ? (inChinese[currency] ?? currency) : currency;
