import { requestFromJson } from '@vid/core';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, it } from 'vitest';
import { requestSchema } from '../src/request-schema.ts';

const base64 =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const link = 'https://example.com/a.png';
const takes = new Ajv2020({ strict: true, strictTypes: false }).compile(requestSchema);

const right: readonly unknown[] = [
  {},
  { prompt: '', seed: 0, watermark: false },
  { firstFrame: link, lastFrame: { base64 }, references: [link, { base64, mediaType: 'image/png' }] },
  { duration: 'auto', aspectRatio: 'adaptive', resolution: '4k', size: '1280x720', quality: 'pro' },
  { cameraControl: { pan: -10 }, motionMasks: { dynamic: [{ mask: link, trajectory: [{ x: 1, y: 2 }] }] } },
  { cameraControl: { preset: 'forward_up' }, callbackUrl: link, providerOptions: { kling: { a: 1 } } },
  { model: 'm', unchecked: ['seed'], extendVideo: 'v', audio: true, sourceVideo: link },
];
const wrong: readonly unknown[] = [
  [],
  'a boat',
  { duratoin: 5 },
  { duration: 0 },
  { firstFrame: 'cat.png' },
  { firstFrame: 'file:///etc/passwd' },
  { firstFrame: { base64, name: 'cat' } },
  { references: [] },
  { quality: 'best' },
  { seed: 1.5 },
  { watermark: 'no' },
  { cameraControl: { pan: 11 } },
  { cameraControl: { up: 1 } },
  { motionMasks: { dynamic: [{ mask: link }] } },
  { callbackUrl: 'http://example.com' },
  { providerOptions: { kling: 1 } },
  { unchecked: ['colour'] },
  { model: '' },
];

it.each(right)('the schema of a request and what reads it take %j', (json) => {
  expect(takes(json)).toBe(true);
  expect(() => requestFromJson(json)).not.toThrow();
});

it.each(wrong)('the schema of a request and what reads it refuse %j', (json) => {
  expect(takes(json)).toBe(false);
  expect(() => requestFromJson(json)).toThrow(/^Invalid request, nothing was sent/);
});
