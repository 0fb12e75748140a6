import type { ModelCapabilities } from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { type ModelAtDoor, modelName } from '../contract/names.ts';
import type { Candidate, Plan, Rejection } from '../contract/plan.ts';
import type { VideoRequest } from '../contract/request.ts';
import { aliasesOf, type RoutingOptions, findUnknownName } from '../planning/routing-options.ts';
import { checkOptions } from '../polling/options.ts';
import type { CompareOptions, ComparisonResult } from './comparison.ts';
import { requireForAll } from './headers.ts';
import { run, type RunParts } from './run.ts';

interface Parts extends RunParts {
  readonly models: readonly ModelCapabilities[];
  readonly plan: (request: VideoRequest, routing: RoutingOptions) => Plan;
}

type Chosen = Pick<Plan, 'candidates' | 'rejected'>;

const refuse = (what: string) => new VideoError('invalid-request', `compare: ${what}. Nothing was sent.`);

const among = ({ candidates, rejected }: Plan, isNamed: (model: ModelAtDoor) => boolean): Chosen => ({
  candidates: candidates.filter(isNamed),
  rejected: rejected.filter(isNamed),
});

/** A model that no table has, under its own name: only `unchecked: ['model']` lets it pass. */
function chooseUnknown(
  { plan }: Parts,
  request: VideoRequest,
  options: CompareOptions,
  one: ModelAtDoor,
): Chosen {
  const named = { ...request, model: modelName(one) };
  const found = among(plan(named, options), (entry) => modelName(entry) === modelName(one));
  if (found.candidates.length + found.rejected.length > 0) return found;
  throw refuse(`models: nobody here has ${modelName(one)}`);
}

/** Who takes part. Throws `VideoError('invalid-request')`: what is paid many times must be asked for. */
function chosen(parts: Parts, request: VideoRequest, options: CompareOptions): Chosen {
  const { models, plan } = parts;
  const { models: asked, all } = options;
  if (request.model !== undefined) throw refuse('leave request.model out and name the models in "models"');
  if ((asked === undefined) === (all === undefined))
    throw refuse('pass either "models" or "all: true"; each model is paid');
  if (asked?.length === 0) throw refuse('"models" names nobody');
  const names = asked?.filter((one) => typeof one === 'string') ?? [];
  const atDoors = new Map(
    asked?.flatMap((one) => (typeof one === 'string' ? [] : [[modelName(one), one] as const])),
  );
  const unknownName = findUnknownName(names, models);
  if (unknownName !== undefined) throw refuse(`models: ${unknownName}`);
  const planned = plan(request, options);
  if (asked === undefined) return planned.candidates.length > 0 ? { ...planned, rejected: [] } : planned;
  const known = among(
    planned,
    (entry) => atDoors.has(modelName(entry)) || aliasesOf(entry).some((name) => names.includes(name)),
  );
  for (const entry of models) atDoors.delete(modelName(entry));
  const unknown = [...atDoors.values()].map((one) => chooseUnknown(parts, request, options, one));
  return {
    candidates: [known, ...unknown].flatMap(({ candidates }) => candidates),
    rejected: [known, ...unknown].flatMap(({ rejected }) => rejected),
  };
}

const rejection = ({ provider, api, model, problems }: Rejection): ComparisonResult => ({
  provider,
  api,
  model,
  state: 'rejected',
  problems,
});

/** See `Router.compare`. */
export async function* compare(
  parts: Parts,
  request: VideoRequest,
  options: CompareOptions,
): AsyncGenerator<ComparisonResult, readonly ComparisonResult[], undefined> {
  checkOptions(options);
  requireForAll(options.headers);
  const { candidates, rejected } = chosen(parts, request, options);
  const refused = rejected.map(rejection);
  const heard: ComparisonResult[] = [...refused];
  const last: (ComparisonResult | undefined)[] = candidates.map(() => undefined);
  let wake: (() => void) | undefined;
  let running = candidates.length;
  const left = new AbortController();
  const watch = async (candidate: Candidate, index: number) => {
    await run(parts, candidate, request, options, left.signal, (result) => {
      last[index] = result;
      heard.push(result);
      wake?.();
    });
    running -= 1;
    wake?.();
  };
  candidates.forEach((candidate, index) => void watch(candidate, index));
  try {
    for (;;) {
      const next = heard.shift();
      if (next !== undefined) yield next;
      else if (running === 0) return [...last.filter((result) => result !== undefined), ...refused];
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    left.abort();
  }
}
