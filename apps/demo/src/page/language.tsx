import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { type Language, loadMessages, type Messages } from './messages.ts';

const place = 'vid-language';

/** What was chosen before, else the browser's. */
function usualLanguage(): Language {
  const chosen = localStorage.getItem(place);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  const tag = navigator.languages.find((one) => /^(zh|en)\b/i.test(one));
  return tag?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}

export interface Spoken {
  readonly language: Language;
  readonly messages: Messages;
}

const speak = async (language: Language): Promise<Spoken> => ({
  language,
  messages: await loadMessages[language](),
});

/** The language in which a visit starts. */
export const startingLanguage = () => speak(usualLanguage());

const LanguageContext = createContext<
  (Spoken & { readonly choose: (language: Language) => void }) | undefined
>(undefined);

interface LanguageProviderProps {
  readonly start: Spoken;
  readonly children: ReactNode;
}

/** The choice outlives the visit. */
export function LanguageProvider({ start, children }: LanguageProviderProps) {
  const [spoken, setSpoken] = useState(start);
  const { language } = spoken;
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const choose = (next: Language) => {
    localStorage.setItem(place, next);
    void speak(next).then(setSpoken);
  };
  return <LanguageContext value={{ ...spoken, choose }}>{children}</LanguageContext>;
}

export function useLanguage() {
  const language = use(LanguageContext);
  if (language === undefined) throw new Error('There is no language around this.');
  return language;
}

export const useMessages = (): Messages => useLanguage().messages;
