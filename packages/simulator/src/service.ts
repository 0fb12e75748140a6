// A service as a plug-in: the built-in ones have this shape, and so has one that a provider brings.
import type { App, AppContext, Backend } from './backend.ts';
import { nearestClip } from './clips/nearest-clip.ts';
import { type Dialect, phrases } from './faults/answers.ts';
import { canFailPoll, failPoll } from './faults/poll.ts';
import { failSubmit } from './faults/submit.ts';
import type { Callbacks } from './callbacks.ts';
import type { Phase, SimulatedFailure, TaskSeconds } from './state/phase.ts';
import type { Cost, Job, JsonObject, SimulatedTask } from './state/task.ts';

/** A task as the service sees it when it answers. */
export type TaskNow = {
  readonly task: SimulatedTask;
  readonly phase: Phase;
  /** The link to its film, which answers from the start. */
  readonly videoUrl: string;
};

/** The JSON of an answer about a task. */
export type TaskAnswer = (now: TaskNow) => JsonObject;

/** The service's own error body. */
export type ServiceErrors = (status: number, message: string) => JsonObject;

/** What a submit asks for, once the service has found nothing wrong with it. */
export type SubmittedTask = {
  readonly api: string;
  /** The end of the route that it came by. */
  readonly kind: string;
  readonly id: string;
  readonly model: string;
  /** The submitted JSON, unchanged. */
  readonly body: JsonObject;
  readonly prompt?: string | undefined;
  /** `W:H` in any unit; default 16:9. */
  readonly ratio?: string | undefined;
  /** How long the film is, to a tenth and up to 120; default 5. */
  readonly seconds?: number | undefined;
  readonly cost?: Cost | undefined;
  /** Where each change of the task is posted, unsigned, and what; default: nowhere. */
  readonly callback?:
    | {
        readonly url: unknown;
        /** `undefined`: this change is not told. */
        readonly body: (now: TaskNow) => JsonObject | undefined;
      }
    | undefined;
};

/** What a service stands on. */
export type ServiceHost = Backend & {
  /** Takes the routes, below the service's own base URL. */
  readonly app: App;
  readonly callbacks: Callbacks;
  readonly seconds: TaskSeconds;
  /** Creates the task, which is billed, and answers 200, or lets the scripted fault strike. */
  readonly submit: (
    c: AppContext,
    asked: SubmittedTask,
    answer: TaskAnswer,
    errors: ServiceErrors,
  ) => Response | Promise<Response>;
  /** Answers 200 about a task of this service, 404 for an id that it does not know, or lets the scripted fault strike. */
  readonly poll: (
    c: AppContext,
    id: string,
    answer: TaskAnswer,
    errors: ServiceErrors,
  ) => Response | Promise<Response>;
};

export type SimulatedService = {
  /** The provider's id. */
  readonly id: string;
  /** The apis that are simulated, in the provider's words. */
  readonly apis: readonly string[];
  /** Where an api stands below the service's own base URL, such as `'/eu'`. Default: there. */
  readonly path?: (api: string) => string;
  /** The keys that it takes, by the provider's settings. Default: `apiKey`, the simulator's one. */
  readonly keys?: (api: string, apiKey: string) => Readonly<Record<string, string>>;
  readonly mount: (host: ServiceHost) => void;
};

/** Paths that are taken. */
const reserved: readonly string[] = ['clips', 'v1', 'runwayml'];

/** Throws a RangeError for an id that is not kebab-case or is a path of the simulator's, and for a service without an api. */
export function defineService(service: SimulatedService): SimulatedService {
  const { id, apis } = service;
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id) || reserved.includes(id)) {
    throw new RangeError(`a service's id is kebab-case and not ${reserved.join(', ')}, not '${id}'`);
  }
  if (apis.length === 0) throw new RangeError(`the service ${id} must name an api`);
  return service;
}

const dialectOf = (errors: ServiceErrors): Dialect => ({
  serverError: ({ status }) => errors(status, phrases[status]),
  rateLimited: errors(429, 'Too many requests'),
  unknownTask: (id, status) => Response.json(errors(status, `There is no task ${id}`), { status }),
});

export function hostOf(
  { id: service }: SimulatedService,
  backend: Backend,
  shared: Pick<ServiceHost, 'app' | 'callbacks' | 'seconds'>,
): ServiceHost {
  const { store, links, faults, clock } = backend;
  const nowOf = (c: AppContext, job: Job, phase: Phase): TaskNow => ({
    task: job.task,
    phase,
    videoUrl: links.sign(c.req, job),
  });
  return {
    ...backend,
    ...shared,
    submit(c, { ratio = '16:9', seconds = 5, prompt = '', callback, ...asked }, answer, errors) {
      const accept = () => {
        const clip = nearestClip(service, ratio, seconds);
        const job = store.create({ ...asked, service, upstreamId: asked.id, prompt, clip });
        shared.callbacks.follow(job, callback?.url, (seen, phase) => {
          const told = callback?.body(nowOf(c, seen, phase));
          return told && { headers: {}, body: JSON.stringify(told) };
        });
        return { task: job.task, answer: answer(nowOf(c, job, store.phase(job))) };
      };
      const fault = faults.submit.strike({ service });
      if (fault === undefined) return c.json(accept().answer);
      c.set('fault', fault.kind);
      return failSubmit(c, clock, fault, accept, dialectOf(errors));
    },
    poll(c, id, answer, errors) {
      const job = store.find(id);
      if (job?.task.service !== service) return dialectOf(errors).unknownTask(id, 404);
      const phase = store.phase(job);
      const polled = {
        job,
        phase,
        link: links.sign(c.req, job),
        answer: (seen: Phase) => answer(nowOf(c, job, seen)),
        fail: (failure: SimulatedFailure) => store.phase(store.fail(job, failure)),
      };
      const fault = faults.poll.strike({ service, job }, (rule) => canFailPoll(rule, polled));
      if (fault === undefined) return c.json(polled.answer(phase));
      c.set('fault', fault.kind);
      return failPoll(c, clock, fault, polled, dialectOf(errors));
    },
  };
}
