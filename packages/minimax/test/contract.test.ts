import { startSimulator } from '@vid/simulator';
import { type OpenFixture, testProvider } from '@vid/testkit';
import { createMinimax } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';
import { billOf } from './bill.ts';
import { understood } from './understood.ts';

/** A receiver of callbacks that knows the challenge. */
const deliver = async (request: Request) => {
  const { challenge }: { readonly challenge?: string } = await request.json();
  return Response.json({ challenge });
};

const open: OpenFixture = async () => {
  const simulator = await startSimulator({ speed: 0, services: [simulation], deliver });
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('minimax', 'official') ?? {};
  return {
    createProvider: (settings) => createMinimax({ baseUrl, apiKey, ...settings }),
    baseUrl,
    requests: [
      { prompt: 'a paper boat' },
      { prompt: 'it sails away', firstFrame: 'https://example.com/boat.png' },
      { prompt: 'two boats', references: ['https://example.com/boat.png'] },
    ],
    understood,
    statusWords: {
      queued: 'queued',
      running: 'running',
      succeeded: 'succeeded',
      failed: 'failed',
      cancelled: 'canceled',
      expired: 'failed',
    },
    refusal: (message) =>
      Response.json(
        {
          type: 'error',
          error: { type: 'rate_limit_error', message: `${message} (1002)`, http_code: '429' },
          request_id: '0693f5a1',
        },
        { status: 429 },
      ),
    trouble: (message) =>
      Response.json(
        {
          type: 'error',
          error: { type: 'server_error', message: `${message} (1000)`, http_code: '500' },
          request_id: '0693f5a2',
        },
        { status: 500 },
      ),
    createdTasks: () => simulator.tasks.length,
    lastBill: () => billOf(simulator.tasks.at(-1)?.body, 4),
    startTasks: () => simulator.advance(5),
    finishTasks: () => simulator.advance(60),
    failTasks: (reason) => {
      simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
      simulator.advance(60);
    },
    close: () => simulator.close(),
  };
};

testProvider('minimax', open, {
  skip: {
    'says not-found of a task that is not there, and nothing worse':
      'an id that is not known is an HTTP 500 "record not found", which proves nothing; answers.test.ts has what holds',
  },
});
