import { commandNames, commands, groupNames, groups } from './commands.ts';
import { exitCodes } from './exit-codes.ts';
import type { Language } from './language.ts';

const texts = {
  en: {
    usage: 'Usage: vid COMMAND [options]      vid COMMAND --help',
    about: 'Makes videos with many services. It plans for free, and asks before it pays.',
    start: 'Start here',
    trial: 'try it without keys, cost or network',
    real: 'with a key, for money',
    keys: 'Keys: the environment, or .env in this folder; vid models --keys lists them.',
    rest: 'Also',
    completion: 'completion for zsh, bash, fish or powershell',
    version: 'the version',
    exit: 'Exit codes',
    output: 'Results go to stdout (--json: one object a line), everything else to stderr.',
  },
  zh: {
    usage: '用法：vid 命令 [选项]      vid 命令 --help',
    about: '用多家服务生成视频。规划免费，付费前会先询问。',
    start: '从这里开始',
    trial: '试用：无需密钥、费用或网络',
    real: '使用密钥，会产生费用',
    keys: '密钥取自环境变量或当前目录的 .env：用 vid models --keys 查看。',
    rest: '其他',
    completion: 'zsh、bash、fish 或 powershell 的补全',
    version: '版本',
    exit: '退出码',
    output: '结果写到 stdout（--json：每行一个对象），其余写到 stderr。',
  },
} as const;

const column = 22;

export const helpWords: readonly string[] = ['help', '--help', '-h'];

/** `vid --help`. Loads nothing, so that it is there at once. */
export function overview(language: Language, columns: number): string {
  const line = (left: string, right: string) =>
    columns >= 64 || left === '' ? `  ${left.padEnd(column)}${right}` : `  ${left}\n    ${right}`;
  const text = texts[language];
  const parts = [
    text.usage,
    '',
    text.about,
    '',
    text.start,
    `  vid generate "a cat on a windowsill" -o cat.mp4 --simulate`,
    line('', text.trial),
    `  vid generate "a cat on a windowsill" --ratio 9:16 --duration 5 -o cat.mp4`,
    line('', text.real),
  ];
  for (const group of groupNames) {
    parts.push('', groups[group][language]);
    for (const name of commandNames) {
      const { args, help, group: own } = commands[name];
      if (own === group) parts.push(line(`${name} ${args}`, help[language]));
    }
  }
  parts.push('', text.rest, line('complete SHELL', text.completion), line('--version', text.version));
  parts.push('', text.exit);
  for (const { code, help } of Object.values(exitCodes)) parts.push(line(String(code), help[language]));
  return `${[...parts, '', text.keys, text.output].join('\n')}\n`;
}
