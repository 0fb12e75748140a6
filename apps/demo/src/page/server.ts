import type { PreparedRequest } from '@vid/core';
import * as z from 'zod/mini';
import { apiErrorSchema } from '../api-error.ts';
import type {
  CancelAnswer,
  Chosen,
  ComparisonInput,
  FaultPreset,
  Faults,
  LimitState,
  Run,
  RunPage,
  Setup,
  TaskById,
} from '../api.ts';

/** What the server refused, in its own words. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  /** Of the server's error, or `unreachable`; missing where it said nothing that can be read. */
  readonly code: string | undefined;

  constructor(message: string, code: string | undefined) {
    super(message);
    this.code = code;
  }
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init).catch((cause: unknown) => {
    throw new ServerError(cause instanceof Error ? cause.message : String(cause), 'unreachable');
  });
  if (response.ok) return response;
  const body = z.safeParse(apiErrorSchema, await response.json().catch(() => undefined));
  if (!body.success) throw new ServerError(`HTTP ${response.status}`, undefined);
  throw new ServerError(body.data.error.message, body.data.error.code);
}

async function call<Answer>(path: string, body?: object | null, method = 'POST'): Promise<Answer> {
  const response = await ask(path, {
    ...(body !== undefined && {
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return response.json();
}

export const fetchSetup = () => call<Setup>('/api/setup');
/** As this server would send it, or as code does `at` one of the two places. */
export const prepare = (chosen: Chosen, at?: 'service' | 'simulator') =>
  call<PreparedRequest>(`/api/prepare${at === undefined ? '' : `?at=${at}`}`, chosen);
export const startComparison = (input: ComparisonInput) =>
  call<{ readonly runs: readonly string[] }>('/api/comparisons', input);
/** The run that follows the task, new or known. Throws a `ServerError` where the service does not confirm the task. */
export const followTask = (input: TaskById) => call<Pick<Run, 'id' | 'comparison'>>('/api/tasks', input);

/** The newest first; `before` is the `next` of the page above. */
export const fetchRuns = (
  limit: number,
  which: { readonly search: string } | { readonly comparison: string },
  before: number | undefined,
) =>
  call<RunPage>(
    `/api/runs?${new URLSearchParams({
      limit: String(limit),
      ...which,
      ...(before !== undefined && { before: String(before) }),
    })}`,
  );
const pageSize = 200;

/** All runs of a comparison that the server keeps, the oldest first, however much later they were tried again. */
export async function fetchComparison(comparison: string): Promise<readonly Run[]> {
  const found: Run[] = [];
  for (let before: number | undefined; ;) {
    const { runs, next } = await fetchRuns(pageSize, { comparison }, before);
    found.push(...runs);
    if (next === undefined) return found.toReversed();
    before = next;
  }
}

export const fetchChosen = (id: string) => call<Chosen>(`/api/runs/${id}/request`);
export const fetchFile = async (path: string): Promise<Blob> => (await ask(path)).blob();
export const deleteRun = (id: string) => ask(`/api/runs/${id}`, { method: 'DELETE' });

export const cancelRun = (id: string) => call<CancelAnswer>(`/api/runs/${id}/cancel`, {});

export const fetchLimit = () => call<LimitState>('/api/limit');
/** `null` removes it and ends the session that it counts. */
export const setLimit = (limit: LimitState['limit']) => call<LimitState>('/api/limit', limit, 'PUT');
export const fetchFaults = () => call<Faults>('/api/faults');
export const chooseFault = (preset: FaultPreset) => call<Faults>('/api/faults', { preset }, 'PUT');
