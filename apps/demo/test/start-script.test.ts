import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { newFolder } from './demo.ts';

const demo = fileURLToPath(new URL('..', import.meta.url));
const checkNode = './scripts/check-node.cjs';

/** On a Node of that version, or so the check is told. */
function checkOn(platform: string, version: string) {
  const machine = join(newFolder(), 'machine.cjs');
  writeFileSync(
    machine,
    `Object.defineProperty(process, 'platform', { value: '${platform}' });
    Object.defineProperty(process, 'versions', { value: { node: '${version}' } });`,
  );
  const words = ['--require', machine, '--require', checkNode, '--eval', 'console.log("starts")'];
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: demo, encoding: 'utf8' });
  return stdout + stderr;
}

test('an old Node gets one sentence and starts nothing', () => {
  expect(checkOn('linux', '22.17.1')).toMatch(
    /^vid demo: needs Node 22\.18 or newer, and this is 22\.17\.1.*\n$/,
  );
  expect(checkOn('linux', '18.20.8')).toMatch(/^vid demo: needs Node 22\.18 .*\n$/);
  expect(checkOn('linux', '22.18.0')).toBe('starts\n');
});

test('Windows gets one sentence, and starts', () => {
  expect(checkOn('win32', '26.10.0')).toMatch(/^vid demo: not tested on Windows\. .*\nstarts\n$/);
});

test('a port that was asked for and is taken is named', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  const { status, stderr } = spawnSync(process.execPath, ['--conditions=@vid/source', 'scripts/start.ts'], {
    cwd: demo,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], PORT: port, VID_DEMO_DATA: newFolder() },
  });
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: `vid demo: Another program has port ${port}: name another one, or 0 for any.\n`,
  });
});
