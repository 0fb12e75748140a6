import { createRouter } from '@vid/core';
import { createKling } from '@vid/kling';
import { startSimulator } from '@vid/simulator';
import { expect, it, onTestFinished } from 'vitest';
import { body, startHost } from './fixture.ts';

/* What an application uses that has the server inside of it, as the demo has. */

const gatewayOf = ({ url, apiKey }: { readonly url: string; readonly apiKey: string }) =>
  createRouter([createKling({ baseUrl: url, apiKey, api: 'gateway' })]);

/** Anna and Ben, each with a service and a key of their own. */
async function startTwo() {
  const simulators = {
    anna: await startSimulator({ speed: 100 }),
    ben: await startSimulator({ speed: 100 }),
  };
  onTestFinished(() => simulators.ben.close());
  const routers = { anna: gatewayOf(simulators.anna), ben: gatewayOf(simulators.ben) };
  const host = await startHost({
    at: simulators.anna,
    settings: {
      owner: (request) => request.headers.get('x-owner') ?? undefined,
      router: (owner) => (owner === 'ben' ? routers.ben : routers.anna),
    },
  });
  return { ...host, simulators };
}

async function readStream(response: Response | Promise<Response>) {
  const reader = (await response).body?.pipeThrough(new TextDecoderStream()).getReader();
  onTestFinished(() => reader?.cancel());
  let received = '';
  return async (wanted: RegExp): Promise<string> => {
    while (!wanted.test(received)) received += (await reader?.read())?.value ?? '';
    return received;
  };
}

it('asks the router of each owner, for plans, tasks and what can be done with them', async () => {
  const { post, jobIn, simulators } = await startTwo();
  for (const owner of ['anna', 'ben', 'ben'] as const) {
    const headers = { 'x-owner': owner };
    const { id } = await (await post('/tasks', body, headers)).json();
    await jobIn(id, ['succeeded'], headers);
    expect((await (await post('/prepare', body, headers)).json()).url).toMatch(simulators[owner].url);
  }
  expect([simulators.anna.tasks.length, simulators.ben.tasks.length]).toEqual([1, 2]);
});

it('has no webhooks where nobody knows whose router a call is for', async () => {
  const { post } = await startTwo();
  expect((await post('/webhooks/kling', {}, { 'x-owner': 'anna' })).status).toBe(404);
});

it('tells the jobs of all owners in words of the host, first as they stand, and again when the host says so', async () => {
  const { server, store } = await startTwo();
  const submit = async (owner: string, id: string) =>
    server.jobsOf(owner).submit(body.request, { owner, id });
  await submit('anna', 'one');
  const words = {
    first: async () => ({
      event: 'all',
      data: (await store.jobs.list({ owner: 'anna', limit: 9 })).jobs.length,
    }),
    message: (change: object) => {
      const { id = '', phase = '' } = 'job' in change ? Object(change.job) : {};
      return id === 'hidden' ? undefined : { event: 'news', data: `${id} ${phase}` };
    },
  };
  const at = new Request('http://127.0.0.1/mine');
  const read = await readStream(server.stream(at, words));
  await read(/event: all\ndata: 1\n/);
  await submit('ben', 'hidden');
  await submit('ben', 'two');
  const all = await read(/"two succeeded"/);
  expect(all).not.toContain('hidden');
  const before = all.split('two succeeded').length;
  await server.tell('two');
  await read(new RegExp(`(two succeeded[^]*){${before}}`));
  // Who knows a revision gets what changed after it, without the beginning.
  const latest = String(await store.jobs.latest());
  const again = await readStream(
    server.stream(new Request(at, { headers: { 'last-event-id': latest } }), words),
  );
  await submit('ben', 'three');
  expect(await again(/"three succeeded"/)).not.toContain('event: all');
  // A number of another store is none of this one.
  const strange = await readStream(
    server.stream(new Request(at, { headers: { 'last-event-id': '999999' } }), words),
  );
  await strange(/event: all/);
});

it('loses no change of another process to a job that is told again', async () => {
  const { server, store } = await startHost({ settings: { changesMs: 3_600_000 } });
  const read = await readStream(
    server.stream(new Request('http://127.0.0.1/mine'), {
      first: () => ({ event: 'all', data: 0 }),
      message: (change) => ({ event: 'news', data: 'job' in change ? change.job.id : change.deleted }),
    }),
  );
  await read(/event: all/);
  // As another process would: nobody here is told.
  const at = new Date(0).toISOString();
  const model = { provider: 'kling', api: 'gateway', model: 'kling-v2-6' };
  const facts = { owner: '', fingerprint: '', createdAt: at, updatedAt: at, model, failures: 0 };
  for (const id of ['early', 'late'])
    await store.jobs.put({ ...facts, id, phase: 'canceled' }, { version: 0 });
  await server.tell('late');
  await read(/"late"/);
  await server.jobsOf('').submit(body.request, { id: 'mine' });
  expect(await read(/"early"/)).toContain('news');
});

it('takes up a task that was submitted elsewhere, and sends nothing for it', async () => {
  const { server, jobIn, simulator } = await startHost();
  const elsewhere = gatewayOf(simulator);
  const task = await elsewhere.generate(body.request);
  const jobs = server.jobsOf('');
  const [first, second] = [await jobs.follow(task, { id: 'mine' }), await jobs.follow(task, { id: 'mine' })];
  expect(second.job.id).toBe(first.job.id);
  expect(await jobIn('mine', ['succeeded'])).toMatchObject({ task: { id: task.id } });
  await expect(jobs.follow({ ...task, id: 'another' }, { id: 'mine' })).rejects.toMatchObject({
    code: 'invalid-request',
  });
  expect(simulator.tasks).toHaveLength(1);
});
