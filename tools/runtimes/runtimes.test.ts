import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { startSimulator } from './simulator.ts';
import { next, runtimes } from './table.ts';

/*
 * An application of the packed packages in each runtime, against the simulator in another process: three services by their
 * own apis, with the platform's `fetch` and with a caller's.
 */

const isCi = process.env['CI'] !== undefined;
const isQuick = process.env['VID_RUNTIMES'] === 'quick';

void describe('runtimes', { concurrency: 2 }, () => {
  after(() => next.close());

  for (const runtime of runtimes.filter((one) => one.isQuick || !isQuick)) {
    const skip = isCi ? false : (runtime.missing ?? false);
    void it(runtime.name, { skip, timeout: 600_000 }, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'vid-runtime-'));
      const simulator = await startSimulator();
      try {
        // The third of each is accepted, and its answer is lost.
        for (const service of ['runway', 'kling'])
          await simulator.fault({ on: 'submit', kind: 'accepted-cut', service, from: 3 });
        // Port 2 was given to a protocol that nobody speaks.
        const given = { simulator: simulator.url, dead: 'http://127.0.0.1:2', folder };
        const { made, candidates, refused, cut, found, uploaded } = await runtime.run(given);

        for (const { provider, fetch, status, calls, bytes, said } of made) {
          const what = `${provider} by the ${fetch}’s fetch`;
          assert.equal(status, 'succeeded', what);
          assert.equal(calls > 1, fetch === 'caller', `${what}: ${calls} calls`);
          assert.ok(bytes > 10_000, `${what}: ${bytes} bytes`);
          if (runtime.hasDisk) assert.equal(said, undefined, what);
          else assert.match(said ?? '', /needs Node, Bun or Deno.*Nothing was downloaded/, what);
        }
        const services = ['runway', 'kling', 'jimeng'];
        assert.deepEqual(
          made.map(({ provider, fetch }) => `${provider} ${fetch}`),
          ['platform', 'caller'].flatMap((fetch) => services.map((one) => `${one} ${fetch}`)),
        );
        assert.ok(candidates > 0);
        assert.equal(refused, runtime.provesRefusal ? 'network' : 'submission-unknown');
        assert.deepEqual(cut, ['submission-unknown', 'submission-unknown']);
        assert.equal(found, 'succeeded');
        assert.equal(uploaded, 'succeeded');
        assert.deepEqual(await simulator.billed(), {
          'runway (official)': 4,
          'kling (official)': 3,
          'jimeng (official)': 2,
        });
      } finally {
        await simulator.close();
        rmSync(folder, { recursive: true });
      }
    });
  }
});
