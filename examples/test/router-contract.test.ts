import { createRouter } from '@vid/core';
import { createJimeng } from '@vid/jimeng';
import { createKling } from '@vid/kling';
import { createRunway } from '@vid/runway';
import { startSimulator } from '@vid/simulator';
import { testProvider } from '@vid/testkit';

// The router stands wherever a provider stands, so it passes the same suite; a router inside a router too.
for (const [name, nested] of [
  ['a router', false],
  ['a router inside a router', true],
] as const) {
  testProvider(name, async () => {
    const simulator = await startSimulator({ speed: 0 });
    return {
      createProvider: (settings) => {
        const all = { baseUrl: simulator.url, apiKey: simulator.apiKey, ...settings };
        const [first, ...others] = [createRunway(all), createKling(all), createJimeng(all)] as const;
        return nested ? createRouter([first, createRouter(others)]) : createRouter([first, ...others]);
      },
      requests: [
        { prompt: 'a lantern on a dark lake' },
        { prompt: 'a lantern on a dark lake', aspectRatio: '9:16', resolution: '1080p' },
        { firstFrame: 'https://example.com/image.jpg', watermark: true },
        { firstFrame: 'https://example.com/image.jpg', cameraControl: { pan: 3 } },
      ],
      listOptions: { voices: [['voice-a'], ['voice-a', 'voice-b']] },
      refusal: (message) =>
        Response.json({ error: { message, type: 'new_api_error', code: '' } }, { status: 429 }),
      createdTasks: () => simulator.tasks.length,
      finishTasks: () => simulator.advance(60),
      close: () => simulator.close(),
    };
  });
}
