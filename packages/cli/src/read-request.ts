import { readMedia, requestFromJson, type RoutingOptions, VideoError, type VideoRequest } from '@vid/core';
import { ExitError } from './exit-codes.ts';
import { fieldOptions, fields } from './fields.ts';
import type { Options } from './options.ts';
import type { Connection, Session } from './session.ts';
import { wrapped } from './table.ts';
import type { Terminal } from './terminal.ts';
import { problemText, rejectionLines } from './plan-words.ts';

/** Without a prompt, one of these must say what to make. */
const sayWhat = fields.filter(
  (field) =>
    fieldOptions[field].kind.startsWith('media') ||
    ['extendVideo', 'providerOptions', 'unchecked'].includes(field),
);

/** The request that the options make, its files looked at. Throws `VideoError('invalid-request')`, and `ExitError` for none. */
export async function readRequest(
  { words }: Terminal,
  prompt: string | undefined,
  values: Options,
): Promise<VideoRequest> {
  if (prompt === undefined && sayWhat.every((field) => values[field] === undefined))
    throw new ExitError('impossible', words.noPrompt);
  const request: Record<string, unknown> = {};
  if (prompt !== undefined) request['prompt'] = prompt;
  for (const field of fields) if (values[field] !== undefined) request[field] = values[field];
  return readMedia(requestFromJson(request));
}

/** Commander has read each of them as its option wants it; what they name is checked by the router. */
export function readRouting(options: Options): RoutingOptions {
  const { prefer, only, never, maxCost, allowUnknownPrice, rates, needs, adapt } = options;
  return { prefer, only, never, maxCost, allowUnknownPrice, rates, needs, adapt };
}

const named = (asked: string, { provider }: Connection) =>
  provider.capabilities.models.some(
    ({ provider: id, api, model }) =>
      asked === model || asked === `${id}:${model}` || asked === `${id}:${model} (${api})`,
  );

/** The variables of its key, as a sentence has them. */
export const waysOf = ({ words }: Terminal, { keys }: Connection) =>
  keys.map((way) => Object.values(way).join(words.and)).join(words.or);

/** Who may pay, or why nobody: no key at all, or none for the model that is asked for. */
export function requireKeys(terminal: Terminal, session: Session, model: string | undefined): void {
  const { words } = terminal;
  const { connections } = session;
  const withKey = connections.filter(({ hasKey }) => hasKey);
  if (model !== undefined && !withKey.some((one) => named(model, one))) {
    const found = connections.filter((one) => named(model, one));
    const ways = found.map((one) => waysOf(terminal, one)).join(words.or);
    if (found.length > 0) throw new ExitError('impossible', words.noKeyFor(model, ways));
  }
  if (withKey.length > 0) return;
  const lines = connections.map((one) => `  ${one.name} (${one.api}): ${waysOf(terminal, one)}`);
  throw new ExitError('impossible', [words.noKeys, ...lines].join('\n'));
}

/** Over the services with a key, as `generate` would; over all where none is set: a plan is free, and nobody sends without a key. */
export function routerFor(
  { say, words, stderrColumns }: Terminal,
  { connections, everybody, router }: Session,
  note: string = words.noKeysPlan,
) {
  if (connections.some(({ hasKey }) => hasKey)) return router;
  say(wrapped(note, stderrColumns, ''));
  return everybody;
}

/** An error in a line: of a plan, what would have fitted best. */
export function whyNot(terminal: Terminal, error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof VideoError)) return error.message;
  const { plan, problems = [], message } = error;
  if (plan === undefined && problems.length > 0)
    return problems.map((problem) => problemText(terminal, problem)).join(terminal.words.comma);
  const [line = message] =
    plan === undefined ? [] : rejectionLines(terminal, plan, 1, terminal.stderrColumns);
  return line;
}

const mostRejections = 8;

/** What to say of an error, and how the command ends with it. */
export function explained(terminal: Terminal, error: VideoError): ExitError {
  const { code, plan, problems } = error;
  const { words, stderrColumns } = terminal;
  if (plan !== undefined) {
    const lines = rejectionLines(terminal, plan, mostRejections, stderrColumns);
    return new ExitError('impossible', [words.nobody, ...lines].join('\n'));
  }
  if (problems !== undefined && code === 'invalid-request')
    return new ExitError(
      'impossible',
      `${problems.map((problem) => problemText(terminal, problem)).join('\n')}\n${words.declined}`,
    );
  return new ExitError(exitFor[code], error.message);
}

const exitFor = {
  'invalid-request': 'impossible',
  unsupported: 'impossible',
  authentication: 'impossible',
  'not-found': 'impossible',
  'quota-exhausted': 'refused',
  'content-policy': 'refused',
  'rate-limited': 'notYet',
  'provider-unavailable': 'notYet',
  network: 'notYet',
  timeout: 'notYet',
  'in-progress': 'notYet',
  'submission-unknown': 'mayBeBilled',
} as const satisfies Readonly<Record<VideoError['code'], string>>;
