import { rejects } from 'node:assert/strict';
import { describe, it } from 'node:test';
import { outputOf } from './runners/command.ts';
import { compilers } from './table.ts';

/* The published types under the compilers of those who use them, libraries checked too. */

void describe('types', { concurrency: 2 }, () => {
  for (const { name, command } of compilers)
    void it(name, { timeout: 600_000 }, async () => {
      await outputOf(command);
    });

  void it('TypeScript 5.6 is told what it needs', { timeout: 600_000 }, async () => {
    const tsc = [process.execPath, 'node_modules/typescript-5.6/bin/tsc', '-p', 'consumer/tsconfig.json'];
    await rejects(outputOf([...tsc, '--skipLibCheck']), /VidNeedsTypeScript_5_7_OrNewer/);
  });
});
