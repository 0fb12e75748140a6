import type { JsonObject } from '@vid/simulator';
import * as z from '@vid/core/zod';

/* What each kind of service takes as a submit, as its own pages and source have it (openai-videos.md 2, 3.1, 4). */

export interface Submitted {
  readonly isForm: boolean;
  readonly fields: JsonObject;
}

/** A part that is a file. */
interface FormFile {
  readonly filename: string;
  readonly mediaType: string;
  readonly bytes: number;
}

const asValue = (part: string | File): string | FormFile =>
  typeof part === 'string' ? part : { filename: part.name, mediaType: part.type, bytes: part.size };

/** `undefined`: neither JSON nor multipart/form-data. */
export async function readSubmitted(request: Request): Promise<Submitted | undefined> {
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('multipart/form-data')) {
    const form = await request.formData().catch(() => undefined);
    if (form === undefined) return undefined;
    const fields: Record<string, unknown> = {};
    for (const name of form.keys()) {
      const parts = form.getAll(name).map(asValue);
      fields[name] = parts.length === 1 ? parts[0] : parts;
    }
    return { isForm: true, fields };
  }
  if (!type.startsWith('application/json')) return undefined;
  const json: unknown = await request.json().catch(() => undefined);
  const { data } = z.safeParse(z.record(z.string(), z.unknown()), json);
  return data && { isForm: false, fields: data };
}

const text = z.string();
const required = text.check(z.minLength(1));
const digits = text.check(z.regex(/^[1-9]\d*$/));
const decimal = text.check(z.regex(/^\d+(\.\d+)?$/));
const size = z.optional(text.check(z.regex(/^\d+x\d+$/)));
const link = text.check(z.regex(/^(https:\/\/|data:image\/)/));
const file = z.object({ filename: required, mediaType: text.check(z.regex(/^image\//)), bytes: z.number() });
const usual = { model: required, prompt: required, size };
const jsonText = (inner: z.ZodMiniType) =>
  z.pipe(
    z.pipe(
      text,
      z.transform((given): unknown => {
        try {
          return JSON.parse(given);
        } catch {
          return undefined;
        }
      }),
    ),
    inner,
  );

const reference = z.looseObject({
  ...usual,
  seconds: z.optional(decimal),
  input_reference: z.optional(
    z.union([file, z.strictObject({ image_url: link }), z.strictObject({ file_id: text })]),
  ),
  // Of others, and dropped here: their senders would not know.
  images: z.optional(z.never()),
  duration: z.optional(z.never()),
});

const relay = z.looseObject({
  ...usual,
  seconds: z.optional(z.union([decimal, z.number()])),
  duration: z.optional(z.number()),
  images: z.optional(z.array(link)),
  input_reference: z.optional(z.union([file, z.array(file)])),
  metadata: z.optional(z.union([z.looseObject({}), jsonText(z.looseObject({}))])),
});

/** Plugins read the number `duration`; what a plugin does with other words differs. Files are refused by most. */
const plugin = z.looseObject({
  ...usual,
  seconds: z.optional(z.never()),
  duration: z.optional(z.number()),
  images: z.optional(z.array(link)),
  input_reference: z.optional(z.never()),
  metadata: z.optional(z.looseObject({})),
});

const litellm = z.looseObject({
  ...usual,
  seconds: z.optional(decimal),
  input_reference: z.optional(z.union([file, link])),
  images: z.optional(z.never()),
  duration: z.optional(z.never()),
});

const omni = z
  .looseObject({
    ...usual,
    seconds: z.optional(digits),
    input_reference: z.optional(file),
    image_reference: z.optional(jsonText(z.strictObject({ image_url: link }))),
    seed: z.optional(text.check(z.regex(/^-?\d+$/))),
    negative_prompt: z.optional(text),
    generate_sound: z.optional(z.enum(['true', 'false'])),
    duration: z.optional(z.never()),
  })
  .check(
    z.refine(
      (one) => one.input_reference === undefined || one.image_reference === undefined,
      'input_reference and image_reference exclude each other',
    ),
  );

/** A text of digits is taken for a number. */
const wholeNumber = z.union([z.int(), text.check(z.regex(/^-?\d+$/))]);
const sglang = z.looseObject({
  ...usual,
  seconds: z.optional(wholeNumber),
  seed: z.optional(wholeNumber),
  input_reference: z.optional(z.union([file, link])),
  duration: z.optional(z.never()),
});

/** What it declares and does not use is lost: `seconds`, `size`, `input_reference`. */
const localai = z.looseObject({
  model: required,
  prompt: required,
  negative_prompt: z.optional(text),
  start_image: z.optional(link),
  end_image: z.optional(link),
  width: z.optional(z.int()),
  height: z.optional(z.int()),
  seed: z.optional(z.int()),
  seconds: z.optional(z.never()),
  size: z.optional(z.never()),
  input_reference: z.optional(z.never()),
});

const schemas = {
  openai: reference,
  'new-api': relay,
  'new-api-plugin': plugin,
  litellm,
  'vllm-omni': omni,
  sglang,
  localai,
  vid: reference,
} as const satisfies Readonly<Record<string, z.ZodMiniType>>;
export type Kind = keyof typeof schemas;
export const kinds = [
  'openai',
  'new-api',
  'new-api-plugin',
  'litellm',
  'vllm-omni',
  'sglang',
  'localai',
  'vid',
] as const satisfies readonly Kind[];

/** What is wrong with a submit; `undefined`: nothing. */
export function misuse(kind: Kind, { isForm, fields }: Submitted): string | undefined {
  // That JSON is a 400 there: [guess].
  if (kind === 'vllm-omni' && !isForm) return 'expected multipart/form-data';
  const { error } = z.safeParse(schemas[kind], fields);
  const [issue] = error?.issues ?? [];
  return issue && `${issue.path.join('.') || 'body'}: ${issue.message}`;
}
