import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { startSimulator } from '@vid/simulator';
import { expect, it, onTestFinished } from 'vitest';

const run = promisify(execFile);
const readme = readFileSync(new URL('../../packages/simulator/README.md', import.meta.url), 'utf8');
const snippets = Array.from(readme.matchAll(/```ts\n([^]*?)```/g), ([, code = '']) => code);

/** As it stands there, but for the address. */
async function runSnippet(part: string, url: string): Promise<string> {
  const code = snippets.find((snippet) => snippet.includes(part));
  if (code === undefined) throw new Error(`no snippet of the README has ${part}`);
  const flags = ['--conditions=@vid/source', '--input-type=module-typescript'];
  const there = code.replaceAll('http://127.0.0.1:4100', url);
  const { stdout } = await run(process.execPath, [...flags, '--eval', there], {
    cwd: new URL('../', import.meta.url),
  });
  return stdout.trim();
}

it('the snippet for a simulator in a process of its own ends in a video', async () => {
  const simulator = await startSimulator({ speed: 100 });
  onTestFinished(() => simulator.close());
  const printed = await runSnippet('minIntervalMs: 0', simulator.url);
  expect(printed).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/clips\/kling-/);
  expect(simulator.tasks).toHaveLength(1);
});

it.each([
  ['clock: simulator.clock', /^succeeded 1 [2-9]$/],
  ["kind: 'html-403'", /^0 0$/],
  ['defineService({', /^\{ apiKey: 'sk-simulator', baseUrl: 'http:\/\/127\.0\.0\.1:\d+\/acme' \}$/],
])('the snippet with %s runs as it is', async (part, output) => {
  expect(await runSnippet(part, '')).toMatch(output);
});

it('every snippet is run here', () => {
  expect(snippets).toHaveLength(4);
});
