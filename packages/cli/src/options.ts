import type { AdaptableField, ExchangeRates, RoutingOptions } from '@vid/core';
import * as z from 'zod/mini';
import { preferences } from './read-options.ts';

type Need = NonNullable<RoutingOptions['needs']>[number];

const flag = z.optional(z.boolean());
const text = z.optional(z.string());
const texts = z.optional(z.array(z.string()));
const number = z.optional(z.number());
const money = z.object({ amount: z.number(), currency: z.string() });

/** What the options of all commands hold besides the fields of a request; commander has seen to which a command takes. */
const schema = z.looseObject({
  json: flag,
  simulate: flag,
  yes: flag,
  output: text,
  force: flag,
  label: text,
  /** One of `generate`; of `compare` and `batch` several. */
  model: z.optional(z.union([z.string(), z.array(z.string())])),
  /** False: `--no-wait`. */
  wait: flag,
  timeout: number,
  limit: number,
  keys: flag,
  why: flag,
  all: flag,
  name: text,
  retryFailed: flag,
  skipImpossible: flag,
  port: number,
  host: text,
  allowHost: texts,
  origin: texts,
  ask: flag,
  inputs: text,
  free: flag,
  out: text,
  picture: text,
  prefer: z.optional(z.enum(preferences)),
  only: texts,
  never: texts,
  maxCost: z.optional(money),
  allowUnknownPrice: flag,
  // What these three must be, the router knows, and says.
  rates: z.optional(z.custom<ExchangeRates>((value) => value !== undefined)),
  needs: z.optional(z.array(z.custom<Need>((value) => typeof value === 'string'))),
  adapt: z.optional(z.array(z.custom<AdaptableField>((value) => typeof value === 'string'))),
});

export type Options = z.infer<typeof schema>;

/** Throws where a file of rates holds something else. */
export const readOptions = (values: unknown): Options => z.parse(schema, values);
