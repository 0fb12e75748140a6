import { CommanderError, InvalidArgumentError } from 'commander';
import { commandNames, commands } from './commands.ts';
import type { Language, Text } from './language.ts';

/* What is wrong with a command line. Commander says it in English; its codes make the Chinese. */

/** What the value of an option must be. */
const valueProblems = {
  number: { en: 'It must be a number.', zh: '必须是数字。' },
  positive: { en: 'It must be more than 0.', zh: '必须大于 0。' },
  port: { en: 'It must be a whole number up to 65535.', zh: '必须是不超过 65535 的整数。' },
  json: { en: 'It must be JSON.', zh: '必须是 JSON。' },
  keys: { en: 'It sets a key twice.', zh: '同一个键被设置了两次。' },
  file: { en: 'The file cannot be read.', zh: '无法读取该文件。' },
  money: {
    en: "It must be an amount and a currency, such as '2 USD'.",
    zh: "必须是金额加货币，如 '2 USD'。",
  },
} as const satisfies Readonly<Record<string, Text>>;
type ValueProblem = keyof typeof valueProblems;

/** For the reader of an option to throw. */
export class WrongValue extends InvalidArgumentError {
  readonly problem: ValueProblem;
  constructor(problem: ValueProblem) {
    // Commander keeps nothing but the message.
    super(problem);
    this.problem = problem;
  }
}

export const wrongValueText = ({ problem }: WrongValue, language: Language): string =>
  valueProblems[problem][language];

const isProblem = (text: string): text is ValueProblem => Object.hasOwn(valueProblems, text);

const shapes: Readonly<Record<string, RegExp>> = {
  'commander.unknownOption': /unknown option '(.*?)'/s,
  'commander.unknownCommand': /unknown command '(.*?)'/s,
  'commander.optionMissingArgument': /option '(.*)' argument missing/s,
  'commander.missingArgument': /argument '(.*)'/s,
  'commander.excessArguments': /Expected (\d+) .* got (\d+): (.*)\.$/s,
  'commander.invalidArgument': /option '(.*?)' argument '(.*)' is invalid\. (.*)$/s,
};

const chinese: Readonly<Record<string, (...values: readonly string[]) => string>> = {
  'commander.unknownOption': (flag) => `未知选项 ${flag}`,
  'commander.unknownCommand': (name) => `未知命令 ${name}`,
  'commander.optionMissingArgument': (flags) => `选项 ${flags} 缺少值`,
  'commander.missingArgument': (name) => `缺少参数 ${name}`,
  'commander.excessArguments': (most, count, all) => `参数过多：最多 ${most} 个，实际 ${count} 个：${all}`,
  'commander.invalidArgument': (flags, value, detail = '') =>
    `选项 ${flags} 的值“${value}”无效。${detail.replace(/^Allowed choices are (.*)\.$/, '可选：$1。')}`,
};

const quoteHint: Text = {
  en: '(A prompt of several words stands in quotes.)',
  zh: '（由多个词组成的提示词需要加引号。）',
};

/** What no sentence of one line explains. */
const explainedByHelp: ReadonlySet<string> = new Set([
  'commander.unknownOption',
  'commander.unknownCommand',
  'commander.missingArgument',
  'commander.excessArguments',
]);

function helpHint([first = '']: readonly string[], language: Language): string {
  const help = commandNames.some((name) => name === first) ? `vid ${first} --help` : 'vid --help';
  if (language === 'zh') return `（${first.startsWith('-') ? '选项应放在命令之后。' : ''}见 ${help}。）`;
  return `(${first.startsWith('-') ? 'Options stand after the command. ' : ''}See ${help}.)`;
}

export function usageText(
  { code, message }: CommanderError,
  language: Language,
  given: readonly string[],
): string {
  const whole = message.replace(/(?<=is invalid\. )\w+$/, (word) =>
    isProblem(word) ? valueProblems[word][language] : word,
  );
  const values = shapes[code]?.exec(whole)?.slice(1);
  const say = chinese[code];
  const [, forCommand] = /too many arguments for '(.*?)'/.exec(whole) ?? [];
  const isPrompt = commandNames.some((name) => name === forCommand && commands[name].args === '[prompt]');
  const [, nearest] = /\(Did you mean (?:one of )?(.*)\?\)/.exec(whole) ?? [];
  const isExplained = nearest === undefined && explainedByHelp.has(code);
  const hint = isPrompt ? `\n${quoteHint[language]}` : isExplained ? `\n${helpHint(given, language)}` : '';
  if (language === 'en' || values === undefined || say === undefined) return whole + hint;
  return `错误：${say(...values)}${nearest === undefined ? '' : `\n（是不是 ${nearest}？）`}${hint}`;
}
