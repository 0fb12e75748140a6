import type { FaultRule } from './schema.ts';

/** Faults as people speak of them, each as rules for `simulator.fault`: what a person may try before it happens to him. */
export const faultPresets = {
  none: [],
  slow: [
    { on: 'submit', kind: 'slow-body', seconds: 12, times: 'always' },
    { on: 'poll', kind: 'slow-body', seconds: 8, times: 'always' },
  ],
  busy: [
    { on: 'submit', kind: 'rate-limited', retryAfter: 1, rate: 0.5 },
    { on: 'poll', kind: 'rate-limited', retryAfter: 1, rate: 0.5 },
  ],
  'lost-answer': [{ on: 'submit', kind: 'accepted-cut', times: 'always' }],
  moderation: [
    {
      on: 'poll',
      kind: 'failed',
      reason: 'Failure to pass the risk control system',
      code: 'SAFETY.OUTPUT.VIDEO',
      times: 'always',
    },
  ],
  'failing-poll': [{ on: 'poll', kind: 'error', status: 503, rate: 0.6 }],
} as const satisfies Readonly<Record<string, readonly FaultRule[]>>;
