import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { here, outputOf } from './runners/command.ts';
import { nodes } from './table.ts';

/* `@vid/cli` as npm would get it, by each Node: its own simulation, so no keys and no network. */

const folder = join(here, 'node_modules/@vid/cli');
const { bin }: { readonly bin: { readonly vid: string } } = JSON.parse(
  readFileSync(join(folder, 'package.json'), 'utf8'),
);

void describe('the packed command', () => {
  for (const [version, { path, missing }] of nodes) {
    const skip = process.env['CI'] === undefined ? (missing ?? false) : false;
    void it(`Node ${version}`, { skip, timeout: 120_000 }, async () => {
      const home = mkdtempSync(join(tmpdir(), 'vid-cli-'));
      const vid = (...given: readonly string[]) =>
        outputOf([path, join(folder, bin.vid), ...given], { VID_STATE_DIR: home, VID_SIMULATE: '1' });
      try {
        assert.match(await vid('--help'), /^Usage: vid COMMAND/);
        const file = join(home, 'cat.mp4');
        assert.equal(await vid('generate', 'a cat', '-o', file), `${file}\n`);
        assert.ok(statSync(file).size > 10_000);
        assert.match(await vid('list'), /done/);
        // Their packages are loaded by them alone: a client that is gone at once, an address that nobody may have.
        assert.equal(await vid('mcp'), '');
        await assert.rejects(vid('serve', '--host', '0.0.0.0'), /VID_SERVER_TOKEN/);
      } finally {
        rmSync(home, { recursive: true });
      }
    });
  }
});
