import {
  type Candidate,
  type Capabilities,
  createRouter,
  explainPlan,
  planRequest,
  type RoutingOptions,
} from '@vid/core';
import { newTask } from '@vid/core/provider-kit';
import { describe, expect, it } from 'vitest';
import { perSecond } from './fixture.ts';

const row = (seconds?: number) =>
  ({
    mode: 'text-to-video',
    evidence: 'documented',
    source: 's',
    requires: ['prompt'],
    accepts: { prompt: { maxLength: 9 }, duration: { oneOf: [5, 10] } },
    defaults: { duration: 5 },
    ...(seconds !== undefined && { typicalTime: { seconds, source: 'seen' } }),
  }) as const;

const model = (provider: string, name: string, ...rows: Capabilities['models'][number]['rows']) => ({
  provider,
  api: 'direct',
  model: name,
  rows,
});

const capabilities: Capabilities = {
  models: [
    model('acme', 'mystery', row()),
    { ...model('acme', 'dear', row(30)), ...perSecond(0.2) },
    { ...model('brook', 'cheap', row(90)), ...perSecond(0.01) },
    { ...model('brook', 'claimed', { ...row(1), evidence: 'claimed' }), ...perSecond(0.001) },
    {
      ...model('cedar', 'retired', row(2)),
      ...perSecond(0.002),
      retired: { since: '2026-01-01', source: 'notice' },
    },
  ],
};
const request = { prompt: 'a' };
const order = (options: RoutingOptions) =>
  planRequest(capabilities, request, options).candidates.map(({ model }) => model);
const usd = (amount: number) => ({ amount, currency: 'USD' }) as const;

describe('a preference', () => {
  it.each<[RoutingOptions['prefer'], readonly string[]]>([
    [undefined, ['mystery', 'dear', 'cheap', 'claimed', 'retired']],
    ['listed', ['mystery', 'dear', 'cheap', 'claimed', 'retired']],
    ['cheapest', ['cheap', 'dear', 'mystery', 'claimed', 'retired']],
    ['fastest', ['dear', 'cheap', 'mystery', 'claimed', 'retired']],
    [({ model }: Candidate) => -model.length, ['mystery', 'cheap', 'dear', 'claimed', 'retired']],
  ])(
    '%s decides among equals, never between documented and claimed or live and retired',
    (prefer, expected) => {
      expect(order({ prefer })).toEqual(expected);
    },
  );

  it('leaves candidates that are all unknown as they are listed', () => {
    const unknown = { models: ['a', 'b', 'c'].map((name) => model('acme', name, row())) };
    const plan = planRequest(unknown, request, { prefer: 'cheapest' });
    expect(plan.candidates.map((one) => one.model)).toEqual(['a', 'b', 'c']);
  });
});

describe('quality', () => {
  const made = (name: string, more: object) => ({ ...model('acme', name, { ...row(), ...more }) });
  const table = {
    models: [
      made('unknown', {}),
      made('sd', { output: { resolution: '720p' } }),
      made('standard', { output: { resolution: '1080p' }, defaults: { quality: 'standard' } }),
      made('pro', { defaults: { resolution: '1080p', quality: 'pro' } }),
      made('sized', { defaults: { size: '2160x3840' } }),
      made('asked', { accepts: { prompt: { maxLength: 9 }, resolution: { oneOf: ['4k', '480p'] } } }),
    ],
  };
  const names = (resolution?: string) =>
    planRequest(table, { ...request, resolution }, { prefer: 'quality' }).candidates.map((one) => [
      one.model,
      one.resolution,
    ]);

  it('is what comes out, then pro before standard, and unknown comes last', () => {
    expect(names()).toEqual([
      ['sized', '2160p'],
      ['pro', '1080p'],
      ['standard', '1080p'],
      ['sd', '720p'],
      ['unknown', undefined],
      ['asked', undefined],
    ]);
    expect(names('480p')).toEqual([['asked', '480p']]);
  });
});

describe('two apis of one service', () => {
  const apis = ['front', 'back'].map((api) => ({
    models: [
      { ...model('acme', 'm', row()), ...perSecond(api === 'front' ? 0.2 : 0.1), api },
      { ...model('acme', api, row()), api },
    ],
  }));
  const open = () => {
    const seen: string[] = [];
    const router = createRouter(
      apis.map((table) => ({
        id: 'acme',
        capabilities: table,
        prepare: () => ({ method: 'GET', url: '', headers: {}, body: undefined }),
        validateRequest: () => ({ valid: true }),
        generate: async ({ model: chosen = '' }) => {
          const { api } = table.models[0] ?? expect.fail('no model');
          seen.push(`${api} ${chosen}`);
          return newTask({ provider: 'acme', api, model: chosen }, '1');
        },
        query: () => Promise.reject(new Error('never')),
      })),
    );
    return { router, seen };
  };

  it('are both meant by a name that both have, and told apart where it is printed', () => {
    const plan = open().router.plan(request, { only: ['acme:m'] });
    expect(plan.candidates.map(({ api, model: name }) => `${api} ${name}`)).toEqual(['front m', 'back m']);
    expect(explainPlan(plan)).toMatch(/1\. acme:m \(front, .*2\. acme:m \(back, /s);
    const refused = explainPlan(open().router.plan({ ...request, duration: 7 }));
    expect(refused).toContain('acme:m (back): duration: takes 5, 10');
    expect(refused).toContain('acme:front: duration');
  });

  it('are chosen between by preference, and the one that was chosen is asked', async () => {
    const { router, seen } = open();
    await router.generate(request, { only: ['acme:m'], prefer: 'cheapest' });
    await router.generate(request, { never: ['acme:m', 'front'] });
    expect(seen).toEqual(['back acme:m (back)', 'back acme:back (back)']);
  });
});

describe('a limit', () => {
  it.each<[RoutingOptions, readonly string[]]>([
    [{ only: ['brook'] }, ['cheap', 'claimed']],
    [{ only: ['dear', 'cedar:retired'] }, ['dear', 'retired']],
    [{ only: [] }, []],
    [{ never: ['acme', 'claimed'] }, ['cheap', 'retired']],
    [{ maxCost: usd(0.05) }, ['cheap', 'claimed', 'retired']],
    [{ maxCost: usd(0.0499) }, ['claimed', 'retired']],
    [{ maxCost: usd(0.05), allowUnknownPrice: true }, ['mystery', 'cheap', 'claimed', 'retired']],
    [{ maxCost: usd(1), only: ['acme'], prefer: 'cheapest' }, ['dear']],
  ])('%j leaves %j', (options, expected) => {
    expect(order(options)).toEqual(expected);
  });

  it('says of each candidate that it excludes why', () => {
    const options = { never: ['brook'], maxCost: usd(0.5) };
    const text = explainPlan(planRequest(capabilities, { ...request, duration: 10 }, options));
    expect(text).toContain('brook:cheap: never: is excluded');
    expect(text).toContain('acme:dear: maxCost: would cost 2 USD; the limit is 0.5 USD');
    expect(text).toContain('acme:mystery: maxCost: has no known price; the limit is 0.5 USD');
  });

  it.each(['only', 'never'] as const)(
    '%s of somebody who is not there is refused with the nearest name',
    (option) => {
      const plan = () => planRequest(capabilities, request, { [option]: ['Brok'] });
      expect(plan).toThrow(/unknown model "Brok". Did you mean "brook"?/);
      expect(plan).toThrow(expect.objectContaining({ code: 'invalid-request' }));
    },
  );
});

describe('the router', () => {
  const generated: string[] = [];
  const never = () => Promise.reject(new Error('never'));
  const providers = ['acme', 'brook', 'cedar'].map((id) => ({
    id,
    capabilities: { models: capabilities.models.filter(({ provider }) => provider === id) },
    prepare: ({ model: chosen = '' }) =>
      ({ method: 'GET', url: chosen, headers: {}, body: undefined }) as const,
    validateRequest: () => ({ valid: true }) as const,
    generate: async ({ model: chosen = '' }, options: object = {}) => {
      generated.push(`${chosen} ${Object.keys(options).join()}`);
      return newTask({ provider: id, api: 'direct', model: chosen }, '1');
    },
    query: never,
  }));

  it('obeys routing options in every call, and hands none of them on', async () => {
    const router = createRouter(providers);
    const options = { prefer: 'cheapest', never: ['dear'] } as const;
    expect(router.select(request, options).model).toBe('cheap');
    expect(router.plan(request, options).candidates).toHaveLength(4);
    expect(router.prepare(request, options).url).toBe('brook:cheap (direct)');
    await router.generate(request, { ...options, retries: 1 });
    expect(generated.splice(0)).toEqual(['brook:cheap (direct) retries,onSubmission']);
    await expect(router.generate(request, { only: ['mystery'], maxCost: usd(1) })).rejects.toMatchObject({
      code: 'unsupported',
    });
    expect(generated).toEqual([]);
  });

  it('has a preference of its own, which a call may change', () => {
    const router = createRouter(providers, { prefer: 'fastest' });
    expect(router.select(request).model).toBe('dear');
    expect(router.select(request, { never: ['mystery'] }).model).toBe('dear');
    expect(router.select(request, { prefer: 'listed' }).model).toBe('mystery');
  });
});
