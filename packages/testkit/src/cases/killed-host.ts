import { setTimeout as sleep } from 'node:timers/promises';
import type { VideoRequest } from '@vid/core';
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

/** Asks for a video under a key and gives its bytes, once it is there. */
type Ask = (url: string, request: VideoRequest, signal?: AbortSignal) => Promise<Uint8Array>;

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
  const { id, phase } = await inPhase(url, ['succeeded', 'failed', 'refused', 'canceled']);
  expect(phase).toBe('succeeded');
  return (await fetch(`${url}/tasks/${id}/videos/0`)).bytes();
};

/** As a router that is elsewhere. */
const byRemote: Ask = async (url, request, signal) => {
  const router = await connectRemote(url, { signal });
  const task = await router.generate(request, { reference: key, signal });
  const done = await router.wait(task, { signal });
  expect(done.status).toBe('succeeded');
  return (await fetch(done.status === 'succeeded' ? (done.videos[0]?.url ?? '') : '')).bytes();
};

type Moment = (url: string, service: KilledHostService) => Promise<unknown>;

/** Kills the host at a moment of the job, starts it again, and asks for the same under the same key. */
async function killedAt(open: () => Promise<KilledHostFixture>, ask: Ask, moment: Moment): Promise<void> {
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
  try {
    const film = await ask(second.url, request);
    expect(film.length).toBeGreaterThan(1_000);
    expect(await ask(second.url, request)).toEqual(film);
  } finally {
    ended.abort();
    await time;
  }
  expect(service.tasks).toHaveLength(1);
  expect(host.videos()).toHaveLength(1);
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
        moment,
      );
  return groupOf('a host that is killed, and a client that asks again, make one bill and one file', {
    'at once': killed(() => sleep(0)),
    'after 20 ms': killed(() => sleep(20)),
    'after 150 ms': killed(() => sleep(150)),
    'after 400 ms': killed(() => sleep(400)),
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
