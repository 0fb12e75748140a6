import { type SimulatorOptions, startSimulator } from '@vid/simulator';
import { onTestFinished } from 'vitest';
import { createWan, type WanSettings } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';

/** A simulated service, a provider that speaks to it, and calls by hand. */
export async function openWan(options: SimulatorOptions = {}) {
  const simulator = await startSimulator({ speed: 0, services: [simulation], ...options });
  onTestFinished(() => simulator.close());
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('wan', 'official') ?? {};
  const call = async (path: string, body?: object, headers: Readonly<Record<string, string>> = {}) => {
    const response = await fetch(`${baseUrl}/api/v1${path}`, {
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    const json: unknown = await response.json();
    return { status: response.status, json, requestId: response.headers.get('x-request-id') };
  };
  return {
    simulator,
    baseUrl,
    apiKey,
    create: (settings: WanSettings = {}) => createWan({ baseUrl, apiKey, ...settings }),
    call,
    submit: (body: object, route = 'video-generation') =>
      call(`/services/aigc/${route}/video-synthesis`, body, { 'x-dashscope-async': 'enable' }),
  };
}

/** The error that a promise rejects with. */
export const errorOf = (promise: Promise<unknown> | undefined): Promise<unknown> =>
  promise?.then(
    () => undefined,
    (error: unknown) => error,
  ) ?? Promise.resolve(undefined);
