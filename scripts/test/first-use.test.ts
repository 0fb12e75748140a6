import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, onTestFinished, test } from 'vitest';

/* Applications that stand in a page or a process while a newer one takes their files away. */

const calling = `
  import { createHttpClient } from '@vid/core/provider-kit';
  export function open() {
    let sent = 0;
    const fetch = async () => { sent += 1; return new Response('{}'); };
    const client = createHttpClient({ provider: 'acme', fetch });
    const request = { method: 'POST', url: 'https://acme.example/', headers: {}, body: {} };
    return () => client.send(request, { timeoutMs: 1_000, paid: true }).then(
      ({ status }) => ({ status, sent }),
      ({ name, code, message, retryable }) => ({ name, code, message, retryable, sent }),
    );
  }`;
const routing = `
  import { createRouter } from '@vid/core';
  const made = { provider: 'acme', api: 'official', model: 'm' };
  const rows = [{ mode: 'text-to-video', evidence: 'documented', source: 'made up', accepts: { prompt: {} } }];
  export const task = { ...made, id: '1', status: 'queued' };
  export function open() {
    let sent = 0;
    const provider = {
      id: 'acme',
      capabilities: { models: [{ ...made, rows }] },
      generate: async () => { sent += 1; return task; },
      query: async () => { sent += 1; return task; },
    };
    return { router: createRouter([provider]), sent: () => sent };
  }`;
const id = fileURLToPath(new URL('../../examples/application.js', import.meta.url));

/** Its page, and the part of it that is loaded when it is first needed. */
async function bundled(application: string, name: string) {
  const folder = mkdtempSync(join(tmpdir(), 'vid-first-use-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const bundle = await rolldown({
    input: id,
    platform: 'neutral',
    resolve: { conditionNames: ['@vid/source', 'import'], mainFields: ['module', 'main'] },
    plugins: [
      {
        name: 'entry',
        resolveId: (source) => (source === id ? id : undefined),
        load: (source) => (source === id ? application : undefined),
      },
    ],
  });
  const { output } = await bundle.write({
    dir: folder,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
  });
  const parts = output.filter((one) => one.type === 'chunk' && one.isDynamicEntry && one.name === name);
  expect(parts).toHaveLength(1);
  return { page: join(folder, 'application.mjs'), part: join(folder, parts[0]?.fileName ?? '') };
}

test('what cannot be loaded is told before anything is sent', async () => {
  const { page, part } = await bundled(calling, 'http');
  renameSync(part, `${part}.gone`);
  const { open } = await import(pathToFileURL(page).href);
  const send = open();
  const error = {
    name: 'VideoError',
    code: 'unsupported',
    message: 'A part of the library could not be loaded, and nothing was sent. Load the page again.',
    retryable: false,
    sent: 0,
  };
  expect(await Promise.all([send(), send()])).toEqual([error, error]);
  renameSync(`${part}.gone`, part);
  // This page's runtime remembers that there was none, as browsers do.
  const { open: reopen } = await import(`${pathToFileURL(page).href}?reloaded`);
  expect(await reopen()()).toEqual({ status: 200, sent: 1 });
});

test('a router whose calls cannot be loaded plans, and sends nothing', async () => {
  const { page, part } = await bundled(routing, 'create-calls');
  renameSync(part, `${part}.gone`);
  const { open, task } = await import(pathToFileURL(page).href);
  const { router, sent } = open();
  const request = { prompt: 'a boat' };
  expect(router.plan(request).candidates).toHaveLength(1);
  const error = { code: 'unsupported', retryable: false };
  await expect(router.generate(request)).rejects.toMatchObject(error);
  await expect(router.wait(task)).rejects.toMatchObject(error);
  await expect(router.updates(task).next()).rejects.toMatchObject(error);
  await expect(router.compare(request, { all: true }).next()).rejects.toMatchObject(error);
  expect(sent()).toBe(0);
});

test('whoever leaves while the calls of a router are loaded leaves at once', async () => {
  const { page, part } = await bundled(routing, 'create-calls');
  writeFileSync(part, 'await new Promise(() => undefined); export const createCalls = undefined;');
  const { open, task } = await import(pathToFileURL(page).href);
  const { router, sent } = open();
  const request = { prompt: 'a boat' };
  const reason = new Error('enough');
  const aborting = new AbortController();
  const { signal } = aborting;
  const waits = [
    router.generate(request, { signal }),
    router.wait(task, { signal }),
    router.query(task, { signal }),
    router.updates(task, { signal }).next(),
    router.compare(request, { all: true, signal }).next(),
  ];
  aborting.abort(reason);
  for (const wait of waits) await expect(wait).rejects.toBe(reason);
  for (const loop of [router.updates(task), router.compare(request, { all: true })]) {
    const next = loop.next();
    await loop.return();
    expect(await next).toMatchObject({ done: true });
  }
  expect(sent()).toBe(0);
});
