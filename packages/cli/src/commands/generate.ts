import { randomInt } from 'node:crypto';
import { basename } from 'node:path';
import { adjustedRequest } from '@vid/core';
import { type Exit } from '../exit-codes.ts';
import { fullModel } from '../job-words.ts';
import { sayChoice } from '../plan-words.ts';
import { readRequest, readRouting, requireKeys } from '../read-request.ts';
import { runJobs, showResult } from '../run-jobs.ts';
import type { Options } from '../options.ts';
import type { Session } from '../session.ts';
import { copiedTo, readTarget, storeAt } from '../targets.ts';
import type { Terminal } from '../terminal.ts';

/** Without letters and digits that are easily mistaken for others. */
const alphabet = '23456789abcdefghjkmnpqrstvwxyz';
/** Short enough to be typed, and by the thousand no two alike at any service that is told of them. */
export const newId = () => Array.from({ length: 10 }, () => alphabet[randomInt(alphabet.length)]).join('');

/** Asks, unless it was said before, or costs nothing. Throws `ExitError` for a no, and where nobody can be asked. */
export async function consent(
  terminal: Terminal,
  { isSimulated }: Session,
  { yes, maxCost }: Options,
  question: string,
): Promise<void> {
  if (isSimulated) terminal.say(terminal.words.simulated);
  else if (yes !== true && maxCost === undefined) await terminal.confirm(question);
}

export async function generate(
  terminal: Terminal,
  session: Session,
  prompt: string | undefined,
  options: Options,
): Promise<Exit> {
  const { words, say, print } = terminal;
  const { output, force = false, json = false, wait = true, label } = options;
  const request = await readRequest(terminal, prompt, options);
  requireKeys(terminal, session, request.model);
  const target = output === undefined ? undefined : readTarget(terminal, output, force);
  const routing = readRouting(options);
  const candidate = session.router.select(request, routing);
  sayChoice(terminal, candidate, request);
  await consent(terminal, session, options, words.ask);

  // What is sent is what was shown: this model, and no other that is the best by then.
  const books = session.books();
  const { job } = await books.jobs.submit(adjustedRequest(request, candidate), {
    id: newId(),
    label: label ?? (output === undefined ? undefined : basename(output)),
    maxCost: routing.maxCost,
    rates: routing.rates,
    allowUnknownPrice: routing.allowUnknownPrice,
  });
  const { id } = job;
  say(words.sending(id, fullModel(job.model), session.named(id)));
  const { jobs, exit } = await runJobs(terminal, session, books, [id], {
    storeVideo: target && storeAt(session, target),
    timeoutSeconds: options.timeout,
    isWaiting: wait,
  });
  const [now = job] = jobs;
  if (!wait && exit === 'notYet') {
    print(json ? JSON.stringify({ id, state: 'accepted' }) : id);
    return 'done';
  }
  const here = target === undefined ? now : (copiedTo(target, now) ?? now);
  if (exit !== 'stopped') showResult(terminal, session, here, json);
  return exit;
}
