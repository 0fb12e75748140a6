import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { openVid } from './command.ts';

/** `script` of util-linux; that of other systems takes other options. */
const hasScript =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;
const readme = join(import.meta.dirname, '../README.md');

/** What a person would have seen in the end: a line that was written over shows its last state, and clocks stand still. */
const seen = (text: string) =>
  text
    .split('\r\n')
    .map((line) => stripVTControlCharacters(line.split('\r\u001B[K').at(-1) ?? '').replace(/\r/g, ''))
    .join('\n')
    .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, '2026-11-29')
    .replaceAll(/\b\d\d:\d\d\b(?= {2})/g, '12:00')
    .trim();

/** `vitest -u` writes the README anew. */
it.skipIf(!hasScript)('the README shows a session that took place', async () => {
  const vid = await openVid();
  const lines: string[] = [];
  const ids = new Map<string, string>();
  const record = async (answer: string, ...given: readonly string[]) => {
    const running = vid.terminal(90, ...given);
    if (answer !== '') {
      await running.says(/\[y\/N\] /);
      running.child.stdin?.write(answer);
    }
    const { stdout } = await running.ended;
    for (const [, id = ''] of stdout.matchAll(/\bvid wait ([a-z\d]{10})\b/g))
      ids.set(id, ['k7m2x9qd4t', 'p3w8r5hn6z'][ids.size] ?? id);
    const command = given.map((part) => (/[ ']/.test(part) ? `"${part}"` : part)).join(' ');
    lines.push(`$ vid ${command}`, seen(stdout), '');
  };
  const cat = 'a cat on a windowsill';
  await record(
    'y\n',
    'generate',
    cat,
    '--ratio',
    '9:16',
    '--duration',
    '5',
    '-m',
    'kling-v3',
    '-o',
    'cat.mp4',
  );
  await record('', 'generate', cat, '--duratoin', '5');
  await record('', 'generate', cat, '--duration', '30', '-m', 'kling-v3');
  await record('', 'list');
  await record('', 'spend');
  for (const [command, isUp] of [
    [['serve', '--max-cost', '20 USD', '--port', '0'], /Ctrl\+C ends it/],
    [['mcp'], /vid mcp --help/],
  ] as const) {
    const running = vid.terminal(90, ...command);
    await running.says(isUp);
    running.child.stdin?.write('\u0003');
    const { stdout } = await running.ended;
    lines.push(
      `$ vid ${command.map((part) => (part.includes(' ') ? `'${part}'` : part)).join(' ')}`,
      seen(stdout),
      '',
    );
  }
  let session = lines
    .join('\n')
    .trim()
    .replace(' --port 0', '')
    .replaceAll(/(?<=127\.0\.0\.1:)\d+/g, '8787');
  for (const [id, shown] of ids) session = session.replaceAll(id, shown);
  const before = readFileSync(readme, 'utf8');
  const after = before.replace(
    /(<!-- session -->)[^]*(<!-- \/session -->)/,
    (_, start: string, end: string) => `${start}\n\n\`\`\`console\n${session}\n\`\`\`\n\n${end}`,
  );
  await expect(after).toMatchFileSnapshot(readme);
  expect(vid.billed()).toBe(1);
});
