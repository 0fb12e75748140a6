import {
  type Feature,
  modeOf,
  type ModelCapabilities,
  type Money,
  type Overrides,
  parseTask,
  planRequest,
  type VideoProvider,
  type VideoRequest,
} from '@vid/core';
import { property } from '@vid/core/provider-kit';
import { groupOf } from '../contract-case.ts';
import { bodyOf, wireOf } from '../dry-run.ts';
import { type Failure, ofModel, placeOf, requireNone, told } from '../failure.ts';
import { watchedFetch } from '../faults.ts';
import type { ProviderFixture } from '../fixture.ts';
import {
  filledIn,
  isFieldSet,
  type Reachable,
  reachable,
  reachedRows,
  type ReachedRow,
  rowFor,
  trialsOf,
  without,
} from '../row-requests.ts';
import type { Sample } from '../row-samples.ts';
import { misread } from '../misread.ts';
import { twins } from '../twins.ts';
import { virtualClock } from '../virtual-clock.ts';

/** Every request that the suite makes of a row: as many as its rules have samples, and one more. */
const requestsOf = (provider: VideoProvider, reached: Reachable, fixture: ProviderFixture) => [
  { path: undefined, request: reached.base },
  ...trialsOf(provider, reached, fixture)
    .flat()
    .map(({ sample, request }) => ({ path: sample.path, request })),
];

/** An option whose rule names no values would be tried with none. */
function untold({ entry, row }: ReachedRow, { listOptions = {} }: ProviderFixture): readonly Failure[] {
  return Object.entries(row.accepts.providerOptions ?? {})
    .filter(([, rule]) => rule === 'any' || 'maxItems' in rule)
    .filter(([name]) => (listOptions[name] ?? []).length === 0)
    .map(([name]) => ({
      ...placeOf({ entry, row }),
      field: `providerOptions.${name}`,
      sent: 'nothing',
      expected: 'values for it in the listOptions of the fixture',
    }));
}

/** Fields of a row of which too few values can be tried: two, where the rule has as many. */
const untried = (provider: VideoProvider, reached: Reachable, fixture: ProviderFixture): readonly Failure[] =>
  trialsOf(provider, reached, fixture).flatMap((trials, index) => {
    const samples = reached.samples[index] ?? [];
    const tried = trials.filter(({ request }) => !(wireOf(provider, request) instanceof Error));
    if (tried.length >= Math.min(2, samples.length)) return [];
    return [
      {
        ...placeOf(reached),
        ...(samples[0] !== undefined && { field: samples[0].path }),
        request: reached.base,
        sent: `${tried.length} of ${samples.length} values`,
        expected: 'two values at least that can be sent beside what the row needs',
      },
    ];
  });

/** The values of one field of a row that share their wire, with each other or with the field's absence. */
function indistinct(
  provider: VideoProvider,
  reached: Reachable,
  fixture: ProviderFixture,
): readonly Failure[] {
  return trialsOf(provider, reached, fixture).flatMap((trials) => {
    const seen = new Map<string, unknown>();
    return trials.flatMap(({ sample, request }): readonly Failure[] => {
      const { feature, path, value } = sample;
      const at = { ...placeOf(reached), field: path, request };
      const wire = wireOf(provider, request);
      if (wire instanceof Error)
        return [{ ...at, sent: wire.message, expected: 'a request: the table takes it' }];
      const isKnown = seen.has(wire);
      const twin = seen.get(wire);
      seen.set(wire, value);
      if (isKnown) return [{ ...at, sent: wire, expected: `another wire than for ${JSON.stringify(twin)}` }];
      const absent = without(provider, request, feature);
      if (absent === undefined || saysTheDefault(provider, absent, sample)) return [];
      return wireOf(provider, absent) === wire
        ? [{ ...at, sent: wire, expected: 'another wire than without the field' }]
        : [];
    });
  });
}

/** Whether a value is what the row fills in; of fields that exclude each other, one may say the other's default. */
function saysTheDefault(provider: VideoProvider, absent: VideoRequest, { feature, path, value }: Sample) {
  const row = rowFor(provider, absent);
  if (row === undefined) return false;
  const filled = filledIn(row, absent);
  const rivals = (row.atMostOne ?? []).filter((group) => group.some((field) => field === path)).flat();
  return property(filled, feature) === value || rivals.some((rival) => isFieldSet(filled, rival));
}

/** What services price by: tried also where the table has one price for all. */
const pricedBy: readonly Feature[] = ['resolution', 'quality', 'audio'];

/** Of the requests that the suite makes of a row, those by what services price, and else one for each price of the plan. */
function pricedRequests(provider: VideoProvider, reached: Reachable, fixture: ProviderFixture) {
  const tried = [
    { request: reached.base, isBilledApart: true },
    ...trialsOf(provider, reached, fixture)
      .flat()
      .map(({ sample, request }) => ({ request, isBilledApart: pricedBy.includes(sample.feature) })),
  ];
  const seen = new Set<string>();
  return tried.flatMap(({ request, isBilledApart }) => {
    const [candidate] = planRequest(provider.capabilities, request).candidates;
    const { price: most, leastPrice: least = most } = candidate ?? {};
    if (most === undefined || least === undefined) return [];
    const key = JSON.stringify([least, most]);
    const isKnown = seen.has(key);
    seen.add(key);
    return isKnown && !isBilledApart ? [] : [{ request, most, least }];
  });
}

const eachModel =
  (change: (entry: ModelCapabilities) => ModelCapabilities): Overrides =>
  ({ models, ...others }) => ({ ...others, models: models.map(change) });
const renamedModel = (entry: ModelCapabilities) => ({ ...entry, wireModel: `renamed-${entry.model}` });
const addedModel = (entry: ModelCapabilities) => ({
  ...renamedModel(entry),
  model: `added-${entry.model}`,
  like: entry.model,
});

/** The table and the provider say the same, row by row. */
export const tableCases = groupOf('the table', {
  'has no row that no request can land on': async (open) => {
    const fixture = await open();
    const rows = reachedRows(fixture.createProvider({}), fixture);
    requireNone(
      rows.flatMap((reached): readonly Failure[] =>
        reached.base !== undefined
          ? untold(reached, fixture)
          : [
              {
                ...placeOf(reached),
                sent: 'rows before it take every request that it takes',
                expected: 'a request that only this row takes',
              },
            ],
      ),
    );
  },

  'can be tried with two values of each field, on every row': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    requireNone(reachable(provider, fixture).flatMap((reached) => untried(provider, reached, fixture)));
  },

  'has a request of the fixture for each mode': async (open) => {
    const fixture = await open();
    const { capabilities, id } = fixture.createProvider({});
    const tried = new Set(fixture.requests.map(modeOf));
    const modes = new Set(capabilities.models.flatMap(({ rows }) => rows.map(({ mode }) => mode)));
    requireNone(
      [...modes]
        .filter((mode) => !tried.has(mode))
        .map((mode) => ({
          provider: id,
          model: 'all',
          sent: [...tried],
          expected: `one of ${mode} among the requests of the fixture`,
        })),
    );
  },

  'is what the service takes: each value of each field, on every row, with the submit as the dry run shows it':
    async (open) => {
      const fixture = await open();
      const { fetch, sent } = watchedFetch();
      const provider = fixture.createProvider({ fetch });
      const failures: Failure[] = [];
      let made = 0;
      for (const reached of reachable(provider, fixture)) {
        for (const { path, request } of requestsOf(provider, reached, fixture)) {
          const at = { ...placeOf(reached), ...(path !== undefined && { field: path }), request };
          const reference = `reference-${made}`;
          sent.length = 0;
          made += 1;
          const before = fixture.createdTasks();
          const prepared = wireOf(provider, request);
          const error: unknown = await provider
            .generate(request, { reference, retries: 0, clock: virtualClock() })
            .then(
              () => undefined,
              (reason: unknown) => reason,
            );
          const bodies = await Promise.all(
            sent.map(async (one) => `${one.method} ${one.url} ${await bodyOf(one)}`),
          );
          if (error !== undefined)
            failures.push({
              ...at,
              sent: `${bodies.join('; ')} → ${told(error)}`,
              expected: 'a task: the table takes it',
            });
          else if (fixture.createdTasks() !== before + 1)
            failures.push({ ...at, sent: `${fixture.createdTasks() - before} tasks`, expected: 'one task' });
          else if (bodies.at(-1) !== String(prepared).replaceAll('{reference}', reference))
            failures.push({ ...at, sent: bodies.at(-1), expected: String(prepared) });
          // Services run only so many tasks at a time.
          fixture.finishTasks();
        }
      }
      requireNone(failures);
    },

  'has each accepted value on the wire, unlike every other and unlike none, on every row': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    requireNone(reachable(provider, fixture).flatMap((reached) => indistinct(provider, reached, fixture)));
  },

  'has the defaults of its rows on the wire': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    requireNone(
      reachable(provider, fixture).flatMap((reached): readonly Failure[] => {
        const { base, row } = reached;
        return Object.entries(filledIn(row, base)).flatMap(([field, value]) => {
          const said = { ...base, [field]: value };
          const [open_, explicit] = [wireOf(provider, base), wireOf(provider, said)];
          return String(open_) === String(explicit)
            ? []
            : [
                {
                  ...placeOf(reached),
                  field,
                  request: base,
                  sent: String(open_),
                  expected: `the same as with its default said: ${String(explicit)}`,
                },
              ];
        });
      }),
    );
  },

  'is read by the service as it was meant: every field and every default, on every row': async (open) => {
    const fixture = await open();
    const { understood } = fixture;
    if (understood === undefined)
      throw new Error('the fixture has no `understood`: give one, or skip this case with the reason');
    const provider = fixture.createProvider({});
    requireNone(
      reachable(provider, fixture).flatMap((reached) =>
        requestsOf(provider, reached, fixture).flatMap(({ request }): readonly Failure[] => {
          const row = rowFor(provider, request);
          if (wireOf(provider, request) instanceof Error || row === undefined) return [];
          const { method, url, body } = provider.prepare(request);
          const json: unknown = JSON.parse(JSON.stringify(body));
          const read = understood({ method, url: new URL(url), body: json });
          const meant = { ...filledIn(row, request), ...request };
          return misread(reached.entry.provider, meant, read).map(({ field, ours, theirs }) => ({
            ...placeOf(reached),
            field,
            request,
            sent: `${JSON.stringify(json)}, which says ${JSON.stringify(theirs) ?? 'nothing'}`,
            expected: JSON.stringify(ours),
          }));
        }),
      ),
    );
  },

  'names no two models alike': async (open) => {
    const fixture = await open();
    const provider = fixture.createProvider({});
    const rows = reachable(provider, fixture);
    const prepared = rows.filter(({ base }) => !(wireOf(provider, base) instanceof Error));
    requireNone(twins(provider, prepared));
  },

  'sends the name that overrides give a model, and writes one that they add like the one that it is like':
    async (open) => {
      const fixture = await open();
      const renamed = fixture.createProvider({ overrides: eachModel(renamedModel) });
      const added = fixture.createProvider({ overrides: eachModel(addedModel) });
      const byModel = Map.groupBy(reachable(fixture.createProvider({}), fixture), ({ entry }) => entry);
      requireNone(
        [...byModel].flatMap(([entry, rows]): readonly Failure[] => {
          const { wireModel } = renamedModel(entry);
          const { model } = addedModel(entry);
          const wires = rows.map(({ base }) => String(wireOf(renamed, base)));
          const strays = rows.flatMap(({ base, row }, index): readonly Failure[] => {
            const [sent, expected = ''] = [String(wireOf(added, { ...base, model })), wires[index]];
            return sent === expected ? [] : [{ ...placeOf({ entry, row }), request: base, sent, expected }];
          });
          // A service may name the model in some of its calls only.
          const isNamed = wires.some((wire) => wire.includes(wireModel));
          return isNamed ? strays : [{ ...ofModel(entry), sent: wires[0], expected: wireModel }];
        }),
      );
    },

  'has the prices that the service bills': async (open) => {
    const fixture = await open();
    const { lastBill } = fixture;
    const provider = fixture.createProvider({});
    const failures: Failure[] = [];
    for (const reached of reachable(provider, fixture)) {
      for (const { request, most, least } of pricedRequests(provider, reached, fixture)) {
        if (lastBill === undefined)
          throw new Error(
            'the table has prices: give the fixture a `lastBill`, or skip this case with the reason',
          );
        const made = await provider.generate(request, { retries: 0 }).catch((reason: unknown) => reason);
        fixture.finishTasks();
        const bill = lastBill();
        if (made instanceof Error || bill === undefined) continue;
        const slack = bill.amount / 100;
        const { cost } = await provider.query(parseTask(made));
        const plan = `${least === most ? '' : `${least.amount} to `}${most.amount} ${most.currency}`;
        const isPlanned = ({ amount, currency }: Money) =>
          least.amount - slack <= amount && amount <= most.amount + slack && currency === most.currency;
        const at = { ...placeOf(reached), request };
        if (!isPlanned(bill))
          failures.push({
            ...at,
            sent: `a plan of ${plan}`,
            expected: `${bill.amount} ${bill.currency}, which the service bills`,
          });
        else if (cost !== undefined && !isPlanned(cost))
          failures.push({
            ...at,
            sent: `a task.cost of ${cost.amount} ${cost.currency}`,
            expected: `${plan}, as the plan and the service's bill say`,
          });
      }
    }
    requireNone(failures);
  },
});
