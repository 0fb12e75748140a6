import { renameSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { expect, onTestFinished, test } from 'vitest';

/** An application that stands in a page or a process while a newer one takes its files away. */
const application = `
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
const id = fileURLToPath(new URL('../../examples/application.js', import.meta.url));

async function bundled() {
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
  const parts = output.filter((one) => one.type === 'chunk' && one.isDynamicEntry && one.name === 'http');
  expect(parts).toHaveLength(1);
  return { page: join(folder, 'application.mjs'), part: join(folder, parts[0]?.fileName ?? '') };
}

test('what cannot be loaded is told before anything is sent', async () => {
  const { page, part } = await bundled();
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
