import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import { createRunway } from '@vid/runway';

testProvider('runway (gateway)', async () => {
  const simulator = await startSimulator({ speed: 0 });
  return {
    createProvider: (settings) =>
      createRunway({ baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings }),
    requests: [
      { firstFrame: 'https://example.com/image.jpg', prompt: 'a cat dances' },
      { firstFrame: 'https://example.com/image.jpg', watermark: true, duration: 10, size: '1024x1024' },
    ],
    refusal: (message) =>
      Response.json({ error: { message, type: 'new_api_error', code: '' } }, { status: 429 }),
    createdTasks: () => simulator.tasks.length,
    finishTasks: () => simulator.advance(60),
    close: () => simulator.close(),
  };
});
