import { problemInChinese, warningInChinese } from '@vid/core/chinese';
import type { Explanations } from './en.ts';

/** What core says by its codes: long, and rarely shown, so a visit loads it with the first sentence. */
export const chineseProblems: Explanations = {
  problem: (problem) => problemInChinese(problem, { withModel: false }),
  warn: warningInChinese,
};
