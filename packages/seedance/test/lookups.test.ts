import { type Submission, VideoError } from '@vid/core';
import { describe, expect, it } from 'vitest';
import { createSeedance, type SeedanceSettings } from '../src/index.ts';
import { answering, connect, refusalOf } from './connect.ts';

async function errorOf(call: Promise<unknown> | undefined): Promise<VideoError> {
  const error: unknown = await call?.catch((reason: unknown) => reason);
  if (error instanceof VideoError) return error;
  throw new TypeError(`no VideoError: ${String(error)}`);
}

/** The connection breaks once the service has the request. */
const lost: typeof fetch = async (...call) => {
  await fetch(...call);
  throw new TypeError('fetch failed', { cause: { code: 'ECONNRESET' } });
};

async function losing(request: object, settings: SeedanceSettings = {}, reference = 'shot-1') {
  const connected = await connect('ark', { settings });
  const { baseUrl, apiKey } = connected;
  const broken = createSeedance({ api: 'ark', baseUrl, apiKey, fetch: lost, ...settings });
  const error = await errorOf(broken.generate({ prompt: 'a boat', ...request }, { reference }));
  expect(error.code).toBe('submission-unknown');
  const submission: Submission = JSON.parse(JSON.stringify(error.submission));
  return { ...connected, submission };
}

describe('a lost submit', () => {
  it('is found by its own identifier among others of its time and model', async () => {
    const { provider, simulator, submission } = await losing({});
    await provider.generate({ prompt: 'a boat' });
    expect(await provider.reconcile?.(submission)).toMatchObject({
      id: simulator.tasks[0]?.id,
      status: 'queued',
    });
    expect(simulator.tasks).toHaveLength(2);
  });

  it('is found in the list of flex tasks, which are listed apart', async () => {
    const { simulator, submission, provider } = await losing({
      model: 'doubao-seedance-1-0-pro-250528',
      providerOptions: { seedance: { serviceTier: 'flex' } },
    });
    expect(submission.lookup).toEqual({ serviceTier: 'flex' });
    expect(await provider.reconcile?.(submission)).toMatchObject({ id: simulator.tasks[0]?.id });
  });

  it('is found by a reference of any form: a long one is sent as its hash', async () => {
    const { simulator, submission, provider } = await losing({}, {}, `order 7, ${'shot '.repeat(30)}`);
    expect(simulator.tasks[0]?.body['safety_identifier']).toMatch(/^[0-9a-f]{64}$/);
    expect(await provider.reconcile?.(submission)).toMatchObject({ id: simulator.tasks[0]?.id });
  });

  it('is unknown to a service that has only tasks of other submits', async () => {
    const { provider, submission } = await losing({});
    await provider.generate({ prompt: 'a boat' });
    expect(await provider.reconcile?.({ ...submission, reference: 'nobody' })).toBeUndefined();
  });

  it.each([
    ['an end user’s identifier', { providerOptions: { seedance: { safetyIdentifier: 'u_7f3a' } } }, {}],
    ['no identifier', {}, { sendReference: false }],
  ] as const)(
    'with %s is not proven: what may be it is told, and not returned',
    async (_what, request, settings) => {
      const { provider, simulator, submission } = await losing(request, settings);
      const named = { seedance: { safetyIdentifier: 'somebody-else' } };
      await provider.generate({ prompt: 'of somebody else', providerOptions: named });
      await provider.generate({ model: 'doubao-seedance-2-0-260128', prompt: 'of another model' });
      simulator.advance(3600);
      await provider.generate({ prompt: 'much later', ...request });
      const error = await errorOf(provider.reconcile?.(submission));
      expect(error).toMatchObject({ code: 'submission-unknown', retryable: false, submission });
      const [first] = simulator.tasks;
      expect(error.candidates).toMatchObject([{ id: first?.id, model: submission.model, status: 'queued' }]);
      const [candidate] = error.candidates ?? [];
      expect(candidate && (await provider.query(candidate))).toMatchObject({ status: 'succeeded' });
    },
  );

  it('is not proven by two tasks with its identifier', async () => {
    const { simulator, submission, post, provider } = await losing({});
    await post({ ...simulator.tasks[0]?.body });
    expect((await errorOf(provider.reconcile?.(submission))).candidates).toHaveLength(2);
  });

  it('is not declared missing by a list that does not reach back to it, nor by one that is none', async () => {
    const submission: Submission = {
      provider: 'seedance',
      api: 'ark',
      model: 'doubao-seedance-2-0-260128',
      reference: 'shot-1',
      submittedAt: '2026-11-28T10:00:00.000Z',
      fingerprint: 'f',
    };
    const created_at = Date.parse('2026-11-28T11:00:00.000Z') / 1000;
    const items = Array.from({ length: 500 }, (_, index) => ({
      id: `cgt-${index}`,
      status: 'running',
      created_at,
      safety_identifier: `other-${index}`,
    }));
    for (const answer of [{ total: 900, items }, { hello: 'world' }]) {
      const { provider } = answering('ark', () => Response.json(answer));
      expect(await errorOf(provider.reconcile?.(submission))).toMatchObject({ code: 'provider-unavailable' });
    }
    const reachesBack = {
      total: 900,
      items: [...items.slice(1), { ...items[0], created_at: created_at - 7200 }],
    };
    const { provider } = answering('ark', () => Response.json(reachesBack));
    expect(await provider.reconcile?.(submission)).toBeUndefined();
  });

  it('cannot be looked up at a relay', async () => {
    const { provider } = await connect('gateway');
    expect(provider).not.toHaveProperty('reconcile');
    expect(provider).not.toHaveProperty('cancel');
  });
});

describe('a cancel', () => {
  it('stops a task that waits, free of charge', async () => {
    const { provider, simulator } = await connect('ark');
    const task = await provider.generate({ prompt: 'a boat' });
    expect(await provider.cancel?.(task)).toMatchObject({
      outcome: 'stopped',
      billed: 'no',
      task: { status: 'canceled' },
    });
    simulator.advance(60);
    expect(await provider.query(task)).toMatchObject({ status: 'canceled' });
  });

  it('that comes as the task begins leaves it running', async () => {
    const words = ['queued', 'running', 'running'];
    const { provider, sent } = answering('ark', ({ method }) =>
      method === 'DELETE'
        ? refusalOf('InvalidAction.RunningTaskDeletion', 409)
        : Response.json({ id: 'cgt-1', status: words.shift() }),
    );
    const task = { provider: 'seedance', api: 'ark', model: 'm', id: 'cgt-1', status: 'queued' } as const;
    expect(await provider.cancel?.(task)).toMatchObject({ outcome: 'goes-on', billed: 'yes' });
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'DELETE', 'GET']);
  });

  it('sends nothing that could erase the record of a task that runs or has ended', async () => {
    const { provider, simulator } = await connect('ark');
    const task = await provider.generate({ prompt: 'a boat' });
    for (const seconds of [5, 60]) {
      simulator.advance(seconds);
      expect(await provider.cancel?.(task)).toMatchObject({ outcome: 'goes-on' });
    }
    expect(simulator.requests.map(({ method }) => method)).not.toContain('DELETE');
  });
});

describe('a callback', () => {
  it('is a hint, as nobody signs it: the stored task is to be asked for', async () => {
    const told: Request[] = [];
    const { provider, simulator } = await connect('ark', {
      deliver(request) {
        told.push(request.clone());
        return new Response();
      },
    });
    const url = 'https://app.example/hook?k=s3cret';
    const task = await provider.generate({ prompt: 'a boat', callbackUrl: url }, { reference: 'shot-1' });
    simulator.advance(60);
    await simulator.callbacksSettled();
    expect(told.map((request) => request.url)).toEqual([url, url]);
    const [, last] = told;
    const subjects: unknown[] = [];
    const find = (subject: unknown) => {
      subjects.push(subject);
      return task;
    };
    expect(last && (await provider.handleCallback?.(last, { find }))).toEqual({ outcome: 'hint', task });
    expect(subjects).toEqual([{ id: task.id, reference: 'shot-1' }]);
    expect(await provider.query(task)).toMatchObject({ status: 'succeeded' });
  });

  it('is not believed for a secret that the service does not know', async () => {
    const { provider } = await connect('ark');
    const task = await provider.generate({ prompt: 'a boat' });
    const request = new Request('https://app.example/hook', {
      method: 'POST',
      body: JSON.stringify({ id: task.id, status: 'succeeded' }),
    });
    const secret = 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3';
    const error = await errorOf(provider.handleCallback?.(request, { secret, find: () => task }));
    expect(error.code).toBe('authentication');
  });
});
