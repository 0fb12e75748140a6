/** Only Latin letters and digits stand apart from Chinese; a name may begin or end with either. */
export const tight = (text: string): string =>
  text.replaceAll(/(?<=\p{Script=Han}) (?=\p{Script=Han})/gu, '');
