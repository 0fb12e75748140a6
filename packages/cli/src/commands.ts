import type { Text } from './language.ts';

/** Every command, in the order of the help, and what each is for. */
export const commands = {
  plan: {
    group: 'free',
    args: '[prompt]',
    help: {
      en: 'who can make it, for how much, and why others cannot',
      zh: '谁能生成、价格多少，其余为何不能',
    },
  },
  validate: {
    group: 'free',
    args: '[prompt]',
    help: { en: 'whether anybody takes the request', zh: '是否有模型接受此请求' },
  },
  'dry-run': {
    group: 'free',
    args: '[prompt]',
    help: { en: 'the exact HTTP request that would be sent', zh: '显示将要发送的 HTTP 请求' },
  },
  models: {
    group: 'free',
    args: '[name]',
    help: { en: 'models, what they take and cost', zh: '模型列表：能力与价格' },
  },
  verify: {
    group: 'paid',
    args: '[service...]',
    help: { en: 'whether a service still is as the tables say', zh: '核对服务是否与能力表一致' },
  },
  generate: {
    group: 'paid',
    args: '[prompt]',
    help: { en: 'make one video', zh: '生成一个视频' },
  },
  compare: {
    group: 'paid',
    args: '[prompt]',
    help: { en: 'make it with several models', zh: '用多个模型生成并对比' },
  },
  batch: {
    group: 'paid',
    args: '<file>',
    help: { en: 'make many from a CSV or JSON Lines file', zh: '按 CSV 或 JSON Lines 文件批量生成' },
  },
  wait: {
    group: 'after',
    args: '<id>',
    help: { en: 'go on waiting for a video', zh: '继续等待某个视频' },
  },
  query: {
    group: 'after',
    args: '<id>',
    help: { en: 'ask once how far it is', zh: '查询一次进度' },
  },
  cancel: {
    group: 'after',
    args: '<id>',
    help: { en: 'stop it, where the service can', zh: '取消任务（服务支持时）' },
  },
  download: {
    group: 'after',
    args: '<id> <file>',
    help: { en: 'save a finished video', zh: '下载已完成的视频' },
  },
  list: {
    group: 'after',
    args: '',
    help: { en: 'the videos of this machine, newest first', zh: '本机的视频，最新在前' },
  },
  spend: {
    group: 'after',
    args: '',
    help: { en: 'what was spent, by day, model and currency', zh: '按日期、模型和货币统计花费' },
  },
  serve: {
    group: 'others',
    args: '',
    help: { en: 'an HTTP server, also for clients of OpenAI', zh: 'HTTP 服务器，也兼容 OpenAI 客户端' },
  },
  mcp: {
    group: 'others',
    args: '',
    help: { en: 'tools for an agent: MCP over stdio', zh: '供智能体使用的工具：stdio 上的 MCP' },
  },
} as const satisfies Readonly<Record<string, Command>>;

/** In the order of the help. */
export const groupNames = ['free', 'paid', 'after', 'others'] as const;
type Group = (typeof groupNames)[number];

interface Command {
  readonly group: Group;
  readonly args: string;
  readonly help: Text;
}

export type CommandName = keyof typeof commands;

const isCommand = (name: string): name is CommandName => Object.hasOwn(commands, name);
export const commandNames: readonly CommandName[] = Object.keys(commands).filter(isCommand);

export const groups: Readonly<Record<Group, Text>> = {
  free: { en: 'Free, nothing is sent', zh: '免费，不发送任何内容' },
  paid: { en: 'Paid, asks first', zh: '付费，会先询问' },
  after: { en: 'Afterwards', zh: '之后' },
  others: { en: 'For other programs, which pay with your keys', zh: '供其他程序使用，由你的密钥付费' },
};
