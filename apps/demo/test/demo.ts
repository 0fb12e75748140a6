import { fileURLToPath } from 'node:url';
import { startSimulator, type SimulatorOptions } from '@vid/simulator';
import { onTestFinished } from 'vitest';
import { createDemo } from '../src/server/app.ts';
import { type DoorEntry, doorEntries, openDoors } from '../src/server/providers.ts';

export const key = 'sk-a-key-that-nobody-may-see';

/** The same list of providers, whose real service is at an address of ours: a test never pays. */
export const entriesAt = (realUrl: string): readonly DoorEntry[] =>
  doorEntries.map((entry) => ({
    ...entry,
    create: (keys, baseUrl = realUrl) => entry.create(keys, baseUrl),
  }));

/** A demo without a page; everything it sends goes to its own simulator. */
export async function openDemo(
  options: SimulatorOptions & { readonly environment?: Readonly<Record<string, string>> } = {},
) {
  const { environment = {}, ...simulated } = options;
  const simulator = await startSimulator({ apiKey: key, speed: 100, ...simulated });
  const doors = openDoors(entriesAt(simulator.url), environment, simulator);
  const demo = createDemo({
    doors,
    mediaOrigins: [simulator.url],
    pageFolder: fileURLToPath(new URL('.', import.meta.url)),
    simulatedIntervalMs: 5,
  });
  onTestFinished(async () => {
    demo.close();
    await simulator.close();
  });
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
    demo.app.request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  return { app: demo.app, simulator, post };
}

export const order = (request: object, model = 'kling:kling-v2-6') => ({
  id: crypto.randomUUID(),
  comparison: crypto.randomUUID(),
  model,
  api: 'gateway',
  request,
  confirmed: false,
});

export const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
