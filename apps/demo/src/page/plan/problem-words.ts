import type { Change, Problem } from '@vid/core';
import { useLanguage, useMessages } from '../language.tsx';
import { changeInChinese, problemInChinese } from './problem-zh.ts';

/** Core's problems and suggestions in the reader's language. `model` is the one that they are about, or `''`. */
export function useProblemWords() {
  const { language } = useLanguage();
  const messages = useMessages();
  return {
    problem: (problem: Problem, model: string): string =>
      language === 'zh' ? problemInChinese(problem, model, messages) : problem.message,
    change: (change: Change): string => (language === 'zh' ? changeInChinese(change, messages) : change.text),
  };
}
