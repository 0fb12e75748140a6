import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { FaultKind } from './faults/schema.ts';

export type AppEnv = {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    /** What struck the request. */
    readonly fault?: FaultKind;
    /** No byte was sent. */
    readonly unanswered?: boolean;
  };
};

export type App = Hono<AppEnv>;
export type AppContext = Context<AppEnv>;
