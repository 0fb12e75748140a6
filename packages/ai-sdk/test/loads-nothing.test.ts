import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = `
  import { registerHooks } from 'node:module';
  const loaded = [];
  registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
  const { createVid } = await import('@vid/ai-sdk');
  createVid({ id: 'none', capabilities: { models: [] } }).video('auto');
  console.log(JSON.stringify(loaded));
`;

it('nothing of the AI SDK is loaded, and no download, before it is used', () => {
  const output = execFileSync(
    process.execPath,
    ['--conditions=@vid/source', '--input-type=module', '--eval', script],
    { cwd: fileURLToPath(new URL('.', import.meta.url)), encoding: 'utf8' },
  );
  const loaded: readonly string[] = JSON.parse(output);
  expect(loaded.filter((url) => url.includes('/packages/ai-sdk/src/')).length).toBeGreaterThan(3);
  expect(
    loaded.filter((url) => /node_modules\/(ai|ai-6|@ai-sdk)\/|\/core\/src\/download\//.test(url)),
  ).toEqual([]);
});
