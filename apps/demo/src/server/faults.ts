import { faultPresets, type Simulator } from '@vid/simulator';
import type { FaultPreset, Faults } from '../api.ts';

/** Faults of the simulator; no request to a real service passes through it. */
export function createFaultPanel(simulator: Pick<Simulator, 'fault' | 'clearFaults'>) {
  let preset: FaultPreset = 'none';
  return {
    state: (): Faults => ({ preset }),
    choose(chosen: FaultPreset): Faults {
      simulator.clearFaults();
      for (const rule of faultPresets[chosen]) simulator.fault(rule);
      preset = chosen;
      return { preset };
    },
  };
}

export type FaultPanel = ReturnType<typeof createFaultPanel>;
