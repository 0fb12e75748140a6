import type { Price } from '@vid/core';
import type { Region } from './schema.ts';

/** For a second, by resolution. */
type PriceList = Readonly<Record<string, number>>;

interface Regional {
  readonly currency: string;
  readonly source: string;
  /** By the beginning of the models' names. */
  readonly lists: readonly (readonly [models: RegExp, list: PriceList, source?: string])[];
}

const relayed = "a relay's copy of the official prices in Beijing, 2026 [relay]";

/**
 * What Singapore and Beijing print; of the other regions, and of models that are not here, only resellers' prices are known. In
 * August and September 2026 30 % were off the first line of each: whether they still are, nobody knows, so the list price stands
 * here, which is the most.
 */
const regional: { readonly [Key in Region]?: Regional } = {
  singapore: {
    currency: 'USD',
    source: "Model Studio's price page for Singapore, 2026-09-16: list price, of which 30 % were off then",
    lists: [[/^wan3\.0-video$/, { '480p': 0.05, '720p': 0.1, '1080p': 0.2 }]],
  },
  beijing: {
    currency: 'CNY',
    source:
      "a client's copy of the prices in Beijing, August 2026 [client]: list price, of which 30 % were off then",
    lists: [
      [/^wan3\.0-video$/, { '480p': 0.3, '720p': 0.6, '1080p': 1.2 }],
      [
        /^wan3\.0-video-prime$/,
        { '480p': 0.45, '720p': 0.9, '1080p': 1.8 },
        "a client's copy of the prices in Beijing, August 2026 [client]",
      ],
      [/^happyhorse-1\.1-[tir]2v$/, { '720p': 0.9, '1080p': 1.2 }, relayed],
      [/^happyhorse-1\.0-[tir]2v$/, { '720p': 0.9, '1080p': 1.6 }, relayed],
    ],
  },
};

/** Clips that go in are billed like what comes out [doc], 15 s of them at most [doc]. */
const inputSeconds = { min: 1, max: 15 } as const;

/** What a model costs in a region; empty: nobody knows. */
export function pricesOf(model: string, region: Region): readonly Price[] {
  const { currency, source, lists } = regional[region] ?? { lists: [] };
  const [, list = {}, own = source] = lists.find(([models]) => models.test(model)) ?? [];
  if (currency === undefined || own === undefined) return [];
  return Object.entries(list).flatMap(([resolution, perSecond]): readonly Price[] => {
    const price = { perSecond, currency, source: own };
    const when = { resolution: [resolution] };
    return [
      { ...price, when: { ...when, given: { referenceVideos: true } }, inputSeconds },
      { ...price, when },
    ];
  });
}
