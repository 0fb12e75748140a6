import tab from '@bomb.sh/tab/commander';
import { exitCodes } from './exit-codes.ts';
import { fieldOptions, fields, flagOf } from './fields.ts';
import { allJobs } from './find-job.ts';
import { helpWords } from './overview.ts';
import { createProgram } from './program.ts';
import { openSession } from './session.ts';
import type { Terminal } from './terminal.ts';

const mediaFlags = fields.flatMap((field) => {
  const { kind, flags } = fieldOptions[field];
  return kind.startsWith('media') ? [flagOf(flags)] : [];
});
const shells = ['zsh', 'bash', 'fish', 'powershell'];
const takesModel = ['--model', '-m', '--only', '--never'];
const takesFile = ['-o', '--output', '--out', '--rates', '--inputs', ...mediaFlags];
const takesId = ['wait', 'query', 'cancel', 'download'];
const mostIds = 20;

/**
 * `complete zsh` prints the script that a shell loads; `complete -- generate --model ''` is what that script asks. The names of
 * models come from the tables, ids from the books.
 */
export async function complete(terminal: Terminal, given: readonly string[]): Promise<number> {
  const [, shell = '', ...words] = given;
  const program = createProgram(terminal.language, async () => undefined);
  const completion = tab(program);
  if (shell !== '--') {
    if (!shells.includes(shell)) {
      const isAsked = helpWords.includes(shell);
      (isAsked ? terminal.print : terminal.say)(`vid complete ${shells.join('|')}`);
      return (isAsked ? exitCodes.done : exitCodes.impossible).code;
    }
    completion.setup('vid', 'vid', shell);
    return exitCodes.done.code;
  }
  const [command = ''] = words;
  // The shell's own files: the library would offer none.
  if (takesFile.includes(words.at(-2) ?? '') || (command === 'batch' && words.length === 2)) {
    terminal.print(':0');
    return exitCodes.done.code;
  }
  const isModel = takesModel.includes(words.at(-2) ?? '') || command === 'models';
  const isId = takesId.includes(command) && words.length === 2;
  const kind = isModel ? 'models' : isId ? 'ids' : command === 'verify' ? 'services' : undefined;
  const values = kind === undefined ? [] : await namesOf(terminal, kind, words);
  for (const option of completion.commands.get(command)?.options.values() ?? [])
    if (takesModel.includes(`--${option.value}`))
      option.handler = (add) => {
        for (const value of values) add(value, '');
      };
  for (const argument of completion.commands.get(command)?.arguments.values() ?? [])
    if (isId || command === 'models' || command === 'verify')
      argument.handler = (add) => {
        for (const value of values) add(value, '');
      };
  completion.parse([...words]);
  return exitCodes.done.code;
}

async function namesOf(
  terminal: Terminal,
  kind: 'models' | 'ids' | 'services',
  words: readonly string[],
): Promise<readonly string[]> {
  const session = await openSession(terminal, { simulate: words.includes('--simulate') });
  try {
    const { models } = session.everybody.capabilities;
    // A colon ends a word in bash, and a value in zsh: the plain ids are as good.
    if (kind === 'models') return [...new Set(models.map(({ model }) => model))];
    if (kind === 'services') return [...new Set(session.connections.map(({ id }) => id))];
    const ids: string[] = [];
    for await (const { job } of allJobs(session)) {
      if (ids.length >= mostIds) break;
      ids.push(job.id);
    }
    return ids;
  } finally {
    await session.close();
  }
}
