import type { Candidate, FeatureRules, VideoRequest } from '@vid/core';
import { expect, test } from 'vitest';
import { firstRequest, offeredStarts, starts } from '../src/page/create/starts.tsx';
import { languages } from './languages.ts';
import { makePlan, spread, startingChoice } from '../src/page/plan/make-plan.ts';
import { noPlanOptions, type PlanOptions } from '../src/page/plan/plan-options.ts';
import { variationsOf } from '../src/page/plan/start.tsx';
import { choicesOf } from '../src/page/setup.ts';
import { connectionEntries } from '../src/server/providers.ts';

const { messages } = languages.en;
const providers = connectionEntries.map((entry) => entry.create({}));
const connections = connectionEntries.map(({ id, api, code }) => ({
  provider: id,
  api,
  code,
  keyVariables: [],
  name: { en: id, zh: id },
  state: 'simulated' as const,
}));
const own = choicesOf(connections, {}).map(({ chosen }) => chosen);
/** Behind the apis that are chosen where nobody chose. */
const models = providers
  .flatMap(({ capabilities }) => capabilities.models)
  .filter((model) => own.some(({ provider, api }) => provider === model.provider && api === model.api));

const candidates = (request: object): readonly Candidate[] => {
  const planned = makePlan({ models }, request);
  return 'plan' in planned ? planned.plan.candidates : [];
};

test('a service’s own api comes first; one with a key before that, and a person’s choice before all', () => {
  const apiOf = (apis: Readonly<Record<string, string>>, real?: string) =>
    choicesOf(
      connections.map((one) => ({ ...one, state: one.api === real ? ('real' as const) : one.state })),
      apis,
    ).find(({ provider }) => provider === 'kling')?.chosen.api;
  expect([apiOf({}), apiOf({}, 'gateway'), apiOf({ kling: 'gateway' })]).toEqual([
    'official',
    'gateway',
    'gateway',
  ]);
  expect(models.filter(({ prices }) => prices !== undefined).length).toBeGreaterThan(models.length / 2);
});

test.each([languages.en.messages, languages.zh.messages])(
  'every start can be done by at least three models',
  (words) => {
    const offered = offeredStarts({ models }, words);
    expect(offered.map(({ name }) => name)).toEqual(starts.map(({ name }) => name));
    expect(new Set(offered.map(({ drawing }) => drawing)).size).toBe(offered.length);
    for (const { models: count } of offered) expect(count).toBeGreaterThanOrEqual(3);
  },
);

test('a start that two models can do is not offered', () => {
  const two = candidates({ prompt: 'a', duration: 5, aspectRatio: '16:9' }).slice(0, 2);
  const few = models.filter((one) =>
    two.some(({ provider, model }) => provider === one.provider && model === one.model),
  );
  expect(offeredStarts({ models: few }, messages)).toEqual([]);
});

test('the first screen: every service can, and the best of three are chosen', () => {
  const able = candidates(firstRequest(messages));
  expect(new Set(able.map(({ provider }) => provider))).toEqual(new Set(own.map(({ provider }) => provider)));
  const chosen = startingChoice(able);
  expect(new Set(chosen.map(({ provider }) => provider)).size).toBe(3);
  expect(spread(able).slice(0, 3)).toEqual(chosen);
  expect(new Set(spread(able))).toEqual(new Set(able));
});

test('variations have seeds in a row where a model takes one, and are sent all the same where it does not', () => {
  const able = startingChoice(candidates(firstRequest(messages)));
  const parts = variationsOf([{ request: { prompt: 'a', seed: 7 }, candidates: able }], 3, { models });
  const seeds = parts.flatMap(({ request, candidates: some }) =>
    some.map(({ provider }) => [provider, request.seed] as const),
  );
  expect(seeds).toHaveLength(3 * able.length);
  expect(seeds.filter(([provider]) => provider === 'runway').map(([, seed]) => seed)).toEqual([7, 8, 9]);
  const unseeded = variationsOf([{ request: { prompt: 'a' }, candidates: able }], 2, { models });
  const kling = unseeded.filter(({ candidates: some }) => some.some(({ provider }) => provider === 'kling'));
  expect(kling.map(({ request }) => request)).toEqual([{ prompt: 'a' }, { prompt: 'a' }]);
  expect(variationsOf([{ request: { prompt: 'a' }, candidates: able }], 1, { models })).toHaveLength(1);
});

/** What each variation of the first model that is named would be sent as a seed. */
function seedsOf(request: VideoRequest, rule: FeatureRules, times: number, routing?: PlanOptions) {
  const model = {
    provider: 'acme',
    api: 'official',
    model: 'acme-1',
    rows: [
      {
        mode: 'image-to-video' as const,
        evidence: 'documented' as const,
        source: 'this test',
        accepts: rule,
      },
    ],
  };
  const storeOf = () => 'a store';
  const planned = makePlan({ models: [model] }, request, routing, undefined, storeOf);
  const able = 'plan' in planned ? planned.plan.candidates : [];
  expect(able).toHaveLength(1);
  const parts = variationsOf([{ request, candidates: able }], times, { models: [model] }, storeOf);
  expect(parts.flatMap(({ candidates: some }) => some)).toHaveLength(times);
  return parts.map(({ request: sent }) => sent.seed);
}
const file = { data: new Uint8Array(1), mediaType: 'image/png' };
const image: FeatureRules = { firstFrame: { from: ['url'] }, seed: { min: 0, max: 9 } };

test('no seed is paid twice at one model: not where the request is adjusted, nor where its file is uploaded', () => {
  const asked = { firstFrame: 'https://example.com/a.png', seed: 3 };
  const adjusted = { ...image, duration: { oneOf: [5] } };
  const adapt = { ...noPlanOptions, adapt: true };
  expect(seedsOf({ ...asked, duration: 6 }, adjusted, 3, adapt)).toEqual([3, 4, 5]);
  expect(seedsOf({ ...asked, firstFrame: file }, image, 3)).toEqual([3, 4, 5]);
});

test('from the highest seed of a service variations go down; where there is no other, its service chooses', () => {
  const asked = { firstFrame: 'https://example.com/a.png' };
  expect(seedsOf({ ...asked, seed: 9 }, image, 3)).toEqual([9, 8, 7]);
  expect(seedsOf({ ...asked, seed: 8 }, image, 3)).toEqual([8, 9, 6]);
  const one = { ...image, seed: { min: 4, max: 4 } };
  expect(seedsOf({ ...asked, seed: 4 }, one, 3)).toEqual([4, undefined, undefined]);
});
