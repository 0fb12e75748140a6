import { useMemo } from 'react';
import type { TimelineEvent } from '../../api.ts';
import { useLanguage } from '../language.tsx';
import type { Language, Messages } from '../messages.ts';
import { type RunMessages, runTexts } from './runs.ts';
import { tight } from './tight.ts';

/** An event, and how often a task was looked at in a row. */
type Told = TimelineEvent & { readonly looks: number };
type EventWords = Readonly<Record<TimelineEvent['type'], (event: Told) => string>>;

const percent = (progress: number | undefined) =>
  progress === undefined ? '' : ` ${Math.round(progress * 100)}%`;
/** What the service said, in short: a status, else a code. */
const said = ({ httpStatus, code }: Told) => httpStatus ?? code;
const inSeconds = (ms: number) => (ms / 1000).toFixed(ms < 9_950 && ms % 1000 !== 0 ? 1 : 0);

const enEvents: EventWords = {
  queued: ({ ahead = 1 }) => `Queued behind ${ahead}`,
  submitted: () => 'Sent',
  retrying: ({ inMs, ...event }) =>
    `Refused${said(event) === undefined ? '' : ` (${said(event)})`}${inMs === undefined ? ', again' : `, again in ${inSeconds(inMs)} s`}`,
  refused: (event) => `Refused${said(event) === undefined ? '' : ` (${said(event)})`}`,
  unknown: () => 'No answer: it may have been accepted',
  accepted: () => 'Accepted',
  polled: (event) => {
    const { status, progress, looks } = event;
    const times = looks > 1 ? ` ${looks} times` : '';
    if (status !== undefined) return `Checked${times}: ${status}${percent(progress)}`;
    return `Check failed${times}${said(event) === undefined ? '' : ` (${said(event)})`}`;
  },
  finished: ({ status }) => (status === undefined ? 'Finished' : `Finished: ${status}`),
  downloaded: () => 'Downloaded',
};

const en = {
  // Viewer
  films: 'Videos',
  view: 'View',
  modes: { wall: 'Grid', pair: 'Side by side', wipe: 'Wipe', one: 'Single' },
  firstFilm: 'First video',
  secondFilm: 'Second video',
  solo: (name: string) => `Show ${name} alone`,
  wipe: (left: string, right: string) => `Wipe between ${left} and ${right}`,
  frameBack: 'Previous frame',
  frameOn: 'Next frame',
  loopFrom: 'Loop from here',
  loopFromAt: (seconds: string) => `Loop from ${seconds} s; press to remove`,
  loopTo: 'Loop to here',
  loopToAt: (seconds: string) => `Loop to ${seconds} s; press to remove`,
  speed: 'Speed',
  zoom: 'Zoom',
  zoomHint: 'Zooms all videos; drag one to move the picture',
  best: (name: string) => `Best: ${name}`,
  winner: 'best',
  actionsOf: (name: string) => `More for ${name}`,
  addNote: (name: string) => `Add a note to ${name}`,
  noteOn: (name: string) => `Note on ${name}`,
  notePlaceholder: 'Note',
  // Blind
  blind: 'Blind',
  blindHint: 'Hides the names until you have chosen the best',
  filmLetter: (letter: string) => `Video ${letter}`,
  vote: 'This is the best',
  voteNow: 'Which is the best? Names, prices and times are shown after your vote.',
  voteLater: 'All videos appear at once, without names, when the last one is done. Then you can vote.',
  failedHidden: (count: number) =>
    count === 1
      ? '1 run is without a video; see after the vote.'
      : `${count} runs are without a video; see after the vote.`,
  ranking: 'Your ranking',
  votes: (count: number) => (count === 1 ? 'from 1 blind vote' : `from ${count} blind votes`),
  wonOf: (won: number, of: number) => `${won} of ${of}`,
  // While it runs
  count: (runs: number) => (runs === 1 ? '1 video' : `${runs} videos`),
  doneOf: (done: number, all: number) => `${done} of ${all} done`,
  withoutVideo: (count: number) => `${count} without a video`,
  total: (sum: string) => `total ${sum}`,
  partlyReal: 'partly simulated',
  left: (time: string) => `about ${time} left`,
  longerThanUsual: 'takes longer than usual',
  ago: (time: string) => `${time} ago`,
  timeline: 'Timeline',
  event: enEvents,
  cannotStop: 'This service cannot stop a task.',
  stopAll: (count: number) => `Stop all ${count}`,
  notify: 'Notify me',
  notifyHint: 'A notification at the end, while this tab is not in front',
  endTitle: (done: number, all: number) =>
    done === all ? `${all} of ${all} done` : `${done} of ${all} done, the rest without a video`,
  canceled: 'It was canceled.',
  unsaved:
    'The task is done; only its file is not here. Look it up to download it: that costs nothing. Services keep a file for a limited time.',
  steps: {
    retry: 'Try again',
    look: 'Look up',
    edit: 'Edit the request',
    other: 'Another model',
    keys: 'See its key',
  },
  // A comparison
  otherRequest: 'The form has another request.',
  takeRequest: 'Load this one',
  details: 'Details',
  facts: { state: 'State', api: 'API', started: 'Started', size: 'File' },
  earlier: 'Earlier comparisons',
  favourite: 'Favourite',
  again: 'Run again',
  againFailed: 'The request of this run could not be read.',
  export: 'Export',
  exports: {
    linked: 'HTML, videos linked to this server',
    embedded: 'HTML with the videos inside',
    json: 'JSON',
  },
  linkedHint: 'The videos play from the vid demo, which must be running.',
  // History
  search: 'Search prompts and models',
  kind: 'Show',
  kinds: { all: 'All', simulated: 'Simulated', real: 'Real' },
  onlyFavourites: 'Favourites',
  onlyFailed: 'Without a video',
  shown: (count: number, more: boolean) =>
    more ? `The newest ${count} comparisons` : count === 1 ? '1 comparison' : `${count} comparisons`,
  nothing: 'No comparison is kept here yet.',
  nothingFound: 'No comparison fits this filter.',
  older: 'Show older ones',
  noFilm: 'no video',
  select: (title: string) => `Select: ${title}`,
  selected: (count: number) => `${count} selected`,
  openTogether: 'Open together',
  unselect: 'Select none',
  delete: 'Delete',
  deleteTitle: (count: number) => (count === 1 ? 'Delete this comparison?' : `Delete ${count} comparisons?`),
  deleteText: (runs: number) =>
    `${runs === 1 ? '1 run, its video' : `${runs} runs, their videos`} and pictures are removed from this machine. This cannot be undone. What the service keeps is not touched.`,
  deleteForGood: 'Delete for good',
  deleteLeft: (count: number) => (count === 1 ? '1 run stays:' : `${count} runs stay:`),
  bestOf: (name: string) => `best: ${name}`,
};

const zhStatus: Readonly<Record<string, string>> = {
  queued: '排队中',
  running: '生成中',
  succeeded: '成功',
  failed: '失败',
  canceled: '已取消',
};
const statusInChinese = (status: string) => zhStatus[status] ?? status;

const zhEvents: EventWords = {
  queued: ({ ahead = 1 }) => `前面还有 ${ahead} 个任务`,
  submitted: () => '已发送',
  retrying: ({ inMs, ...event }) =>
    `被拒绝${said(event) === undefined ? '' : `（${said(event)}）`}，${inMs === undefined ? '重试' : `${inSeconds(inMs)} 秒后重试`}`,
  refused: (event) => `被拒绝${said(event) === undefined ? '' : `（${said(event)}）`}`,
  unknown: () => '没有应答：可能已被接受',
  accepted: () => '已受理',
  polled: (event) => {
    const { status, progress, looks } = event;
    const times = looks > 1 ? ` ${looks} 次` : '';
    if (status !== undefined) return `已查询${times}：${statusInChinese(status)}${percent(progress)}`;
    return `查询失败${times}${said(event) === undefined ? '' : `（${said(event)}）`}`;
  },
  finished: ({ status }) => (status === undefined ? '已结束' : `已结束：${statusInChinese(status)}`),
  downloaded: () => '已下载',
};

const zh: typeof en = {
  films: '视频',
  view: '视图',
  modes: { wall: '视频墙', pair: '并排', wipe: '滑动对比', one: '单个' },
  firstFilm: '第一个视频',
  secondFilm: '第二个视频',
  solo: (name) => tight(`单独显示 ${name}`),
  wipe: (left, right) => tight(`在 ${left} 与 ${right} 之间滑动`),
  frameBack: '后退一帧',
  frameOn: '前进一帧',
  loopFrom: '从此处开始循环',
  loopFromAt: (seconds) => `从 ${seconds} 秒开始循环；再按取消`,
  loopTo: '循环到此处',
  loopToAt: (seconds) => `循环到 ${seconds} 秒；再按取消`,
  speed: '速度',
  zoom: '缩放',
  zoomHint: '所有视频一起缩放；拖动视频可移动画面',
  best: (name) => `最佳：${name}`,
  winner: '最佳',
  actionsOf: (name) => `${name} 的更多操作`,
  addNote: (name) => tight(`为 ${name} 添加备注`),
  noteOn: (name) => `${name} 的备注`,
  notePlaceholder: '备注',
  blind: '盲评',
  blindHint: '在你选出最佳之前隐藏名称',
  filmLetter: (letter) => `视频 ${letter}`,
  vote: '这个最好',
  voteNow: '哪一个最好？投票后显示名称、价格和用时。',
  voteLater: '全部完成后，视频会一起显示，不带名称，届时即可投票。',
  failedHidden: (count) => `${count} 次运行没有视频，投票后可查看。`,
  ranking: '你的排名',
  votes: (count) => `来自 ${count} 次盲评`,
  wonOf: (won, of) => `${of} 次中胜出 ${won} 次`,
  count: (runs) => `${runs} 个视频`,
  doneOf: (done, all) => `已完成 ${done} / ${all}`,
  withoutVideo: (count) => `${count} 个没有视频`,
  total: (sum) => `合计 ${sum}`,
  partlyReal: '部分为模拟',
  left: (time) => `约剩 ${time}`,
  longerThanUsual: '比平时更久',
  ago: (time) => `${time}前`,
  timeline: '时间线',
  event: zhEvents,
  cannotStop: '该服务无法停止任务。',
  stopAll: (count) => `全部停止（${count}）`,
  notify: '完成时通知',
  notifyHint: '当此标签页不在前台时，结束后发出通知',
  endTitle: (done, all) => (done === all ? `${all} 个全部完成` : `${all} 个中完成 ${done} 个，其余没有视频`),
  canceled: '已取消。',
  unsaved: '任务已完成，只是文件尚未取回。点击“查询”可再次下载，不收费。服务只在有限时间内保存文件。',
  steps: {
    retry: '重试',
    look: '查询',
    edit: '修改请求',
    other: '换一个模型',
    keys: '查看密钥',
  },
  otherRequest: '表单中是另一个请求。',
  takeRequest: '载入这个请求',
  details: '详情',
  facts: { state: '状态', api: '接口', started: '开始时间', size: '文件' },
  earlier: '之前的对比',
  favourite: '收藏',
  again: '再次运行',
  againFailed: '无法读取这次运行的请求。',
  export: '导出',
  exports: {
    linked: 'HTML，视频链接到本服务器',
    embedded: 'HTML，视频包含在文件中',
    json: 'JSON',
  },
  linkedHint: '视频由 vid 演示程序播放，它必须正在运行。',
  search: '搜索提示词和模型',
  kind: '类型',
  kinds: { all: '全部', simulated: '模拟', real: '真实' },
  onlyFavourites: '收藏',
  onlyFailed: '没有视频',
  shown: (count, more) => (more ? `最新的 ${count} 次对比` : `${count} 次对比`),
  nothing: '这里还没有保存任何对比。',
  nothingFound: '没有符合筛选条件的对比。',
  older: '显示更早的对比',
  noFilm: '没有视频',
  select: (title) => `选择：${title}`,
  selected: (count) => `已选 ${count} 项`,
  openTogether: '一起打开',
  unselect: '取消选择',
  delete: '删除',
  deleteTitle: (count) => (count === 1 ? '删除这次对比？' : `删除 ${count} 次对比？`),
  deleteText: (runs) => `${runs} 次运行及其视频和图片会从本机删除，无法恢复。服务方保存的内容不受影响。`,
  deleteForGood: '永久删除',
  deleteLeft: (count) => `${count} 次运行未删除：`,
  bestOf: (name) => `最佳：${name}`,
};

/** The page's texts and those of runs, the stage and the history, which are loaded with them. */
export interface StageMessages extends Messages, RunMessages {
  readonly stage: typeof en;
}

export const stageTexts: Readonly<Record<Language, Omit<StageMessages, keyof Messages>>> = {
  en: { ...runTexts.en, stage: en },
  zh: { ...runTexts.zh, stage: zh },
};

export function useStageMessages(): StageMessages {
  const { language, messages } = useLanguage();
  return useMemo(() => ({ ...messages, ...stageTexts[language] }), [language, messages]);
}
