import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';
import { createWan } from '../src/index.ts';
import { simulation } from '../src/simulation.ts';
import { billOf, statusWords, understood } from './understood.ts';

testProvider('wan', async () => {
  const simulator = await startSimulator({ speed: 0, services: [simulation] });
  const { baseUrl = '', apiKey = '' } = simulator.settingsFor('wan', 'official') ?? {};
  return {
    createProvider: (settings) => createWan({ baseUrl, apiKey, ...settings }),
    baseUrl,
    requests: [
      { prompt: 'a paper boat' },
      { model: 'happyhorse-1.1-t2v', prompt: 'a paper boat', aspectRatio: '9:21' },
      {
        firstFrame: { data: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), mediaType: 'image/png' },
        lastFrame: 'https://example.com/last.jpg',
        audio: false,
        seed: 0,
      },
      {
        model: 'wan2.2-kf2v-flash',
        firstFrame: 'https://example.com/a.png',
        lastFrame: 'https://example.com/b.png',
      },
      {
        prompt: 'Image 1 dances as in Video 1 to Audio 1',
        references: ['https://example.com/a.png', 'https://example.com/b.png'],
        referenceVideos: ['https://example.com/move.mp4'],
        referenceAudio: ['https://example.com/song.mp3'],
      },
      { sourceVideo: 'https://example.com/take3.mp4', prompt: 'the same street in winter' },
      { providerOptions: { wan: { file: 'https://example.com/deck.pdf' } } },
    ],
    listOptions: {
      file: ['https://example.com/deck.pdf', 'https://example.com/report.docx'],
      link: ['https://example.com/news', 'https://example.com/shop?item=7'],
    },
    understood,
    statusWords,
    refusal: (message) =>
      Response.json({ code: 'Throttling.RateQuota', message, request_id: 'r-1' }, { status: 429 }),
    trouble: (message) =>
      Response.json({ code: 'InternalError', message, request_id: 'r-1' }, { status: 500 }),
    createdTasks: () => simulator.tasks.length,
    lastBill: () => billOf(simulator.tasks.at(-1)?.body),
    startTasks: () => simulator.advance(5),
    finishTasks: () => simulator.advance(60),
    failTasks: (reason) => {
      simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
      simulator.advance(60);
    },
    close: () => simulator.close(),
  };
});
