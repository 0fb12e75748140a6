import { setTimeout as sleep } from 'node:timers/promises';
import { VideoError, type VideoRequest } from '@vid/core';
import { connectRemote } from '@vid/core/remote';
import { expect } from 'vitest';
import { groupOf, type SuiteCase } from '../contract-case.ts';

type KilledHostFault =
  | { readonly on: 'submit'; readonly kind: 'accepted-hang' }
  | { readonly on: 'clip'; readonly kind: 'hang' };

/** The one service behind the host, such as a simulator of `@vid/simulator`, whose time stands still but for `advance`. */
export interface KilledHostService {
  /** The paid ones. */
  readonly tasks: readonly unknown[];
  fault(rule: KilledHostFault): unknown;
  clearFaults(): void;
  advance(seconds: number): void;
}

export interface KilledHost {
  /** Where its routes are, as `connectRemote` takes it. */
  readonly url: string;
  /** Ends the process as a power cut would: no handler of it runs. */
  kill(): Promise<void>;
}

export interface KilledHostFixture {
  readonly service: KilledHostService;
  /** One that the service can find by our name for it, after an answer that was lost. */
  readonly request: VideoRequest;
  /** Starts the host as a process of its own, again and again on the same data. */
  start(): Promise<KilledHost>;
  /** The names of the videos that it keeps. */
  videos(): readonly string[];
  close(): Promise<void>;
}

/**
 * Asks for a video under a key and gives its bytes, once it is there. `undefined`: the host says that the request may have been sent,
 * that it found no task, and that it does not send it again: it died after it had claimed the key.
 */
type Ask = (url: string, request: VideoRequest, signal?: AbortSignal) => Promise<Uint8Array | undefined>;

const key = 'order-1';

interface Job {
  readonly id: string;
  readonly phase: string;
}

async function jobAt(url: string): Promise<Job | undefined> {
  const { jobs } = await (await fetch(`${url}/tasks?key=${key}`)).json();
  return jobs[0];
}

async function inPhase(url: string, phases: readonly string[]): Promise<Job> {
  for (;;) {
    const job = await jobAt(url);
    if (job !== undefined && phases.includes(job.phase)) return job;
    await sleep(10);
  }
}

/** As any client of HTTP. */
const byHttp: Ask = async (url, request) => {
  const headers = { 'content-type': 'application/json', 'idempotency-key': key };
  const answer = await fetch(`${url}/tasks`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ request }),
  });
  expect([200, 202]).toContain(answer.status);
  const { id, phase } = await inPhase(url, ['succeeded', 'failed', 'refused', 'canceled', 'unknown']);
  if (phase === 'unknown') return undefined;
  expect(phase).toBe('succeeded');
  return (await fetch(`${url}/tasks/${id}/videos/0`)).bytes();
};

/** As a router that is elsewhere. */
const byRemote: Ask = async (url, request, signal) => {
  const router = await connectRemote(url, { signal });
  const task = await router.generate(request, { reference: key, signal }).catch(async (error: unknown) => {
    const isUnknown = error instanceof VideoError && error.code === 'submission-unknown';
    // The host's own word: it holds a job, and does not know.
    if (isUnknown && (await jobAt(url))?.phase === 'unknown') return undefined;
    throw error;
  });
  if (task === undefined) return undefined;
  const done = await router.wait(task, { signal });
  expect(done.status).toBe('succeeded');
  return (await fetch(done.status === 'succeeded' ? (done.videos[0]?.url ?? '') : '')).bytes();
};

type Moment = (url: string, service: KilledHostService) => Promise<unknown>;

interface Death {
  readonly moment: Moment;
  /** Whether it may be the one between the claim and the request, after which nobody can know that nothing was sent. */
  readonly mayBeBetween: boolean;
}

/** Kills the host at a moment of the job, starts it again, and asks for the same under the same key. */
async function killedAt(
  open: () => Promise<KilledHostFixture>,
  ask: Ask,
  { moment, mayBeBetween }: Death,
): Promise<void> {
  const host = await open();
  const { service, request } = host;
  const first = await host.start();
  const gone = new AbortController();
  const lost = ask(first.url, request, gone.signal).catch(() => undefined);
  await moment(first.url, service);
  await first.kill();
  // The client is gone, too: a router would ask for as long as its video may take.
  gone.abort();
  await lost;
  service.clearFaults();
  const second = await host.start();
  const ended = new AbortController();
  const time = passing(service, ended.signal);
  let film: Uint8Array | undefined;
  try {
    film = await ask(second.url, request);
    expect(await ask(second.url, request)).toEqual(film);
  } finally {
    ended.abort();
    await time;
  }
  const wasSent = film !== undefined || !mayBeBetween;
  if (wasSent) expect(film?.length).toBeGreaterThan(1_000);
  expect(service.tasks).toHaveLength(wasSent ? 1 : 0);
  expect(host.videos()).toHaveLength(wasSent ? 1 : 0);
  await second.kill();
}

async function passing(service: KilledHostService, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    service.advance(10);
    await sleep(20);
  }
}

const accepted: Moment = async (_, { tasks }) => {
  while (tasks.length === 0) await sleep(10);
};

function casesOf(ask: Ask): readonly SuiteCase<KilledHostFixture>[] {
  const after = (milliseconds: number): SuiteCase<KilledHostFixture>['run'] => {
    const moment: Moment = () => sleep(milliseconds);
    return (open) => killedAt(open, ask, { moment, mayBeBetween: true });
  };
  const killed =
    (moment: Moment, fault?: KilledHostFault): SuiteCase<KilledHostFixture>['run'] =>
    (open) =>
      killedAt(
        async () => {
          const fixture = await open();
          if (fault !== undefined) fixture.service.fault(fault);
          return fixture;
        },
        ask,
        { moment, mayBeBetween: false },
      );
  return groupOf('a host that is killed, and a client that asks again, make one bill and one file', {
    'at once': after(0),
    'after 20 ms': after(20),
    'after 150 ms': after(150),
    'after 400 ms': after(400),
    'where the service had accepted and not yet answered': killed(accepted, {
      on: 'submit',
      kind: 'accepted-hang',
    }),
    'while it is polled': killed((url) => inPhase(url, ['polling'])),
    'while the file comes': killed(
      async (url, service) => {
        await inPhase(url, ['polling']);
        service.advance(600);
        await inPhase(url, ['downloading']);
      },
      { on: 'clip', kind: 'hang' },
    ),
  });
}

/** By who asks. */
export const killedHostCases = { http: casesOf(byHttp), remote: casesOf(byRemote) } as const;
