import type { ApiManifest } from '@vid/core/provider-kit';
import { allProviders } from '@vid/providers';
import type { Language } from '../capabilities/comparison-table.ts';
import { packageOf, type Ways, ways } from '../capabilities/ways.ts';

const words = {
  en: {
    heads: [
      'provider',
      "own API: `{ api: 'official' }`, or as named",
      "gateway: `{ api: 'gateway' }`",
      'models at OpenRouter',
      'AI SDK',
    ],
    and: ' and ',
    or: ', or ',
    declared: 'address, key and models are yours: see its page',
  },
  zh: {
    heads: [
      '供应商（说明为英文）',
      "官方接口 `{ api: 'official' }`，或括号中的名称",
      "网关 `{ api: 'gateway' }`",
      'OpenRouter 的模型数',
      'AI SDK',
    ],
    and: ' 加 ',
    or: '，或 ',
    declared: '地址、密钥和模型由你指定，见其页面',
  },
} as const;

const cellOf = (ways: readonly string[]) => (ways.length === 0 ? '–' : ways.join('; '));

/** What others have of a maker. */
const elsewhere = ({ openrouter, aiSdk }: Pick<Ways, 'openrouter' | 'aiSdk'>) => [
  openrouter.length === 0 ? '–' : String(openrouter.length),
  cellOf(aiSdk.map((service) => `\`${packageOf(service)}\``)),
];
const nowhere = { openrouter: [], aiSdk: [] };

/** By which way each maker's models are reached: the variables of every provider's keys at each of its apis, and who else has them. */
export function keysTable(language: Language): string {
  const { heads, and, or, declared } = words[language];
  const waysOf = ({ api, keys }: ApiManifest): string => {
    const ways = keys.map((way) =>
      Object.values(way)
        .map((variable) => `\`${variable}\``)
        .join(and),
    );
    // Of several own apis each has its name beside it.
    const isNamed = api !== 'official' && api !== 'gateway';
    return `${ways.join(or)}${isNamed ? ` (\`${api}\`)` : ''}`;
  };
  const rows = allProviders.map(({ id, name, models, apis }) => {
    const page = `[${name[language]}](docs/providers/${id}.md)`;
    if (models === 'declared') return [page, declared, cellOf([]), ...elsewhere(nowhere)];
    const more = elsewhere(ways.find((one) => one.id === id) ?? nowhere);
    const { gateway = [], own = [] } = Object.groupBy(apis, ({ api }) => (api === 'gateway' ? api : 'own'));
    return [page, cellOf(own.map(waysOf)), cellOf(gateway.map(waysOf)), ...more];
  });
  const others = ways
    .filter(({ id }) => !allProviders.some((one) => one.id === id))
    .map((one) => [one.name[language], cellOf([]), cellOf([]), ...elsewhere(one)]);
  return [heads, heads.map(() => '---'), ...rows, ...others]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
