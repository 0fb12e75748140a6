import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import * as z from '@vid/core/zod';
import { createLumen } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';

const film = z.object({
  text: z.string(),
  seconds: z.optional(z.number()),
  shape: z.optional(z.string()),
});

testProvider('lumen', async () => {
  const simulator = await startSimulator({ speed: 0, services: [simulation] });
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('lumen', 'official') ?? {};
  return {
    createProvider: (settings) => createLumen({ baseUrl, apiKey, ...settings }),
    baseUrl,
    requests: [{ prompt: 'a paper boat' }, { prompt: 'a paper boat', duration: 8, aspectRatio: '9:16' }],
    understood({ body }) {
      const { text, seconds, shape } = z.parse(film, body);
      return {
        prompt: text,
        ...(seconds !== undefined && { duration: seconds }),
        ...(shape !== undefined && { aspectRatio: shape }),
      };
    },
    statusWords: { waiting: 'queued', busy: 'running', done: 'succeeded', broken: 'failed' },
    refusal: (text) => Response.json({ problem: { code: 'slow-down', text } }, { status: 429 }),
    trouble: (text) => Response.json({ problem: { code: 'in-trouble', text } }, { status: 500 }),
    createdTasks: () => simulator.tasks.length,
    startTasks: () => simulator.advance(5),
    finishTasks: () => simulator.advance(60),
    failTasks: (reason) => {
      simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
      simulator.advance(60);
    },
    close: () => simulator.close(),
  };
});
