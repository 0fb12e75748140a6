import type { CommandName } from './commands.ts';
import type { Text } from './language.ts';
import { WrongValue } from './usage-words.ts';
import { collect, readMoney, readNumber, routingOptions } from './read-options.ts';

/* What each command takes besides the fields of a request and the routing options. */

const readPositive = (text: string): number => {
  const value = readNumber(text);
  if (value <= 0) throw new WrongValue('positive');
  return value;
};
function readPort(text: string): number {
  const value = readNumber(text);
  if (Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw new WrongValue('port');
}
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
  port: {
    flags: '--port <number>',
    read: readPort,
    fallback: 8787,
    help: { en: 'where it listens; 0: any free one', zh: '监听端口；0：任意空闲端口' },
  },
  host: {
    flags: '--host <address>',
    fallback: '127.0.0.1',
    help: { en: 'others than this machine’s own need a token', zh: '监听地址；非本机地址需要令牌' },
  },
  allowHost: {
    flags: '--allow-host <name>',
    read: collect,
    help: {
      en: 'a name by which clients ask for it; may be repeated',
      zh: '客户端使用的主机名，可重复',
    },
  },
  origin: {
    flags: '--origin <url>',
    read: collect,
    help: { en: 'a site whose pages may use it; may be repeated', zh: '允许使用的网页来源，可重复' },
  },
  videos: {
    flags: '-o, --output <folder>',
    help: { en: 'keep the videos here; default: beside the books', zh: '视频文件夹；默认：账目旁' },
  },
  total: {
    flags: '--max-cost <money>',
    read: readMoney,
    help: {
      en: `'20 USD': the most that all videos may cost, earlier runs included`,
      zh: `'20 USD'：所有视频（含以前运行的）的总上限`,
    },
  },
  allowUnknownPrice: routingOptions.allowUnknownPrice,
  rates: routingOptions.rates,
  ask: {
    flags: '--ask',
    help: { en: 'only its user may agree to a price', zh: '只有用户本人可以同意价格' },
  },
  inputs: {
    flags: '--inputs <folder>',
    help: {
      en: 'files that it may send along; default: none',
      zh: '可随请求发送的文件所在的文件夹；默认：无',
    },
  },
} as const satisfies Readonly<Record<string, More>>;
type Shared = keyof typeof shared;

interface Shape {
  /** Whether it takes the fields of a request and the routing options. */
  readonly takesRequest?: 'one' | 'many';
  readonly options: readonly Shared[];
  /** Speaks a protocol over stdout, and nothing else. */
  readonly isProtocol?: true;
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
  serve: {
    options: ['port', 'host', 'allowHost', 'origin', 'videos', 'total', 'allowUnknownPrice', 'rates'],
  },
  // Its limit is for each video, too, and no price is within one that is unknown.
  mcp: { options: ['videos', 'inputs', 'ask', 'total', 'rates'], isProtocol: true },
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
With the name or number of another row under chain, a clip begins with that
one's last frame, and is sent once it is there; this needs ffmpeg.
  prompt,name,chain
  it jumps down,jump,cat
Each row is made with each --model, or with its own. --max-cost is for all of
them, and all runs, together. The same command goes on after it was stopped.

Example:
  vid batch cats.csv -m kling-v3 -m runway:gen4.5 --max-cost '20 USD' -o out`,
    zh: `CSV 文件的首行为列名：prompt、name（视频文件名），以及“视频内容”中去掉横线的
任何选项。JSON Lines 文件每行一个对象，名称相同。
  prompt,name,ratio,first-frame
  窗台上的猫,cat,9:16,cat.png
chain 列填另一行的名称或序号：该视频以那一行的尾帧为首帧，待其完成后发送；
需要 ffmpeg。
  prompt,name,chain
  它跳了下来,jump,cat
每行用每个 --model（或该行自己的模型）各生成一个。--max-cost 为所有视频、
所有次运行的总额。停止或中断后，再次运行同一命令即可继续。

示例：
  vid batch cats.csv -m kling-v3 -m runway:gen4.5 --max-cost '20 USD' -o out`,
  },
  serve: {
    en: `Clients make, follow and fetch videos over HTTP: vid's own routes, and /v1/videos
as OpenAI's client speaks it. Starting it pays nothing; each request to it may,
with your keys, up to --max-cost.

VID_SERVER_TOKEN, in the environment or .env, is what clients must send as
Authorization: Bearer … It is needed with any --host or
--allow-host but this machine's own.

Its videos are in vid list and vid spend. Ctrl+C ends it; started again, it goes
on with what it has begun.

Example:
  vid serve --simulate
  VID_SERVER_TOKEN=… vid serve --host 0.0.0.0 --max-cost '20 USD'`,
    zh: `客户端通过 HTTP 生成、跟踪和获取视频：vid 自己的路由，以及 OpenAI 客户端使用的
/v1/videos。启动本身不付费；每个请求可能用你的密钥付费，以 --max-cost 为限。

VID_SERVER_TOKEN（环境变量或 .env）是客户端须以 Authorization: Bearer … 发送的
令牌。除本机外，任何 --host 和 --allow-host 都需要它。

它的视频也在 vid list 和 vid spend 中。Ctrl+C 结束；再次启动会继续已开始的任务。

示例：
  vid serve --simulate
  VID_SERVER_TOKEN=… vid serve --host 0.0.0.0 --max-cost '20 USD'`,
  },
  mcp: {
    en: `A client starts this command and speaks to it; by hand it is of no use. Its user
is asked before anything is paid, where the client can ask. Elsewhere a limit is
the consent: --max-cost here, or the one that the agent passes; with --ask
neither is. Its videos are in vid list and vid spend.

Claude Code:
  claude mcp add vid -- npx -y @vid/cli mcp --max-cost '5 USD'

Others, in their JSON:
  { "mcpServers": { "vid": {
      "command": "npx",
      "args": ["-y", "@vid/cli", "mcp", "--max-cost", "5 USD"],
      "env": { "KLINGAI_API_KEY": "…" } } } }

With --simulate as another argument it needs no key and costs nothing.`,
    zh: `由客户端启动并与之通信；手动运行没有意义。客户端能询问用户时，付费前会先询问。
否则以上限为同意：此处的 --max-cost，或智能体传入的上限；使用 --ask 时两者都不算。
它的视频也在 vid list 和 vid spend 中。

Claude Code：
  claude mcp add vid -- npx -y @vid/cli mcp --max-cost '5 USD'

其他客户端的 JSON：
  { "mcpServers": { "vid": {
      "command": "npx",
      "args": ["-y", "@vid/cli", "mcp", "--max-cost", "5 USD"],
      "env": { "KLINGAI_API_KEY": "…" } } } }

再加上参数 --simulate 则无需密钥和费用。`,
  },
};
