#!/usr/bin/env node
import { exitCodes } from './exit-codes.ts';
import { languageOf } from './language.ts';
import { overview } from './overview.ts';

const given = process.argv.slice(2);
const [first] = given;
if (given.length <= 1 && (first === undefined || ['help', '--help', '-h'].includes(first))) {
  const text = overview(languageOf(process.env));
  // Without a word of what to do it is no success.
  (first === undefined ? process.stderr : process.stdout).write(text);
  process.exitCode = first === undefined ? exitCodes.impossible.code : exitCodes.done.code;
} else {
  const { run } = await import('./run.ts');
  process.exitCode = await run(given);
}
