import { deepEqual, equal, match } from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Simulator, startSimulator } from '../../packages/simulator/src/index.ts';

/* The inspector without its page. Each command is a client and a server of its own, on one folder. */

const run = promisify(execFile);
const pathOf = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const inspector = pathOf('node_modules/@modelcontextprotocol/inspector/clients/launcher/build/index.js');
const child = pathOf('../../packages/mcp/test/mcp-child.ts');
const home = mkdtempSync(join(tmpdir(), 'vid-inspector-'));
let simulator: Simulator;

before(async () => {
  simulator = await startSimulator({ speed: 40 });
});
after(async () => {
  await simulator.close();
  rmSync(home, { recursive: true, force: true });
});

function inspect(era: string, ...given: readonly string[]) {
  const { url: baseUrl, apiKey } = simulator;
  const settings = { folder: home, baseUrl, apiKey, api: 'official' };
  const server = [
    process.execPath,
    '--conditions=@vid/source',
    '--no-warnings',
    child,
    JSON.stringify(settings),
  ];
  return run(process.execPath, [inspector, '--cli', ...given, '--protocol-era', era, ...server], {
    env: { PATH: process.env['PATH'], HOME: home },
  });
}

async function call(era: string, name: string, given: Readonly<Record<string, unknown>>) {
  const pairs = Object.entries(given).map(([key, value]) => [
    '--tool-arg',
    `${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
  ]);
  const { stdout } = await inspect(era, '--method', 'tools/call', '--tool-name', name, ...pairs.flat());
  return JSON.parse(stdout);
}

for (const era of ['modern', 'legacy'])
  void describe(`the inspector, ${era}`, () => {
    void it('finds no schema that some client could not carry', async () => {
      const { stdout, stderr } = await inspect(era, '--method', 'tools/list', '--strict');
      equal(JSON.parse(stdout).tools.length, 7);
      equal(stderr.trim(), '');
    });

    void it('plans, submits within a limit, waits, and has the file; the key makes one bill', async () => {
      const requestKey = `boat-${era}`;
      const request = { model: 'kling:kling-v2-6 (official)', prompt: 'A paper boat.', duration: 5 };
      const maxCost = { amount: 0.21, currency: 'USD' };
      const billed = simulator.tasks.length;
      const plan = await call(era, 'vid_plan', { request });
      equal(plan.structuredContent.candidates[0].price.amount, 0.21);
      for (const _ of [1, 2]) {
        const submitted = await call(era, 'vid_submit', { requestKey, request, maxCost });
        equal(submitted.structuredContent.outcome, 'submitted');
      }
      const done = await call(era, 'vid_wait', { id: requestKey });
      equal(done.structuredContent.job.phase, 'succeeded');
      const file = await call(era, 'vid_download', { id: requestKey });
      match(file.content[1].uri, /^file:.*\.mp4$/);
      deepEqual(simulator.tasks.length - billed, 1);
    });
  });
