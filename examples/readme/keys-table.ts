import { providers } from '@vid/providers';
import type { Language } from '../capabilities/comparison-table.ts';

const words = {
  en: {
    heads: ['provider', "own API: `{ api: 'official' }`", "gateway: `{ api: 'gateway' }`"],
    and: ' and ',
    or: ', or ',
  },
  zh: {
    heads: ['供应商（说明为英文）', "官方接口 `{ api: 'official' }`", "网关 `{ api: 'gateway' }`"],
    and: ' 加 ',
    or: '，或 ',
  },
} as const;

/** The environment variables of every provider's keys, at each of its apis. */
export function keysTable(language: Language): string {
  const { heads, and, or } = words[language];
  const rows = providers.map(({ id, name, apis }) => {
    const keysOf = (wanted: string) => {
      const ways = apis.find(({ api }) => api === wanted)?.keys ?? [];
      const written = ways.map((way) =>
        Object.values(way)
          .map((variable) => `\`${variable}\``)
          .join(and),
      );
      return written.length === 0 ? '–' : written.join(or);
    };
    return [`[${name[language]}](docs/providers/${id}.md)`, keysOf('official'), keysOf('gateway')];
  });
  return [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
