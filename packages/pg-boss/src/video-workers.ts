import {
  activePhases,
  createJobStep,
  errorListener,
  isEnded,
  type Journal,
  type JobPhase,
  type JobStepSettings,
  type JournalAttempt,
  systemClock,
  type VideoJob,
} from '@vid/core/journal';
import type { WorkOptions } from 'pg-boss';
import type { PostgresJobStore } from './job-store.ts';
import { type Boss, type Message, queueOf, type QueueName, type VideoQueues } from './queues.ts';

/** What workers need, and how much they do at a time. */
export interface VideoWorkersSettings extends Omit<JobStepSettings, 'jobs'> {
  /** Yours; started before, and stopped after the workers. */
  readonly boss: Boss;
  /** The same that `createJobs` announces to. */
  readonly queues: VideoQueues;
  /** Where what was sent is remembered. */
  readonly journal: Journal;
  /** Where the jobs are kept. */
  readonly jobs: PostgresJobStore;
  /** How many submits, batches of 50 polls and downloads go on at a time. Default 8, 4, 4; 0: this process has no such worker. */
  readonly concurrency?: Partial<Record<'submit' | 'poll' | 'fetch', number>> | undefined;
  /** How often the store is asked for jobs whose message was lost, in milliseconds. Default 15 000. */
  readonly sweepMs?: number | undefined;
  /**
   * Called when a worker died over a submit, as far as its queue knows, with how its last attempt stands: `undefined` where nothing
   * had been sent. It is looked up without you; what this throws goes to `onError`.
   */
  readonly onLost?: ((job: VideoJob, attempt: JournalAttempt | undefined) => void) | undefined;
}

/** Workers that run until they are stopped. */
export interface VideoWorkers {
  /** Takes no more messages, ends polls and downloads, and waits for submits that are on their way. Before `boss.stop()`. */
  stop(): Promise<void>;
}

/** A message that was delayed comes without a notification. */
const looking = (seconds: number) => ({
  pollingIntervalSeconds: seconds,
  notifyPollingIntervalSeconds: seconds,
});
const sweepLimit = 1_000;
/** Clocks of machines differ: a message may come before its time. A lease that is held has more than this left. */
const earlyMs = (leaseMs: number) => Math.min(1_000, leaseMs / 3);

/**
 * Goes on with the jobs of a store by the messages of pg-boss, on as many machines as you like. A message only wakes: whoever takes
 * a job's lease in the store makes the step, the journal decides what is sent, and what the queue loses is found by the sweep.
 */
export async function startVideoWorkers(settings: VideoWorkersSettings): Promise<VideoWorkers> {
  const { boss, queues, journal, jobs, leaseMs = 60_000, sweepMs = 15_000, clock = systemClock } = settings;
  const concurrency = { submit: 8, poll: 4, fetch: 4, ...settings.concurrency };
  const onError = errorListener(settings);
  const stopping = new AbortController();
  const step = createJobStep(settings);

  const tryToSend = (queue: QueueName, message: Message, afterMs: number) =>
    queues.send(queue, message, afterMs).catch((error: unknown) => onError(error, undefined));

  /** Makes a step of each job that is due, and asks for the next one. */
  async function advanceAll(ids: readonly string[], phases: readonly JobPhase[]): Promise<number> {
    const early = earlyMs(leaseMs);
    const now = clock.now() + early;
    const taken = await jobs.due({ ids, phases, now, leaseMs: leaseMs - early, limit: ids.length });
    await Promise.all(
      taken.map(async (stored) => {
        const put = await step(stored, stopping.signal);
        if (put?.wakeAt === undefined) return;
        const { job, version } = put.stored;
        const queue = queueOf(job);
        if (queue !== undefined) await tryToSend(queue, { id: job.id, version }, put.wakeAt - clock.now());
      }),
    );
    return taken.length;
  }

  async function tellLost(job: VideoJob, attempt: JournalAttempt | undefined): Promise<void> {
    try {
      const told: unknown = settings.onLost?.(job, attempt);
      await told;
    } catch (error) {
      onError(error, job);
    }
  }

  /** Whoever had the message may live: nothing is done before the lease is over. */
  async function lookUp(message: Message): Promise<void> {
    const stored = await jobs.get(message.id);
    if (stored === undefined || isEnded(stored.job) || stored.job.phase !== 'submitting') return;
    const attempt = (await journal.get(message.id))?.attempts.at(-1);
    if (stored.version !== message.version) void tellLost(stored.job, attempt);
    const again = { id: message.id, version: stored.version };
    // Without an attempt nothing was sent, and the submit has its turn again.
    if (attempt === undefined) return tryToSend('submit', again, leaseMs);
    const isTaken = (await advanceAll([message.id], ['submitting'])) > 0;
    if (!isTaken) await tryToSend('lost', again, leaseMs / 2);
  }

  /** A job that nobody has taken for so long has lost its message, or its queue is full. */
  async function sweep(): Promise<void> {
    const found = await jobs.overdue({ now: clock.now() - sweepMs, limit: sweepLimit });
    const sent = found.flatMap(({ id, version, phase }) => {
      const queue = queueOf({ phase });
      return queue === undefined ? [] : [tryToSend(queue, { id, version }, 0)];
    });
    await Promise.all(sent);
  }

  async function sweepOn(): Promise<void> {
    while (!stopping.signal.aborted) {
      await sweep().catch((error: unknown) => onError(error, undefined));
      await clock.sleep(sweepMs, stopping.signal).catch(() => undefined);
    }
  }

  const working: { readonly queue: string; readonly id: string }[] = [];
  async function work(
    name: QueueName,
    options: WorkOptions,
    run: (messages: readonly Message[]) => Promise<unknown>,
  ) {
    const queue = queues.nameOf(name);
    const id = await boss.work<Message>(queue, options, async (found) => {
      try {
        await run(found.map(({ data }) => data));
      } catch (error) {
        onError(error, undefined);
        throw error;
      }
    });
    working.push({ queue, id });
  }

  async function leave(): Promise<void> {
    stopping.abort();
    await Promise.all(working.map(({ queue, id }) => boss.offWork(queue, { id, wait: true })));
  }

  async function join(): Promise<void> {
    for (const queue of ['submit', 'poll', 'fetch'] as const) {
      const localConcurrency = concurrency[queue];
      if (localConcurrency === 0) continue;
      const pace = { ...looking(queue === 'poll' ? 0.5 : 1), burstWhenBatchFull: true };
      const batchSize = queue === 'poll' ? 50 : 1;
      await work(queue, { ...pace, localConcurrency, batchSize }, (messages) =>
        advanceAll(
          messages.map(({ id }) => id),
          activePhases.filter((phase) => queueOf({ phase }) === queue),
        ),
      );
    }
    await work('lost', { ...looking(2), batchSize: 10 }, (messages) => Promise.all(messages.map(lookUp)));
  }

  try {
    await join();
  } catch (error) {
    // The caller could not stop the workers that have begun.
    await leave();
    throw error;
  }
  const sweeping = sweepOn();

  return {
    async stop() {
      await leave();
      await sweeping;
    },
  };
}
