import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/* What a service says to each client, in its protocol: every task is accepted, and has its video when it is old enough. */

export type Answer = readonly [status: number, body: object];

interface Protocol {
  readonly started: (id: string) => Answer;
  readonly running: (id: string) => Answer;
  readonly done: (id: string, file: string) => Answer;
}

/** Stands for wherever a service keeps its files: some clients take https links only. */
export const fileOrigin = 'https://files.example.com';

const createdAt = '2026-11-28T12:00:00.000Z';
const falRequest = (id: string) => `https://queue.fal.run/fal-ai/bench/requests/${id}`;
const falTask = (id: string) => ({ request_id: id, response_url: falRequest(id) });
const falVideo = (url: string) => ({ video: { url, content_type: 'video/mp4' } });
const falStarted = (id: string): Answer => [200, { ...falTask(id), status: 'IN_QUEUE', queue_position: 0 }];
const prediction = (id: string) => ({ id, model: 'bench/bench', input: {}, urls: {}, created_at: createdAt });
const generation = (id: string) => ({ id, polling_url: `/api/v1/videos/${id}` });
const openAiVideo = (id: string) => ({ id, object: 'video', model: 'sora-2', created_at: 1_796_000_000 });

/** By the first part of a path. */
const protocols: Readonly<Record<string, Protocol>> = {
  runway: {
    started: (id) => [200, { id }],
    running: (id) => [200, { id, status: 'RUNNING', createdAt, progress: 0.4 }],
    done: (id, file) => [200, { id, status: 'SUCCEEDED', createdAt, output: [file] }],
  },
  fal: {
    started: falStarted,
    running: (id) => [200, { ...falTask(id), status: 'IN_PROGRESS' }],
    // One answer for both of fal's addresses: how the task is, and the result.
    done: (id, file) => [200, { ...falTask(id), status: 'COMPLETED', ...falVideo(file) }],
  },
  'ai-sdk': {
    started: falStarted,
    // The AI SDK asks for the result itself; fal's answer to that while the task runs.
    running: () => [400, { detail: 'Request is still in progress' }],
    done: (_id, file) => [200, falVideo(file)],
  },
  replicate: {
    started: (id) => [201, { ...prediction(id), status: 'starting' }],
    running: (id) => [200, { ...prediction(id), status: 'processing' }],
    done: (id, file) => [200, { ...prediction(id), status: 'succeeded', output: file }],
  },
  openrouter: {
    started: (id) => [202, { ...generation(id), status: 'pending' }],
    running: (id) => [200, { ...generation(id), status: 'in_progress' }],
    done: (id, file) => [200, { ...generation(id), status: 'completed', unsigned_urls: [file] }],
  },
  tanstack: {
    started: (id) => [200, { ...openAiVideo(id), status: 'queued', progress: 0 }],
    running: (id) => [200, { ...openAiVideo(id), status: 'in_progress', progress: 40 }],
    done: (id) => [200, { ...openAiVideo(id), status: 'completed', progress: 100 }],
  },
};

const idIn = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/;

/** What of a request decides the answer. */
export interface Asked {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/** What a request is for, whatever the protocol. */
export type Purpose = 'start' | 'query' | 'cancel' | 'file';

export function purposeOf({ method = '', url = '' }: Asked): Purpose {
  if (url.startsWith('/film') || url.includes('/content')) return 'file';
  if (method === 'DELETE' || url.endsWith('/cancel')) return 'cancel';
  return method === 'POST' ? 'start' : 'query';
}

/** How long Replicate keeps a start with `Prefer: wait` open at most [doc]. */
const heldMilliseconds = 60_000;
const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => void setTimeout(resolve, milliseconds));

/** Answers for tasks that take so many milliseconds; by default they run for ever. */
export function createAnswers(milliseconds = Number.POSITIVE_INFINITY) {
  const startedAt = new Map<string, number>();
  return async (asked: Asked): Promise<Answer> => {
    const { url = '', headers } = asked;
    const protocol = protocols[url.split('/')[1] ?? ''];
    if (protocol === undefined) return [404, {}];
    const id = idIn.exec(url)?.[0] ?? randomUUID();
    const isDone = () => Date.now() - (startedAt.get(id) ?? Number.NaN) >= milliseconds;
    const isStart = purposeOf(asked) === 'start';
    if (isStart) startedAt.set(id, Date.now());
    if (isStart && headers.prefer !== undefined) await sleep(Math.min(heldMilliseconds, milliseconds));
    if (isStart && (headers.prefer === undefined || !isDone())) return protocol.started(id);
    return isDone() ? protocol.done(id, `${fileOrigin}/film.mp4`) : protocol.running(id);
  };
}
