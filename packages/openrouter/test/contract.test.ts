import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import { createOpenrouter } from '../src/index.ts';
import { billOf, countsTokens } from '../src/simulation/bill.ts';
import { submitted } from '../src/simulation/body.ts';
import { simulation } from '../src/simulation.ts';
import * as z from '@vid/core/zod';
import { understood } from './understood.ts';

const error = (code: number, message: string, metadata: object) =>
  Response.json({ error: { code, message, metadata }, user_id: 'user_1' }, { status: code });

/** Parameters of the providers behind: what they take only those know. */
const parameters = createOpenrouter().capabilities.models.flatMap(({ rows }) =>
  rows.flatMap(({ accepts }) =>
    Object.entries(accepts.providerOptions ?? {}).flatMap(([name, rule]) => (rule === 'any' ? [name] : [])),
  ),
);
const listOptions: Record<string, readonly unknown[]> = {};
for (const name of parameters) listOptions[name] = ['one', { deep: [2] }];

const routed =
  'a finished job is its own link: the route of the file answers where none is told; task-answers.test.ts';

testProvider(
  'openrouter',
  async () => {
    const simulator = await startSimulator({ speed: 0, services: [simulation] });
    const { baseUrl = '', apiKey = '' } = simulator.settingsFor('openrouter', 'official') ?? {};
    return {
      createProvider: (settings) => createOpenrouter({ baseUrl, apiKey, ...settings }),
      baseUrl,
      requests: [
        { prompt: 'a paper boat' },
        { prompt: 'it sails away', firstFrame: 'https://example.com/boat.png' },
        { prompt: 'two boats', references: ['https://example.com/boat.png'] },
        { prompt: 'at night', sourceVideo: 'https://example.com/boat.mp4' },
      ],
      listOptions,
      understood,
      statusWords: {
        pending: 'queued',
        in_progress: 'running',
        completed: 'succeeded',
        failed: 'failed',
        cancelled: 'canceled',
        expired: 'failed',
        dead: 'failed',
      },
      refusal: (message) => error(429, message, { error_type: 'rate_limit_exceeded' }),
      trouble: (message) => error(500, message, { error_type: 'server' }),
      createdTasks: () => simulator.tasks.length,
      lastBill: () => {
        const { data } = z.safeParse(submitted, simulator.tasks.at(-1)?.body);
        const amount = data === undefined || countsTokens(data) ? undefined : billOf(data);
        return amount === undefined ? undefined : { amount, currency: 'USD' };
      },
      startTasks: () => simulator.advance(5),
      finishTasks: () => simulator.advance(60),
      failTasks: (reason) => {
        simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
        simulator.advance(60);
      },
      close: () => simulator.close(),
    };
  },
  {
    skip: { 'is no success with a word of success and no link': routed },
  },
);
