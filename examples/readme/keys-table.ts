import type { ApiManifest } from '@vid/core/provider-kit';
import { providers } from '@vid/providers';
import type { Language } from '../capabilities/comparison-table.ts';

const words = {
  en: {
    heads: ['provider', "own API: `{ api: 'official' }`, or as named", "gateway: `{ api: 'gateway' }`"],
    and: ' and ',
    or: ', or ',
  },
  zh: {
    heads: [
      '供应商（说明为英文）',
      "官方接口 `{ api: 'official' }`，或括号中的名称",
      "网关 `{ api: 'gateway' }`",
    ],
    and: ' 加 ',
    or: '，或 ',
  },
} as const;

const cellOf = (ways: readonly string[]) => (ways.length === 0 ? '–' : ways.join('; '));

/** The environment variables of every provider's keys, at each of its apis. */
export function keysTable(language: Language): string {
  const { heads, and, or } = words[language];
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
  const rows = providers.map(({ id, name, apis }) => {
    const { gateway = [], own = [] } = Object.groupBy(apis, ({ api }) => (api === 'gateway' ? api : 'own'));
    return [
      `[${name[language]}](docs/providers/${id}.md)`,
      cellOf(own.map(waysOf)),
      cellOf(gateway.map(waysOf)),
    ];
  });
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
