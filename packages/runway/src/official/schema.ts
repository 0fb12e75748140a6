/*
 * Runway's own API: POST /v1/text_to_video, POST /v1/image_to_video, GET and DELETE /v1/tasks/{id}.
 * Sources, 2026-11, none tested live: [doc] runwayml/sdk-node July 2026 and 4.20.1 of September 2026, runwayml/skills April 2026,
 * docs.dev.runwayml.com; [client] a note with live captures of August 2026, a note that quotes the OpenAPI of
 * September 2026.
 */
import type { StatusWords } from '@vid/core/provider-kit';
import * as z from 'zod/mini';

/** Characters of a data URI, its head included [doc; that it counts the encoded text: client]. */
export const dataUriLimit = 5_242_880;
const linkLimit = 2048;

const uri = z
  .string()
  .check(
    z.refine(
      (text) => text.length <= (text.startsWith('data:') ? dataUriLimit : linkLimit),
      `must be a link of at most ${linkLimit} characters, or a data URI of at most ${dataUriLimit}`,
    ),
  );

/** Without a position: a reference picture, seedance only [doc]. */
const picture = z.strictObject({ uri, position: z.optional(z.enum(['first', 'last'])) });

/** Every key of both submits that this package writes. The service refuses keys that it does not know [client]. */
export const submitBodySchema = z.strictObject({
  model: z.string(),
  promptText: z.optional(z.string()),
  promptImage: z.optional(z.array(picture)),
  /** Pixels, `1280:720`. */
  ratio: z.optional(z.string()),
  /** happyhorse_1_0 with a picture only, instead of `ratio`. Capitals are deprecated [doc]. */
  resolution: z.optional(z.enum(['720p', '1080p'])),
  /** Whole seconds. */
  duration: z.optional(z.int()),
  seed: z.optional(z.int()),
  negativePrompt: z.optional(z.string()),
  audio: z.optional(z.boolean()),
  contentModeration: z.optional(z.strictObject({ publicFigureThreshold: z.enum(['auto', 'low']) })),
});

export type SubmitBody = z.infer<typeof submitBodySchema>;

export const runwayOptionsSchema = z.strictObject({
  /** `low` is less strict about recognisable public figures. The service's default: `auto`. gen4 models only. */
  publicFigureThreshold: z.optional(z.enum(['auto', 'low'])),
});

export type RunwayOptions = Readonly<z.infer<typeof runwayOptionsSchema>>;

declare module '@vid/core' {
  interface ProviderOptions {
    readonly runway?: RunwayOptions;
  }
}

/** THROTTLED is a paid place in the queue, no error [doc]. CANCELED with one L: seen at third parties [client]. */
export const words: StatusWords = {
  pending: 'queued',
  throttled: 'queued',
  running: 'running',
  succeeded: 'succeeded',
  failed: 'failed',
  cancelled: 'canceled',
  canceled: 'canceled',
};

const text = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
const credits = z.catch(z.optional(z.object({ credits: z.number().check(z.gte(0)) })), undefined);

export const submitAnswerSchema = z.object({
  id: z.string().check(z.minLength(1)),
  /** Since August 2026 [client]; in the SDK since September [doc]. */
  estimatedCost: credits,
});

export const taskAnswerSchema = z.object({
  status: text,
  progress: z.catch(z.optional(z.number().check(z.gte(0), z.lte(1))), undefined),
  output: z.catch(z.array(z.unknown()), []),
  failure: text,
  failureCode: text,
  /** The most that it may cost; while it is not finished [doc]. */
  estimatedCost: credits,
  /** What it cost; 0 when refunded [doc]. */
  cost: credits,
});

export const errorAnswerSchema = z.object({
  error: z.union([z.string(), z.object({ message: z.string() })]),
  issues: z.catch(
    z.array(z.object({ code: text, path: z.array(z.union([z.string(), z.number()])), message: z.string() })),
    [],
  ),
});
