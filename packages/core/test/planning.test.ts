import { inspect } from 'node:util';
import {
  type Capabilities,
  checkRequest,
  createRouter,
  type ModelCapabilities,
  planRequest,
  type VideoRequest,
} from '@vid/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acme, both, fakeProvider, link, png, zenith } from './fixture.ts';
import { largeTable } from './large-table.ts';

const prompt = 'a boat';
const noRow = { prompt, watermark: true, cameraControl: { preset: 'unknown' } };
const requests: Readonly<Record<string, VideoRequest>> = {
  'prompt only': { prompt },
  'several fields': { prompt, duration: 5, aspectRatio: '16:9', seed: 1, watermark: true },
  'a picture': { prompt, firstFrame: link, aspectRatio: '9:16' },
  'what no row takes': noRow,
  'a value that no row takes': { prompt, duration: 60 },
  'a name that nobody has': { prompt, model: 'nobody' },
};

/** A table that counts how often its rules are read, by model. */
function counting({ models }: Capabilities) {
  const reads = new Map<string, number>();
  const watched = <Part extends object>(part: Part, model: string): Part =>
    new Proxy(part, {
      get(target, key) {
        reads.set(model, (reads.get(model) ?? 0) + 1);
        const value: unknown = Reflect.get(target, key);
        return typeof value === 'object' && value !== null ? watched(value, model) : value;
      },
    });
  const watchedModel = (entry: ModelCapabilities): ModelCapabilities => ({
    ...entry,
    rows: entry.rows.map((row) => ({ ...row, accepts: watched(row.accepts, entry.model) })),
  });
  const total = () => [...reads.values()].reduce((sum, count) => sum + count, 0);
  return {
    table: { models: models.map(watchedModel) },
    /** What was read meanwhile, by model. */
    during: (work: () => unknown): ReadonlyMap<string, number> => {
      reads.clear();
      work();
      return new Map(reads);
    },
    countDuring: (work: () => unknown): number => {
      reads.clear();
      work();
      return total();
    },
  };
}

describe('the work of a plan', () => {
  const size = { providers: 4, models: 3, rows: 8, isEachRowDifferent: true } as const;

  it.each(Object.entries(requests))('grows with the rows, not with their square: %s', (_name, request) => {
    const [small, large] = [3, 24].map((models) => {
      const { table, countDuring } = counting(largeTable({ ...size, models }));
      const first = countDuring(() => planRequest(table, request));
      return { first, next: countDuring(() => planRequest(table, request)) };
    });
    expect(large?.first).toBeLessThanOrEqual(8.5 * (small?.first ?? 0));
    // What no two rows say alike is read for each row, and no more.
    expect(large?.next).toBeLessThanOrEqual(8.5 * (small?.next ?? 0) + 8);
  });

  const taken = { prompt, duration: 5, aspectRatio: '16:9' } as const;
  it('router.select: asks what rows say alike only once', () => {
    const alike = Array.from({ length: 50 }, (_, index) =>
      acme.models.map((entry) => ({ ...entry, model: `${entry.model}-${index}` })),
    ).flat();
    const [few, many] = [acme.models, alike].map((models) => {
      const { table, countDuring } = counting({ models });
      const router = createRouter([fakeProvider(table).provider]);
      router.select(taken);
      return countDuring(() => router.select(taken));
    });
    expect(few).toBeGreaterThan(0);
    expect(many).toBe(few);
  });

  it('router.select: a second router over the same tables reuses what the first one learnt', () => {
    const { table, countDuring } = counting(largeTable({ providers: 4, models: 3, rows: 8 }));
    const select = () => createRouter([fakeProvider(table).provider]).select(taken);
    const learning = countDuring(select);
    const second = countDuring(select);
    expect(second).toBeLessThan(learning / 4);
    expect(countDuring(select)).toBe(second);
  });

  it('router.select: looks for no reasons where a model can do it, and router.plan gives them as data', () => {
    const { table, during } = counting(largeTable({ ...size, providers: 1 }));
    const some = { prompt, watermark: true, cameraControl: { pan: 1 } };
    const router = createRouter([fakeProvider(table).provider]);
    // The rules' numbers are kept after the first.
    router.select(some);
    const read = (work: () => unknown) => [...during(work).values()].reduce((sum, count) => sum + count, 0);
    const selecting = read(() => router.select(some));
    const plan = router.plan(some);
    expect(plan.rejected.length).toBeGreaterThan(0);
    expect(selecting).toBeLessThan(read(() => router.plan(some)));
    expect(read(() => JSON.stringify(plan))).toBe(0);
  });
});

describe('router.plan', () => {
  const fresh = () => planRequest(both, { prompt, duration: 8 });

  it('is plain data: JSON, structuredClone and spread keep reasons and suggestions', () => {
    const known = JSON.stringify(fresh());
    expect(JSON.parse(known)).toMatchObject({
      rejected: [{ suggestion: { request: { duration: 10 } } }, {}],
    });
    expect(structuredClone(fresh())).toEqual(JSON.parse(known));
    expect({ ...fresh() }).toEqual(JSON.parse(known));
    expect(fresh().rejected.map((rejection) => ({ ...rejection }))).toEqual(JSON.parse(known).rejected);
  });

  it('is shown as plain data', () => {
    const plain: unknown = JSON.parse(JSON.stringify(fresh()));
    expect(inspect(fresh(), { depth: 9 })).toBe(inspect(plain, { depth: 9 }));
  });

  it('has no suggestion in JSON where there is none', () => {
    const [rejection] = planRequest(zenith, { duration: 5 }).rejected;
    expect(rejection?.suggestion).toBeUndefined();
    expect(Object.keys(JSON.parse(JSON.stringify(rejection)))).toEqual([
      'provider',
      'api',
      'model',
      'problems',
    ]);
  });
});

const twin: Capabilities = { models: acme.models.map((entry) => ({ ...entry, provider: 'twin' })) };
const loose: Capabilities = {
  models: zenith.models.map((entry) => ({
    ...entry,
    provider: 'loose',
    rows: entry.rows.map((row) => ({ ...row, atMostOne: [] })),
  })),
};
const related: Capabilities = { models: [...both.models, ...twin.models, ...loose.models] };
const tables: readonly Capabilities[] = [
  related,
  largeTable({ providers: 2, models: 2, rows: 8 }),
  largeTable({ providers: 2, models: 2, rows: 9, isEachRowDifferent: true }),
];

const fields = {
  prompt: fc.constantFrom('', 'a'.repeat(900), 'a'.repeat(2_400)),
  firstFrame: fc.constantFrom(link, png(), png(9)),
  lastFrame: fc.constant(link),
  duration: fc.constantFrom(2, 5, 6, 10, 13),
  aspectRatio: fc.constantFrom('16:9', '9:16', '4:3', '21:9'),
  resolution: fc.constantFrom('480p', '1080p'),
  size: fc.constant('256x256'),
  quality: fc.constantFrom('standard', 'pro'),
  watermark: fc.boolean(),
  cameraControl: fc.constantFrom({ pan: 1 }, { pan: 1, zoom: 1 }, { preset: 'orbit' }),
  seed: fc.constantFrom(0, 101, 2 ** 31 + 20),
  providerOptions: fc.constantFrom({ acme: { style: 'ink' } }, { acme: { style: 'chalk' } }),
  unchecked: fc.constantFrom(['firstFrame'], ['prompt', 'seed']),
};
/** Few fields at a time: what sets them all fits nowhere. */
const anyRequest: fc.Arbitrary<VideoRequest> = fc
  .tuple(fc.record(fields), fc.subarray(Object.keys(fields), { maxLength: 3 }))
  .map(([request, kept]) => ({
    prompt,
    ...Object.fromEntries(Object.entries(request).filter(([field]) => kept.includes(field))),
  }));

it('a model can do what one of its rows can do when it is the only row there is', () => {
  let fits = 0;
  let misfits = 0;
  fc.assert(
    fc.property(fc.constantFrom(...tables), anyRequest, (table, request) => {
      const plan = planRequest(table, request);
      const nameOf = ({ provider, model }: { readonly provider: string; readonly model: string }) =>
        `${provider}:${model}`;
      const isAble = (entry: ModelCapabilities) =>
        entry.rows.some((row) => checkRequest({ models: [{ ...entry, rows: [row] }] }, request).fits);
      const able = table.models.filter(isAble).map(nameOf);
      expect(plan.candidates.map(nameOf).toSorted()).toEqual(able.toSorted());
      fits += able.length;
      misfits += plan.rejected.length;
      for (const { problems } of plan.rejected) expect(problems).not.toEqual([]);
    }),
    { numRuns: 150, examples: [[related, { prompt, size: '256x256', aspectRatio: '16:9' }]] },
  );
  expect(Math.min(fits, misfits)).toBeGreaterThan(200);
});
