import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Candidate, modelNames } from '@vid/core';
import type { VideoJob } from '@vid/core/journal';
import { ExitError, type Exit } from '../exit-codes.ts';
import {
  costOf,
  fullModel,
  jobAsJson,
  modelText,
  moneyText,
  placesOf,
  reasonOf,
  stateOf,
} from '../job-words.ts';
import type { Options } from '../options.ts';
import { amountText, rejectionLines } from '../plan-words.ts';
import { readRequest, readRouting, requireKeys } from '../read-request.ts';
import { runJobs } from '../run-jobs.ts';
import type { Session } from '../session.ts';
import { type Column, table } from '../table.ts';
import { asOneFile, copiedTo, readTarget, storeAt, type Target } from '../targets.ts';
import type { Terminal } from '../terminal.ts';
import { consent, newId } from './generate.ts';
import { type Order, requireLimit, submitAll, totalText } from './orders.ts';

/** What is about to end, or has ended, takes part only where it is named. */
const isLive = ({ warnings }: Candidate) => warnings.every(({ code }) => code !== 'retired');

/** The best that each name means, or with `--all` every model that can, once, though two apis may have it; or why one cannot. */
function participants(
  terminal: Terminal,
  { router }: Session,
  request: Order['request'],
  options: Options & { readonly named: readonly string[] },
): readonly Candidate[] {
  const { named, all = false } = options;
  const { words, stderrColumns } = terminal;
  if (!all && named.length < 2) throw new ExitError('impossible', words.takesNoModels);
  const plan = router.plan(request, { ...readRouting(options), ...(!all && { only: named }) });
  const firstOfEach = plan.candidates.filter(
    (one, index) =>
      isLive(one) && plan.candidates.findIndex((other) => modelText(other) === modelText(one)) === index,
  );
  const best = named.map((name) => plan.candidates.find((one) => modelNames(one).includes(name)));
  const found = best.filter((one) => one !== undefined);
  const chosen = all ? firstOfEach : [...new Set(found)];
  if (chosen.length > 1 && (all || found.length === named.length)) return chosen;
  const rejected = plan.rejected.filter(
    ({ problems }) => !problems.some(({ code }) => code === 'not-in-only'),
  );
  const lines = rejectionLines(terminal, { ...plan, rejected }, 8, stderrColumns);
  throw new ExitError('impossible', [words.nobody, ...lines].join('\n'));
}

/** Letters and digits of any language; nothing that a file system or a shell would mind. */
export const fileName = (text: string) => text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[-.]+/, '');

export async function compare(
  terminal: Terminal,
  session: Session,
  prompt: string | undefined,
  options: Options,
): Promise<Exit> {
  const { words, say, print, columns, stderrColumns } = terminal;
  const { output, force = false, json = false, model = [] } = options;
  const named = typeof model === 'string' ? [model] : model;
  const request = await readRequest(terminal, prompt, { ...options, model: undefined });
  for (const name of named) requireKeys(terminal, session, name);
  requireKeys(terminal, session, undefined);
  const candidates = participants(terminal, session, request, { ...options, named });
  const byModel = Map.groupBy(candidates, modelText);
  const orders = candidates.map((candidate): Order => {
    const model = modelText(candidate);
    // At two apis it is two videos.
    const label = byModel.get(model)?.length === 1 ? model : fullModel(candidate);
    return { id: newId(), label, request, candidate };
  });
  requireLimit(terminal, orders, options);
  const target =
    output === undefined
      ? undefined
      : folderTarget(
          terminal,
          output,
          orders.map(({ id, label }) => ({ id, file: fileName(label).replace(/-$/, ''), isReplaced: force })),
          force,
        );
  const heading = [{ head: words.heads.model }, { head: words.heads.price }];
  const prices = orders.map(({ candidate }) => [fullModel(candidate), amountText(words, candidate)]);
  for (const line of table(heading, prices, stderrColumns)) say(line);
  say(`${words.price}${words.colon}${totalText(terminal, orders)}`);
  await consent(terminal, session, options, words.askMany(orders.length));

  const books = session.books();
  await submitAll(books, orders, options);
  const ids = orders.map(({ id }) => id);
  for (const { id, candidate } of orders) say(`${id} · ${fullModel(candidate)}`);
  say(words.followOne(session.named('ID')));
  const { jobs: ended, exit } = await runJobs(terminal, session, books, ids, {
    storeVideo: target && storeAt(session, target),
    timeoutSeconds: options.timeout,
    goOn: 'vid wait ID',
  });
  const jobs = ended.map((job) => (target && copiedTo(target, job)) ?? job);
  if (json) {
    for (const job of jobs) print(JSON.stringify(jobAsJson(job)));
    return exit;
  }
  const { heads } = words;
  const results = jobs.map((job) => {
    const cost = costOf(job);
    return [
      labelOf(job),
      words.states[stateOf(job)],
      cost === undefined ? '' : moneyText(cost.money),
      placesOf(job).join(' '),
    ];
  });
  const resultHeading = [
    { head: heads.model },
    { head: heads.state },
    { head: heads.cost, right: true, optional: true },
    { head: heads.name },
  ];
  for (const line of resultLines(resultHeading, results, columns)) print(line);
  if (session.isSimulated && target === undefined) say(words.simulatedLink);
  for (const job of jobs) {
    const reason = reasonOf(job);
    if (reason !== undefined && job.phase !== 'succeeded') say(`${labelOf(job)}: ${reason}`);
  }
  return exit;
}

const labelOf = ({ label, model }: VideoJob) => label ?? modelText(model);

/** A link that is cut is none: where the last column does not fit, it stands below its line. */
function resultLines(
  heading: readonly Column[],
  rows: readonly (readonly string[])[],
  columns: number,
): readonly string[] {
  const whole = table(heading, rows, Number.POSITIVE_INFINITY);
  if (whole.every((line) => line.length <= columns)) return whole;
  const [head = '', ...lines] = table(heading.slice(0, -1), rows, columns);
  return [head, ...lines.flatMap((line, index) => [line, `  ${rows[index]?.at(-1) ?? ''}`.trimEnd()])];
}

interface Place {
  readonly id: string;
  /** Its name without an extension. */
  readonly file: string;
  /** Whether a file that is there under this name gives way. */
  readonly isReplaced: boolean;
}

/** `FOLDER/kling-kling-v2-6.mp4`, each checked before anything is paid. `isForced`: what stands beside it gives way, too. */
export function folderTarget(
  terminal: Pick<Terminal, 'words'>,
  folder: string,
  places: readonly Place[],
  isForced: boolean,
): Target {
  makeFolder(terminal, folder);
  const taken = new Set<string>();
  for (const { file } of places) {
    const name = asOneFile(file);
    if (taken.has(name)) throw new ExitError('impossible', terminal.words.twice(join(folder, `${file}.mp4`)));
    taken.add(name);
  }
  const targets = new Map(
    places.map(({ id, file, isReplaced }) => {
      const path = join(folder, `${file}.mp4`);
      return [id, { ...readTarget(terminal, path, isReplaced)(id), isForced }] as const;
    }),
  );
  const all = new Set([...targets.values()].map(({ path }) => asOneFile(path)));
  return (id) => ({ ...(targets.get(id) ?? { path: join(folder, `${id}.mp4`), isForced }), taken: all });
}

function makeFolder({ words }: Pick<Terminal, 'words'>, folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch {
    throw new ExitError('impossible', words.noFolder(folder));
  }
}
