import { InvalidArgumentError } from 'commander';
import type { CommandName } from './commands.ts';
import type { Text } from './language.ts';
import { collect, readNumber, routingOptions } from './read-options.ts';

/* What each command takes besides the fields of a request and the routing options. */

const readPositive = (text: string): number => {
  const value = readNumber(text);
  if (value <= 0) throw new InvalidArgumentError('It must be more than 0.');
  return value;
};
export interface More {
  readonly flags: string;
  readonly help: Text;
  readonly read?: (text: string, before: unknown) => unknown;
  readonly fallback?: unknown;
}

/** Of the routing options, those about money alone. */
const routing: Readonly<Record<'maxCost' | 'allowUnknownPrice' | 'rates', More>> = routingOptions;

/** Options that several commands have. */
export const shared = {
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
  free: { flags: '--free', help: { en: 'only what costs nothing', zh: '只做免费检查' } },
  picture: {
    flags: '--picture <link>',
    help: {
      en: 'for models that take links to pictures only',
      zh: '供只接受图片链接的模型使用',
    },
  },
  out: { flags: '-o, --out <file>', help: { en: 'save the recording here', zh: '把记录保存到此处' } },
  ...routing,
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

/** What each command takes. */
export const shapes: Readonly<Record<CommandName, Shape>> = {
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
  verify: {
    options: ['free', 'yes', 'maxCost', 'allowUnknownPrice', 'rates', 'picture', 'out', 'force', 'timeout'],
  },
};

/** What stands below the options of a command. */
export const notes: Partial<Record<CommandName, Text>> = {
  generate: {
    en: `Example:
  vid generate "a cat" --first-frame cat.png --prefer cheapest -o cat.mp4`,
    zh: `示例：
  vid generate "一只猫" --first-frame cat.png --prefer cheapest -o cat.mp4`,
  },
  compare: {
    en: `Example:
  vid compare "a cat" -m kling-v3 -m runway:gen4.5 --max-cost '2 USD' -o out`,
    zh: `示例：
  vid compare "一只猫" -m kling-v3 -m runway:gen4.5 --max-cost '2 USD' -o out`,
  },
  batch: {
    en: `A CSV file has a head: prompt, name (of the video's file), and any option of
"What to make" without its dashes. A JSON Lines file has one object a line with
the same names.
  prompt,name,ratio,first-frame
  a cat on a windowsill,cat,9:16,cat.png
Each row is made with each --model, or with its own. --max-cost is for all of
them, and all runs, together. The same command goes on after it was stopped.

Example:
  vid batch cats.csv -m kling-v3 -m runway:gen4.5 --max-cost '20 USD' -o out`,
    zh: `CSV 文件的首行为列名：prompt、name（视频文件名），以及“视频内容”中去掉横线的
任何选项。JSON Lines 文件每行一个对象，名称相同。
  prompt,name,ratio,first-frame
  窗台上的猫,cat,9:16,cat.png
每行用每个 --model（或该行自己的模型）各生成一个。--max-cost 为所有视频、
所有次运行的总额。停止或中断后，再次运行同一命令即可继续。

示例：
  vid batch cats.csv -m kling-v3 -m runway:gen4.5 --max-cost '20 USD' -o out`,
  },
};
