import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
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

test.each([
  [3, 'an older'],
  [99, 'a newer'],
])('a folder of version %i is refused, said why, and left as it is', (version, age) => {
  const folder = newFolder();
  const file = join(folder, 'demo.sqlite');
  const old = new DatabaseSync(file);
  old.exec(`CREATE TABLE runs (id TEXT); INSERT INTO runs VALUES ('1'); PRAGMA user_version = ${version}`);
  old.close();
  const before = readFileSync(file);
  expect(() => openDatabase(folder)).toThrow(
    new RegExp(`is of ${age} version of this demo, .*Nothing was changed in it: .*VID_DEMO_DATA`),
  );
  expect(readFileSync(file).equals(before)).toBe(true);
});
