import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { clientOf, temporaryFolder } from './fixture.ts';

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const readme = read('../README.md');

it('the start of the README is what is compiled here, and runs', async () => {
  const code = read('start.ts');
  expect(readme).toContain(`\`\`\`ts\n${code}\`\`\``);
  const folder = temporaryFolder();
  const here = code
    .replace('videos.sqlite', `${folder}/videos.sqlite`)
    .replace("videoFolder('videos')", `videoFolder('${folder}/videos')`)
    .replace('8787', '0');
  const child = spawn(
    process.execPath,
    ['--conditions=@vid/source', '--no-warnings', '--input-type=module-typescript', '--eval', here],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { KLING_API_TOKEN: 'sk-of-nobody' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  const [url] = await once(createInterface(child.stdout), 'line');
  const { post, send } = clientOf(String(url));
  expect((await send('/tasks')).status).toBe(200);
  const plan = await (await post('/plan', { request: { prompt: 'a kite' } })).json();
  expect(plan.candidates.length).toBeGreaterThan(0);
});

it('the start with the client of OpenAI is what is compiled here', () => {
  expect(readme).toContain(`\`\`\`ts\n${read('openai-start.ts')}\`\`\``);
});

it('the commands of the README are routes that there are', async () => {
  const routes = Array.from(readme.matchAll(/curl [^\n]*127\.0\.0\.1:8787(\/\w+)/g), ([, route]) => route);
  expect(new Set(routes)).toEqual(new Set(['/tasks', '/events', '/spending']));
});
