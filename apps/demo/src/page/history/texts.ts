import { useLanguage } from '../language.tsx';
import { type Language, languages, type Messages } from '../messages.ts';
import { en, zh } from '../messages/history.ts';

/** The page's texts and this view's own, which are loaded with it. */
export interface HistoryMessages extends Messages {
  readonly history: typeof en;
}

const historyTexts: Readonly<Record<Language, HistoryMessages>> = {
  en: { ...languages.en.messages, history: en },
  zh: { ...languages.zh.messages, history: zh },
};

export const useHistoryMessages = (): HistoryMessages => historyTexts[useLanguage().language];
