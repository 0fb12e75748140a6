#!/usr/bin/env node
import { exitCodes } from './exit-codes.ts';
import { languageOf } from './language.ts';
import { helpWords, overview } from './overview.ts';

const given = process.argv.slice(2);
const [first] = given;
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (given.length <= 1 && (first === undefined || helpWords.includes(first))) {
  // Without a word of what to do it is no success.
  const stream = first === undefined ? process.stderr : process.stdout;
  stream.write(overview(languageOf(process.env), stream.isTTY ? stream.columns : 80));
  process.exitCode = first === undefined ? exitCodes.impossible.code : exitCodes.done.code;
} else if (major < 22 || (major === 22 && minor < 18)) {
  process.stderr.write(`vid needs Node 22.18 or newer; this is ${process.version}\n`);
  process.exitCode = exitCodes.impossible.code;
} else {
  // Node 22 and 24 call their SQLite experimental, in a line for developers.
  process.removeAllListeners('warning');
  process.on('warning', ({ name, message }) => {
    if (name !== 'ExperimentalWarning') process.stderr.write(`${name}: ${message}\n`);
  });
  const { run } = await import('./run.ts');
  process.exitCode = await run(given);
}
