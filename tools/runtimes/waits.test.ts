import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Request, Response } from 'miniflare';
import { openWorker } from './runners/worker.ts';

void test('Cloudflare Workers: waits of several requests at a time do not share a timer', async (t) => {
  const polls = new Map<string, number>();
  const worker = await openWorker('waits.ts', {
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
