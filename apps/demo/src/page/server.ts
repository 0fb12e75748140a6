import type { PreparedRequest } from '@vid/core';
import * as z from 'zod/mini';
import { apiErrorSchema, type Chosen, type Order, type Setup } from '../api.ts';

/** What the server refused, in its own words. */
class ServerError extends Error {
  override readonly name = 'ServerError';
}

async function call<Answer>(path: string, body?: object): Promise<Answer> {
  const response = await fetch(path, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (response.ok) return response.json();
  const told = z.safeParse(apiErrorSchema, await response.json().catch(() => undefined));
  throw new ServerError(told.success ? told.data.error.message : `HTTP ${response.status}`);
}

export const fetchSetup = () => call<Setup>('/api/setup');
export const prepare = (chosen: Chosen) => call<PreparedRequest>('/api/prepare', chosen);
export const startRun = (order: Order) => call<{ readonly id: string }>('/api/runs', order);
