import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A file of this folder as a process of its own. */
export const start = (file: string, words: readonly string[] = [], execArgv: readonly string[] = []) =>
  fork(new URL(file, import.meta.url), words, { execArgv: [...execArgv] });

/** The one message that such a process sends. */
export async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const [answer] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(() => {
      throw new Error('A process ended without an answer.');
    }),
  ]);
  return answer;
}
