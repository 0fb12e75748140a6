import {
  blank,
  environmentVariable,
  mediaText,
  parseJson,
  redact,
  retryAfterMs,
  toBase64,
} from '@vid/core/provider-kit';
import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

describe('redact', () => {
  it.each([
    ['Authorization: Bearer abcdefgh.ijkl-mn', `Authorization: Bearer ${blank}`],
    ['bearer  abcdefghijkl|1', `bearer  ${blank}`],
    ['the key sk-0123456789abcdef is bad', `the key sk-${blank} is bad`],
    ['the key s3cret! is bad', `the key ${blank} is bad`],
    ['s3cret!s3cret!', `${blank}${blank}`],
    ['GET https://h.example/a.mp4?X-Signature=abc&b=1 failed', 'GET https://h.example/a.mp4?… failed'],
    ['HTTPS://H.example/a?b="c"', 'HTTPS://H.example/a?…"c"'],
    [String.raw`{"url":"https:\/\/h.example\/a?sig=abc"}`, String.raw`{"url":"https:\/\/h.example\/a?…"}`],
    ['http://user:password@h.example/a', `http://${blank}@h.example/a`],
    ['data:image/png;base64,' + 'iVBORw0KGgo'.repeat(30) + '==', 'data:image/png;base64,…base64…'],
    ['https://h.example/a.mp4 is gone', 'https://h.example/a.mp4 is gone'],
    ['ask again? yes', 'ask again? yes'],
  ])('%s', (text, clean) => {
    expect(redact(text, ['s3cret!', ''])).toBe(clean);
  });

  it('cuts what is long, after it was cleaned', () => {
    expect(redact('a b'.repeat(200))).toHaveLength(501);
    const planted = `${'a b'.repeat(164)} s3cret!`;
    expect(redact(planted, ['s3cret!'])).not.toContain('s3');
  });

  it('leaves no secret anywhere', () => {
    const secret = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/);
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (key, before, after) => {
        expect(redact(`${before}${key}${after}`, [key])).not.toContain(key);
        expect(redact(`${before} https://h.example/a?${key} ${after}`)).not.toContain(key);
        expect(redact(`${before} Bearer ${key} ${after}`)).not.toContain(key);
      }),
    );
  });
});

describe('parseJson', () => {
  it.each([
    ['{"id":9000000000000000001}', { id: '9000000000000000001' }],
    ['[-9007199254740993]', ['-9007199254740993']],
    ['{"id":9007199254740991}', { id: 9007199254740991 }],
    ['{"a":{"b":[1.5,"x",null,true]}}', { a: { b: [1.5, 'x', null, true] } }],
    ['""', ''],
    ['', undefined],
    ['<html></html>', undefined],
    ['{"a":1', undefined],
  ])('%s', (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });

  it('reads what JSON.stringify wrote', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        // Integers beyond 2^53 become texts on purpose.
        fc.pre(!/\d{16}|e\+/.test(text));
        expect(parseJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('survives any nesting', () => {
    const text = '{"data":'.repeat(50_000) + '1' + '}'.repeat(50_000);
    expect(() => parseJson(text)).not.toThrow();
  });
});

describe('retryAfterMs', () => {
  const now = Date.parse('2026-11-22T09:14:00Z');
  it.each([
    [undefined, undefined],
    ['0', 0],
    ['7', 7_000],
    ['1.5', 1_500],
    ['-3', 0],
    ['Sun, 22 Nov 2026 09:14:30 GMT', 30_000],
    ['Sun, 22 Nov 2026 09:13:30 GMT', 0],
    ['soon', undefined],
    ['Infinity', undefined],
    ['', undefined],
  ])('%j is %j', (value, expected) => {
    const headers = new Headers(value === undefined ? {} : { 'Retry-After': value });
    expect(retryAfterMs(headers, now)).toBe(expected);
  });
});

describe('bytes', () => {
  it('become standard base64, whatever their length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
    );
    const large = Uint8Array.from({ length: 200_001 }, (_, index) => index % 251);
    expect(toBase64(large)).toBe(Buffer.from(large).toString('base64'));
  });

  it('are written as text, a URL as it is', () => {
    const media = { data: new Uint8Array([104, 105]), mediaType: 'image/png' };
    expect(mediaText(media, 'base64')).toBe('aGk=');
    expect(mediaText(media, 'data-uri')).toBe('data:image/png;base64,aGk=');
    expect(mediaText('https://h.example/a?b', 'base64')).toBe('https://h.example/a?b');
  });
});

const read = () => ['VID_TEST_KEY', 'VID_TEST_EMPTY', 'VID_TEST_MISSING'].map(environmentVariable);

describe('environmentVariable', () => {
  it('is undefined where it is empty, missing or not to be read, or where there is no process', () => {
    vi.stubEnv('VID_TEST_KEY', 'value');
    vi.stubEnv('VID_TEST_EMPTY', '');
    try {
      expect(read()).toEqual(['value', undefined, undefined]);
      vi.stubGlobal('process', undefined);
      expect(read()).toEqual([undefined, undefined, undefined]);
      // Deno without permission.
      const refuse = () => {
        throw new Error('Requires env access to "VID_TEST_KEY", run again with the --allow-env flag');
      };
      vi.stubGlobal('process', { env: new Proxy({}, { get: refuse }) });
      expect(read()).toEqual([undefined, undefined, undefined]);
    } finally {
      vi.unstubAllGlobals();
      vi.unstubAllEnvs();
    }
  });
});
