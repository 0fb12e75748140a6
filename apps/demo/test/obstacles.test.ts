import type { Capabilities, CapabilityRow, VideoRequest } from '@vid/core';
import { expect, test } from 'vitest';
import { obstaclesTo } from '../src/page/create/options.ts';

const media = { from: ['url'] } as const;
const row = (accepts: CapabilityRow['accepts'], more: Partial<CapabilityRow> = {}): CapabilityRow => ({
  mode: 'text-to-video',
  evidence: 'documented',
  source: 'this test',
  accepts,
  ...more,
});
const prompt = { maxLength: 9 };
const capabilities: Capabilities = {
  models: [
    {
      provider: 'p',
      api: 'gateway',
      model: 'words',
      rows: [row({ prompt, seed: { min: 0, max: 9 }, duration: { oneOf: [5, 10] } })],
    },
    {
      provider: 'p',
      api: 'gateway',
      model: 'pictures',
      rows: [
        row(
          { prompt, firstFrame: media, lastFrame: media, cameraControl: { axes: ['zoom'], presets: [] } },
          { mode: 'image-to-video', requires: ['firstFrame'], atMostOne: [['lastFrame', 'cameraControl']] },
        ),
        row({ duration: { oneOf: [5] }, firstFrame: media, watermark: { oneOf: [true] } }),
      ],
    },
  ],
};
const link = 'https://example.com/a.png';

const together = (...fields: readonly string[]) => ({ kind: 'together', fields });

test.each<[string, VideoRequest, object]>([
  ['a missing field is none', { prompt: 'a' }, { firstFrame: undefined, cameraControl: undefined }],
  ['what no row takes', {}, { audio: { kind: 'nobody' }, size: { kind: 'nobody' }, seed: undefined }],
  ['what is set elsewhere', { seed: 1 }, { firstFrame: together('seed'), duration: undefined }],
  ['a value, not the field', { duration: 10 }, { watermark: together('duration'), seed: undefined }],
  ['a group', { firstFrame: link, lastFrame: link }, { cameraControl: together('lastFrame') }],
  [
    'the nearest row tells',
    { prompt: 'a', duration: 10, seed: 1 },
    { watermark: together('prompt', 'duration', 'seed') },
  ],
  ['a named model', { model: 'p:words' }, { firstFrame: { kind: 'nobody' }, seed: undefined }],
  ['nothing where nobody can anyway', { seed: 99 }, { firstFrame: undefined, audio: { kind: 'nobody' } }],
  ['never what is set', { seed: 1, firstFrame: link }, { seed: undefined, firstFrame: undefined }],
])('%s', (_, request, expected) => {
  expect({
    ...Object.fromEntries(Object.keys(expected).map((key) => [key, undefined])),
    ...obstaclesTo(capabilities, request),
  }).toMatchObject(expected);
});
