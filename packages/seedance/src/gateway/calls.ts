import type { ErrorRule } from '@vid/core/provider-kit';
import { type AnswerMapping, type GatewayCalls, ofReseller, wrapperStatuses } from '@vid/gateway';
import { accountRules, codes, patterns } from '../errors.ts';
import { statuses } from '../mapping.ts';

/* What only calls need; see `provider.ts`. */

/** Words that relays put in the place of Ark's [client]. */
export const answers: AnswerMapping = {
  status: ['status'],
  statuses: {
    ...wrapperStatuses,
    ...statuses,
    pending: 'queued',
    processing: 'running',
    completed: 'succeeded',
    failure: 'failed',
    error: 'failed',
    canceled: 'canceled',
  },
  links: ['content.video_url', 'output', 'url'],
  duration: ['duration'],
  reason: ['error.message'],
  reasonCode: ['error.code'],
};

/** What is wrong with an account is wrong with the relay's. */
const atRelay = (rule: ErrorRule): ErrorRule => (accountRules.has(rule) ? ofReseller : rule);
const relayed: Record<string, (typeof codes)[string]> = {};
for (const [code, rule] of Object.entries(codes))
  relayed[code] = (body, status) => atRelay(rule(body, status));

/** `pathOf`: where tasks of a model are made. */
export const callsOf = ({ pathOf }: { readonly pathOf: (model: string) => string }): GatewayCalls => ({
  queryPath: ({ id, model }) => `${pathOf(model)}/${encodeURIComponent(id)}`,
  answers,
  codes: relayed,
  patterns: patterns.map(([says, rule]) => [says, atRelay(rule)]),
});
