import { dirname, join } from 'node:path';
import { type RequestJson, requestToJson } from '@vid/core';
import { nearestName, redact } from '@vid/core/provider-kit';
import { type Exit, ExitError } from '../exit-codes.ts';
import { placesOf, worstOf } from '../job-words.ts';
import type { Options } from '../options.ts';
import { readRouting, requireKeys, waysOf } from '../read-request.ts';
import type { Connection, Session } from '../session.ts';
import { readTarget } from '../targets.ts';
import type { Terminal } from '../terminal.ts';
import { unchecked } from '../verify/findings.ts';
import { makeVideos } from '../verify/make-videos.ts';
import { startReferences } from '../verify/reference.ts';
import { exitOf, hasHeld, isOver, videoResults } from '../verify/results.ts';
import { recordingOf, type Saved, showVerified } from '../verify/show.ts';
import { askService, serviceName, type Subject } from '../verify/subject.ts';
import { writeVerified } from '../verify/verified.ts';
import { type Words, wordsIn } from '../verify/words.ts';
import { replaceFile } from '../verify/work.ts';
import { version } from '../version.ts';
import { newId } from './generate.ts';

/** Those that are named, as `kling` or `kling:official`, or all that have a key. */
function chosen(
  terminal: Terminal,
  session: Session,
  words: Words,
  names: readonly string[],
): readonly Connection[] {
  const { connections } = session;
  for (const name of names) {
    const found = connections.filter(({ id, api }) => name === id || name === `${id}:${api}`);
    if (found.some(({ hasKey }) => hasKey)) continue;
    const [first] = found;
    const known = connections.flatMap(({ id, api }) => [id, `${id}:${api}`]);
    if (first === undefined)
      throw new ExitError('impossible', words.unknownService(name, nearestName(name, known)));
    throw new ExitError('impossible', terminal.words.noKeyFor(name, waysOf(terminal, first)));
  }
  requireKeys(terminal, session, undefined);
  return connections.filter(
    ({ id, api, hasKey }) =>
      hasKey && (names.length === 0 || names.includes(id) || names.includes(`${id}:${api}`)),
  );
}

/** A link to a picture may be signed, and a recording is made to be shown. */
function withoutQueries(request: RequestJson): RequestJson {
  const shown: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(request))
    shown[field] = typeof value === 'string' ? redact(value) : value;
  return shown;
}

export async function verify(
  terminal: Terminal,
  session: Session,
  names: readonly string[],
  options: Options,
): Promise<Exit> {
  const { free = false, yes = false, maxCost, out, force = false, json = false, picture } = options;
  const { isSimulated, folder, overridesFile } = session;
  const words = wordsIn[terminal.language];
  const connections = chosen(terminal, session, words, names);
  const date = new Date().toISOString().slice(0, 10);
  const stamp = new Date().toISOString().slice(0, 19).replaceAll(':', '');
  const file =
    out === undefined
      ? join(folder, 'verify', `recording-${stamp}-${newId()}.json`)
      : readTarget(terminal, out, force, '.json')('vid-verify').path;
  const mayPay = !free && (yes || maxCost !== undefined || isSimulated);
  if (!mayPay) terminal.say(words.freeOnly);
  else if (isSimulated) terminal.say(terminal.words.simulated);
  const asking = { routing: mayPay ? readRouting(options) : undefined, picture };

  const simulator = await startReferences();
  const asked: { readonly connection: Connection; readonly subject: Subject | undefined }[] = [];
  try {
    for (const connection of connections) {
      terminal.progress(words.asking(serviceName(connection)));
      asked.push({ connection, subject: await askService(terminal, session, simulator, connection, asking) });
    }
  } finally {
    terminal.progress('');
    await simulator.close();
  }
  const subjects = asked.flatMap(({ subject }) => subject ?? []);
  const made = await makeVideos(terminal, session, words, subjects, options, dirname(file));

  const all: Saved[] = [];
  for (const { connection, subject } of asked) {
    const { id: provider, api, settings = {} } = connection;
    const keys = Object.keys(settings).filter((name) => name !== 'baseUrl');
    if (subject === undefined) {
      const results = [unchecked('submit', 'no-row')];
      all.push({ provider, api, host: '', keys, choice: undefined, results, exchanges: [], expected: [] });
      continue;
    }
    const { choice, recorder, reference, host, free: asks } = subject;
    const ended = made.jobs.get(subject);
    const paid =
      ended === undefined
        ? [subject.unpaid ?? unchecked('submit', 'over-limit')]
        : videoResults(subject, ended.job, isSimulated);
    const { exchanges } = recorder;
    const results = [...asks, ...paid];
    const request = ended && withoutQueries(await requestToJson(choice.request));
    all.push({
      provider,
      api,
      host,
      keys,
      choice,
      results,
      exchanges,
      expected: reference.exchanges,
      request,
      reference: ended?.work.id,
    });
  }
  const recording = JSON.stringify(recordingOf(all, date, version()), undefined, 2);
  replaceFile(file, `${recording}\n`);
  for (const [subject, { job, work }] of made.jobs) {
    for (const place of placesOf(job)) terminal.say(words.video(serviceName(subject.connection), place));
    // What was paid for has its recording by now.
    if (isOver(job, subject)) work.drop();
  }
  const held = all.flatMap(({ choice, results }) =>
    choice !== undefined && hasHeld(results) ? [{ ...choice, on: date }] : [],
  );
  if (held.length > 0) writeVerified(overridesFile, held);
  showVerified(terminal, words, all, {
    date,
    recordingFile: file,
    verified: held.length === 0 ? undefined : { count: held.length, file: overridesFile },
    isJson: json,
  });
  if (made.exit === 'stopped') return 'stopped';
  return worstOf(all.flatMap(({ results }) => results.map(exitOf)));
}
