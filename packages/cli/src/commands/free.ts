import { explainPlan } from '@vid/core';
import { type Exit } from '../exit-codes.ts';
import { candidateTable, rejectionLines } from '../plan-words.ts';
import { readRequest, readRouting, routerFor } from '../read-request.ts';
import type { Options } from '../options.ts';
import type { Session } from '../session.ts';
import { wrapped } from '../table.ts';
import type { Terminal } from '../terminal.ts';

/* What is free: nothing is sent. */

export async function plan(
  terminal: Terminal,
  session: Session,
  prompt: string | undefined,
  options: Options,
): Promise<Exit> {
  const { words, print, say, columns } = terminal;
  const request = await readRequest(terminal, prompt, options);
  const found = routerFor(terminal, session).plan(request, readRouting(options));
  const { candidates, rejected } = found;
  const exit = candidates.length === 0 ? 'impossible' : 'done';
  if (options.json === true) {
    const reasons = rejected.map(({ suggestion, ...rejection }) => ({
      ...rejection,
      changes: suggestion?.changes,
    }));
    print(JSON.stringify({ ...found, rejected: reasons }));
    return exit;
  }
  if (options.why === true) {
    for (const line of explainPlan(found).split('\n'))
      print(wrapped(line, columns, `${/^ */.exec(line)?.[0] ?? ''}  `));
    return exit;
  }
  if (candidates.length > 0) {
    for (const line of candidateTable(terminal, found, request)) print(line);
    if (rejected.length > 0) say(wrapped(words.cannot(rejected.length), terminal.stderrColumns, ''));
    return exit;
  }
  say(words.nobody);
  for (const line of rejectionLines(terminal, found, 12, columns)) print(line);
  return exit;
}

export async function validate(
  terminal: Terminal,
  session: Session,
  prompt: string | undefined,
  options: Options,
): Promise<Exit> {
  const { words, print, say, stderrColumns } = terminal;
  const request = await readRequest(terminal, prompt, options);
  const found = routerFor(terminal, session).plan(request, readRouting(options));
  const { candidates } = found;
  const isTaken = candidates.length > 0;
  if (options.json === true) print(JSON.stringify({ valid: isTaken, models: candidates.length }));
  else if (isTaken) print(words.takes(candidates.length));
  if (isTaken) return 'done';
  say(words.nobody);
  for (const line of rejectionLines(terminal, found, 5, stderrColumns)) say(line);
  return 'impossible';
}

export async function dryRun(
  terminal: Terminal,
  session: Session,
  prompt: string | undefined,
  options: Options,
): Promise<Exit> {
  const request = await readRequest(terminal, prompt, options);
  const router = routerFor(terminal, session);
  const prepared = router.prepare(request, readRouting(options));
  terminal.print(JSON.stringify(prepared, undefined, options.json === true ? undefined : 2));
  return 'done';
}
