import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { ExitError } from './exit-codes.ts';
import { type Environment, type Language, languageOf } from './language.ts';
import { type Words, wordsIn } from './words.ts';

/** Where a command reads and writes. */
export interface Terminal {
  readonly environment: Environment;
  readonly language: Language;
  readonly words: Words;
  /** As it was given, for a shell: what a command orders follows from all of its options. */
  readonly commandLine: string;
  /** A result, to stdout. */
  readonly print: (line: string) => void;
  /** Everything else, to stderr. */
  readonly say: (line: string) => void;
  /** Overwrites one line of a terminal, and does nothing where there is none. */
  readonly progress: (line: string) => void;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  /** Of stdout; infinite where that is no terminal: what a program reads is not cut. */
  readonly columns: number;
  readonly stderrColumns: number;
  /** Throws `ExitError` unless a person says yes. */
  readonly confirm: (question: string) => Promise<void>;
}

type Style = 'bold' | 'dim';

const quoted = (text: string) =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

export function openTerminal(given: readonly string[] = []): Terminal {
  const { stdout, stderr, stdin, env: environment } = process;
  // Whoever reads may stop, as `head` does.
  stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const language = languageOf(environment);
  const words = wordsIn[language];
  const isLive = stderr.isTTY && environment['TERM'] !== 'dumb';
  let shown = false;
  const clear = () => {
    if (shown) stderr.write('\r\u001B[K');
    shown = false;
  };
  // Styled for a terminal of either stream, and NO_COLOR is kept.
  const styled = (style: Style) => (text: string) => styleText(style, text, { stream: stdout });
  return {
    environment,
    language,
    words,
    commandLine: ['vid', ...given].map(quoted).join(' '),
    print(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    say(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    progress(line) {
      if (!isLive) return;
      stderr.write(`\r${line}\u001B[K`);
      shown = line !== '';
    },
    bold: styled('bold'),
    dim: styled('dim'),
    columns: stdout.isTTY ? stdout.columns : Number.POSITIVE_INFINITY,
    stderrColumns: stderr.isTTY ? stderr.columns : Number.POSITIVE_INFINITY,
    async confirm(question) {
      if (!stdin.isTTY || !stderr.isTTY) throw new ExitError('impossible', words.noTerminal);
      const lines = createInterface({ input: stdin, output: stderr });
      const stopping = new AbortController();
      lines.on('SIGINT', () => stopping.abort());
      lines.on('close', () => stopping.abort());
      try {
        const answer = await lines.question(question, { signal: stopping.signal });
        if (/^\s*(y|yes|是|好)\s*$/i.test(answer)) return;
      } catch {
        stderr.write('\n');
        throw new ExitError('stopped', words.declined);
      } finally {
        lines.close();
      }
      throw new ExitError('impossible', words.declined);
    },
  };
}
