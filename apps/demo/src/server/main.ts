import { startDemo } from './start.ts';

function portFrom(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new Error(`PORT must be a number from 0 to 65535, not "${text}".`);
}

try {
  const demo = await startDemo({ port: portFrom(process.env['PORT']), environment: process.env });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void demo.close());
  const words = {
    real: () => 'REAL, costs money',
    simulated: () => 'simulated',
    unavailable: (keys: readonly string[]) => `not set up: set ${keys.join(' and ')}`,
  };
  const states = demo.connections.map(
    ({ provider, api, state, keyVariables }) => `${provider.id} (${api}) ${words[state](keyVariables)}`,
  );
  console.log(`vid demo: ${demo.url}`);
  console.log(`Simulator: ${demo.simulator.url} (key ${demo.simulator.apiKey})`);
  console.log(states.join(' · '));
  console.log(`Runs are kept in ${demo.dataFolder} (set VID_DEMO_DATA for another folder)`);
} catch (error) {
  console.error(`vid demo: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
}
