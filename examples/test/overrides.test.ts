import { readFileSync } from 'node:fs';
import { createBudget, createRouter, explainPlan, type VideoError } from '@vid/core';
import { defineOverrides, parseOverrides } from '@vid/core/overrides';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openKling } from '../src/overrides.ts';

const usd = (amount: number) => ({ amount, currency: 'USD' });
const request = { model: 'kling-v2-6', prompt: 'a paper boat' };
const prices = {
  source: 'my price list',
  models: { 'kling:kling-v2-6': { prices: [{ perTask: 0.29, currency: 'USD' }] } },
};

describe('overrides of a provider', () => {
  it('send the reseller’s name for a model, and the name of one that is new', () => {
    const kling = openKling();
    expect(kling.prepare(request).body).toMatchObject({ model_name: 'kwai-kling-v2-6' });
    const isNew = { ...request, model: 'kling-v2-9', duration: 12 };
    expect(kling.prepare(isNew).body).toMatchObject({ model_name: 'kling-v2-9', duration: '12' });
  });

  it('give a gateway prices, so that a budget works there: one bill, and what is beyond is refused', async () => {
    const simulator = await startSimulator({ speed: 0 });
    onTestFinished(() => simulator.close());
    const settings = { api: 'gateway', baseUrl: simulator.url, apiKey: simulator.apiKey } as const;
    const options = { budget: createBudget(usd(0.5)), maxCost: usd(0.3) };
    const plain = createRouter([createKling(settings)]);
    const error: unknown = await plain.generate(request, options).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ problems: [{ code: 'unknown-price' }] });
    expect(simulator.tasks).toHaveLength(0);

    const router = createRouter([createKling({ ...settings, overrides: defineOverrides(prices) })]);
    expect(explainPlan(router.plan(request))).toContain('your overrides changed prices: my price list');
    const task = await router.generate(request, options);
    // Task and submission bear the name of the table.
    expect(task).toMatchObject({ provider: 'kling', api: 'gateway', model: 'kling-v2-6' });
    expect(options.budget.left).toEqual(usd(0.21));
    const second: unknown = await router
      .generate(request, options)
      .catch((reason: VideoError) => reason.problems);
    expect(second).toMatchObject([{ code: 'over-budget', price: usd(0.29), left: usd(0.21) }]);
    expect(simulator.tasks).toHaveLength(1);
  });

  it('are refused with a sentence where they are no overrides', () => {
    expect(() => createKling({ api: 'gateway', overrides: JSON.parse('{}') })).toThrow(
      'overrides: must be what defineOverrides of @vid/core/overrides returns',
    );
  });
});

describe('overrides.schema.json', () => {
  const file = readFileSync(new URL('../../packages/core/overrides.schema.json', import.meta.url), 'utf8');
  const isValid = new Ajv2020({ strict: false, formats: { date: /^\d{4}-\d\d-\d\d$/ } }).compile(
    JSON.parse(file),
  );
  const isTaken = (json: unknown) => {
    try {
      parseOverrides(json);
      return true;
    } catch {
      return false;
    }
  };
  const of = (override: unknown) => ({ source: 'me', models: { 'kling:kling-v2-6': override } });

  it.each([
    [prices, true],
    [of({ accepts: { duration: { min: 3, max: 15, step: 1 } }, without: ['seed', 'video-extension'] }), true],
    [
      of({
        rows: [
          {
            mode: 'text-to-video',
            accepts: { prompt: {} },
            atMostOne: [['size', 'providerOptions.kling.mode']],
          },
        ],
      }),
      true,
    ],
    [of({ retired: null, hidden: true }), true],
    [of({ price: [] }), false],
    [of({ prices: [{ perSecond: 1 }] }), false],
    [of({ rows: [{ mode: 'text', accepts: {} }] }), false],
    [{ models: {} }, false],
    [{ source: 'me', models: { 'kling-v2-6': {} } }, false],
  ])('says of %j what parseOverrides says', (json, expected) => {
    expect(isTaken(json)).toBe(expected);
    expect(isValid(json)).toBe(expected);
  });
});
