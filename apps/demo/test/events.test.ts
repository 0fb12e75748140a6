import { sqliteMemory } from '@vid/simulator';
import type { VideoEvent } from '@vid/core';
import { expect, test, vi } from 'vitest';
import type { Setup } from '../src/api.ts';
import { logEvents } from '@vid/server';
import { openDatabase } from '../src/server/database.ts';
import { comparison, key, newFolder, openDemo, runInput } from './demo.ts';
import { type Demo, ended, patience } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const setupOf = async ({ app }: Demo): Promise<Setup> => (await app.request('/api/setup')).json();

test('times that were seen are told, of each api its own, over a restart', async () => {
  const services = openDatabase(newFolder());
  const memory = sqliteMemory(services, 'simulator');
  const first = await openDemo({ memory });
  expect((await setupOf(first)).durations).toEqual([]);
  const asked = comparison({ prompt: 'a cat' }, [
    ['kling:kling-v2-6', 'gateway'],
    ['kling:kling-v2-6', 'official'],
  ]);
  await first.post('/api/comparisons', asked);
  for (const { id } of asked.runs) await ended(first, id);
  const { durations } = await setupOf(first);
  expect(durations.map(({ provider, api, model }) => [provider, api, model])).toEqual([
    ['kling', 'gateway', 'kling-v2-6'],
    ['kling', 'official', 'kling-v2-6'],
  ]);
  for (const { seconds } of durations) expect(seconds).toBeGreaterThanOrEqual(0);
  await first.close();
  const second = await openDemo({ memory, dataFolder: first.dataFolder });
  expect((await setupOf(second)).durations).toEqual(durations);
  await second.close();
  // Nobody has seen how long the real service takes.
  const real = await openDemo({ dataFolder: first.dataFolder, environment: { KLING_API_TOKEN: 'sk-real' } });
  expect((await setupOf(real)).durations.map(({ api }) => api)).toEqual(['official']);
  await real.close();
  services.close();
});

test('a failed task tells no time', async () => {
  const demo = await openDemo({ outcome: () => ({ failed: 'the moon is too bright' }) });
  const one = runInput({ prompt: 'a cat' });
  await demo.post('/api/runs', one);
  await ended(demo, one.id);
  expect((await setupOf(demo)).durations).toEqual([]);
});

test('each event is one plain line, without prompt and key', async () => {
  const lines: string[] = [];
  const onEvent = logEvents((line) => void lines.push(line));
  const demo = await openDemo({ environment: { KLING_API_TOKEN: key }, onEvent });
  const one = { ...runInput({ prompt: 'a secret cat' }), confirmed: true };
  await demo.post('/api/runs', one);
  await ended(demo, one.id);
  const types = lines.map((line) => line.split(' ')[1]);
  expect(types).toEqual(
    expect.arrayContaining(['planned', 'submitted', 'accepted', 'status', 'finished', 'downloaded']),
  );
  expect(lines.find((line) => line.includes(' submitted '))).toMatch(
    new RegExp(`^\\d{4}-\\S+Z submitted provider=kling api=gateway model=kling-v2-6 reference=${one.id}$`),
  );
  expect(lines.join('\n')).not.toMatch(/secret|sk-/);
});

test('what a service puts into an event stays on its line', () => {
  const lines: string[] = [];
  const event: VideoEvent = {
    type: 'refused',
    at: 0,
    provider: 'kling',
    api: 'gateway',
    model: 'kling-v1',
    code: 'rate-limited',
    providerCode: '1302\n\u001b[31mpaid',
    durationMs: 5,
  };
  logEvents((line) => void lines.push(line))(event);
  expect(lines).toEqual([
    '1970-01-01T00:00:00.000Z refused provider=kling api=gateway model=kling-v1 code=rate-limited ' +
      'providerCode="1302\\n\\u001b[31mpaid" durationMs=5',
  ]);
});
