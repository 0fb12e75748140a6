import { createJimeng } from '@vid/jimeng';
import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';

testProvider('jimeng (gateway)', async () => {
  const simulator = await startSimulator({ speed: 0 });
  return {
    createProvider: (settings) =>
      createJimeng({ baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings }),
    requests: [
      { prompt: 'a lantern on a dark lake' },
      { prompt: 'a lantern on a dark lake', firstFrame: 'https://example.com/image.jpg' },
      { prompt: 'a lantern on a dark lake', references: ['https://example.com/image.jpg'] },
    ],
    refusal: (message) =>
      Response.json({ error: { message, type: 'new_api_error', code: '' } }, { status: 429 }),
    createdTasks: () => simulator.tasks.length,
    finishTasks: () => simulator.advance(60),
    close: () => simulator.close(),
  };
});
