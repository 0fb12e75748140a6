import type { NoCall } from '../code/as-ai-sdk.ts';
import type { NoCommand } from '../code/as-cli.ts';
import type { NoScript } from '../code/as-curl.ts';

/** Why a form cannot, whichever form it is. */
type NoCode = NoScript | NoCommand | NoCall;
type ByReason = Readonly<Record<NoCode, string>>;

const enNone: ByReason = {
  signs: 'This API wants each call signed with two keys: there is no curl. The other forms do that.',
  uploads: 'This service takes links only, and a file is uploaded first. TypeScript and the AI SDK do that.',
  masks: 'The command line takes masks as links only. TypeScript takes files.',
  files: 'The AI SDK has no place for these files. TypeScript has.',
  prompt: 'The AI SDK wants a prompt or a first frame. TypeScript does not.',
  together: 'The AI SDK takes frames or references, not both. TypeScript takes both.',
};

/** The texts of copied code, which are loaded with it. */
export const en = {
  title: 'Code',
  forms: { curl: 'curl', typescript: 'TypeScript', cli: 'CLI', sdk: 'AI SDK' },
  form: 'Form of the code',
  target: 'Where it sends',
  targets: { simulator: 'Simulated', service: 'Real' },
  copy: 'Copy the code',
  notes: {
    curl: 'Paste it into a terminal. It sends one request, waits, and saves video.mp4.',
    typescript: 'Save it as video.mts. It submits, waits, and saves video.mp4.',
    cli: 'One command; it needs @vid/cli (npm install --global @vid/cli).',
    sdk: 'Save it as video.mts. generateVideo of the AI SDK waits, and it saves video.mp4.',
  },
  simulated: (address: string) => `At the simulator (${address}) while this demo runs: nothing is billed.`,
  real: {
    curl: 'Costs money: it sends one paid request at once.',
    typescript: 'A dry run, until you take away the comment marks of its last lines.',
    cli: 'Costs money: it says the price and asks first.',
    sdk: 'Costs money: it sends one paid request at once.',
  },
  keys: (variables: string) => `Your key is read from ${variables}.`,
  files: (names: string) => `Put beside it: ${names}.`,
  none: enNone,
};

const zhNone: ByReason = {
  signs: '此接口要求用一对密钥为每次调用签名，因此没有 curl。其他形式可以。',
  uploads: '此服务只接受链接，文件需要先上传。请用 TypeScript 或 AI SDK。',
  masks: '命令行只接受链接形式的蒙版。TypeScript 可以使用文件。',
  files: 'AI SDK 没有放置这些文件的位置。请用 TypeScript。',
  prompt: 'AI SDK 需要提示词或首帧图片。请用 TypeScript。',
  together: 'AI SDK 不能同时使用首尾帧和参考素材。请用 TypeScript。',
};

export const zh: typeof en = {
  title: '代码',
  forms: { curl: 'curl', typescript: 'TypeScript', cli: '命令行', sdk: 'AI SDK' },
  form: '代码形式',
  target: '发送到',
  targets: { simulator: '模拟', service: '真实' },
  copy: '复制代码',
  notes: {
    curl: '粘贴到终端即可运行：发送一次请求，等待完成，保存为 video.mp4。',
    typescript: '保存为 video.mts 后运行：提交、等待，并保存 video.mp4。',
    cli: '一条命令，需要先安装 @vid/cli（npm install --global @vid/cli）。',
    sdk: '保存为 video.mts 后运行：由 AI SDK 的 generateVideo 等待，并保存 video.mp4。',
  },
  simulated: (address) => `在本演示运行期间发送到模拟器（${address}），不产生费用。`,
  real: {
    curl: '会产生费用：运行时立即发送一次付费请求。',
    typescript: '仅为预演；去掉末尾几行的注释符号后才会真正发送。',
    cli: '会产生费用：发送前先显示价格并询问。',
    sdk: '会产生费用：运行时立即发送一次付费请求。',
  },
  keys: (variables) => `密钥从环境变量读取：${variables}。`,
  files: (names) => `请在同一文件夹放入：${names}。`,
  none: zhNone,
};
