import { createBudget, createRouter, parseVideoError } from '@vid/core';
import { createKling } from '@vid/kling';
import { describe, expect, it } from 'vitest';
import { body, startHost } from './fixture.ts';

const ended = ['succeeded', 'failed', 'refused', 'canceled'];
const byHeader = (request: Request) => request.headers.get('x-user') ?? undefined;
/** The vendor's own api, which has prices; its key is wrong as long as `isKeyWrong` says so. */
const routerWith =
  (isKeyWrong = () => false) =>
  (baseUrl: string, apiKey: string) => {
    const send = (...given: Parameters<typeof fetch>) => {
      const request = new Request(...given);
      if (isKeyWrong()) request.headers.set('authorization', 'Bearer wrong');
      return fetch(request);
    };
    return createRouter([createKling({ baseUrl, apiKey, api: 'official', fetch: send })]);
  };
const official = routerWith();
const today = () => new Date().toISOString().slice(0, 10);

/** What one of the test's videos costs by the table. */
async function priceOf({ post }: Pick<Awaited<ReturnType<typeof startHost>>, 'post'>, headers = {}) {
  const plan = await (await post('/plan', body, headers)).json();
  const { amount, currency } = plan.candidates[0].price;
  return { amount: Number(amount), currency: String(currency) };
}

it("an owner's budget lifts no budget of the router", async () => {
  const shared = createBudget({ amount: 0.01, currency: 'USD' });
  const { post, jobIn, simulator } = await startHost({
    routerOf: (baseUrl, apiKey) =>
      createRouter([createKling({ baseUrl, apiKey, api: 'official' })], { budget: shared }),
    settings: { budget: () => ({ amount: { amount: 100, currency: 'USD' } }) },
  });
  const { id } = await (await post('/tasks', body)).json();
  expect(await jobIn(id, ended)).toMatchObject({ phase: 'refused', error: { code: 'quota-exhausted' } });
  expect(simulator.tasks).toHaveLength(0);
});

describe('spending', () => {
  it('has a row for each owner, label, day and currency, estimate beside bill', async () => {
    const seesAllSpending = (owner: string) => owner === 'boss';
    const { post, send, jobIn } = await startHost({
      routerOf: official,
      settings: { owner: byHeader, seesAllSpending },
    });
    const ann = { 'x-user': 'ann' };
    const bob = { 'x-user': 'bob' };
    const { amount, currency } = await priceOf({ post }, ann);
    const submits = [
      [ann, '=HYPERLINK("http://evil.example")'],
      [ann, '=HYPERLINK("http://evil.example")'],
      [ann, 'films, short'],
      [bob, undefined],
    ] as const;
    for (const [headers, label] of submits) {
      const { id } = await (await post('/tasks', { ...body, label }, headers)).json();
      await jobIn(id, ended, headers);
    }
    const read = async (headers: Readonly<Record<string, string>>, query = '') =>
      (await send(`/spending${query}`, { headers })).json();
    const { rows } = await read(ann);
    const day = today();
    expect(rows).toMatchObject([
      { label: '=HYPERLINK("http://evil.example")', day, currency, estimate: 2 * amount, jobs: 2 },
      { label: 'films, short', day, currency, estimate: amount, jobs: 1 },
    ]);
    expect(rows[0].owner).toBeUndefined();
    expect((await read(ann, '?from=2020-01-01&to=2020-12-31')).rows).toEqual([]);
    expect((await read(ann, `?from=${day}&to=${day}`)).rows).toEqual(rows);
    expect((await send('/spending?from=2026-13-01', { headers: ann })).status).toBe(400);
    expect((await send('/spending?all', { headers: ann })).status).toBe(403);
    const all = await read({ 'x-user': 'boss' }, '?all');
    expect(all.rows.map(({ owner }: { readonly owner: string }) => owner)).toEqual(['ann', 'ann', 'bob']);

    const csv = await send('/spending', { headers: { ...ann, accept: 'text/csv' } });
    expect(csv.headers.get('content-type')).toContain('text/csv');
    const text = await csv.text();
    expect(
      text
        .split('\r\n')
        .slice(0, 3)
        .map((line) => line.replace(/,[\d.]+,[\d.]+,\d+,\d+$/, '')),
    ).toEqual([
      'owner,label,day,currency,estimate,billed,jobs,unknown',
      `,"'=HYPERLINK(""http://evil.example"")",${day},${currency}`,
      `,"films, short",${day},${currency}`,
    ]);
    expect(await (await send('/spending?format=csv', { headers: ann })).text()).toBe(text);
  });

  it('stays in the books when a job is deleted, and has nothing of what was refused', async () => {
    let isKeyWrong = true;
    const { post, send, jobIn } = await startHost({ routerOf: routerWith(() => isKeyWrong) });
    const { amount } = await priceOf({ post });
    const refused = await (await post('/tasks', body)).json();
    await jobIn(refused.id, ended);
    expect((await (await send('/spending')).json()).rows).toEqual([]);
    isKeyWrong = false;
    const { id } = await (await post('/tasks', body)).json();
    await jobIn(id, ended);
    expect((await send(`/tasks/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await (await send('/spending')).json()).rows).toMatchObject([{ estimate: amount, jobs: 1 }]);
  });
});

describe('a budget', () => {
  const limited = async (videos: number, given: Parameters<typeof startHost>[0] = {}) => {
    const { post } = await startHost({ routerOf: official });
    const { amount, currency } = await priceOf({ post });
    const money = { amount: amount * videos, currency };
    return startHost({
      routerOf: official,
      ...given,
      settings: { budget: () => ({ amount: money }), ...given.settings },
    });
  };

  it('lets as many through as it holds, however many come at once, and nothing is sent for the others', async () => {
    const { post, simulator, jobIn } = await limited(3.5);
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('/tasks', body)));
    const accepted = answers.filter(({ status }) => status === 202);
    expect(accepted).toHaveLength(3);
    const refused = answers.filter(({ status }) => status === 402);
    expect(refused).toHaveLength(7);
    const errors = await Promise.all(refused.map(async (answer) => (await answer.json()).error));
    expect(parseVideoError(errors[0])).toMatchObject({
      code: 'quota-exhausted',
      problems: [{ code: 'over-budget', field: 'budget' }],
    });
    for (const answer of accepted) await jobIn((await answer.json()).id, ended);
    expect((await post('/tasks', body)).status).toBe(402);
    expect(simulator.tasks).toHaveLength(3);
  });

  it('is one for two servers over one store, and after a restart', async () => {
    const first = await limited(3, { simulator: { speed: 0 } });
    const second = await limited(3, { folder: first.folder, at: first.simulator });
    const hosts = [first, second];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => (hosts[index % 2] ?? first).post('/tasks', body)),
    );
    expect(answers.filter(({ status }) => status === 202)).toHaveLength(3);
    await Promise.all(hosts.map(({ listening }) => listening.close()));
    const third = await limited(3, { folder: first.folder, at: first.simulator });
    expect((await third.post('/tasks', body)).status).toBe(402);
  });

  it('is an owner’s own, and frees what was refused or stopped in time', async () => {
    let isKeyWrong = true;
    const { post, jobIn, simulator } = await limited(1, {
      settings: { owner: byHeader },
      routerOf: routerWith(() => isKeyWrong),
    });
    const ann = { 'x-user': 'ann' };
    const refused = await (await post('/tasks', body, ann)).json();
    expect(await jobIn(refused.id, ended, ann)).toMatchObject({ phase: 'refused' });
    isKeyWrong = false;
    const hers = await post('/tasks', body, ann);
    expect(hers.status).toBe(202);
    expect((await post('/tasks', body, ann)).status).toBe(402);
    const his = await post('/tasks', body, { 'x-user': 'bob' });
    expect(his.status).toBe(202);
    await jobIn((await hers.json()).id, ended, ann);
    await jobIn((await his.json()).id, ended, { 'x-user': 'bob' });
    expect(simulator.tasks).toHaveLength(2);
  });

  it('counts from a time on, and compares by rates that it is given', async () => {
    let since: string | undefined;
    const { post } = await startHost({ routerOf: official });
    const { amount, currency } = await priceOf({ post });
    const budget = () => ({
      amount: { amount: amount * 10, currency: 'XTS' },
      since,
      rates: { date: '2026-11-29', base: currency, rates: { XTS: 10 } },
    });
    const host = await startHost({ simulator: { speed: 0 }, settings: { budget }, routerOf: official });
    expect((await host.post('/tasks', body)).status).toBe(202);
    expect((await host.post('/tasks', body)).status).toBe(402);
    since = new Date(Date.now() + 60_000).toISOString();
    expect((await host.post('/tasks', body)).status).toBe(202);
    const none = await startHost({
      settings: { budget: () => ({ amount: { amount: 1_000, currency: 'XTS' } }) },
    });
    expect((await none.post('/tasks', body)).status).toBe(402);
  });

  it('holds a fallback to what was set aside', async () => {
    const any = { request: { prompt: 'a kite over the sea', duration: 5 } };
    const routing = { prefer: 'cheapest', fallback: true };
    const submitsWith = async (budget: boolean) => {
      const given = { routerOf: routerWith(() => true) };
      const host = budget ? await limited(1_000, given) : await startHost(given);
      const plan = await (await host.post('/plan', { ...any, routing })).json();
      const prices: readonly number[] = plan.candidates.map(
        ({ price }: { readonly price?: { readonly amount: number } }) => price?.amount,
      );
      const { id } = await (await host.post('/tasks', { ...any, routing })).json();
      await host.jobIn(id, ended);
      const sent = host.simulator.requests.filter(({ method }) => method === 'POST').length;
      return { prices, sent };
    };
    const free = await submitsWith(false);
    expect(free.sent).toBe(free.prices.length);
    const held = await submitsWith(true);
    expect(held.sent).toBe(held.prices.filter((price) => price <= (held.prices[0] ?? 0)).length);
    expect(held.sent).toBeLessThan(free.sent);
  });
});
