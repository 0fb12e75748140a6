import { useLanguage } from '../language.tsx';
import type { Language, Messages } from '../messages.ts';
import { en as pageEn } from '../messages/en.ts';
import { en, zh } from '../messages/models.ts';
import { zh as pageZh } from '../messages/zh.ts';

/** The page's texts and this view's own, which are loaded with it. */
export interface ModelMessages extends Messages {
  readonly matrix: typeof en;
}

export const modelsTexts: Readonly<Record<Language, ModelMessages>> = {
  en: { ...pageEn, matrix: en },
  zh: { ...pageZh, matrix: zh },
};

export const useModelMessages = (): ModelMessages => modelsTexts[useLanguage().language];
