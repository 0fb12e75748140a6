import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { onTestFinished } from 'vitest';
import { createOpenrouter, type OpenrouterSettings } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';

export async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, services: [simulation], ...options });
  onTestFinished(() => simulator.close());
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('openrouter', 'official') ?? {};
  const create = (settings: OpenrouterSettings = {}) => createOpenrouter({ baseUrl, apiKey, ...settings });
  return { simulator, baseUrl, apiKey, create, provider: create() };
}
