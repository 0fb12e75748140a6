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
