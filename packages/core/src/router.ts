import { adjustedRequest } from './adapt.ts';
import type { Capabilities } from './capabilities.ts';
import { VideoError } from './error.ts';
import { type EventListener, planned, tell } from './events.ts';
import { explainPlan } from './explain.ts';
import { type Candidate, type Plan, planRequest } from './plan.ts';
import { type Clock, systemClock } from './polling/clock.ts';
import type { WaitOptions } from './polling/options.ts';
import { registerComposite } from './polling/owner.ts';
import type {
  CallOptions,
  CancelResult,
  GenerateOptions,
  PreparedRequest,
  VideoProvider,
} from './provider.ts';
import type { VideoRequest } from './request.ts';
import { speedRecorder, type SpeedStore } from './speed.ts';
import type { Submission } from './submission.ts';
import type { VideoTask } from './task.ts';
import { updates, type UpdatesOptions } from './updates.ts';
import { waitForTask } from './wait.ts';
import type { RoutingWishes } from './wishes.ts';
import { withEvents } from './with-events.ts';

/** Picks the model that can do what a request needs. A provider itself, so it stands wherever one stands. */
export interface Router extends VideoProvider {
  readonly providers: readonly VideoProvider[];
  /** Who can, in order, and who cannot, with reasons. Throws `VideoError('invalid-request')` on bad input. */
  plan(request: VideoRequest, wishes?: RoutingWishes): Plan;
  /** The best candidate, or `VideoError('unsupported')` that carries the plan. */
  select(request: VideoRequest, wishes?: RoutingWishes): Candidate;
  /** The dry run of the best candidate. */
  prepare(request: VideoRequest, wishes?: RoutingWishes): PreparedRequest;
  /** Sends one paid request to the best candidate; which one it was stands in the task. */
  generate(request: VideoRequest, options?: GenerateOptions & RoutingWishes): Promise<VideoTask>;
  /** Stops a task, or throws `VideoError('unsupported')` where its service has no way to. */
  cancel(task: VideoTask, options?: CallOptions): Promise<CancelResult>;
  /** Throws `VideoError('unsupported')` where the service of the submission cannot look one up. */
  reconcile(submission: Submission, options?: CallOptions): Promise<VideoTask | undefined>;
  /** Waits for a task of any of the providers; see `waitForTask`. */
  wait(task: VideoTask, options?: WaitOptions): Promise<VideoTask>;
  /** The changes of a task of any of the providers; see `updates`. */
  updates(task: VideoTask, options?: UpdatesOptions): AsyncGenerator<VideoTask, void, undefined>;
}

export interface RouterSettings extends Pick<RoutingWishes, 'prefer'> {
  /** Told what this router plans, and what its providers do on its behalf. */
  readonly onEvent?: EventListener | undefined;
  /** Is told how long tasks took that this router saw succeed, and decides `'fastest'`. Default: nothing is kept. */
  readonly speeds?: SpeedStore | undefined;
  /** The time of events, and of the end of a task where the call brings no clock. Default: the real clock. */
  readonly clock?: Clock | undefined;
}

type Door = Pick<Candidate, 'provider' | 'api'>;

/**
 * `prefer` is the default of every call. Throws `VideoError('invalid-request')` when two providers serve the same api
 * of one service.
 */
export function createRouter(
  given: readonly VideoProvider[],
  { prefer, onEvent, speeds, clock = systemClock }: RouterSettings = {},
): Router {
  const providers =
    onEvent === undefined ? given : given.map((provider) => withEvents(provider, onEvent, { clock }));
  const polling = providers.flatMap((provider) => provider.capabilities.polling ?? []);
  const capabilities: Capabilities = {
    models: providers.flatMap((provider) => provider.capabilities.models),
    ...(polling.length > 0 && { polling }),
  };
  const byDoor = doors(providers);

  const ownerOf = (door: Door): VideoProvider => {
    const owner = byDoor.get(doorName(door));
    if (owner !== undefined) return owner;
    const known = [...byDoor.keys()].join(', ') || 'none';
    const message = `No provider of this router serves ${doorName(door)}; it has: ${known}.`;
    throw new VideoError('invalid-request', message, { provider: door.provider });
  };
  const plan = (request: VideoRequest, wishes: RoutingWishes = {}) => {
    const found = planRequest(capabilities, request, { ...wishes, prefer: wishes.prefer ?? prefer }, speeds);
    tell(onEvent, planned(found, clock.now()));
    return found;
  };
  const select = (request: VideoRequest, wishes?: RoutingWishes): Candidate => {
    const found = plan(request, wishes);
    const [best] = found.candidates;
    if (best !== undefined) return best;
    const message = `No model can do this, nothing was sent.\n${explainPlan(found)}`;
    throw new VideoError('unsupported', message, {
      plan: found,
      problems: found.rejected.flatMap(({ problems }) => problems),
    });
  };
  const route = (request: VideoRequest, wishes?: RoutingWishes) => {
    const best = select(request, wishes);
    return { owner: ownerOf(best), request: adjustedRequest(request, best) };
  };
  const record = speeds && speedRecorder(speeds);
  const seen = (before: VideoTask, after: VideoTask, callClock: Clock = clock): VideoTask => {
    record?.(before, after, callClock.now());
    return after;
  };

  const router: Router = {
    id: 'router',
    providers,
    capabilities,
    plan,
    select,
    prepare: (request, wishes) => {
      const { owner, request: chosen } = route(request, wishes);
      return owner.prepare(chosen);
    },
    generate: async (request, options = {}) => {
      const { prefer: preferred, only, never, maxCost, allowUnknownPrice, needs, adapt, ...call } = options;
      const wishes = { prefer: preferred, only, never, maxCost, allowUnknownPrice, needs, adapt };
      const { owner, request: chosen } = route(request, wishes);
      return owner.generate(chosen, call);
    },
    query: async (task, options) => seen(task, await ownerOf(task).query(task, options)),
    cancel: async (task, options) => {
      const owner = ownerOf(task);
      if (owner.cancel !== undefined) return owner.cancel(task, options);
      const message = `${doorName(task)} cannot stop a task: it goes on and is billed as usual.`;
      throw new VideoError('unsupported', message, { provider: task.provider, task });
    },
    reconcile: async (submission, options) => {
      const owner = ownerOf(submission);
      if (owner.reconcile !== undefined) return owner.reconcile(submission, options);
      const message =
        `${doorName(submission)} cannot look up a submission. It may be billed: compare the account's balance and ` +
        `its list of tasks at ${submission.submittedAt} before you send it again.`;
      throw new VideoError('unsupported', message, { provider: submission.provider, submission });
    },
    wait: async (task, options) => seen(task, await waitForTask(router, task, options), options?.clock),
    updates: async function* (task, options) {
      for await (const next of updates(router, task, options)) yield seen(task, next, options?.clock);
    },
  };
  registerComposite(router, ownerOf);
  return router;
}

const doorName = ({ provider, api }: Door) => `${provider} (${api})`;

function doors(providers: readonly VideoProvider[]): ReadonlyMap<string, VideoProvider> {
  const owners = new Map<string, VideoProvider>();
  for (const provider of providers) {
    for (const name of new Set(provider.capabilities.models.map(doorName))) {
      if (owners.has(name))
        throw new VideoError('invalid-request', `Two providers of this router serve ${name}; leave one out.`);
      owners.set(name, provider);
    }
  }
  return owners;
}
