import type { VideoRequest } from '@vid/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkIn, linkOf, readLink, withLink } from '../src/page/link/request-link.ts';
import { languages } from '../src/page/messages.ts';

const { messages } = languages.en;
const url = fc.webUrl({ validSchemes: ['https'] });
const axis = fc.integer({ min: -10, max: 10 });
const requests: fc.Arbitrary<VideoRequest> = fc.record(
  {
    prompt: fc.string({ unit: 'grapheme' }),
    negativePrompt: fc.string({ unit: 'binary' }),
    firstFrame: url,
    references: fc.array(url, { minLength: 1 }),
    duration: fc.integer({ min: 1, max: 60 }),
    watermark: fc.boolean(),
    seed: fc.integer(),
    cameraControl: fc.record({ zoom: axis, pan: axis }, { requiredKeys: [] }),
    motionMasks: fc.record({
      static: url,
      dynamic: fc.array(
        fc.record({ mask: url, trajectory: fc.array(fc.record({ x: fc.integer(), y: fc.integer() })) }),
      ),
    }),
  },
  { requiredKeys: [] },
);

describe('a link holds the request', () => {
  test('there and back, whatever is in it', () => {
    fc.assert(
      fc.property(requests, (request) => {
        const link = linkOf(request);
        expect(link).toMatch(/^[\w-]+$/);
        // JSON knows no -0.
        const plain: unknown = JSON.parse(JSON.stringify(request));
        expect(readLink(link, messages)).toEqual({ ok: true, request: plain, files: [] });
      }),
    );
  });

  test('without the files, which it names', () => {
    const data = Uint8Array.of(1, 2, 3);
    const link = linkOf({ prompt: 'a cat', firstFrame: { data, mediaType: 'image/png' } });
    expect(readLink(link, messages)).toEqual({
      ok: true,
      request: { prompt: 'a cat' },
      files: ['firstFrame'],
    });
  });

  test('beside what others keep in the address', () => {
    fc.assert(
      fc.property(requests, fc.stringMatching(/^[a-p]*$/), (request, other) => {
        const link = linkOf(request);
        const hash = withLink(other === '' ? '' : `#${other}`, link);
        expect(linkIn(hash)).toBe(link);
        expect(withLink(hash, undefined)).toBe(other === '' ? '' : `#${other}`);
      }),
    );
    expect(linkIn('#/history')).toBeUndefined();
  });
});

describe('what is no link is one reason', () => {
  test('anything at all', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readLink(text, messages);
        expect(reading.ok || reading.reason).toBeTruthy();
      }),
    );
  });

  test('a link that was cut', () => {
    const link = linkOf({ prompt: 'a cat', duration: 5 });
    expect(readLink(link.slice(0, -3), messages)).toEqual({ ok: false, reason: messages.link.unreadable });
  });

  test('a request that is none', () => {
    const content = JSON.stringify({ request: '{"promt":"a cat"}', files: [] });
    const reading = readLink(btoa(content), messages);
    expect(reading.ok || reading.reason).toMatch(/promt.*prompt/);
  });
});
