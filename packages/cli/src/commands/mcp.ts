import { createMcpServer } from '@vid/mcp';
import { type Exit } from '../exit-codes.ts';
import { keptIn } from '../kept-in.ts';
import type { Options } from '../options.ts';
import { routerFor } from '../read-request.ts';
import { interruptions } from '../run-jobs.ts';
import type { Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { limitOf } from './orders.ts';

/** Speaks over stdin and stdout until the client goes. Stdout is the protocol's alone. */
export async function mcp(terminal: Terminal, session: Session, options: Options): Promise<Exit> {
  const { say, words } = terminal;
  const { output = session.videosFolder, ask = false, inputs, maxCost } = options;
  const { intervalMs } = session;
  const { journal, store: jobs } = session.served();
  const server = createMcpServer({
    router: routerFor(terminal, session, words.noKeysTools),
    store: { journal, jobs },
    videos: keptIn(output, session.allowHosts),
    consent: ask ? 'ask' : 'ask-or-limit',
    maxCost,
    budget: limitOf(options),
    inputs,
    polling: { intervalMs, minIntervalMs: intervalMs },
    onError: (error) => say(error instanceof Error ? error.message : String(error)),
  });
  const over = interruptions(terminal, () => process.stdin.destroy());
  if (process.stdin.isTTY) say(words.byHand);
  try {
    await server.serveStdio();
  } finally {
    over();
  }
  return 'done';
}
