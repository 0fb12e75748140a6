/*
 * What knowing the models costs the compiler: a program with many requests, as plain `VideoRequest`s and by
 * `defineRequest`, each checked by tsc in a folder of its own.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { providers } from '@vid/providers';
import { tables } from '../capabilities/tables.ts';

const requests = 200;
/** Where every provider is installed. */
const here = fileURLToPath(new URL('../../providers/', import.meta.url));
/** Models that make a video from these two and nothing else. */
const given: readonly string[] = ['prompt', 'firstFrame'];
const models = tables
  .flatMap(({ models }) => models)
  .filter(({ rows }) =>
    rows.some(
      ({ accepts, requires = [] }) =>
        accepts.prompt !== undefined &&
        accepts.firstFrame !== undefined &&
        requires.every((field) => given.includes(field)),
    ),
  );
const names = [...new Set(models.map(({ provider, model }) => `${provider}:${model}`))];
const nameOf = (index: number) => JSON.stringify(names[index % names.length]);

const fields = "prompt: 'a boat', firstFrame: 'https://example.com/a.png'";
const program = (line: (index: number) => string) =>
  [
    "import { defineRequest, type VideoRequest } from '@vid/core';",
    ...providers.map((one) => `import '${one.package}';`),
    'export const requests: readonly VideoRequest[] = [',
    ...Array.from({ length: requests }, (_, index) => line(index)),
    '];',
    'export const used = defineRequest;',
  ].join('\n');

const programs = {
  'plain requests': program((index) => `  { model: ${nameOf(index)}, ${fields} },`),
  defineRequest: program((index) => `  defineRequest(${nameOf(index)}, { ${fields} }),`),
} as const;

function measure(text: string): Readonly<Record<string, string>> {
  const folder = mkdtempSync(join(here, '.types-'));
  try {
    writeFileSync(join(folder, 'program.ts'), text);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ extends: '../../tsconfig.test.json', include: ['program.ts'] }),
    );
    const given = ['-p', folder, '--extendedDiagnostics', '--singleThreaded'];
    const { status, stdout } = spawnSync('tsc', given, { encoding: 'utf8' });
    if (status !== 0) throw new Error(stdout);
    return Object.fromEntries(
      [...stdout.matchAll(/^(Types|Instantiations|Check time|Memory used): +(\S+)$/gm)].map(
        ([, name = '', value = '']) => [name, value],
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

console.log(`${requests} requests to ${names.length} models`);
for (const [name, text] of Object.entries(programs)) console.log(name.padEnd(16), measure(text));
