import { afterEach, expect, test, vi } from 'vitest';
import type { ComparisonInput } from '../src/api.ts';
import { type Batch, send } from '../src/page/plan/start.tsx';

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
