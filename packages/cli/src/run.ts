import { VideoError } from '@vid/core';
import { CommanderError } from 'commander';
import type { CommandName } from './commands.ts';
import { type Exit, exitCodes, ExitError } from './exit-codes.ts';
import { explained } from './read-request.ts';
import { createProgram } from './program.ts';
import { type Options, readOptions } from './options.ts';
import { helpWords, overview } from './overview.ts';
import { openSession, type Session } from './session.ts';
import { openTerminal, type Terminal } from './terminal.ts';
import { usageText } from './usage-words.ts';
import { version } from './version.ts';

async function dispatch(
  terminal: Terminal,
  session: Session,
  name: CommandName,
  given: readonly string[],
  options: Options,
): Promise<Exit> {
  const [first = '', second = ''] = given;
  const prompt = given[0];
  switch (name) {
    case 'plan':
      return (await import('./commands/free.ts')).plan(terminal, session, prompt, options);
    case 'validate':
      return (await import('./commands/free.ts')).validate(terminal, session, prompt, options);
    case 'dry-run':
      return (await import('./commands/free.ts')).dryRun(terminal, session, prompt, options);
    case 'models':
      return (await import('./commands/models.ts')).models(terminal, session, prompt, options);
    case 'verify':
      return (await import('./commands/verify.ts')).verify(terminal, session, given, options);
    case 'generate':
      return (await import('./commands/generate.ts')).generate(terminal, session, prompt, options);
    case 'compare':
      return (await import('./commands/compare.ts')).compare(terminal, session, prompt, options);
    case 'batch':
      return (await import('./commands/batch.ts')).batch(terminal, session, first, options);
    case 'wait':
      return (await import('./commands/jobs.ts')).wait(terminal, session, first, options);
    case 'query':
      return (await import('./commands/jobs.ts')).query(terminal, session, first, options);
    case 'cancel':
      return (await import('./commands/jobs.ts')).cancel(terminal, session, first, options);
    case 'download':
      return (await import('./commands/jobs.ts')).download(terminal, session, first, second, options);
    case 'list':
      return (await import('./commands/books.ts')).list(terminal, session, options);
    case 'spend':
      return (await import('./commands/books.ts')).spend(terminal, session, options);
    case 'serve':
      return (await import('./commands/serve.ts')).serve(terminal, session, options);
    case 'mcp':
      return (await import('./commands/mcp.ts')).mcp(terminal, session, options);
  }
}

function asExit(terminal: Terminal, error: unknown): ExitError {
  if (error instanceof ExitError) return error;
  if (error instanceof VideoError) return explained(terminal, error);
  if (!(error instanceof Error)) return new ExitError('fault', String(error));
  if (error.name === 'AbortError') return new ExitError('stopped', terminal.words.ended);
  return new ExitError('fault', `vid: ${error.stack ?? error.message}`);
}

/** `run` handles them itself; commander knows them only to suggest them for a misspelt command. */
const otherCommands = ['complete', 'help'];

/** Runs one command line; the exit code. */
export async function run(given: readonly string[]): Promise<number> {
  const terminal = openTerminal(given);
  if (given[0] === '--version' || given[0] === '-V') {
    terminal.print(version());
    return exitCodes.done.code;
  }
  if (given[0] === 'complete') return (await import('./complete.ts')).complete(terminal, given);
  const [first = '', ...rest] = given;
  if (helpWords.includes(first)) {
    const about = rest.filter((word) => !helpWords.includes(word));
    if (about.length > 0) return run([...about, '--help']);
    process.stdout.write(overview(terminal.language, process.stdout.isTTY ? process.stdout.columns : 80));
    return exitCodes.done.code;
  }
  let exit: Exit = 'done';
  const program = createProgram(terminal.language, async (name, args, values) => {
    const options = readOptions(values);
    const session = await openSession(terminal, options);
    try {
      exit = await dispatch(terminal, session, name, args, options);
    } finally {
      await session.close();
    }
  });
  for (const name of otherCommands) program.command(name);
  try {
    await program.parseAsync(given, { from: 'user' });
    return exitCodes[exit].code;
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.done.code;
      terminal.say(usageText(error, terminal.language, given));
      terminal.say(terminal.words.declined);
      return exitCodes.impossible.code;
    }
    const known = asExit(terminal, error);
    terminal.say(known.message);
    return exitCodes[known.exit].code;
  }
}
