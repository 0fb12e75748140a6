import { changeInChinese, problemInChinese, warningInChinese } from '@vid/core/chinese';

/** What core says by its codes: long, and rarely shown, so a visit loads it with the first sentence. */
export const chineseProblems = {
  problem: problemInChinese,
  change: changeInChinese,
  warn: warningInChinese,
};
