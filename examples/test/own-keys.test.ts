import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allProviders } from '@vid/providers';
import { startSimulator } from '@vid/simulator';
import { expect, it, onTestFinished, vi } from 'vitest';
import { ownBoat } from '../src/openai-videos.ts';
import { cheapestBoat } from '../src/openrouter.ts';

/* The snippets in the READMEs of OpenRouter and of servers of `/v1/videos`, at their simulations. */

async function open() {
  const services = allProviders.flatMap(({ simulation }) => (simulation === undefined ? [] : [simulation]));
  const simulator = await startSimulator({ speed: 0, services });
  onTestFinished(() => simulator.close());
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  /** In time that is not waited for. */
  const inTime = async <Answer>(work: Promise<Answer>) => {
    const outcome: { ended?: true } = {};
    const end = () => void (outcome.ended = true);
    work.then(end, end);
    while (outcome.ended === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      simulator.advance(1);
      await vi.advanceTimersByTimeAsync(1_000);
    }
    return work;
  };
  return { simulator, inTime };
}

it('OpenRouter’s cheapest model that can makes a boat, for one bill, and tells the cost', async () => {
  const { simulator, inTime } = await open();
  const { baseUrl, apiKey } = simulator.settingsFor('openrouter', 'official') ?? {};
  const { cost, videos } = await inTime(cheapestBoat({ baseUrl, apiKey }));
  expect(cost).toMatchObject({ currency: 'USD' });
  expect(videos).toHaveLength(1);
  expect(simulator.tasks).toHaveLength(1);
});

it('a server of one’s own makes a boat that is brought home', async () => {
  const { simulator, inTime } = await open();
  vi.spyOn(console, 'log').mockReturnValue();
  onTestFinished(() => void vi.restoreAllMocks());
  const { baseUrl, apiKey } = simulator.settingsFor('openai-videos', 'vllm-omni') ?? {};
  const folder = mkdtempSync(join(tmpdir(), 'vid-own-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'boat.mp4');
  await inTime(ownBoat({ dialect: 'vllm-omni', baseUrl, apiKey }, file));
  expect(readFileSync(file).subarray(4, 8).toString()).toBe('ftyp');
  expect(simulator.tasks).toMatchObject([{ service: 'openai-videos' }]);
});
