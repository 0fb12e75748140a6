import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type DefaultTheme } from 'vitepress';

const pages = join(import.meta.dirname, '../pages');

interface Link {
  readonly text: string;
  readonly link: string;
}

/** Written with the pages. */
const written: {
  readonly providers: Readonly<Record<'en' | 'zh', Link[]>>;
  readonly ways: Link[];
  readonly capabilities: Link[];
  readonly decisions: Link[];
} = JSON.parse(readFileSync(join(pages, 'navigation.json'), 'utf8'));

const reference = globSync('reference/@vid/**/*.md', { cwd: pages })
  .toSorted()
  .map((path) => ({
    text: /^# (.+)$/m.exec(readFileSync(join(pages, path), 'utf8'))?.[1] ?? path,
    link: `/${path.replace(/\.md$/, '')}`,
  }));

const icon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#4c61dd"/><path d="M11 8l13 8-13 8z" fill="#fff"/></svg>';

const words = {
  en: {
    start: 'Start in five minutes',
    concepts: 'Concepts',
    plan: 'Plan',
    proof: 'Proof',
    journal: 'Journal',
    money: 'Money',
    recipes: 'Recipes',
    next: 'Next.js route',
    worker: 'Queue worker',
    agent: 'Agent',
    batch: 'Batch',
    compare: 'Comparison',
    providers: 'Providers',
    overview: 'Overview',
    explorer: 'Capability explorer',
    errors: 'Error codes',
    ways: 'Ways in',
    reference: 'Reference',
    guide: 'Guide',
  },
  zh: {
    start: '五分钟上手',
    concepts: '概念',
    plan: '方案',
    proof: '证明',
    journal: '日志',
    money: '费用',
    recipes: '实例',
    next: 'Next.js 路由',
    worker: '队列工作进程',
    agent: '智能体',
    batch: '批量',
    compare: '对比',
    providers: '供应商',
    overview: '概览',
    explorer: '能力查询',
    errors: '错误代码',
    ways: '接入方式',
    reference: 'API 参考（英文）',
    guide: '指南',
  },
} as const;

function guide(language: 'en' | 'zh'): DefaultTheme.SidebarItem[] {
  const text = words[language];
  const at = language === 'zh' ? '/zh' : '';
  return [
    { text: text.start, link: `${at}/start` },
    {
      text: text.concepts,
      items: (['plan', 'proof', 'journal', 'money'] as const).map((name) => ({
        text: text[name],
        link: `${at}/concepts/${name}`,
      })),
    },
    {
      text: text.recipes,
      items: (['next', 'worker', 'agent', 'batch', 'compare'] as const).map((name) => ({
        text: text[name],
        link: `${at}/recipes/${name}`,
      })),
    },
    {
      text: text.providers,
      items: [
        { text: text.overview, link: `${at}/providers/` },
        { text: text.explorer, link: `${at}/explorer` },
        ...written.providers[language],
      ],
    },
    { text: text.ways, items: [{ text: text.overview, link: `${at}/ways/` }, ...written.ways] },
    { text: text.errors, link: `${at}/errors` },
  ];
}

const more: DefaultTheme.SidebarItem[] = [
  {
    text: 'Capability tables',
    collapsed: true,
    items: [
      { text: 'How to read them', link: '/capabilities/' },
      { text: 'Which model by which way', link: '/capabilities/ways' },
      { text: 'One request at every service', link: '/capabilities/one-plan' },
      ...written.capabilities,
    ],
  },
  {
    text: 'More',
    collapsed: true,
    items: [
      { text: 'Add a provider', link: '/add-a-provider' },
      { text: 'Runtimes', link: '/runtimes' },
      { text: 'Benchmarks', link: '/benchmarks' },
      { text: 'Field report', link: '/field-report' },
      { text: 'Verify with a key', link: '/verify' },
      { text: 'A session over MCP', link: '/mcp-transcript' },
      { text: 'Glossary', link: '/glossary' },
    ],
  },
  { text: 'Decisions', collapsed: true, items: written.decisions },
];

function nav(language: 'en' | 'zh'): DefaultTheme.NavItem[] {
  const text = words[language];
  const at = language === 'zh' ? '/zh' : '';
  return [
    { text: text.guide, link: `${at}/start` },
    { text: text.providers, link: `${at}/providers/` },
    { text: text.explorer, link: `${at}/explorer` },
    { text: text.reference, link: '/reference/' },
  ];
}

/** As GitHub makes them, for which the documents of the repository were written. */
const slugify = (text: string) =>
  text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}_ -]/gu, '')
    .replaceAll(' ', '-');

export default defineConfig({
  title: 'vid',
  description: 'Video generation with many services behind one typed interface',
  srcDir: 'pages',
  cleanUrls: true,
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(icon)}` }]],
  markdown: { anchor: { slugify }, theme: { light: 'github-light', dark: 'github-dark' } },
  locales: {
    root: { label: 'English', lang: 'en' },
    zh: {
      label: '中文',
      lang: 'zh-CN',
      description: '一个带类型的接口，连接多家视频生成服务',
      themeConfig: {
        nav: nav('zh'),
        sidebar: guide('zh'),
        outline: { label: '本页目录', level: [2, 3] },
        docFooter: { prev: '上一页', next: '下一页' },
        darkModeSwitchLabel: '外观',
        lightModeSwitchTitle: '切换到浅色',
        darkModeSwitchTitle: '切换到深色',
        sidebarMenuLabel: '目录',
        returnToTopLabel: '回到顶部',
        langMenuLabel: '语言',
        skipToContentLabel: '跳到正文',
        notFound: { title: '页面不存在', quote: '这个地址没有内容。', linkText: '回到首页' },
      },
    },
  },
  themeConfig: {
    // It runs in the page, so it takes nothing from around it. What is in English only leads to the Chinese home.
    i18nRouting: (_data, route, locale) => {
      const page = route.data.relativePath
        .replace(/^zh\//, '')
        .replace(/(^|\/)index\.md$/, '$1')
        .replace(/\.md$/, '');
      if (locale === 'root') return `/${page}`;
      return /^(?:start|explorer|errors|concepts\/.*|recipes\/.*|providers\/.*|ways\/)?$/.test(page)
        ? `/zh/${page}`
        : '/zh/';
    },
    nav: nav('en'),
    sidebar: {
      '/reference/': [{ text: 'Reference', link: '/reference/', items: reference }],
      '/': [...guide('en'), ...more],
    },
    outline: { level: [2, 3] },
    search: {
      provider: 'local',
      options: {
        locales: {
          zh: {
            translations: {
              button: { buttonText: '搜索', buttonAriaLabel: '搜索' },
              modal: {
                noResultsText: '没有结果',
                resetButtonTitle: '清除',
                footer: { selectText: '选择', navigateText: '切换', closeText: '关闭' },
              },
            },
          },
        },
      },
    },
  },
  vite: {
    publicDir: join(pages, 'public'),
    resolve: { conditions: ['@vid/source', 'module', 'browser', 'development|production'] },
    ssr: {
      resolve: { conditions: ['@vid/source', 'module', 'node', 'development|production'] },
      noExternal: [/^@vid\//],
    },
  },
});
