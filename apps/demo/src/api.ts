import type { Candidate, Capabilities, VideoErrorCode, VideoTask } from '@vid/core';
import * as z from 'zod/mini';

/** What the page and its server say to each other. A key is in none of it. */

export interface DoorSetup {
  readonly provider: string;
  readonly api: string;
  /** False: the embedded simulator answers, and nothing is billed. */
  readonly real: boolean;
}

export interface Setup {
  /** Of all doors together. */
  readonly capabilities: Capabilities;
  readonly doors: readonly DoorSetup[];
}

/** A request as JSON: bytes are `{ base64 }`, their type is read from the bytes. The router checks the rest. */
const requestJson = z.record(z.string(), z.unknown());
/** Always with its provider: a paid call leaves no choice open. */
const model = z.string().check(z.regex(/^[^:]+:.+$/, 'must look like "provider:model"'));

const api = z.string();

export const chosenSchema = z.strictObject({ request: requestJson, model, api });

export const orderSchema = z.strictObject({
  request: requestJson,
  model,
  api,
  /** Made by the page: the same id is the same run, however often it arrives. */
  id: z.uuid(),
  /** Runs that were started together and are to be compared. */
  comparison: z.uuid(),
  /** Whether a person agreed to pay; a real service needs it. */
  confirmed: z.boolean(),
});

export type RequestJson = z.infer<typeof requestJson>;
export type Chosen = z.infer<typeof chosenSchema>;
export type Order = z.infer<typeof orderSchema>;

export interface RunError {
  readonly code: VideoErrorCode | 'internal';
  readonly message: string;
}

type RunState =
  | { readonly phase: 'sending' }
  | {
      readonly phase: 'accepted';
      readonly acceptedAfterMs: number;
      readonly task: VideoTask;
      /** Why nobody waits any more although the task has not ended. */
      readonly trouble?: RunError;
    }
  | { readonly phase: 'refused'; readonly error: RunError };

export interface Run {
  readonly id: string;
  readonly comparison: string;
  readonly provider: string;
  readonly api: string;
  readonly model: string;
  readonly real: boolean;
  readonly prompt: string | undefined;
  readonly evidence: Candidate['evidence'];
  readonly warnings: readonly string[];
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Set once nothing will change any more. */
  readonly endedAt?: number;
  readonly state: RunState;
}

export const apiErrorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    problems: z.array(z.object({ field: z.string(), message: z.string() })),
  }),
});

export type ApiError = z.infer<typeof apiErrorSchema>;
