import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import { expect, it } from 'vitest';
import { notes, shared } from '../src/command-options.ts';
import { fieldOptions } from '../src/fields.ts';
import { createProgram } from '../src/program.ts';
import { routingOptions } from '../src/read-options.ts';

/* Each command that the documents show is one that `vid` takes. */

const root = join(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const files = globSync(
  ['*.md', '{docs,examples,apps/docs/content}/**/*.md', 'packages/*/README.md', '.changeset/*.md'],
  { cwd: root, exclude: ['**/node_modules/**'] },
);

/** What stands after `vid`, or after `npx … @vid/cli`, in a line of a shell. */
const commandIn = (line: string) =>
  /@vid\/cli (.+)$/.exec(line)?.[1] ?? /^\s*(?:\$ )?(?:[A-Z_]+=\S+ )*(?:npx )?vid (.+)$/.exec(line)?.[1];

/** As a shell splits it, up to a pipe. */
const wordsOf = (command: string): readonly string[] =>
  [...(command.split(' | ')[0] ?? '').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(
    ([, single, double, plain = '']) => single ?? double ?? plain,
  );

/** What commander has against it; `undefined`: nothing. */
async function objectionTo(words: readonly string[]): Promise<string | undefined> {
  const [first = ''] = words;
  if (['complete', 'help', '--help', '--version'].includes(first)) return undefined;
  const program = createProgram('en', async () => undefined);
  try {
    await program.parseAsync(
      words.filter((word) => word !== '--help'),
      { from: 'user' },
    );
    return undefined;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.code;
  }
}

const fence = /^```(\w*)\n([^]*?)^```$/gm;

it('each command in a block of the documents, or of the help, is one that is taken', async () => {
  const blocks = files.flatMap((file) =>
    [...read(file).matchAll(fence)].flatMap(([, language = '', text = '']) =>
      ['sh', 'bash', 'console'].includes(language) ? [text] : [],
    ),
  );
  const texts = [...blocks, ...Object.values(notes).flatMap((note) => Object.values(note))];
  const wrong: string[] = [];
  let misspelt = 0;
  for (const text of texts) {
    const lines = text.split('\n').map((line) => line.replace(/(^|\s)#\s.*/, '').trimEnd());
    for (const [index, line] of lines.entries()) {
      const command = commandIn(line);
      if (command === undefined) continue;
      const isMisspelt = lines[index + 1]?.startsWith('error: ') === true;
      if (isMisspelt) misspelt += 1;
      const objection = await objectionTo(wordsOf(command));
      if ((objection === undefined) === isMisspelt) wrong.push(`${line}: ${objection ?? 'taken'}`);
    }
  }
  expect(wrong).toEqual([]);
  // The session in the README shows how one is refused.
  expect(misspelt).toBe(1);
});

it('each command that a sentence names is one that is taken, whatever it leaves out', async () => {
  const wrong: string[] = [];
  for (const file of files)
    for (const [, command = ''] of read(file)
      .replaceAll(fence, '')
      .matchAll(/`vid ([^`\n]+)`/g)) {
      const objection = await objectionTo(wordsOf(command));
      if (objection !== undefined && !/missingArgument|MissingArgument/.test(objection))
        wrong.push(`${file}: vid ${command}: ${objection}`);
    }
  expect(wrong).toEqual([]);
});

it('each option that the documents of the command name is one of its own', () => {
  const flags = [shared, fieldOptions, routingOptions]
    .flatMap((options) => Object.values(options))
    .flatMap((option) => option.flags.match(/--[\w-]+/g) ?? []);
  const known = ['--help', '--version', '--json', ...flags];
  const [, section = ''] = /\n## The command line\n([^]*?)\n## /.exec(read('docs/interop.md')) ?? [];
  const texts = [section, read('docs/verify.md'), read('packages/cli/README.md').replaceAll(fence, '')];
  const named = texts.flatMap((text) => [...text.matchAll(/`(--[\w-]+)/g)].map(([, flag = '']) => flag));
  expect(named).toContain('--simulate');
  expect(named.filter((flag) => !known.includes(flag))).toEqual([]);
});
