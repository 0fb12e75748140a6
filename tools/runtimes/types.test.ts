import { describe, it } from 'node:test';
import { outputOf } from './runners/command.ts';
import { compilers } from './table.ts';

/* The published types under the compilers of those who use them, libraries checked too. */

void describe('types', { concurrency: 2 }, () => {
  for (const { name, command } of compilers)
    void it(name, { timeout: 600_000 }, async () => {
      await outputOf(command);
    });
});
