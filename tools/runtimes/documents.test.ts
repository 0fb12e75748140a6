import { ok } from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { filesToCompile } from '../../examples/readme/documents.ts';
import { outputOf } from './runners/command.ts';

/* What people paste from the documents, with the packages as npm would give them, under the oldest compiler and the newest. */

/** The rest needs what is not installed here; `examples/test/documents.test.ts` has all of it, under the newest. */
const needsMore = /from '(?:openai|openworkflow|@ai-sdk\/fal|@vid\/testkit|@vid\/nameless)'|from '\//;

const folder = mkdtempSync(join(import.meta.dirname, 'documents-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** Most of them, so that a filter that takes too much is seen. */
const atLeast = 60;

const files = [...filesToCompile()].filter(([path, code]) => !path.endsWith('x') && !needsMore.test(code));
for (const [path, code] of files) {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), code);
}
const compilerOptions = {
  noEmit: true,
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  target: 'es2022',
  lib: ['es2022'],
  module: 'nodenext',
  moduleDetection: 'force',
  allowImportingTsExtensions: true,
  // The types of Node 26 and of what the packages stand on are not ours to check here.
  skipLibCheck: true,
  types: ['node'],
};
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*/*.ts'] }));

void describe('the blocks of the documents', () => {
  void it('are many', () => ok(files.length >= atLeast, String(files.length)));

  for (const version of ['5.7', '7'])
    void it(`TypeScript ${version}`, { timeout: 600_000 }, async () => {
      await outputOf([process.execPath, `node_modules/typescript-${version}/bin/tsc`, '-p', folder]);
    });
});
