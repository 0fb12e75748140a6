import type { TaskFailure } from '@vid/core';
import type { CancelAnswer, RunError } from '../../api.ts';
import { tight } from './tight.ts';

type Outcome = CancelAnswer['outcome'];
type ByFailure = Readonly<Record<TaskFailure['reason'], string>>;
type ByError = Readonly<Record<RunError['code'], string>>;

const enFailures: ByFailure = {
  'content-policy': 'The service’s moderation refused it. Change the words or the picture.',
  'invalid-input': 'The service could not use the input. Check the picture and its format.',
  'provider-error': 'The service failed. The same request may work later.',
  expired: 'The service gave up the task. Start it again.',
  unknown: 'The service gave no reason. Change something, or try another model.',
};

const enErrors: ByError = {
  'invalid-request': 'Nothing was sent. Fix the request.',
  unsupported: 'Nothing was sent. Choose a model that fits.',
  authentication: 'Check the key of this service.',
  'quota-exhausted': 'The account has no credit left. Top it up, then start again.',
  'rate-limited': 'Too many requests at once. Wait a little, then start again.',
  'content-policy': 'Moderation refused it. Change the words or the picture.',
  'not-found': 'The service does not know this task.',
  'provider-unavailable': 'The service is unavailable. Try again later.',
  network: 'The service could not be reached. Check the connection.',
  timeout: 'It takes longer than we waited. The task goes on and is billed as usual.',
  'submission-unknown':
    'It may have been accepted and may be billed; it is not sent again. Look at the service’s own page before you start another.',
  'in-progress': 'This request is on its way already. Look again in a moment.',
  internal: 'The demo itself failed; its console says more.',
  stopped: 'It was stopped before anything was sent.',
};

const enOutcomes: Readonly<Record<Outcome, string>> = {
  stopped: 'Stopped.',
  requested: 'The service was asked to stop it.',
  'goes-on': 'It could not be stopped: it goes on.',
};
const enBilled: Readonly<Record<CancelAnswer['billed'], string>> = {
  yes: 'It is billed.',
  no: 'It is not billed.',
  unknown: 'Whether it is billed is not known.',
};

/** The texts of runs and of their films, which are loaded with the board. */
const en = {
  accepted: 'Accepted after',
  whyQueued: 'This service takes only so many tasks at a time. Nothing is sent yet.',
  progressOf: (name: string) => `Progress of ${name}`,
  videoOf: (name: string) => `Video of ${name}`,
  failures: enFailures,
  errors: enErrors,
  finished: 'Finished after',
  costBefore: 'Estimated price',
  costAfter: 'Billed',
  notKnown: 'not known',
  inItsWords: 'Original message',
  unknownAdvice:
    'The answer was lost. A task may exist and may be billed. Look at the service’s own page of tasks before you start another.',
  stopRun: (name: string) => `Stop ${name}`,
  stopped: (name: string, outcome: string) => `${name}: ${outcome}`,
  outcome: enOutcomes,
  billed: enBilled,
  downloadOf: (name: string) => `Download ${name}`,
  player: 'Player for all videos of this group',
  play: 'Play all',
  pause: 'Pause all',
  mute: 'Mute',
  unmute: 'Sound on',
  loop: 'Loop',
  position: 'Position',
  fullScreenAll: 'Full screen',
  waitingForVideos: 'Waiting for the slowest video',
  videoBroken: 'This video cannot be played here.',
  videoUnverified: 'The server sent no length: this file may be incomplete.',
};

const zhFailures: ByFailure = {
  'content-policy': '未通过服务的内容审核。请修改文字或图片。',
  'invalid-input': '服务无法使用输入内容。请检查图片及其格式。',
  'provider-error': '服务自身出错。稍后用同样的请求可能成功。',
  expired: '任务已过期。请重新开始。',
  unknown: '服务没有给出原因。请修改请求，或换一个模型。',
};

const zhErrors: ByError = {
  'invalid-request': '没有发送任何内容。请修正请求。',
  unsupported: '没有发送任何内容。请选择合适的模型。',
  authentication: '请检查该服务的密钥。',
  'quota-exhausted': '账户余额不足。请充值后重新开始。',
  'rate-limited': '请求过于频繁。请稍等后重新开始。',
  'content-policy': '未通过内容审核。请修改文字或图片。',
  'not-found': '服务不认识这个任务。',
  'provider-unavailable': '服务暂时不可用。请稍后再试。',
  network: '无法连接到服务。请检查网络。',
  timeout: '等待超时。任务仍在继续，并照常计费。',
  'submission-unknown': '请求可能已被接受并计费，因此不会重发。重新开始之前请先到服务自己的页面查看。',
  'in-progress': '该请求正在发送中，请稍后再查看。',
  internal: '演示程序自身出错，控制台里有详细信息。',
  stopped: '发送之前已停止。',
};

const zhOutcomes: typeof enOutcomes = {
  stopped: '已停止。',
  requested: '已请求服务停止。',
  'goes-on': '无法停止，任务仍在继续。',
};
const zhBilled: typeof enBilled = {
  yes: '照常计费。',
  no: '不计费。',
  unknown: '是否计费尚不清楚。',
};

const zh: typeof en = {
  accepted: '受理用时',
  whyQueued: '该服务同时只处理有限个任务，请求尚未发送。',
  progressOf: (name) => `${name} 的进度`,
  videoOf: (name) => `${name} 的视频`,
  failures: zhFailures,
  errors: zhErrors,
  finished: '完成用时',
  costBefore: '预计费用',
  costAfter: '实际计费',
  notKnown: '未知',
  inItsWords: '原文',
  unknownAdvice: '应答丢失。任务可能存在，也可能已计费。重新开始之前，请先到服务自己的任务页面查看。',
  stopRun: (name) => tight(`停止 ${name}`),
  stopped: (name, outcome) => `${name}：${outcome}`,
  outcome: zhOutcomes,
  billed: zhBilled,
  downloadOf: (name) => tight(`下载 ${name}`),
  player: '本组所有视频的播放器',
  play: '全部播放',
  pause: '全部暂停',
  mute: '静音',
  unmute: '打开声音',
  loop: '循环',
  position: '进度',
  fullScreenAll: '全部全屏',
  waitingForVideos: '等待最慢的视频',
  videoBroken: '此视频无法在这里播放。',
  videoUnverified: '服务器没有给出文件长度：此文件可能不完整。',
};

export type RunMessages = typeof en;

export const runTexts = { en, zh };
