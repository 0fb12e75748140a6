import type { View } from '../address/place.ts';

interface ViewTexts {
  readonly link: string;
  readonly title: string;
  readonly intro: string;
}

const enViews: Readonly<Record<View, ViewTexts>> = {
  create: {
    link: 'Create',
    title: 'Compare video services',
    intro: 'Say what the video needs. See who can, who cannot and why, and the results side by side.',
  },
  services: {
    link: 'Services',
    title: 'The services by feature',
    intro: 'What each service offers at the chosen API, from the tables that check each request.',
  },
  history: {
    link: 'History',
    title: 'History',
    intro: 'Every run that this server keeps, the newest first.',
  },
  models: {
    link: 'Models',
    title: 'Models and what they can do',
    intro: 'From the same tables that check each request. Open a cell to see who says so, and when.',
  },
};

export const en = {
  shortcuts: {
    title: 'Keyboard shortcuts',
    skip: 'Skip to the content',
    groups: { page: 'Everywhere', create: 'Create', films: 'Films', models: 'Table of models' },
    names: {
      page: { list: 'This list', close: 'Close a dialog' },
      create: { generate: 'Generate', rows: 'From model to model' },
      films: {
        play: 'Play or pause',
        second: 'A second back or on',
        frame: 'A frame back or on',
        loop: 'Start and end of the loop',
        one: 'That film alone',
        wall: 'All films',
        zoom: 'Zoom in or out',
        pan: 'Move the picture when zoomed in',
        full: 'Full screen',
        sound: 'Sound on or off',
      },
      models: { cells: 'From cell to cell', details: 'Who says so, and when' },
    },
  },
  navigation: 'Views',
  mode: { simulated: 'Simulated', real: 'Real – calls cost money' },
  byFeature: 'Compare the services by feature',
  views: enViews,
  partNotLoaded: 'This part of the page could not be loaded',
  partFailed: 'This part of the page failed',
  partAdvice: {
    notLoaded:
      'Check that the server runs, then reload. The request stays in the address; chosen files do not.',
    failed: 'Reload to go on. The request stays in the address; chosen files do not.',
  },
  reload: 'Reload',
  schemes: { light: 'Light', dark: 'Dark' } satisfies Record<'light' | 'dark', string>,
};

const zhViews: typeof enViews = {
  create: {
    link: '创作',
    title: '视频生成服务对比',
    intro: '说明视频需要什么：谁能做、谁不能做、为什么，以及并排的结果，一目了然。',
  },
  services: {
    link: '服务',
    title: '各家服务功能对比',
    intro: '各服务在所选接口上的能力，与检查每个请求所用的是同一份能力表。',
  },
  history: { link: '历史', title: '历史记录', intro: '本服务器保存的所有运行，最新的在前。' },
  models: {
    link: '模型',
    title: '模型能力一览',
    intro: '与检查每个请求所用的是同一份能力表。点开单元格可查看依据、来源和日期。',
  },
};

export const zh: typeof en = {
  shortcuts: {
    title: '键盘快捷键',
    skip: '跳到内容',
    groups: { page: '所有页面', create: '创作', films: '视频', models: '模型表格' },
    names: {
      page: { list: '打开此列表', close: '关闭对话框' },
      create: { generate: '生成', rows: '在模型之间移动' },
      films: {
        play: '播放或暂停',
        second: '后退或前进一秒',
        frame: '后退或前进一帧',
        loop: '循环的起点和终点',
        one: '只看该视频',
        wall: '查看全部视频',
        zoom: '放大或还原',
        pan: '放大后移动画面',
        full: '全屏',
        sound: '打开或关闭声音',
      },
      models: { cells: '在单元格之间移动', details: '查看来源与日期' },
    },
  },
  byFeature: '按功能对比各家服务',
  navigation: '视图',
  mode: { simulated: '模拟', real: '真实 · 调用收费' },
  views: zhViews,
  partNotLoaded: '页面的这一部分未能加载',
  partFailed: '页面的这一部分出错了',
  partAdvice: {
    notLoaded: '请确认服务器正在运行，然后重新加载。请求保留在地址中，但不包括所选的文件。',
    failed: '请重新加载。请求保留在地址中，但不包括所选的文件。',
  },
  reload: '重新加载',
  schemes: { light: '浅色', dark: '深色' },
};
