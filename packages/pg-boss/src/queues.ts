import { errorListener, type StoredJob } from '@vid/core/journal';
import type { PgBoss, Queue } from 'pg-boss';

/** What is used of pg-boss; it is yours: made, started and stopped by you. */
export type Boss = Pick<PgBoss, 'createQueue' | 'insert' | 'work' | 'offWork'>;

/** Which pg-boss carries the messages, and under which names. */
export interface VideoQueuesSettings {
  /** Yours; started before a message is sent. */
  readonly boss: Boss;
  /** The queues are `NAME-submit`, `NAME-poll`, `NAME-fetch` and `NAME-lost`. Default `'vid'`. */
  readonly name?: string | undefined;
  /** Called with what keeps a message from its queue; its job is found late, by a worker that looks. Default, and for what it throws itself: `console.error`. */
  readonly onError?: ((error: unknown) => void) | undefined;
}

/** A message says that a job may be due. It holds nothing of it, and does no harm twice or late. */
export interface Message {
  /** Of the job. */
  readonly id: string;
  /** The version that was put; a later one has a message of its own. */
  readonly version: number;
}

/** The queues that wake workers. */
export interface VideoQueues {
  /** Wakes a worker for a job that was put: the `onChange` of `createJobs`. */
  readonly announce: (stored: StoredJob) => void;
  /** Wakes one after so many milliseconds. Rejects where the queue takes nothing. */
  readonly send: (queue: QueueName, message: Message, afterMs: number) => Promise<void>;
  /** The name of the queue in pg-boss, such as `'vid-submit'`. */
  readonly nameOf: (queue: QueueName) => string;
}

/** `submit`: paid requests. `poll`: polls and look-ups. `fetch`: downloads. `lost`: submits whose worker died. */
export type QueueName = 'submit' | 'poll' | 'fetch' | 'lost';

export function queueOf({ phase }: Pick<StoredJob['job'], 'phase'>): QueueName | undefined {
  switch (phase) {
    case 'submitting':
      return 'submit';
    case 'unknown':
    case 'polling':
      return 'poll';
    case 'downloading':
      return 'fetch';
    case 'succeeded':
    case 'failed':
    case 'canceled':
    case 'refused':
      return undefined;
  }
}

const daySeconds = 86_400;

/** `short`: one waiting message for a job and its version. Never twice: whether something is due is the store's to say. */
const once = { policy: 'short', retryLimit: 0, deleteAfterSeconds: 600 } as const;
/** A submit may wait a day for its place; a worker that died is noticed by its heartbeat. */
const optionsOf = (lost: string): Readonly<Record<QueueName, Omit<Queue, 'name'>>> => ({
  lost: { ...once, deleteAfterSeconds: 7 * daySeconds },
  submit: {
    ...once,
    heartbeatSeconds: 10,
    expireInSeconds: daySeconds,
    deadLetter: lost,
    deleteAfterSeconds: daySeconds,
    notify: true,
  },
  poll: { ...once, heartbeatSeconds: 30 },
  fetch: { ...once, heartbeatSeconds: 30, expireInSeconds: daySeconds, notify: true },
});

const queueNames: readonly QueueName[] = ['lost', 'submit', 'poll', 'fetch'];

interface Waiting {
  readonly queue: QueueName;
  readonly message: Message;
  readonly afterMs: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Makes the queues where they are missing. A host that only submits needs no more than this. */
export async function createVideoQueues(settings: VideoQueuesSettings): Promise<VideoQueues> {
  const { boss, name = 'vid' } = settings;
  const onError = errorListener(settings);
  const nameOf = (queue: QueueName) => `${name}-${queue}`;
  const options = optionsOf(nameOf('lost'));
  for (const queue of queueNames) await boss.createQueue(nameOf(queue), options[queue]);

  let waiting: Waiting[] = [];
  let isBusy = false;
  /** What comes at a time goes in one statement for each queue. */
  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const batch = Map.groupBy(waiting, ({ queue }) => queue);
      waiting = [];
      for (const [queue, sends] of batch) {
        const inserts = sends.map(({ message, afterMs }) => ({
          data: message,
          startAfter: afterMs / 1_000,
          singletonKey: `${message.id} ${message.version}`,
        }));
        try {
          await boss.insert(nameOf(queue), inserts);
          for (const { resolve } of sends) resolve();
        } catch (error) {
          for (const { reject } of sends) reject(error);
        }
      }
    }
    isBusy = false;
  }

  const send: VideoQueues['send'] = (queue, message, afterMs) =>
    new Promise((resolve, reject) => {
      waiting.push({ queue, message, afterMs: Math.max(0, afterMs), resolve, reject });
      if (isBusy) return;
      isBusy = true;
      setImmediate(() => void flush());
    });

  return {
    nameOf,
    send,
    announce({ job, version }) {
      const queue = queueOf(job);
      if (queue === undefined || job.stalled === true) return;
      send(queue, { id: job.id, version }, 0).catch((error: unknown) => onError(error, job));
    },
  };
}
