import { createRouter } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { testProvider, type TestSettings } from '@vid/testkit';

// The router stands wherever a provider stands, so it passes the same suite; a router inside a router too.
for (const [name, nested] of [
  ['a router', false],
  ['a router inside a router', true],
] as const) {
  const open = async () => {
    const simulator = await startSimulator({ speed: 0 });
    return {
      createProvider: (settings: TestSettings) => {
        const all = { baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings };
        const [first, ...others] = [createRunway(all), createKling(all), createJimeng(all)] as const;
        return nested ? createRouter([first, createRouter(others)]) : createRouter([first, ...others]);
      },
      baseUrl: simulator.url,
      requests: [
        { prompt: 'a lantern on a dark lake' },
        { prompt: 'a lantern on a dark lake', aspectRatio: '9:16', resolution: '1080p' },
        { firstFrame: 'https://example.com/image.jpg', watermark: true },
        { firstFrame: 'https://example.com/image.jpg', cameraControl: { pan: 3 } },
        { prompt: 'a lantern on a dark lake', references: ['https://example.com/image.jpg'] },
      ],
      listOptions: { voices: [['voice-a'], ['voice-a', 'voice-b']] },
      statusWords: { IN_PROGRESS: 'running', SUCCESS: 'succeeded', FAILURE: 'failed' } as const,
      refusal: (message: string) =>
        Response.json({ error: { message, type: 'new_api_error', code: '' } }, { status: 429 }),
      trouble: (message: string) =>
        Response.json({ error: { message, type: 'new_api_error', code: '' } }, { status: 500 }),
      createdTasks: () => simulator.tasks.length,
      startTasks: () => simulator.advance(5),
      finishTasks: () => simulator.advance(60),
      failTasks: (reason: string) => {
        simulator.fault({ on: 'poll', kind: 'failed', reason, times: 'always' });
        simulator.advance(60);
      },
      close: () => simulator.close(),
    };
  };
  testProvider(name, open, {
    skip: {
      'is read by the service as it was meant: every field and every default, on every row':
        'a router writes no wire: each of its providers has the case in its own suite',
    },
  });
}
