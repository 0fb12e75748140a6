import { networkInterfaces, hostname } from 'node:os';
import { property } from '@vid/core/provider-kit';
import { isEnded, isLoopback, type JobStore, type VideoJob } from '@vid/core/journal';
import { createServer, type VideoServer } from '@vid/server';
import { type ListenOptions, serve as listen } from '@vid/server/node';
import { readVariables } from '../environment.ts';
import { ExitError, type Exit } from '../exit-codes.ts';
import { allJobs } from '../find-job.ts';
import { leaseMs } from '../follow.ts';
import { fullModel, moneyText, shortPath, stateOf } from '../job-words.ts';
import { keptIn } from '../kept-in.ts';
import type { Options } from '../options.ts';
import { requireKeys } from '../read-request.ts';
import { interruptions } from '../run-jobs.ts';
import type { Books, Session } from '../session.ts';
import type { Terminal } from '../terminal.ts';
import { limitOf } from './orders.ts';

const tokenVariable = 'VID_SERVER_TOKEN';

export async function serve(terminal: Terminal, session: Session, options: Options): Promise<Exit> {
  const { print, say, words } = terminal;
  const { json = false, output = session.videosFolder, host = '', port, allowHost = [] } = options;
  requireKeys(terminal, session, undefined);
  const token = readVariables(terminal.environment, [tokenVariable])[tokenVariable];
  const open = [host, ...allowHost].find((name) => !isLoopback(name));
  // As `createServer` has it, in the words of this command.
  if (token === undefined && open !== undefined) throw new ExitError('impossible', words.noToken(open));
  const books = session.served();
  const { intervalMs } = session;
  const server = started(terminal, () =>
    createServer({
      router: session.router,
      store: { journal: books.journal, jobs: telling(terminal, books.store) },
      videos: keptIn(output, session.allowHosts),
      token,
      budget: limitOf(options),
      hosts: [...namesOf(host), ...allowHost],
      origins: options.origin,
      polling: { intervalMs, minIntervalMs: intervalMs },
      onError: (error) => say(error instanceof Error ? error.message : String(error)),
    }),
  );
  const listener = await listening(terminal, server, { host, port });
  const { url } = listener;
  const ended = new Promise<() => void>((resolve) => {
    const over = interruptions(terminal, () => resolve(over));
  });
  if (json)
    print(JSON.stringify({ url, openai: `${url}/v1`, token: token === undefined ? null : tokenVariable }));
  else print(url);
  explain(terminal, session, options, { url, output, hasToken: token !== undefined });

  const over = await ended;
  await listener.close();
  over();
  await sayOpen(terminal, session, books);
  return 'done';
}

/** What the server leaves behind, by what it costs. */
async function sayOpen({ words, say }: Terminal, session: Session, { store }: Books): Promise<void> {
  const open = { running: 0, unknown: 0, submitting: 0 };
  for await (const { job, books } of allJobs(session)) {
    if (books.store !== store || isEnded(job)) continue;
    open[job.phase === 'unknown' || job.phase === 'submitting' ? job.phase : 'running'] += 1;
  }
  const { running, unknown, submitting } = open;
  if (session.isSimulated) {
    if (running + unknown > 0) say(words.simulatedOpen(running + unknown));
  } else {
    if (running > 0) say(words.stillOpen(running));
    if (unknown > 0) say(words.unknownOpen(unknown));
  }
  if (submitting > 0) say(words.unsent(submitting));
}

/** How to reach it, and what it may cost. */
function explain(
  { words, say }: Terminal,
  { connections, isSimulated }: Session,
  { maxCost }: Options,
  { url, output, hasToken }: { readonly url: string; readonly output: string; readonly hasToken: boolean },
): void {
  const names = [...new Set(connections.flatMap(({ id, hasKey }) => (hasKey ? [id] : [])))];
  say(isSimulated ? words.simulated : words.payers(names.join(', ')));
  if (!isSimulated) say(maxCost === undefined ? words.noLimit : words.inAll(moneyText(maxCost)));
  say(words.keptAt(shortPath(output)));
  if (hasToken) say(words.withToken);
  const header = hasToken ? ` -H "Authorization: Bearer $${tokenVariable}"` : '';
  const key = hasToken ? `process.env.${tokenVariable}` : "'none'";
  say(`
  curl ${url}/tasks${header} -H 'Content-Type: application/json' \\
    -H 'Idempotency-Key: cat-1' -H 'Prefer: wait=60' -d '{"request":{"prompt":"a cat"}}'
  curl ${url}/tasks/ID/videos/0${header} -o cat.mp4
  new OpenAI({ baseURL: '${url}/v1', apiKey: ${key} })  // openai
  await connectRemote('${url}'${hasToken ? `, { token: ${key} }` : ''})  // @vid/core/remote
`);
  say(words.endsServer);
}

/** What is wrong with the settings, before anything listens. */
function started({ words }: Terminal, create: () => VideoServer): VideoServer {
  try {
    return create();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ExitError('impossible', words.cannotStart(error.message));
  }
}

async function listening({ words }: Terminal, server: VideoServer, where: ListenOptions) {
  try {
    const startWorker = () => server.startWorker({ leaseMs });
    return await listen({ ...server, startWorker }, where);
  } catch (error) {
    await server.close();
    const code = property(error, 'code');
    const reason = code === 'EADDRINUSE' ? words.portTaken : error instanceof Error ? error.message : '';
    const { host = '', port } = where;
    throw new ExitError('impossible', words.cannotListen(`${host}:${port}`, reason));
  }
}

const bracketed = (address: string) => (address.includes(':') ? `[${address}]` : address);

/** The names of this machine under which it is asked for, where it listens beyond itself. */
function namesOf(host: string): readonly string[] {
  if (host !== '0.0.0.0' && host !== '::') return [bracketed(host)];
  const addresses = Object.values(networkInterfaces()).flatMap((some = []) => some);
  return [hostname(), ...addresses.map(({ address }) => bracketed(address))];
}

/** The store, saying whatever happens to its jobs. */
function telling({ words, say }: Terminal, store: JobStore): JobStore {
  const told = new Map<string, string>();
  const tell = (job: VideoJob) => {
    const state = stateOf(job);
    if (told.get(job.id) === state) return;
    if (isEnded(job)) told.delete(job.id);
    else told.set(job.id, state);
    say(`${job.id} · ${fullModel(job.model)} · ${words.states[state]}`);
  };
  return {
    ...store,
    async put(job, options) {
      const stored = await store.put(job, options);
      if (stored !== undefined) tell(stored.job);
      return stored;
    },
  };
}
