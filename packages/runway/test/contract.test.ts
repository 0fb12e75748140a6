import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import { createRunway } from '@vid/runway';
import { statusWords, understood } from './understood.ts';

testProvider('runway (gateway)', async () => {
  const simulator = await startSimulator({ speed: 0 });
  return {
    createProvider: (settings) =>
      createRunway({ baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings }),
    baseUrl: simulator.url,
    requests: [
      { firstFrame: 'https://example.com/image.jpg', prompt: 'a cat dances' },
      { firstFrame: 'https://example.com/image.jpg', watermark: true, duration: 10, size: '1024x1024' },
    ],
    understood,
    statusWords,
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
