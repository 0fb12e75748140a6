import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import { type Explanations, type Language, loadWords, type Messages, type Words } from './messages.ts';
import { readStored, writeStored } from './storage.ts';

const place = 'vid-language';

/** What was chosen before, else the browser's. */
function usualLanguage(): Language {
  const chosen = readStored(place);
  if (chosen === 'en' || chosen === 'zh') return chosen;
  const tag = navigator.languages.find((one) => /^(zh|en)\b/i.test(one));
  return tag?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}

interface Spoken {
  readonly language: Language;
  readonly words: Words & Partial<Explanations>;
}

const speak = async (language: Language): Promise<Spoken> => ({
  language,
  words: await loadWords[language](),
});

/** The language in which a visit starts. */
export const startingLanguage = () => speak(usualLanguage());

/** Of what was asked for, only the last is told of; it is stored once it can be spoken. */
export function createChoice(
  tell: (loaded: Spoken | undefined) => void,
  load: (language: Language) => Promise<Spoken> = speak,
): (language: Language) => void {
  let asked = 0;
  return (language) => {
    asked += 1;
    const own = asked;
    const end = (loaded: Spoken | undefined) => {
      if (own !== asked) return;
      if (loaded !== undefined) writeStored(place, language);
      tell(loaded);
    };
    void load(language).then(end, () => end(undefined));
  };
}

const saying = (say: () => string): Explanations => ({ problem: say, warn: say });

const loadChineseProblems = async (): Promise<Explanations> =>
  (await import('./messages/chinese-problems.ts')).chineseProblems;

interface InLanguage {
  readonly language: Language;
  readonly messages: Messages;
  readonly choose: (language: Language) => void;
  /** The one that was chosen last could not be loaded. */
  readonly isMissing: boolean;
}

const LanguageContext = createContext<InLanguage | undefined>(undefined);

interface LanguageProviderProps {
  readonly start: Spoken;
  readonly children: ReactNode;
}

/** The choice outlives the visit. What is explained by codes stays empty until its sentences are loaded, and is never in another language. */
export function LanguageProvider({ start, children }: LanguageProviderProps) {
  const [{ language, words }, setSpoken] = useState(start);
  const [isMissing, setMissing] = useState(false);
  const [explained, setExplained] = useState<Explanations>();
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  }, [language]);
  const messages = useMemo((): Messages => {
    const failed = () => saying(() => words.partNotLoaded);
    const load = () => {
      void loadChineseProblems().catch(failed).then(setExplained);
      return '';
    };
    return { ...(explained ?? saying(load)), ...words };
  }, [words, explained]);
  const [choose] = useState(() =>
    createChoice((loaded) => {
      setMissing(loaded === undefined);
      if (loaded !== undefined) setSpoken(loaded);
    }),
  );
  return <LanguageContext value={{ language, messages, choose, isMissing }}>{children}</LanguageContext>;
}

export function useLanguage(): InLanguage {
  const language = use(LanguageContext);
  if (language === undefined) throw new Error('There is no language around this.');
  return language;
}

export const useMessages = (): Messages => useLanguage().messages;
