import type { PreparedRequest } from '@vid/core';
import * as z from 'zod/mini';
import {
  apiErrorSchema,
  type Chosen,
  type ComparisonOrder,
  type Run,
  type RunPage,
  type Setup,
} from '../api.ts';

/** What the server refused, in its own words. */
class ServerError extends Error {
  override readonly name = 'ServerError';
}

async function ask(path: string, init?: RequestInit): Promise<Response> {
  const response = await fetch(path, init);
  if (response.ok) return response;
  const told = z.safeParse(apiErrorSchema, await response.json().catch(() => undefined));
  throw new ServerError(told.success ? told.data.error.message : `HTTP ${response.status}`);
}

async function call<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await ask(path, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return response.json();
}

export const fetchSetup = () => call<Setup>('/api/setup');
export const prepare = (chosen: Chosen) => call<PreparedRequest>('/api/prepare', chosen);
export const startComparison = (order: ComparisonOrder) =>
  call<{ readonly runs: readonly string[] }>('/api/comparisons', order);

/** The newest first; `before` is the `next` of the page above. */
export const fetchRuns = (limit: number, search: string, before: number | undefined) =>
  call<RunPage>(
    `/api/runs?${new URLSearchParams({
      limit: String(limit),
      search,
      ...(before !== undefined && { before: String(before) }),
    })}`,
  );
export const fetchRun = (id: string) => call<Run>(`/api/runs/${id}`);
export const fetchChosen = (id: string) => call<Chosen>(`/api/runs/${id}/request`);
export const fetchFile = async (path: string): Promise<Blob> => (await ask(path)).blob();
export const deleteRun = (id: string) => ask(`/api/runs/${id}`, { method: 'DELETE' });
