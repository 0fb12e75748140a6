export type Language = 'en' | 'zh';

/** One text for people, in each language. */
export type Text = Readonly<Record<Language, string>>;

export type Environment = Readonly<Record<string, string | undefined>>;

const present = (text: string | undefined) => text !== undefined && text !== '';

/** By `LC_ALL`, else `LC_MESSAGES`, else `LANG`, as other programs of a terminal. */
export function languageOf(environment: Environment): Language {
  const set = [environment['LC_ALL'], environment['LC_MESSAGES'], environment['LANG']].find(present);
  return set?.toLowerCase().startsWith('zh') === true ? 'zh' : 'en';
}
