import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openDatabase } from '../src/server/database.ts';
import { newFolder } from './demo.ts';

const modeOf = (folder: string) => statSync(folder).mode & 0o777;

test('a data folder that is made here is its owner’s alone; one that was there keeps its mode', () => {
  const there = join(newFolder(), 'there');
  mkdirSync(there, { mode: 0o755 });
  const made = join(newFolder(), 'made');
  for (const folder of [there, made]) {
    const database = openDatabase(folder);
    onTestFinished(() => database.close());
  }
  expect([modeOf(there), modeOf(made)]).toEqual([0o755, 0o700]);
});
