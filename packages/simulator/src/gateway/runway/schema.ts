// Request of `POST /runwayml/v1/image_to_video` (runway.md 3.2). Zod's own issue codes and words are what Runway
// answers with (runway.md 2.10, observed), so they are passed on as they are.
import * as z from 'zod';
import type { JsonObject } from '../../state/task.ts';
import { type Refusal, refusal, type RefusalStyle } from '../errors.ts';

/** By these a gateway of the family chooses its channel and its price. */
const composed = [
  'runwayml-gen4_turbo-5',
  'runwayml-gen4_turbo-10',
  'runwayml-gen3a_turbo-5',
  'runwayml-gen3a_turbo-10',
] as const;
/** Runway's own. */
const plain = ['gen4_turbo', 'gen3a_turbo'] as const;

const fields = {
  promptImage: z.url({ protocol: /^https$/, error: 'Invalid input: expected an https URL' }).max(2048),
  // 1000 UTF-16 units is upstream's limit (2.3.2); that the gateway keeps it is [guess] (3.2).
  promptText: z.string().max(1000).default(''),
  watermark: z.boolean().default(false),
  // Any W:H: which ratios a model can do is upstream's business and contradicted by the guides (3.2).
  ratio: z
    .string()
    .regex(/^[1-9]\d*:[1-9]\d*$/, 'Invalid option: expected width:height')
    .default('1280:768'),
  seed: z.int().min(0).max(4_294_967_295).optional(),
};
const duration = z.union([z.literal(5), z.literal(10)]);

/** With the length in the name (older clients of yunwu, price lists), or beside it (yunwu by its relay's source) (3.2). */
const named = (names: readonly string[]) =>
  z
    .object({ ...fields, model: z.enum(names), duration: duration.optional() })
    .transform((body) => {
      const [, length = body.duration ?? 5] = /-(\d+)$/.exec(body.model) ?? [];
      return { ...body, seconds: Number(length) };
    })
    // What a gateway that takes such names does on a mismatch is unknown; 400 is [guess].
    .refine((body) => body.duration === undefined || body.duration === body.seconds, {
      path: ['duration'],
      error: 'Invalid input: duration must agree with the suffix of model',
    });

export const models: ReadonlySet<string> = new Set(composed);

const asItIs = ({ model }: JsonObject) => model;
const compose = ({ model, duration: seconds = 5 }: JsonObject) =>
  typeof model === 'string' ? `runwayml-${model}-${String(seconds)}` : undefined;

/** What a gateway takes for a model's name, and what it chooses the channel by. */
export const vocabularies = {
  either: {
    schema: named([...composed, ...plain]),
    model: (body: JsonObject) =>
      plain.some((name) => name === body['model']) ? compose(body) : asItIs(body),
  },
  composed: { schema: named(composed), model: asItIs },
  plain: { schema: named(plain), model: compose },
} as const;

export function refuse(style: RefusalStyle, issues: readonly z.core.$ZodIssue[]): Refusal {
  const message = issues.map(({ path, message: text }) => `${path.join('.')}: ${text}`).join('; ');
  return refusal(style, message, {
    error: 'Validation of body failed',
    issues: issues.map(({ code, path, message: text }) => ({ code, path, message: text })),
    docUrl: 'https://docs.dev.runwayml.com/api',
  });
}
