import type { VideoRequest } from '@vid/core';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkOf, noComposition, pathOf, readLink, readPath } from '../src/page/address/codec.ts';
import { languages } from './languages.ts';

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

  test('in the address, beside apis, options and models, there and back', () => {
    const id = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/);
    const composed = fc.record({
      link: fc.option(requests.map(linkOf), { nil: undefined }),
      apis: fc.dictionary(id, fc.constantFrom('official', 'gateway')),
      routing: fc.record({
        prefer: fc.constantFrom('listed' as const, 'cheapest' as const, 'fastest' as const),
        adapt: fc.boolean(),
        most: fc.option(
          fc.integer({ min: 0, max: 999 }).map((cents) => cents / 100),
          { nil: undefined },
        ),
        currency: fc.constant('USD'),
        needs: fc.uniqueArray(fc.constantFrom('cancel' as const, 'audio' as const)),
      }),
      models: fc.option(fc.array(fc.tuple(id, id).map((pair) => pair.join(':'))), { nil: undefined }),
      also: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 3 }),
      times: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(composed, fc.option(fc.uuid(), { nil: undefined }), (composition, comparison) => {
        const path = pathOf({ ...composition, view: 'create', comparison, query: new URLSearchParams() });
        const { pathname, search } = new URL(path, 'http://localhost');
        const read = readPath(pathname, search);
        expect(read).toMatchObject({ view: 'create', comparison });
        expect(read.composed ?? noComposition).toEqual(composition);
      }),
    );
  });

  test('what is odd in an address is left out', () => {
    const odd = '?prefer=x&most=much&needs=moon,cancel&apis=&models=&times=99';
    expect(readPath('/create', odd).composed).toEqual({ ...noComposition, models: [] });
    expect(readPath('/nowhere', '')).toMatchObject({ view: 'create', composed: undefined });
    expect(readPath('request=abc', '').composed).toMatchObject({ link: 'abc' });
  });
});

describe('what is no link is one reason', () => {
  test('anything at all', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readLink(text, messages);
        expect(reading.ok || reading.reasons.length).toBeTruthy();
      }),
    );
  });

  test('a link that was cut', () => {
    const link = linkOf({ prompt: 'a cat', duration: 5 });
    expect(readLink(link.slice(0, -3), messages)).toEqual({
      ok: false,
      reasons: [messages.link.unreadable],
    });
  });

  test('a request that is none', () => {
    const content = JSON.stringify({ request: '{"promt":"a cat"}', files: [] });
    const reading = readLink(btoa(content), messages);
    expect(reading).toMatchObject({ ok: false, reasons: [{ field: 'promt' }] });
  });
});
