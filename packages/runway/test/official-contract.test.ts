import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import { createRunway } from '@vid/runway';
import { statusWords, understood } from './understood.ts';

testProvider('runway (official)', async () => {
  const simulator = await startSimulator({ speed: 0, retired: 'served' });
  return {
    createProvider: (settings) =>
      createRunway({ api: 'official', baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings }),
    baseUrl: simulator.url,
    requests: [
      { prompt: 'a paper boat' },
      { firstFrame: 'https://example.com/image.jpg', prompt: 'a cat dances', seed: 0 },
      {
        model: 'veo3.1_fast',
        firstFrame: { data: new Uint8Array([0x89, 0x50, 0x4e, 0x47]), mediaType: 'image/png' },
        lastFrame: 'https://example.com/last.jpg',
        duration: 6,
        audio: false,
      },
      { references: ['https://example.com/a.png', 'https://example.com/b.png'], resolution: '480p' },
      {
        prompt: 'a dance to this',
        references: ['https://example.com/a.png'],
        referenceVideos: ['https://example.com/move.mp4'],
        referenceAudio: [{ data: new Uint8Array([0xff, 0xfb]), mediaType: 'audio/mpeg' }],
      },
      { sourceVideo: 'https://example.com/take3.mp4', prompt: 'the same street in winter', seed: 0 },
      { model: 'seedance2_5', sourceVideo: 'https://example.com/take3.mp4', audio: false },
    ],
    listOptions: {
      keyframes: [
        [{ uri: 'https://example.com/a.png', at: 0 }],
        [{ uri: 'https://example.com/a.png', seconds: 0 }],
      ],
    },
    understood,
    statusWords,
    refusal: (error) => Response.json({ error }, { status: 429 }),
    trouble: (error) => Response.json({ error }, { status: 500 }),
    createdTasks: () => simulator.tasks.length,
    lastBill: () => {
      const cost = simulator.tasks.at(-1)?.cost;
      return cost && { amount: cost.amount / 100, currency: 'USD' };
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
