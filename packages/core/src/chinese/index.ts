export { changeInChinese, fieldInChinese, problemInChinese, warningInChinese } from './explain-problem.ts';
export { chineseNames } from './names.ts';
