import { afterEach, expect, test, vi } from 'vitest';
import type { ComparisonInput } from '../src/api.ts';
import { asOfToday, type Batch, batchAgain, send } from '../src/page/plan/start.tsx';
import { choicesOf } from '../src/page/setup.ts';
import { madeUpRun } from './made-up-runs.ts';

afterEach(() => vi.unstubAllGlobals());

const partOf = (prompt: string): Batch['parts'][number] => ({
  request: { prompt, model: 'acme:acme-1' },
  calls: [
    {
      id: prompt,
      model: 'acme:acme-1',
      api: 'official',
      real: false,
      price: undefined,
      leastPrice: undefined,
    },
  ],
});
const batch: Batch = {
  comparison: 'one',
  routing: { adapt: [], needs: [] },
  parts: ['first', 'second', 'third'].map(partOf),
  confirmed: false,
  allowUnknownPrice: false,
};

/** A server that refuses what has one of these prompts; answers what it was sent, and when it was told of a start. */
async function sendTo(...refused: readonly string[]) {
  const told: string[] = [];
  vi.stubGlobal('fetch', async (_: string, { body }: { readonly body: string }) => {
    const { request, runs }: ComparisonInput = JSON.parse(body);
    expect(runs).toEqual([{ id: request['prompt'], model: 'acme:acme-1', api: 'official' }]);
    told.push(String(request['prompt']));
    const error = { code: 'over-limit', message: 'Too much.', problems: [] };
    return refused.includes(String(request['prompt']))
      ? Response.json({ error }, { status: 409 })
      : Response.json({ runs: [] }, { status: 202 });
  });
  const outcome = await send(batch, () => told.push('started')).catch((error: unknown) => error);
  return { told, outcome };
}

test('there is something to look at as soon as the first part is accepted', async () => {
  expect(await sendTo()).toEqual({ told: ['first', 'started', 'second', 'third'], outcome: undefined });
});

test('a part that is refused ends it: what was accepted before is shown, and the refusal is told', async () => {
  const { told, outcome } = await sendTo('second');
  expect(told).toEqual(['first', 'started', 'second']);
  expect(outcome).toMatchObject({ code: 'over-limit' });
});

test('where the first is refused nothing is shown', async () => {
  expect((await sendTo('first')).told).toEqual(['first']);
});

/** What a page knows whose one service has a key, or is simulated; it costs 0.5 USD. */
function setupOf(state: 'real' | 'simulated') {
  const own = { provider: 'acme', api: 'official' };
  const name = { en: 'Acme', zh: 'Acme' };
  const code = { package: '', factory: '' };
  const row = {
    mode: 'text-to-video',
    evidence: 'documented',
    source: 'made up',
    requires: ['prompt'],
    accepts: { prompt: { minLength: 1, maxLength: 500 } },
  } as const;
  const prices = [{ perTask: 0.5, currency: 'USD', source: 'made up' }] as const;
  return {
    choices: choicesOf([{ ...own, name, code, keyVariables: [], state }], {}),
    everything: { models: [{ ...own, model: 'acme-1', rows: [row], prices }] },
    storeOf: () => undefined,
  };
}

test.each(['real', 'simulated'] as const)(
  'a retry is asked for as its service is today: %s',
  async (state) => {
    const asked = { model: 'acme:acme-1', api: 'official', request: { prompt: 'a cat' } };
    vi.stubGlobal('fetch', async () => Response.json(asked));
    const run = madeUpRun({
      provider: 'acme',
      model: 'acme-1',
      real: state !== 'real',
      estimate: { amount: 9, currency: 'USD' },
    });
    const { confirmed, parts } = await batchAgain(run, setupOf(state));
    expect(confirmed).toBe(false);
    expect(parts[0]?.calls).toMatchObject([
      { model: 'acme:acme-1', real: state === 'real', price: { amount: 0.5, currency: 'USD' } },
    ]);
  },
);

test('what was refused for want of a yes is asked for, once the page knows of the key', () => {
  const realIn = ({ parts }: Batch) => parts.flatMap(({ calls }) => calls.map(({ real }) => real));
  expect(realIn(asOfToday(batch, setupOf('real').choices))).toEqual([true, true, true]);
  expect(realIn(asOfToday(batch, setupOf('simulated').choices))).toEqual([false, false, false]);
});
