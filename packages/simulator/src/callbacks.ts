// Callbacks of any service: each change of a task is posted once, when simulated time has passed it.
import { setMaxListeners } from 'node:events';
import type { Backend } from './backend.ts';
import type { CallbackRule } from './faults/schema.ts';
import type { Phase } from './state/phase.ts';
import type { Job } from './state/task.ts';

/** One request to a callback URL that was made, or that a fault swallowed. */
export type SimulatedCallback = {
  /** The task's id. */
  readonly task: string;
  /** The callback URL. */
  readonly url: string;
  /** What the receiver answered; 0 where nothing was sent or nobody answered. */
  readonly status: number;
  /** What struck it, if anything did. */
  readonly fault?: CallbackRule['kind'];
};

/** A callback as it leaves; the signature is a wrong one where a fault wants it. */
export type CallbackMessage = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

export type Callbacks = {
  readonly sent: readonly SimulatedCallback[];
  /** Posts every change of a task to its URL; of none that is not http(s), and nothing where `write` has nothing to say. */
  follow(
    job: Job,
    url: unknown,
    write: (job: Job, phase: Phase, isForged: boolean) => CallbackMessage | undefined,
  ): void;
  /** Posts a question that comes before a task: the JSON of a 2xx answer in time; undefined for anything else. */
  ask(url: unknown, question: object, timeoutMs: number): Promise<unknown>;
  /** Settles when all that was due by then has been answered. */
  settled(): Promise<void>;
  close(): void;
};

/** Real milliseconds that a receiver has; not documented [guess]. */
const receiverTimeoutMs = 10_000;

const isWeb = (url: unknown): url is string =>
  typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

export function createCallbacks(
  { clock, store, faults }: Backend,
  deliver: (request: Request) => Response | Promise<Response>,
): Callbacks {
  const sent: SimulatedCallback[] = [];
  const planned = new Set<{ readonly at: number; readonly done: Promise<void> }>();
  const closing = new AbortController();
  setMaxListeners(0, closing.signal);

  /** Rejects where nobody answers in time. */
  async function deliverTo(url: string, { headers, body }: CallbackMessage, timeoutMs: number) {
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)]);
    return deliver(
      new Request(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...headers },
        body,
        signal,
        redirect: 'manual',
      }),
    );
  }

  /** A receiver that is away or fails is its own trouble: nothing is sent again. */
  async function post(task: string, url: string, message: CallbackMessage, rule?: CallbackRule) {
    const status = await deliverTo(url, message, receiverTimeoutMs).then(
      (response) => {
        void response.body?.cancel().catch(() => undefined);
        return response.status;
      },
      () => 0,
    );
    sent.push({ task, url, status, ...(rule === undefined ? {} : { fault: rule.kind }) });
  }

  return {
    sent,
    follow(created, url, write) {
      if (!isWeb(url)) return;
      const { id } = created.task;
      let heldBack: (() => Promise<void>) | undefined;
      // The submit's own answer tells of the queue [guess].
      const changes = store.changes(created).filter((at) => store.phase(created, at).status !== 'queued');
      const announce = async (at: number): Promise<void> => {
        await clock.until(at, closing.signal);
        if (closing.signal.aborted) return;
        const job = store.find(id) ?? created;
        const isLast = at === changes.at(-1);
        const rule = faults.callback.strike(
          { service: job.task.service, job },
          ({ kind }) => kind !== 'reorder' || !isLast,
        );
        const message = write(job, store.phase(job, at), rule?.kind === 'wrong-signature');
        if (message === undefined) return;
        const now = () => post(id, url, message, rule);
        const overtaken = heldBack;
        heldBack = undefined;
        if (rule?.kind === 'drop') {
          sent.push({ task: id, url, status: 0, fault: 'drop' });
        } else if (rule?.kind === 'reorder') {
          heldBack = now;
        } else {
          await now();
          if (rule?.kind === 'duplicate') await now();
        }
        await overtaken?.();
      };
      let last = Promise.resolve();
      for (const at of changes) {
        last = last.then(() => announce(at));
        const plan = { at, done: last };
        planned.add(plan);
        void last.finally(() => planned.delete(plan));
      }
    },
    async ask(url, question, timeoutMs) {
      if (!isWeb(url)) return undefined;
      const message = { headers: {}, body: JSON.stringify(question) };
      return deliverTo(url, message, timeoutMs)
        .then(async (response): Promise<unknown> => (response.ok ? response.json() : undefined))
        .catch(() => undefined);
    },
    async settled() {
      await Promise.all([...planned].filter(({ at }) => at <= clock.now()).map(({ done }) => done));
    },
    close: () => closing.abort(),
  };
}
