import type { Capabilities, CapabilityRow } from '@vid/core';
import { describe, expect, test } from 'vitest';
import { formOptions } from '../src/page/create/options.ts';
import { languages } from './languages.ts';
import { reasonInWords, readText, toText } from '../src/page/request-json.ts';

const row = (accepts: CapabilityRow['accepts']): CapabilityRow => ({
  mode: 'text-to-video',
  evidence: 'documented',
  source: 'this test',
  accepts,
});
const table = (...rows: readonly CapabilityRow[]): Capabilities => ({
  models: rows.map((only, index) => ({ provider: 'p', api: 'gateway', model: `m${index}`, rows: [only] })),
});

describe('the form is the union of all rows', () => {
  test('of listed values and of ranges', () => {
    const options = formOptions(
      table(
        row({ duration: { min: 4, max: 6 } }),
        row({ duration: { oneOf: [10, 5] }, aspectRatio: { oneOf: ['16:9'] }, size: 'any' }),
        row({
          duration: { min: 3, max: 15 },
          aspectRatio: { oneOf: ['9:16', '16:9'] },
          seed: { min: 0, max: 9 },
        }),
      ),
    );
    expect(options).toMatchObject({
      durations: [5, 10],
      durationSpan: { min: 3, max: 15 },
      aspectRatios: ['16:9', '9:16'],
      sizes: [],
      seedSpan: { min: 0, max: 9 },
    });
    expect([...options.taken].toSorted()).toEqual(['aspectRatio', 'duration', 'seed', 'size']);
  });

  test('of the steps of a range, and of what the model chooses', () => {
    const options = formOptions(
      table(
        row({ duration: { min: 4, max: 8, step: 2, auto: true } }),
        row({ duration: { oneOf: [5] }, aspectRatio: 'any', seed: 'any' }),
        row({ duration: 'any' }),
      ),
    );
    expect(options).toMatchObject({ durations: [4, 5, 6, 8, 'auto'], durationSpan: undefined });
    expect([...options.open].toSorted()).toEqual(['aspectRatio', 'duration', 'seed']);
    const many = formOptions(table(row({ duration: { min: 0, max: 99, step: 1 } })));
    expect(many).toMatchObject({ durations: [], durationSpan: { min: 0, max: 99 } });
  });

  test('of camera moves', () => {
    const { camera } = formOptions(
      table(
        row({ cameraControl: { axes: ['zoom'], presets: [] } }),
        row({ cameraControl: { axes: ['pan', 'zoom'], presets: ['orbit'], strengths: ['weak'] } }),
      ),
    );
    expect(camera).toEqual({
      axes: ['zoom', 'pan'],
      oneAxis: false,
      presets: ['orbit'],
      strengths: ['weak'],
    });
  });

  test('and nothing where there is no row', () => {
    expect(formOptions(table()).taken.size).toBe(0);
  });
});

describe('the request as text', () => {
  const { messages } = languages.en;
  const picture = { data: Uint8Array.of(1, 2, 3), mediaType: 'image/png' };

  test('there and back, a seed of 0 and an empty text included', () => {
    const request = { prompt: '', seed: 0, watermark: false };
    expect(readText(toText(request), {}, messages)).toEqual({ ok: true, request });
  });

  test('keeps a chosen file, which it cannot show', () => {
    const before = { prompt: 'a cat', firstFrame: picture };
    expect(toText(before)).not.toContain('firstFrame');
    expect(readText('{"seed":1}', before, messages)).toEqual({
      ok: true,
      request: { firstFrame: picture, seed: 1 },
    });
  });

  test.each([
    ['{', /JSON/],
    ['[]', /object/],
    ['{"promt":""}', /promt.*prompt/],
    ['{"firstFrame":"http://x.example/a.png"}', /https/],
    ['{"cameraControl":5}', /Camera control/],
  ])('%s is no request', (written, reason) => {
    const reading = readText(written, {}, messages);
    expect(reading.ok || reading.reasons.map((one) => reasonInWords(one, messages)).join()).toMatch(reason);
  });
});

test('every text is there in both languages', () => {
  const plain = (value: unknown): unknown =>
    typeof value === 'object' && value !== null
      ? Object.fromEntries(Object.entries(value).map(([name, part]) => [name, plain(part)]))
      : typeof value;
  expect(plain(languages.zh.messages)).toEqual(plain(languages.en.messages));
  expect(JSON.stringify(languages)).not.toContain('""');
});
