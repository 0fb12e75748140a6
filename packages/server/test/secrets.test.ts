import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRouter } from '@vid/core';
import { createKling } from '@vid/kling';
import { expect, it } from 'vitest';
import { startHost } from './fixture.ts';

const token = 'planted-token-1f9c2e7a';
const prompt = 'planted-prompt-0b7d4e';
const query = 'planted-query-77aa31';
const header = 'planted-header-5c1d90';
const pixels = 'iVBORw0KGgoAAAANSUhEUgAAAUAAAAFACAIAAABC8jL9';

/** Whether any file of a folder has the bytes. */
function isInFiles(folder: string, text: string): boolean {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .some((entry) => readFileSync(join(entry.parentPath, entry.name)).includes(text));
}

it('no key, header, input or link of a service is in an answer, and none stays in the store', async () => {
  const answers: string[] = [];
  const links: string[] = [];
  const host = await startHost({
    settings: { token },
    routerOf: (baseUrl, apiKey) => {
      const send = async (...given: Parameters<typeof fetch>) => {
        const answer = await fetch(new Request(...given));
        const text = await answer.clone().text();
        links.push(...(text.match(/https?:\/\/[^"\\\s]+/g) ?? []));
        return answer;
      };
      return createRouter([createKling({ baseUrl, apiKey, api: 'gateway', fetch: send })]);
    },
  });
  const { folder, simulator } = host;
  const authorization = `Bearer ${token}`;
  const read = async (answer: Response) => {
    const text = await answer.text();
    answers.push(text, JSON.stringify([...answer.headers]));
    return text === '' ? undefined : JSON.parse(text);
  };
  const post = async (path: string, json: unknown, more: Readonly<Record<string, string>> = {}) =>
    read(await host.post(path, json, { authorization, 'x-planted': header, ...more }));
  const get = async (path: string) => read(await host.send(path, { headers: { authorization } }));
  const request = {
    model: 'kling:kling-v2-6',
    prompt,
    firstFrame: `https://example.com/picture.png?signature=${query}`,
  };
  const stop = new AbortController();
  const stream = await host.send('/events', { headers: { authorization }, signal: stop.signal });
  const streamed: string[] = [];
  const reading = (async () => {
    for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) streamed.push(chunk);
  })().catch(() => undefined);

  const { id } = await post('/tasks', { request, label: 'ads' }, { 'idempotency-key': 'order-1' });
  await host.jobIn(id, ['succeeded', 'failed'], { authorization });
  simulator.fault({ on: 'submit', kind: 'accepted-cut' });
  const lost = await post('/tasks', { request }, { 'idempotency-key': 'order-2', prefer: 'wait=30' });
  simulator.fault({ on: 'submit', kind: 'sensitive-words-400' });
  await post('/tasks', { request }, { 'idempotency-key': 'order-3', prefer: 'wait=30' });
  await post('/tasks', { request: { ...request, prompt: 'another' } }, { 'idempotency-key': 'order-1' });
  await post(`/tasks/${lost.id}/adopt`, {
    task: { provider: 'kling', api: 'gateway', model: 'm', id: 'x', status: 'queued' },
  });
  await post(`/tasks/${lost.id}/cancel`, {});
  await post('/tasks', { request: { prompt, firstFrame: { base64: `${pixels} no base64` } } });
  for (const path of [
    '/tasks',
    `/tasks/${id}`,
    '/tasks?key=order-1',
    '/spending',
    '/capabilities',
    '/openapi.json',
    '/nowhere',
  ])
    await get(path);
  stop.abort();
  await reading;

  // The link was there to be found.
  const results = links.filter((link) => link.startsWith(simulator.url));
  expect(results.length).toBeGreaterThan(0);
  const planted = [token, prompt, query, header, pixels, simulator.apiKey, ...results];
  const told = [...answers, ...streamed].join('\n');
  expect(planted.filter((secret) => told.includes(secret))).toEqual([]);
  expect(host.errors).toEqual([]);

  // The log is emptied soon after an input is dropped.
  while (planted.some((secret) => isInFiles(folder, secret))) await sleep(100);
  expect(planted.filter((secret) => isInFiles(folder, secret))).toEqual([]);
});
