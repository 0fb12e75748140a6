import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { createKling } from '@vid/kling';
import { expect, test, vi } from 'vitest';
import { key, openDemo, png, runInput } from './demo.ts';
import { accepted, type Demo, ended, patience } from './watch.ts';

vi.setConfig({ testTimeout: 2 * patience.timeout });

const secret = 'a-planted-secret-7f3a';
const picture = png.toString('base64');

/** The files of the data folder that hold a text. */
function filesWith({ dataFolder }: Demo, text: string): readonly string[] {
  const names = readdirSync(dataFolder, { recursive: true, encoding: 'utf8' });
  return names.filter((name) => {
    const path = join(dataFolder, name);
    return statSync(path).isFile() && readFileSync(path).includes(text);
  });
}
const isHistory = (name: string) => name.startsWith('demo.sqlite');

test('a key is nowhere; an input only in the history, once it is sent, and a link nowhere once its file is here', async () => {
  const demo = await openDemo({ environment: { KLING_API_TOKEN: key }, speed: 0 });
  const request = { prompt: secret, firstFrame: { base64: picture } };
  const one = { ...runInput(request), confirmed: true };
  await demo.post('/api/runs', one);
  const { state } = await accepted(demo, one.id);
  if (state.phase !== 'accepted') throw new Error('it was not accepted');
  demo.simulator.advance(60);
  await ended(demo, one.id);
  const service = createKling({ api: 'gateway', apiKey: key, baseUrl: demo.simulator.url });
  const task = await service.query(state.task);
  const link = task.status === 'succeeded' ? (task.videos[0]?.url ?? '') : '';
  expect(link).toMatch(/^http/);
  await vi.waitFor(() => {
    expect(filesWith(demo, key)).toEqual([]);
    expect(filesWith(demo, link)).toEqual([]);
    expect(filesWith(demo, secret).filter((name) => !isHistory(name))).toEqual([]);
    expect(filesWith(demo, picture)).toEqual([]);
  }, patience);
  // So that this test would see them.
  expect(filesWith(demo, secret).length).toBeGreaterThan(0);
  expect(filesWith(demo, state.task.id).some((name) => name.startsWith('jobs.sqlite'))).toBe(true);

  expect((await demo.app.request(`/api/runs/${one.id}`, { method: 'DELETE' })).status).toBe(204);
  expect(filesWith(demo, secret)).toEqual([]);
});
