import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';

testProvider('kling (gateway)', async () => {
  const simulator = await startSimulator({ speed: 0 });
  return {
    createProvider: (settings) =>
      createKling({ baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings }),
    requests: [
      { prompt: 'a kite climbs' },
      { prompt: 'a kite climbs', cameraControl: { zoom: 4.5 } },
      { firstFrame: 'https://example.com/image.jpg', lastFrame: 'https://example.com/end.jpg' },
    ],
    listOptions: { voices: [['voice-a'], ['voice-a', 'voice-b']] },
    refusal: (message) =>
      Response.json({ error: { message, type: 'new_api_error', code: '' } }, { status: 429 }),
    createdTasks: () => simulator.tasks.length,
    finishTasks: () => simulator.advance(60),
    close: () => simulator.close(),
  };
});
