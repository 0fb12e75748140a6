import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import { statusWords, understood } from './understood.ts';

testProvider('kling (gateway)', async () => {
  const simulator = await startSimulator({ speed: 0 });
  return {
    createProvider: (settings) =>
      createKling({ baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings }),
    baseUrl: simulator.url,
    requests: [
      { prompt: 'a kite climbs' },
      { prompt: 'a kite climbs', cameraControl: { zoom: 4.5 } },
      { firstFrame: 'https://example.com/image.jpg', lastFrame: 'https://example.com/end.jpg' },
    ],
    listOptions: { voices: [['voice-a'], ['voice-a', 'voice-b']] },
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
