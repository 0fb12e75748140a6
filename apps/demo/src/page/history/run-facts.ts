import type { Run } from '../../api.ts';
import type { Language } from '../messages.ts';
import { priceInWords } from '../plan/words.ts';
import type { HistoryMessages } from './texts.ts';

export const nameOf = ({ provider, model }: Run): string => `${provider}:${model}`;

/** What it cost, or would have cost by the table. */
export function costOf({ cost, estimate, leastEstimate }: Run, messages: HistoryMessages): string {
  const { history } = messages;
  if (cost !== undefined) return history.cost(cost.amount, cost.currency);
  return estimate === undefined ? history.unknownCost : priceInWords(estimate, leastEstimate, messages);
}

/** From the start to the end; `undefined` while it goes on. */
export const timeOf = ({ startedAt, endedAt }: Run, { seconds }: HistoryMessages): string | undefined =>
  endedAt === undefined ? undefined : seconds(((endedAt - startedAt) / 1000).toFixed(1));

export const startOf = ({ startedAt }: Run, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en', {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(startedAt);

export function sizeOf({ videos: [video] }: Run, { history }: HistoryMessages): string {
  if (video === undefined) return history.noPicture;
  return video.bytes < 1e6
    ? history.kilobytes(Math.ceil(video.bytes / 1e3))
    : history.megabytes((video.bytes / 1e6).toFixed(1));
}
