import { useLanguage } from '../language.tsx';
import { type Language, languages, type Messages } from '../messages.ts';
import { en, zh } from '../messages/models.ts';

/** The page's texts and this view's own, which are loaded with it. */
export interface ModelMessages extends Messages {
  readonly matrix: typeof en;
}

export const modelsTexts: Readonly<Record<Language, ModelMessages>> = {
  en: { ...languages.en.messages, matrix: en },
  zh: { ...languages.zh.messages, matrix: zh },
};

export const useModelMessages = (): ModelMessages => modelsTexts[useLanguage().language];
