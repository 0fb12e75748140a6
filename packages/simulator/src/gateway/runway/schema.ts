// Request of `POST /runwayml/v1/image_to_video` (runway.md 3.2). Zod's own issue codes and words are what Runway
// answers with (runway.md 2.10, observed), so they are passed on as they are.
import * as z from 'zod';
import type { JsonObject } from '../../state/task.ts';
import { upstreamRefusal } from '../errors.ts';

const model = z.enum([
  'runwayml-gen4_turbo-5',
  'runwayml-gen4_turbo-10',
  'runwayml-gen3a_turbo-5',
  'runwayml-gen3a_turbo-10',
]);

export const models: ReadonlySet<string> = new Set(model.options);

export const request = z
  .object({
    promptImage: z.url({ protocol: /^https$/, error: 'Invalid input: expected an https URL' }).max(2048),
    model,
    // 1000 UTF-16 units is upstream's limit (2.3.2); that the gateway keeps it is [guess] (3.2).
    promptText: z.string().max(1000).default(''),
    watermark: z.boolean().default(false),
    duration: z.union([z.literal(5), z.literal(10)]).optional(),
    // Any W:H: which ratios a model can do is upstream's business and contradicted by the guides (3.2).
    ratio: z
      .string()
      .regex(/^[1-9]\d*:[1-9]\d*$/, 'Invalid option: expected width:height')
      .default('1280:768'),
    seed: z.int().min(0).max(4_294_967_295).optional(),
  })
  .transform((body) => ({ ...body, seconds: body.model.endsWith('-10') ? 10 : 5 }))
  // What the real gateway does on a mismatch is unknown (3.2, open question 2); 400 is [guess].
  .refine((body) => body.duration === undefined || body.duration === body.seconds, {
    path: ['duration'],
    error: 'Invalid input: duration must agree with the suffix of model',
  });

export const refuse = (issues: readonly z.core.$ZodIssue[]): JsonObject =>
  upstreamRefusal({
    error: 'Validation of body failed',
    issues: issues.map(({ code, path, message }) => ({ code, path, message })),
    docUrl: 'https://docs.dev.runwayml.com/api',
  });
