import { parseRecording, type Recording, replay, startSimulator } from '../src/index.ts';
import { expect, it, onTestFinished } from 'vitest';

const headers = { accept: 'application/json' };
const exchange = (step: string, method: string, path: string, status: number, body: unknown) => ({
  step,
  request: { method, path, headers },
  answer: { status, headers: { 'content-type': 'application/json' }, body },
});
const recording: Recording = {
  format: 'vid-recording',
  version: 1,
  vid: '1.0.0',
  date: '2026-11-29',
  services: [
    {
      provider: 'acme',
      api: 'official',
      host: 'api.acme.example',
      keys: ['accessKey', 'secretKey'],
      exchanges: [
        exchange('unknown-id', 'GET', '/jobs?id=7', 404, { problem: 'none' }),
        exchange('submit', 'POST', '/jobs', 200, { id: 7 }),
        exchange('query', 'GET', '/jobs?id=7', 200, { state: 'busy' }),
        exchange('query', 'GET', '/jobs?id=7', 200, { state: 'done' }),
        { step: 'query', request: { method: 'GET', path: '/jobs?id=8', headers } },
      ],
    },
  ],
};

async function open(steps?: readonly string[]) {
  const simulator = await startSimulator({ services: replay(recording, steps) });
  onTestFinished(() => simulator.close());
  const settings = simulator.settingsFor('recorded-acme-official', 'official') ?? {};
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${settings['baseUrl'] ?? ''}${path}`, init);
    return { status: response.status, body: await response.json() };
  };
  return { settings, ask };
}

it('answers each request as it was answered, in order, and the last answer from then on', async () => {
  const { settings, ask } = await open();
  expect(settings).toMatchObject({ accessKey: 'sk-simulator', secretKey: 'sk-simulator' });
  expect(await ask('/jobs?id=7')).toEqual({ status: 404, body: { problem: 'none' } });
  expect(await ask('/jobs', { method: 'POST', body: '{}' })).toEqual({ status: 200, body: { id: 7 } });
  for (const state of ['busy', 'done', 'done'])
    expect(await ask('/jobs?id=7')).toEqual({ status: 200, body: { state } });
});

it('leaves out other steps, says what is not in it, and breaks off where no answer came', async () => {
  const { ask } = await open(['submit', 'query']);
  expect(await ask('/jobs?id=7')).toEqual({ status: 200, body: { state: 'busy' } });
  expect(await ask('/jobs?id=9')).toMatchObject({
    status: 501,
    body: { error: expect.stringContaining('/jobs?id=9') },
  });
  await expect(ask('/jobs?id=8')).rejects.toThrow('fetch failed');
});

it('refuses what is no recording', () => {
  expect(() => parseRecording({ ...recording, version: 2 })).toThrow('version');
});
