import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Miniflare, type Request, Response } from 'miniflare';
import { build, defaultClientConditions } from 'vite';

async function bundle(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    resolve: { conditions: ['@vid/source', ...defaultClientConditions] },
    build: {
      write: false,
      target: 'es2024',
      modulePreload: false,
      rolldownOptions: {
        input: fileURLToPath(new URL('./worker.ts', import.meta.url)),
        preserveEntrySignatures: 'strict',
        output: { codeSplitting: false },
      },
    },
  });
  if (Array.isArray(built) || !('output' in built)) throw new Error('One bundle was expected.');
  return built.output[0].code;
}

void test('Cloudflare Workers: waits of several requests at a time do not share a timer', async (t) => {
  const polls = new Map<string, number>();
  const worker = new Miniflare({
    modules: true,
    script: await bundle(),
    compatibilityDate: '2026-04-01',
    outboundService(request: Request) {
      const id = new URL(request.url).pathname;
      const count = (polls.get(id) ?? 0) + 1;
      polls.set(id, count);
      // The second wait begins while the first one sleeps, and outlives it.
      return new Response(count >= (id === '/1' ? 3 : 6) ? 'done' : 'running');
    },
  });
  t.after(() => worker.dispose());
  const ask = async (id: string) => (await worker.dispatchFetch(`https://worker.example/${id}`)).text();
  const first = ask('1');
  while (!polls.has('/1')) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(await Promise.all([first, ask('2'), ask('3')]), ['succeeded', 'succeeded', 'succeeded']);
  // A later request finds nothing of the earlier ones in its way.
  assert.equal(await ask('4'), 'succeeded');
});
