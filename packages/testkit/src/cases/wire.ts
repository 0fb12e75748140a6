import { array, assert as assertProperty, nat, property, tuple } from 'fast-check';
import { type Feature, features, modeOf, type VideoProvider, type VideoRequest } from '@vid/core';
import { expect } from 'vitest';
import { each, groupOf } from '../contract-case.ts';
import { bodyOf, headersOf } from '../dry-run.ts';
import { watchedFetch } from '../faults.ts';
import { leastRequest } from '../row-requests.ts';
import { sampleValues, withSamples } from '../samples.ts';

const bad: readonly (readonly [string, unknown, string])[] = [
  ['an unknown field', { prompt: 'a boat', imageUrl: 'https://example.com/a.png' }, 'invalid-request'],
  ['a picture by http', { prompt: 'a boat', firstFrame: 'http://example.com/a.png' }, 'invalid-request'],
  ['a duration of 0', { prompt: 'a boat', duration: 0 }, 'invalid-request'],
  ['a text for a number', { prompt: 'a boat', duration: '5' }, 'invalid-request'],
  ['null for a field', { prompt: null }, 'invalid-request'],
  ['null', null, 'invalid-request'],
  ['a model that nobody has', { prompt: 'a boat', model: 'no-such-model' }, 'unsupported'],
  ['a length that nobody makes', { prompt: 'a boat', duration: 1e6 }, 'unsupported'],
  [
    'options of somebody else',
    { prompt: 'a boat', providerOptions: { 'somebody-else': { x: 1 } } },
    'unsupported',
  ],
];

/** What is sent for a request as text, `refused`, or what went wrong. */
function sentFor(provider: VideoProvider, request: VideoRequest): string {
  try {
    const { url, body } = provider.prepare(request);
    return `${url} ${JSON.stringify(body)}`;
  } catch (error) {
    const isRefusal = error instanceof Error && error.name === 'VideoError';
    return isRefusal ? 'refused' : `threw ${String(error)}`;
  }
}

/** Nothing that is set is dropped; nothing bad is sent; the dry run is the truth. */
export const wireCases = groupOf('a request', {
  'is shown in a dry run as it is sent, apart from secrets, without a key': async (open) => {
    const fixture = await open();
    const { fetch, sent } = watchedFetch();
    for (const [index, request] of fixture.requests.entries()) {
      const prepared = fixture.createProvider({ fetch, apiKey: '' }).prepare(request);
      expect(sent).toHaveLength(0);
      // Where the service takes our reference, the dry run shows `{reference}` in its place. None is taken twice.
      const reference = `reference-${index}`;
      await fixture.createProvider({ fetch }).generate(request, { reference });
      const [real] = sent.splice(0);
      expect(real?.method).toBe(prepared.method);
      expect(real?.url).toBe(prepared.url);
      expect(real && (await bodyOf(real))).toBe(
        JSON.stringify(prepared.body).replaceAll('{reference}', reference),
      );
      const plain = Object.entries(prepared.headers)
        .filter(([, value]) => !value.includes('***'))
        .map(([name, value]) => [name, value.replaceAll('{reference}', reference)]);
      const headers = real === undefined ? [] : headersOf(real);
      expect(headers).toEqual(expect.arrayContaining(plain));
      expect(JSON.stringify(headers)).not.toContain('***');
    }
  },

  ...each(
    bad.map(([what, ...line]) => [what, line] as const),
    (what) => `is refused before anything is sent when it holds ${what}`,
    ([request, code]) =>
      async (open) => {
        const fixture = await open();
        const { fetch, sent } = watchedFetch();
        const provider = fixture.createProvider({ fetch });
        // Callers without types send such things.
        const generate: (request: never) => Promise<unknown> = (wrong) => provider.generate(wrong);
        const refusal: unknown = await Reflect.apply(generate, undefined, [request]).catch(
          (error: unknown) => error,
        );
        expect(refusal).toMatchObject({ name: 'VideoError', code, message: expect.stringMatching(/\S/) });
        expect(sent).toHaveLength(0);
        expect(fixture.createdTasks()).toBe(0);
      },
  ),

  'has every field on the wire or is refused, for every row of the table': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    const { models } = provider.capabilities;
    for (const { provider: id, model, rows } of models) {
      for (const row of rows) {
        const options = Object.entries(row.accepts.providerOptions ?? {});
        const lists = options.filter(([, rule]) => rule !== 'any' && 'maxItems' in rule);
        expect(Object.keys(fixture.listOptions ?? {}), 'listOptions of the fixture').toEqual(
          expect.arrayContaining(lists.map(([name]) => name)),
        );
        const base = leastRequest(`${id}:${model}`, row, fixture);
        expect(sentFor(provider, base), `${model}, ${row.source}`).toMatch(/^http/);
        expect(modeOf(base), `${model}, ${row.source}`).toBe(row.mode);
        for (const feature of features) {
          const values = sampleValues(feature, id, row, fixture.listOptions);
          const seen = values.map((value) => sentFor(provider, { ...base, [feature]: value }));
          const sent = seen.filter((text) => text !== 'refused');
          // Values that are accepted differ on the wire; one that is dropped would not.
          expect(new Set(sent).size, `${feature} of ${model}: ${sent.join('\n')}`).toBe(sent.length);
          expect(sent.filter((text) => text.startsWith('threw'))).toEqual([]);
        }
      }
    }
  },

  'has every field of any combination on the wire or is refused': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    const rows = provider.capabilities.models.flatMap(({ provider: id, model, rows: own }) =>
      own.map((row) => ({ id, model, row })),
    );
    const { listOptions } = fixture;
    const rowOf = new WeakMap<VideoRequest, (typeof rows)[number]>();
    // A row, and a few fields with one of their sample values each: with many, most would be refused. Mapped, so that a
    // counterexample is printed as the request.
    const picks = array(tuple(nat(), nat()), { maxLength: 4 });
    const requests = tuple(nat({ max: rows.length - 1 }), picks).map(([which, chosenFields]) => {
      const chosen = rows[which];
      if (chosen === undefined) return {};
      const { id, model, row } = chosen;
      const set = chosenFields.flatMap(([field, value]) => {
        const feature = features[field % features.length];
        const values = feature === undefined ? [] : sampleValues(feature, id, row, listOptions);
        return feature === undefined || values.length === 0
          ? []
          : [[feature, values[value % values.length]] as const];
      });
      const request = withSamples(leastRequest(`${id}:${model}`, row, fixture), set);
      rowOf.set(request, chosen);
      return request;
    });
    const combination = property(requests, (request) => {
      const sent = sentFor(provider, request);
      const chosen = rowOf.get(request);
      if (sent === 'refused' || chosen === undefined) return true;
      const valuesOf = (feature: Feature) => sampleValues(feature, chosen.id, chosen.row, listOptions);
      return features
        .filter((feature) => request[feature] !== undefined)
        .every((feature) =>
          valuesOf(feature)
            .filter((other) => JSON.stringify(other) !== JSON.stringify(request[feature]))
            .every((other) => sentFor(provider, { ...request, [feature]: other }) !== sent),
        );
    });
    expect(() => assertProperty(combination, { numRuns: 500 })).not.toThrow();
  },

  'passes with an unknown model only knowingly': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    const [entry] = provider.capabilities.models;
    const [row] = entry?.rows ?? [];
    if (entry === undefined || row === undefined) throw new Error('the table is empty');
    const { model: _known, ...base } = leastRequest('', row);
    const request = { ...base, ...row.defaults, model: `${entry.provider}:newer-than-the-table` };
    expect(sentFor(provider, request)).toBe('refused');
    expect(sentFor(provider, { ...request, unchecked: ['model'] })).toContain('newer-than-the-table');
  },
});
