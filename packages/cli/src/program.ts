import { Command, InvalidArgumentError, Option } from 'commander';
import { type CommandName, commandNames, commands } from './commands.ts';
import { fieldOptions, fields } from './fields.ts';
import type { Language, Text } from './language.ts';
import { fieldReaders, readNumber, routingOptions } from './read-options.ts';

/** The options of a command as commander read them, those of fields under the field's name. */
type Values = Readonly<Record<string, unknown>>;

/** Does the work of a command: loaded when it is called. */
export type Action = (name: CommandName, given: readonly string[], values: Values) => Promise<void>;

const readPositive = (text: string): number => {
  const value = readNumber(text);
  if (value <= 0) throw new InvalidArgumentError('It must be more than 0.');
  return value;
};
const collect = (text: string, before: unknown): readonly unknown[] => [
  ...(Array.isArray(before) ? before : []),
  text,
];

interface More {
  readonly flags: string;
  readonly help: Text;
  readonly read?: (text: string, before: unknown) => unknown;
  readonly fallback?: unknown;
}

const shared = {
  json: {
    flags: '--json',
    help: { en: 'results as JSON, one object a line', zh: '以 JSON 输出，每行一个对象' },
  },
  simulate: {
    flags: '--simulate',
    help: { en: 'simulated services: no keys, no cost, no network', zh: '模拟服务：无需密钥、费用和网络' },
  },
  yes: { flags: '-y, --yes', help: { en: 'pay without asking', zh: '不询问，直接付费' } },
  output: { flags: '-o, --output <file>', help: { en: 'save the video here', zh: '把视频保存到此处' } },
  folder: {
    flags: '-o, --output <folder>',
    help: { en: 'save the videos here', zh: '把视频保存到此文件夹' },
  },
  force: { flags: '-f, --force', help: { en: 'replace a file that exists', zh: '覆盖已存在的文件' } },
  label: { flags: '--label <text>', help: { en: 'a name for vid list', zh: '在 vid list 中显示的名称' } },
  noWait: {
    flags: '--no-wait',
    help: { en: 'send it, print its id, and leave', zh: '发送后打印 id 并退出' },
  },
  timeout: {
    flags: '--timeout <seconds>',
    read: readPositive,
    help: { en: 'wait so long at most; exit code 5', zh: '最长等待时间（秒）；退出码 5' },
  },
  limit: {
    flags: '-n, --limit <count>',
    read: readPositive,
    fallback: 20,
    help: { en: 'so many at most', zh: '最多显示多少个' },
  },
  keys: { flags: '--keys', help: { en: 'the variables of the keys', zh: '密钥的环境变量' } },
  why: {
    flags: '--why',
    help: { en: 'all of the plan, with reasons and sources', zh: '完整方案，含原因与来源' },
  },
  models: {
    flags: '-m, --model <name>',
    read: collect,
    help: { en: 'a model; may be repeated', zh: '模型，可重复' },
  },
  all: { flags: '--all', help: { en: 'every model that can', zh: '所有可用的模型' } },
  name: {
    flags: '--name <text>',
    help: { en: 'another name makes all of it anew', zh: '换一个名称会全部重新生成' },
  },
  retryFailed: {
    flags: '--retry-failed',
    help: { en: 'make those again, for money, that failed', zh: '重新生成（付费）失败的视频' },
  },
  skipImpossible: {
    flags: '--skip-impossible',
    help: { en: 'leave out what no model takes', zh: '跳过没有模型接受的行' },
  },
} as const satisfies Readonly<Record<string, More>>;
type Shared = keyof typeof shared;

interface Shape {
  /** Whether it takes the fields of a request and the routing options. */
  readonly takesRequest?: 'one' | 'many';
  readonly options: readonly Shared[];
}

const shapes: Readonly<Record<CommandName, Shape>> = {
  plan: { takesRequest: 'one', options: ['why'] },
  validate: { takesRequest: 'one', options: [] },
  'dry-run': { takesRequest: 'one', options: [] },
  models: { options: ['keys'] },
  generate: {
    takesRequest: 'one',
    options: ['output', 'force', 'yes', 'noWait', 'timeout', 'label'],
  },
  compare: { takesRequest: 'many', options: ['models', 'all', 'folder', 'force', 'yes', 'timeout'] },
  batch: {
    takesRequest: 'many',
    options: ['models', 'folder', 'force', 'yes', 'timeout', 'name', 'retryFailed', 'skipImpossible'],
  },
  wait: { options: ['output', 'force', 'timeout'] },
  query: { options: [] },
  cancel: { options: [] },
  download: { options: ['force'] },
  list: { options: ['limit'] },
  spend: { options: [] },
};

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

const chineseTitles = { 'Usage:': '用法：', 'Arguments:': '参数：', 'Options:': '选项：' };

/** The whole command line. Throws `CommanderError`, and writes what is wrong to stderr. */
export function createProgram(language: Language, action: Action): Command {
  const titles: Readonly<Record<string, string>> = language === 'zh' ? chineseTitles : {};
  const styleTitle = (title: string) => titles[title] ?? title;
  const program = new Command('vid').exitOverride().helpCommand(false);
  for (const name of commandNames) {
    const { args, help } = commands[name];
    const { takesRequest, options } = shapes[name];
    const command = new Command(name)
      .exitOverride()
      .configureHelp({ styleTitle })
      .description(help[language])
      .helpOption('-h, --help', language === 'zh' ? '显示帮助' : 'this help');
    for (const part of args.split(' ')) if (part !== '') command.argument(part);
    for (const option of options) add(command, shared[option], language);
    add(command, shared.json, language);
    add(command, shared.simulate, language);
    if (takesRequest !== undefined) {
      command.optionsGroup(language === 'zh' ? '视频内容：' : 'What to make:');
      addRequestOptions(command, takesRequest, language);
    }
    command.action(() => action(name, command.args, byField(command.opts())));
    program.addCommand(command);
  }
  return program;
}
