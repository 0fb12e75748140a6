import type { CapabilityRow, FeatureRules, ModelCapabilities } from '@vid/core';
import { chineseNames } from '@vid/core/chinese';
import type { ApiManifest } from '@vid/core/provider-kit';
import { allProviders } from '@vid/providers';
import { pageName, wordsFor } from '@vid/testkit/generator';
import type { Language } from '../capabilities/comparison-table.ts';
import { tables } from '../capabilities/tables.ts';
import { escaped, type Keep, linked } from './markdown.ts';
import { pageOf, read } from './sources.ts';

type Listed = (typeof allProviders)[number];

const words = {
  en: { heads: ['api', 'keys', 'models'], or: ' or ', and: ' and ', all: 'all rows', table: 'Its tables' },
  zh: { heads: ['接口', '密钥', '模型'], or: ' 或 ', and: ' 加 ', all: '完整表格（英文）', table: '能力表' },
} as const;

const isTable = (id: string, api: string) => (table: (typeof tables)[number]) =>
  table.provider === id && table.api === api;

/** How it is installed, and what its apis need and have. */
function facts({ id, package: name, factory, apis }: Listed, language: Language): string {
  const { heads, or, and, all } = words[language];
  const keysOf = ({ keys }: ApiManifest) =>
    keys
      .map((way) =>
        Object.values(way)
          .map((key) => `\`${key}\``)
          .join(and),
      )
      .join(or);
  const rows = apis.map((one) => {
    const table = tables.find(isTable(id, one.api));
    const models =
      table === undefined
        ? ''
        : `${table.models.length}: [${all}](/capabilities/${pageName(table).replace('.md', '')})`;
    return `| \`${factory}({ api: '${one.api}' })\` | ${keysOf(one)} | ${models} |`;
  });
  return [
    '```sh',
    `npm install @vid/core ${name}`,
    '```',
    '',
    `| ${heads.join(' | ')} |`,
    `| ${heads.map(() => '---').join(' | ')} |`,
    ...rows,
  ].join('\n');
}

function englishPage(provider: Listed, keep: Keep): string {
  const page = `docs/providers/${provider.id}.md`;
  // A new one has its README first.
  const path = pageOf.has(page) ? page : `packages/${provider.id}/README.md`;
  const text = linked(escaped(read(path)), path, keep);
  return text.replace(/^# .+$/m, (title) => `${title}\n\n${facts(provider, 'en')}`);
}

/** The head of a page whose tables need the room of its outline. */
export const wide = '---\naside: false\n---';

const columns = [
  'duration',
  'aspectRatio',
  'resolution',
  'audio',
] as const satisfies readonly (keyof FeatureRules)[];
const inChinese: Readonly<Record<string, string>> = {
  true: '有',
  false: '无',
  any: '不限',
  auto: '自动',
  adaptive: '自适应',
};

function valuesIn(rows: readonly CapabilityRow[], field: (typeof columns)[number]): string {
  const values = new Set(rows.flatMap(({ accepts }) => wordsFor(accepts[field])));
  return [...values].map((value) => inChinese[value] ?? value).join('、');
}

function modelRows({ model, rows }: ModelCapabilities): readonly string[] {
  return Object.entries(Object.groupBy(rows, ({ mode }) => mode)).map(([mode, own]) => {
    const name = Object.entries(chineseNames.modes).find(([key]) => key === mode)?.[1] ?? mode;
    const isClaimed = own.every(({ evidence }) => evidence === 'claimed');
    const others = new Set(own.flatMap(({ accepts }) => Object.keys(accepts)));
    const more = Object.entries(chineseNames.fields)
      .filter(([field]) => others.has(field) && !columns.some((column) => column === field))
      .map(([, word]) => word);
    const cells = [
      `\`${model}\`${isClaimed ? ' †' : ''}`,
      name,
      ...columns.map((field) => valuesIn(own, field)),
      more.join('、'),
    ];
    return `| ${cells.join(' | ')} |`;
  });
}

const tableHeads = ['模型', '模式', ...columns.map((field) => chineseNames.fields[field]), '其他字段'];

function chinesePage(provider: Listed): string {
  const parts = provider.apis.flatMap(({ api }) => {
    const table = tables.find(isTable(provider.id, api));
    if (table === undefined) return [];
    return [
      `## \`${api}\``,
      [
        `| ${tableHeads.join(' | ')} |`,
        `| ${tableHeads.map(() => '---').join(' | ')} |`,
        ...table.models.flatMap(modelRows),
      ].join('\n'),
    ];
  });
  return [
    wide,
    `# ${provider.name.zh}`,
    facts(provider, 'zh'),
    `本页的表格由能力表生成。设置、错误、回调和尚未验证之处见[英文页面](/providers/${provider.id})。`,
    ...parts,
    ...(parts.join('').includes('†') ? ['† 仅网关声称支持，原厂文档未注明'] : []),
    '',
  ].join('\n\n');
}

export const providerPages = (keep: Keep): readonly (readonly [string, string])[] =>
  allProviders.flatMap((provider) => [
    [`providers/${provider.id}.md`, englishPage(provider, keep)] as const,
    [`zh/providers/${provider.id}.md`, chinesePage(provider)] as const,
  ]);

export const providerLinks = (language: Language) =>
  allProviders.map(({ id, name }) => ({
    text: name[language],
    link: `${language === 'zh' ? '/zh' : ''}/providers/${id}`,
  }));

export const capabilityLinks = () =>
  tables.map((table) => ({
    text: `${table.provider}, ${table.api}`,
    link: `/capabilities/${pageName(table).replace('.md', '')}`,
  }));
