import { useLocalStorage } from '@mantine/hooks';
import { createContext, type ReactNode, use, useEffect } from 'react';
import { type Language, languages, type Messages } from './messages.ts';

const preferred = (): Language =>
  navigator.languages
    .find((tag) => /^(zh|en)\b/i.test(tag))
    ?.toLowerCase()
    .startsWith('zh') === true
    ? 'zh'
    : 'en';

const LanguageContext = createContext<{
  readonly language: Language;
  readonly choose: (language: Language) => void;
}>({ language: 'en', choose: () => {} });

/** The browser's language until another is chosen; the choice outlives the visit. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, choose] = useLocalStorage<Language>({
    key: 'vid-language',
    defaultValue: preferred(),
    getInitialValueInEffect: false,
    deserialize: (stored) => (stored === 'en' || stored === 'zh' ? stored : preferred()),
    serialize: (chosen) => chosen,
  });
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  return <LanguageContext value={{ language, choose }}>{children}</LanguageContext>;
}

export const useLanguage = () => use(LanguageContext);
export const useMessages = (): Messages => languages[useLanguage().language].messages;
