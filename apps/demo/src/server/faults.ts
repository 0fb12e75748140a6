import type { FaultRule, Simulator } from '@vid/simulator';
import type { FaultPreset, Faults } from '../api.ts';

/** What the simulated services do until another preset is chosen. */
const presets: Readonly<Record<FaultPreset, readonly FaultRule[]>> = {
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
};

/** Faults of the simulator; no request to a real service passes through it. */
export function createFaultPanel(simulator: Pick<Simulator, 'fault' | 'clearFaults'>) {
  let preset: FaultPreset = 'none';
  return {
    state: (): Faults => ({ preset }),
    choose(chosen: FaultPreset): Faults {
      simulator.clearFaults();
      for (const rule of presets[chosen]) simulator.fault(rule);
      preset = chosen;
      return { preset };
    },
  };
}

export type FaultPanel = ReturnType<typeof createFaultPanel>;
