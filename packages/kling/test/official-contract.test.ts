import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';

testProvider('kling (official)', async () => {
  const simulator = await startSimulator({ speed: 0 });
  return {
    createProvider: (settings) =>
      createKling({ api: 'official', baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings }),
    requests: [
      { prompt: 'a kite climbs' },
      { prompt: 'a kite climbs', cameraControl: { zoom: 4.5 } },
      { firstFrame: 'https://example.com/image.jpg', lastFrame: 'https://example.com/end.jpg' },
      { prompt: 'both fly', references: ['https://example.com/a.png', 'https://example.com/b.png'] },
    ],
    createdTasks: () => simulator.tasks.length,
    finishTasks: () => simulator.advance(60),
    close: () => simulator.close(),
  };
});
