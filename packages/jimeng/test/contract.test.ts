import { createJimeng } from '@vid/jimeng';
import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import { understoodByGateway } from './understood.ts';

testProvider('jimeng (gateway)', async () => {
  const simulator = await startSimulator({ speed: 0 });
  return {
    createProvider: (settings) =>
      createJimeng({ baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings }),
    baseUrl: simulator.url,
    requests: [
      { prompt: 'a lantern on a dark lake' },
      { prompt: 'a lantern on a dark lake', firstFrame: 'https://example.com/image.jpg' },
      { prompt: 'a lantern on a dark lake', references: ['https://example.com/image.jpg'] },
    ],
    understood: understoodByGateway,
    statusWords: {
      pending: 'queued',
      processing: 'running',
      video_generation_completed: 'running',
      completed: 'succeeded',
      failed: 'failed',
    },
    refusal: (message) =>
      Response.json({ error: { message, type: 'new_api_error', code: '' } }, { status: 429 }),
    trouble: (message) =>
      Response.json({ error: { message, type: 'new_api_error', code: '' } }, { status: 500 }),
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
