import {
  createRouter,
  explainProblem,
  type Problem,
  requestFromJson,
  requestToJson,
  taskFromId,
} from '@vid/core';
import { describe, expect, it } from 'vitest';
import { checkAnything, fakeProvider, tableOf } from './fixture.ts';

/* What JavaScript, JSON and other people's code hand over: one sentence, never a TypeError, and nothing is sent. */

const table = tableOf({
  prompt: { maxLength: 100 },
  firstFrame: { from: ['url', 'data'] },
  references: { from: ['url', 'data'], maxItems: 9 },
  providerOptions: { style: 'any' },
});
const image = (data: Uint8Array, mediaType = 'image/png') => ({ firstFrame: { data, mediaType } });
const bytesOf = (text: string) => new TextEncoder().encode(text);
const throwing = (): never => {
  throw new TypeError('no');
};
function detached(): Uint8Array {
  const bytes = new Uint8Array(8);
  structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
  return bytes;
}
const sentence = ([problem]: readonly Problem[]) =>
  problem === undefined ? undefined : explainProblem(problem);
const checked = (request: unknown) => {
  const result = checkAnything(table, request);
  return result.fits ? 'fits' : sentence(result.problems);
};

describe('checkRequest: a request that is hardly one', () => {
  it.each<[string, unknown, string]>([
    ['bytes for a list', { references: new Uint8Array(3) }, 'references: must be a list; got 3 bytes'],
    [
      'a getter that throws',
      {
        get prompt() {
          return throwing();
        },
      },
      'request: must be plain data; reading it failed; not set',
    ],
    [
      'a proxy that throws',
      new Proxy({}, { ownKeys: throwing, get: throwing }),
      'request: must be plain data; reading it failed; not set',
    ],
    [
      'an option whose getter throws',
      {
        prompt: 'a',
        providerOptions: { acme: Object.defineProperty({}, 'style', { enumerable: true, get: throwing }) },
      },
      'request: must be plain data; reading it failed; not set',
    ],
    [
      'half of an emoji',
      { prompt: 'a boat \ud83d' },
      'prompt: must be whole Unicode text; half of a surrogate pair stands alone; got "a boat \\ud83d"',
    ],
    [
      'no bytes',
      image(new Uint8Array()),
      'firstFrame.data: must be a Uint8Array with at least one byte; got 0 bytes',
    ],
    [
      'bytes that were handed on',
      image(detached()),
      'firstFrame.data: must be a Uint8Array with at least one byte; got 0 bytes',
    ],
    [
      'a page that was saved as a picture',
      image(bytesOf('\n<!doctype html><html>')),
      'firstFrame.data: must be a picture, video or sound; these bytes are a web page or a text; got 22 bytes',
    ],
    [
      'an answer that was saved as a picture',
      image(bytesOf('{"error":"not found"}')),
      'firstFrame.data: must be a picture, video or sound; these bytes are a web page or a text; got 21 bytes',
    ],
    [
      'a link with a line end',
      { firstFrame: 'https://example.com/a\n.png' },
      'firstFrame: must be an https:// URL, a file: URL, a Blob, a stream, or { data: Uint8Array, mediaType: "image/png" }; got "https://example.com/a\\n.png"',
    ],
  ])('%s', (_what, request, expected) => {
    expect(checked(request)).toBe(expected);
  });

  it('takes a drawing, which is text', () => {
    expect(checked({ prompt: 'a', ...image(bytesOf('<svg/>'), 'image/svg+xml') })).not.toContain('web page');
  });

  it('leaves what it was given as it was', () => {
    const request = { prompt: 'a', references: ['x'], providerOptions: { acme: { style: 1 } } };
    checkAnything(table, request);
    expect(Object.isFrozen(request.references)).toBe(false);
    expect(Object.isFrozen(request.providerOptions)).toBe(false);
  });
});

describe('router.plan: routing options that are none', () => {
  const { provider, generated } = fakeProvider(table);
  const router = createRouter([provider]);
  const thrown = (options: unknown): string => {
    try {
      Reflect.apply((...given: Parameters<typeof router.plan>) => router.plan(...given), undefined, [
        { prompt: 'a' },
        options,
      ]);
      return 'planned';
    } catch (error) {
      expect(error).toMatchObject({ name: 'VideoError', code: 'invalid-request' });
      return error instanceof Error ? error.message : '';
    }
  };

  const preference = 'must be "listed", "cheapest", "fastest", "quality" or a function';
  const money = 'must be { amount, currency } with an amount of at least 0 and a code such as "USD"';
  const rates = 'must be { date: "2026-11-29", base: "USD", rates: { CNY: 7.1 } }, each rate more than 0';
  const of = { date: '2026-11-29', base: 'USD' };
  it.each([
    [null, 'options: must be an object; got null'],
    ['cheapest', 'options: must be an object; got "cheapest"'],
    [{ only: 'acme' }, 'only: must be a list of names such as ["provider:model"]; got "acme"'],
    [{ never: 'acme' }, 'never: must be a list of names such as ["provider:model"]; got "acme"'],
    [{ only: [1] }, 'only.0: must be a text; got 1'],
    [{ needs: 'cancel' }, 'needs: must be a list; got "cancel"'],
    [{ adapt: 'duration' }, 'adapt: must be a list; got "duration"'],
    [{ prefer: 'cheap' }, `prefer: ${preference}; got "cheap"`],
    [{ prefr: 'cheapest' }, 'prefr: unknown field. Did you mean "prefer"?'],
    [{ maxCost: null }, `maxCost: ${money}; got null`],
    [{ maxCost: 5 }, `maxCost: ${money}; got 5`],
    [{ maxCost: { amount: '1', currency: 'USD' } }, `maxCost.amount: ${money}; got "1"`],
    [{ maxCost: { amount: Number.NaN, currency: 'USD' } }, `maxCost.amount: ${money}; got NaN`],
    [{ maxCost: { amount: -1, currency: 'USD' } }, `maxCost.amount: ${money}; got -1`],
    [{ maxCost: { amount: 1, currency: 'eur' } }, `maxCost.currency: ${money}; got "eur"`],
    [{ maxCost: { amount: 1 } }, `maxCost.currency: ${money}; not set`],
    [{ rates: { base: 'USD', rates: { CNY: 7 } } }, `rates.date: ${rates}; not set`],
    [{ rates: { ...of, rates: { CNY: 0 } } }, `rates.rates.CNY: ${rates}; got 0`],
    [{ rates: { ...of, base: 'dollar', rates: {} } }, `rates.base: ${rates}; got "dollar"`],
    [{ rates: 7.1 }, `rates: ${rates}; got 7.1`],
    [{ allowUnknownPrice: 'yes' }, 'allowUnknownPrice: must be true or false; got "yes"'],
  ])('%j', (options, expected) => {
    expect(thrown(options)).toBe(`Invalid routing options, nothing was sent. ${expected}.`);
  });

  it('sends nothing', async () => {
    const options: object = { prefer: 'cheap' };
    await expect(router.generate({ prompt: 'a' }, options)).rejects.toThrow(preference);
    expect(generated).toEqual([]);
  });

  it('takes what is not set', () => {
    expect(thrown({})).toBe('planned');
    expect(thrown({ only: undefined, prefer: undefined })).toBe('planned');
  });

  it('names ten of 9,000 unknown fields', () => {
    const names = Array.from({ length: 9_000 }, (_, index) => [`k${index}`, index] as const);
    const result = router.validateRequest(Object.fromEntries(names));
    expect(() => router.plan(Object.fromEntries(names))).toThrow(/^.{0,5000}; and 8990 more\.$/);
    expect(result.valid).toBe(false);
  });
});

describe('taskFromId: an id that would ask for another path', () => {
  it.each(['.', '..', '\ud800'])('%j', (id) => {
    expect(() => taskFromId({ provider: 'acme', api: 'direct', id })).toThrow('id is no task id; got');
  });
});

describe('a request with a million keys', () => {
  const many = Array.from({ length: 1_000_000 }, (_, nth) => nth);
  const flat: Readonly<Record<string, unknown>> = JSON.parse(
    `{${many.map((nth) => `"key-${nth}":${nth}`).join(',')}}`,
  );
  const deep = many.slice(0, 100_000).reduce<unknown>((inner) => ({ inner }), {});
  const router = createRouter([fakeProvider(table, {}).provider]);
  const expected = [{ code: 'malformed', field: 'request', expected: 'few-parts' }];
  const requests: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['in the request', flat],
    ['in an option', { prompt: 'a', providerOptions: { acme: flat } }],
    ['in a list', { prompt: 'a', references: many }],
    ['of files', { prompt: 'a', references: many.map(() => ({ base64: 'QUJD', mediaType: 'image/png' })) }],
    ['one in another', { prompt: 'a', providerOptions: { acme: deep } }],
  ];

  it.each(requests)('%s is one problem to whoever is asked', async (_, request) => {
    expect(router.validateRequest(request)).toMatchObject({ valid: false, problems: expected });
    const told = { code: 'invalid-request', problems: expected };
    expect(() => requestFromJson(request)).toThrow(expect.objectContaining(told));
    await expect(requestToJson(request)).rejects.toMatchObject(told);
  });

  it('and one of a size that somebody might send is looked at', () => {
    const large = { prompt: 'a', providerOptions: { acme: { style: many.slice(0, 9_000) } } };
    expect(checked(large)).not.toMatch(/keys and items/);
  });
});
