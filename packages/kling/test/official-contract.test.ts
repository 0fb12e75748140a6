import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';

testProvider('kling (official)', async () => {
  const simulator = await startSimulator({ speed: 0, retired: 'served' });
  const official = { api: 'official', baseUrl: simulator.url, apiKey: simulator.apiKey } as const;
  const provider = createKling(official);
  const source = await provider.generate({ model: 'kling-v1-6', prompt: 'a kite climbs' });
  simulator.advance(60);
  const finished = await provider.query(source);
  const id = finished.status === 'succeeded' ? (finished.videos[0]?.id ?? '') : '';
  return {
    createProvider: (settings) => createKling({ ...official, ...settings }),
    requests: [
      { prompt: 'a kite climbs' },
      { prompt: 'a kite climbs', cameraControl: { zoom: 4.5 } },
      { firstFrame: 'https://example.com/image.jpg', lastFrame: 'https://example.com/end.jpg' },
      { prompt: 'both fly', references: ['https://example.com/a.png', 'https://example.com/b.png'] },
      { extendVideo: id, prompt: 'it keeps climbing' },
      { providerOptions: { kling: { shots: [{ prompt: 'a kite climbs', duration: 3 }] } } },
    ],
    listOptions: {
      voices: [['voice-a'], ['voice-a', 'voice-b']],
      elements: [[0], [1, 2]],
      shots: [
        [{ prompt: 'a kite climbs', duration: 3 }],
        [
          { prompt: 'a kite climbs', duration: 2 },
          { prompt: 'it falls', duration: 1 },
        ],
      ],
    },
    refusal: (message) => Response.json({ code: 1302, message, request_id: 'r-1' }, { status: 429 }),
    createdTasks: () => simulator.tasks.length - 1,
    finishTasks: () => simulator.advance(60),
    close: () => simulator.close(),
  };
});
