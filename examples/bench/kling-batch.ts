/*
 * How many requests a thousand waits for Kling take, together and one by one, by real HTTP, four times as fast as the clock:
 *   node --conditions=@vid/source examples/bench/kling-batch.ts
 * Exits with 1 when together they take more than an eighth of it.
 */
import { type VideoProvider, waitForTask } from '@vid/core';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';

const tasks = 1_000;
/** A request asks about 20 at most; tasks that were made one after the other are not all due together. */
const mostOfThem = 1 / 8;

/** As if its table did not say that one request may be about several. */
function alone(provider: VideoProvider): VideoProvider {
  const { polling = [], ...rest } = provider.capabilities;
  return {
    ...provider,
    capabilities: { ...rest, polling: polling.map((limits) => ({ ...limits, maxBatch: 1 })) },
  };
}

async function requestsFor(wrap: (provider: VideoProvider) => VideoProvider): Promise<number> {
  const simulator = await startSimulator({
    speed: 4,
    seconds: { running: 60 },
    officialKling: { parallel: tasks },
  });
  try {
    const { url: baseUrl, apiKey, clock } = simulator;
    const provider = wrap(createKling({ api: 'official', baseUrl, apiKey }));
    const request = { model: 'kling-3.0-turbo', prompt: 'a kite climbs' };
    const made = await Promise.all(
      Array.from({ length: tasks }, (_, index) => provider.generate(request, { reference: `kite-${index}` })),
    );
    const submits = simulator.requests.length;
    const ended = await Promise.all(made.map((task) => waitForTask(provider, task, { clock })));
    if (simulator.tasks.length !== tasks || ended.some(({ status }) => status !== 'succeeded'))
      throw new Error('A task was made twice, or did not succeed.');
    return simulator.requests.length - submits;
  } finally {
    await simulator.close();
  }
}

const single = await requestsFor(alone);
const together = await requestsFor((provider) => provider);
console.log(`${tasks} tasks of 60 s at Kling: ${single} requests one by one, ${together} together`);
if (together > single * mostOfThem) {
  console.error(`more than a ${1 / mostOfThem}th of it`);
  process.exitCode = 1;
}
