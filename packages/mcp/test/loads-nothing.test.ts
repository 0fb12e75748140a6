import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  const { createRouter } = await import('@vid/core');
  const { createMemoryJobStore, createMemoryJournal } = await import('@vid/core/journal');
  const { createMcpServer } = await import('@vid/mcp');
  const store = { journal: createMemoryJournal(), jobs: createMemoryJobStore() };
  await createMcpServer({ router: createRouter([]), store, videos: {}, linkOf: String }).close();
  console.log(JSON.stringify(loaded));
`;

it('nothing of the SDK is loaded before somebody connects', () => {
  const output = execFileSync(
    process.execPath,
    ['--conditions=@vid/source', '--input-type=module', '--eval', script],
    { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8' },
  );
  const loaded: readonly string[] = JSON.parse(output);
  expect(loaded.filter((url) => url.includes('/packages/mcp/src/')).length).toBeGreaterThan(2);
  expect(loaded.filter((url) => url.includes('@modelcontextprotocol'))).toEqual([]);
});
