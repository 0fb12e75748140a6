import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { virtualClock } from '@vid/testkit';
import { onTestFinished } from 'vitest';
import { createMinimax, type MinimaxSettings } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';

export async function start(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, services: [simulation], ...options });
  onTestFinished(() => simulator.close());
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('minimax', 'official') ?? {};
  const create = (settings: MinimaxSettings = {}) => createMinimax({ baseUrl, apiKey, ...settings });
  /** What the service answers to a call as it is. */
  const call = async (method: string, path: string, body?: unknown) => {
    const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' };
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const response = await fetch(`${baseUrl}${path}`, { method, headers, ...sent });
    const json: unknown = await response.json();
    return { status: response.status, json };
  };
  return { simulator, create, provider: create(), call, clock: virtualClock() };
}
