import { Command, type Help, Option } from 'commander';
import stringWidth from 'string-width';
import { type More, notes, shapes, shared } from './command-options.ts';
import { type CommandName, commandNames, commands } from './commands.ts';
import { fieldOptions, fields } from './fields.ts';
import type { Language } from './language.ts';
import { fieldReaders, routingOptions } from './read-options.ts';
import { wrapped } from './table.ts';

/** The options of a command as commander read them, those of fields under the field's name. */
type Values = Readonly<Record<string, unknown>>;

/** Does the work of a command: loaded when it is called. */
export type Action = (name: CommandName, given: readonly string[], values: Values) => Promise<void>;

function add(command: Command, { flags, help, read, fallback }: More, language: Language): void {
  const option = new Option(flags, help[language]);
  if (read !== undefined) option.argParser(read);
  if (fallback !== undefined) option.default(fallback);
  command.addOption(option);
}

/** Options whose attribute is another word than the field that they set. */
const fieldByAttribute = new Map<string, string>();

function addRequestOptions(command: Command, takes: 'one' | 'many', language: Language): void {
  for (const field of fields) {
    if (field === 'model' && takes === 'many') continue;
    const { flags, kind, help } = fieldOptions[field];
    const option = new Option(flags, help[language]);
    const read = fieldReaders[kind];
    if (read !== undefined) option.argParser(read);
    fieldByAttribute.set(option.attributeName(), field);
    command.addOption(option);
    if (kind === 'switch') command.addOption(new Option(flags.replace('--', '--no-'), '').hideHelp());
  }
  command.optionsGroup(language === 'zh' ? '选择模型：' : 'Which model:');
  for (const [name, { flags, read, choices, help }] of Object.entries(routingOptions)) {
    const option = new Option(flags, help[language]);
    if (read !== undefined) option.argParser(read);
    if (choices !== undefined) option.choices(choices);
    fieldByAttribute.set(option.attributeName(), name);
    command.addOption(option);
  }
}

/** The values by what they set: `--reference` under `references`. */
function byField(values: Values): Values {
  const found: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) found[fieldByAttribute.get(name) ?? name] = value;
  return found;
}

const silent = { outputError: () => undefined };
const chineseTitles = { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：' };

/** An option's default and choices in words, which commander knows in English only. */
function chineseDescription({ description, defaultValue, argChoices }: Option): string {
  const more = [
    ...(argChoices === undefined ? [] : [`可选：${argChoices.join('、')}`]),
    ...(defaultValue === undefined ? [] : [`默认：${String(defaultValue)}`]),
  ];
  return more.length === 0 ? description : `${description}（${more.join('；')}）`;
}

const leastDescription = 30;

/** An option and what it is for, beneath each other where a terminal is narrow. */
function formatItem(term: string, termWidth: number, description: string, { helpWidth = 80 }: Help): string {
  const left = termWidth + 4;
  if (helpWidth - left < leastDescription)
    return `  ${term}\n${wrapped(`    ${description}`, helpWidth, '    ')}`;
  const space = ' '.repeat(Math.max(0, termWidth - stringWidth(term)));
  return wrapped(`  ${term}${space}  ${description}`, helpWidth, ' '.repeat(left));
}

/** For a terminal that is narrower than the lines, which it would break anywhere. */
function narrowed(text: string, language: Language): string {
  const { isTTY, columns } = process.stdout;
  if (!isTTY || columns >= 80) return text;
  return text
    .replaceAll(/(?<=^\S.*)\n(?=\S)/gm, language === 'zh' ? '' : ' ')
    .split('\n')
    .map((line) => wrapped(line, columns, /^ */.exec(line)?.[0] ?? ''))
    .join('\n');
}

/** The whole command line. Throws `CommanderError`; `usageText` says what is wrong. */
export function createProgram(language: Language, action: Action): Command {
  const titles: Readonly<Record<string, string>> = chineseTitles;
  const styleTitle = (title: string) => titles[title] ?? title;
  const chinese = language === 'zh' ? { styleTitle, optionDescription: chineseDescription } : {};
  const helpStyle = { formatItem, displayWidth: stringWidth, ...chinese };
  const program = new Command('vid')
    .exitOverride()
    .configureOutput(silent)
    .helpCommand(false)
    .helpOption(false);
  for (const name of commandNames) {
    const { args, help } = commands[name];
    const { takesRequest, options, isProtocol } = shapes[name];
    const command = new Command(name)
      .exitOverride()
      .configureOutput(silent)
      .configureHelp(helpStyle)
      .description(help[language])
      .helpOption('-h, --help', language === 'zh' ? '显示帮助' : 'this help');
    if (language === 'zh') command.usage(['[选项]', args].join(' ').trimEnd());
    for (const part of args.split(' ')) if (part !== '') command.argument(part);
    for (const option of options) add(command, shared[option], language);
    if (isProtocol === undefined) add(command, shared.json, language);
    add(command, shared.simulate, language);
    if (takesRequest !== undefined) {
      command.optionsGroup(language === 'zh' ? '视频内容：' : 'What to make:');
      addRequestOptions(command, takesRequest, language);
    }
    const note = notes[name];
    if (note !== undefined) command.addHelpText('after', `\n${narrowed(note[language], language)}`);
    command.action(() => action(name, command.args, byField(command.opts())));
    program.addCommand(command);
  }
  return program;
}
