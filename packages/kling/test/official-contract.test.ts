import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import { statusWords, understood } from './understood.ts';
import { understoodNewer } from './understood-newer.ts';

testProvider('kling (official)', async () => {
  const simulator = await startSimulator({
    speed: 0,
    retired: 'served',
    deliver: () => new Response(),
    officialKling: { parallel: 100 },
  });
  const official = { api: 'official', baseUrl: simulator.url, apiKey: simulator.apiKey } as const;
  const provider = createKling(official);
  const made = async (model: string) => {
    const source = await provider.generate({ model, prompt: 'a kite climbs' });
    simulator.advance(60);
    const finished = await provider.query(source);
    return finished.status === 'succeeded' ? (finished.videos[0]?.id ?? '') : '';
  };
  const videoIds = [await made('kling-v1-6'), await made('kling-v1')];
  return {
    createProvider: (settings) => createKling({ ...official, ...settings }),
    baseUrl: simulator.url,
    requests: [
      { prompt: 'a kite climbs' },
      { prompt: 'a kite climbs', cameraControl: { zoom: 4.5 } },
      { firstFrame: 'https://example.com/image.jpg', lastFrame: 'https://example.com/end.jpg' },
      { prompt: 'both fly', references: ['https://example.com/a.png', 'https://example.com/b.png'] },
      { extendVideo: videoIds[0], prompt: 'it keeps climbing' },
      { sourceVideo: 'https://example.com/take.mp4', prompt: 'by night' },
      { model: 'kling-3.0-turbo', prompt: 'a kite climbs' },
      { model: 'kling-3.0', prompt: 'a kite climbs', firstFrame: 'https://example.com/image.jpg' },
      { providerOptions: { kling: { shots: [{ prompt: 'a kite climbs', duration: 3 }] } } },
    ],
    listOptions: {
      voices: [['voice-a'], ['voice-a', 'voice-b']],
      elements: [[0], [7], [1, 2]],
      shots: [
        [{ prompt: 'a kite climbs', duration: 3 }],
        [
          { prompt: 'a kite climbs', duration: 2 },
          { prompt: 'it falls', duration: 1 },
        ],
      ],
    },
    videoIds,
    understood: (received) =>
      received.url.pathname.startsWith('/v1/') ? understood(received) : understoodNewer(received),
    statusWords,
    refusal: (message) => Response.json({ code: 1302, message, request_id: 'r-1' }, { status: 429 }),
    trouble: (message) => Response.json({ code: 5000, message, request_id: 'r-1' }, { status: 500 }),
    createdTasks: () => simulator.tasks.length - videoIds.length,
    lastBill: () => {
      const cost = simulator.tasks.at(-1)?.cost;
      return cost && { amount: Number((cost.amount * 0.14).toFixed(6)), currency: 'USD' };
    },
    startTasks: () => simulator.advance(5),
    finishTasks: () => simulator.advance(60),
    failTasks: (reason) => {
      simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
      simulator.advance(60);
    },
    close: () => simulator.close(),
  };
});
