import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { entriesAt, openDemo, runInput } from './demo.ts';
import { acme, acmeSimulation } from './made-up.ts';
import { ended } from './watch.ts';

const withAcme = (url: string) => [
  ...entriesAt(url),
  {
    ...acme,
    create: (settings: Parameters<typeof acme.create>[0]) => acme.create({ baseUrl: url, ...settings }),
  },
];
const input = { ...runInput({ prompt: 'a boat' }, 'acme:acme-1'), api: 'official' };

const setup = z.object({
  connections: z.array(
    z.object({ provider: z.string(), state: z.string(), keyVariables: z.array(z.string()) }),
  ),
  capabilities: z.object({ models: z.array(z.object({ provider: z.string() })) }),
});
async function setupOf({ app }: Pick<Awaited<ReturnType<typeof openDemo>>, 'app'>) {
  const { connections, capabilities } = z.parse(setup, await (await app.request('/api/setup')).json());
  const own = connections.filter(({ provider }) => provider === 'acme');
  return { own, isShown: capabilities.models.some(({ provider }) => provider === 'acme') };
}

test('a service with neither key nor simulation is shown, said to need its variable, and sends nothing', async () => {
  const demo = await openDemo({ entries: withAcme });
  expect(await setupOf(demo)).toEqual({
    own: [{ provider: 'acme', state: 'unavailable', keyVariables: ['ACME_API_KEY'] }],
    isShown: true,
  });
  const before = demo.simulator.requests.length;
  for (const path of ['/api/runs', '/api/prepare']) {
    const { model, api, request } = input;
    const answer = await demo.post(path, path === '/api/runs' ? input : { model, api, request });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({
      error: { code: 'not-set-up', message: expect.stringContaining('ACME_API_KEY') },
    });
  }
  expect(demo.simulator.requests).toHaveLength(before);
});

test('a service that brings its own simulation is simulated, to the file', async () => {
  const demo = await openDemo({ entries: withAcme, services: [acmeSimulation] });
  expect((await setupOf(demo)).own).toMatchObject([{ state: 'simulated' }]);
  await demo.post('/api/runs', input);
  expect(await ended(demo, input.id)).toMatchObject({ real: false, videos: [{ mediaType: 'video/mp4' }] });
  expect(demo.simulator.bill()).toEqual([{ service: 'acme', api: 'official', model: 'acme-1', tasks: 1 }]);
});

test('a service whose key is set is real, simulated or not', async () => {
  const environment = { ACME_API_KEY: 'sk-acme' };
  for (const services of [[], [acmeSimulation]]) {
    const demo = await openDemo({ entries: withAcme, services, environment });
    expect((await setupOf(demo)).own).toMatchObject([{ state: 'real' }]);
    expect((await demo.post('/api/runs', input)).status).toBe(409);
    const { model, api, request } = input;
    const prepared = await (await demo.post('/api/prepare', { model, api, request })).json();
    expect(JSON.stringify(prepared)).toContain(`${demo.simulator.url}/jobs`);
    expect(demo.simulator.tasks).toHaveLength(0);
  }
});
