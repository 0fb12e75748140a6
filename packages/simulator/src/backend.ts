// What every route of a simulated service stands on.
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { Faults } from './faults/faults.ts';
import type { FaultKind } from './faults/schema.ts';
import type { Clock } from './state/clock.ts';
import type { Links } from './state/links.ts';
import type { SimulatorMemory } from './state/memory.ts';
import type { TaskStore } from './state/task-store.ts';

/** How a vendor's own api meets a model that it has ended. */
export type RetiredPolicy = 'refused' | 'unknown' | 'served';

export type Backend = {
  readonly apiKey: string;
  readonly clock: Clock;
  readonly memory: SimulatorMemory;
  readonly store: TaskStore;
  readonly links: Links;
  readonly faults: Faults;
  readonly retired: RetiredPolicy;
};

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
