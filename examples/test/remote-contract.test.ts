import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { testProvider } from '@vid/testkit';
import { openRemote } from './remote-host.ts';

// A remote router passes the suite of providers, over a real server with a real service behind it.

const byJob =
  'a task is asked for by its job, which its lookup has; core has cases of strange ids and unknown jobs';
const skip = {
  'needs a key, says which, and shows none':
    'its setting is `token`, which a server may not need; core has the case',
  'say an id whole, whatever is in it': byJob,
  'says not-found of a task that is not there, and nothing worse': byJob,
  'sends the name that overrides give a model, and writes one that they add like the one that it is like':
    'the table is the server’s: overrides are made there',
};
const cannotReconcile =
  'a remote router always can, and asks the server; the table says what the service behind can';

testProvider(
  'a remote router, kling (official)',
  () =>
    openRemote({
      simulator: { deliver: () => new Response(), officialKling: { parallel: 100 } },
      providerOf: (baseUrl, apiKey) => createKling({ api: 'official', baseUrl, apiKey }),
      made: ['kling-v1-6', 'kling-v1'].map((model) => ({ model, prompt: 'a kite climbs' })),
      requests: ([extendVideo]) => [
        { prompt: 'a kite climbs' },
        { prompt: 'a kite climbs', cameraControl: { zoom: 4.5 } },
        { firstFrame: 'https://example.com/image.jpg', lastFrame: 'https://example.com/end.jpg' },
        { prompt: 'both fly', references: ['https://example.com/a.png', 'https://example.com/b.png'] },
        { extendVideo, prompt: 'it keeps climbing' },
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
      lastBill: (units) => Number((units * 0.14).toFixed(6)),
    }),
  { skip },
);

testProvider(
  'a remote router, runway (official)',
  () =>
    openRemote({
      providerOf: (baseUrl, apiKey) => createRunway({ api: 'official', baseUrl, apiKey }),
      requests: () => [
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
      lastBill: (credits) => credits / 100,
    }),
  {
    skip: {
      ...skip,
      'finds a lost task by its submission, or has no reconcile and says so': cannotReconcile,
      'say of every model whether the provider can reconcile, which says so without a call where it cannot':
        cannotReconcile,
    },
  },
);
