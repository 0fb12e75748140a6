// Products and their submit bodies (jimeng.md B3, B4), and what identifies a task in the other actions (B5, B7).
import * as z from 'zod';

type Product = {
  readonly text: boolean;
  readonly images: readonly [least: number, most: number];
  readonly camera?: true;
  readonly ratios?: readonly string[];
};

const ratios = ['16:9', '4:3', '1:1', '3:4', '9:16', '21:9'] as const;

const products: Readonly<Record<string, Product>> = {
  jimeng_t2v_v30: { text: true, images: [0, 0] },
  jimeng_t2v_v30_1080p: { text: true, images: [0, 0] },
  jimeng_i2v_first_v30: { text: true, images: [1, 1] },
  jimeng_i2v_first_v30_1080: { text: true, images: [1, 1] },
  jimeng_i2v_first_tail_v30: { text: true, images: [2, 2] },
  jimeng_i2v_first_tail_v30_1080: { text: true, images: [2, 2] },
  jimeng_i2v_recamera_v30: { text: true, images: [1, 1], camera: true },
  // Text is needed only without a picture.
  jimeng_ti2v_v30_pro: { text: false, images: [0, 1] },
  jimeng_vgfm_t2v_l20: { text: true, images: [0, 0], ratios: [...ratios, '9:21'] },
  jimeng_vgfm_i2v_l20: { text: true, images: [1, 1] },
};

/** 4.7 MB before base64. */
const mostBytes = 4_700_000;
const isPicture = (bytes: Buffer) =>
  bytes.subarray(0, 4).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47])) ||
  bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]));

const base64Picture = z
  .string()
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64 without a data: prefix')
  .refine((text) => isPicture(Buffer.from(text.slice(0, 16), 'base64')), 'must be a JPEG or a PNG')
  .refine((text) => Buffer.byteLength(text, 'base64') <= mostBytes, 'must have at most 4.7 MB');
const link = z.string().regex(/^https?:\/\/\S+$/, 'must be a public http(s) URL');

const count = (given: readonly string[] | undefined) => given?.length ?? 0;

function bodyOf({ text, images: [least, most], camera }: Product) {
  const prompt = z
    .string()
    .refine((said) => Array.from(said).length <= 800, 'must have at most 800 characters');
  return z
    .object({
      prompt: prompt.default(''),
      image_urls: z.array(link).optional(),
      binary_data_base64: z.array(base64Picture).optional(),
      seed: z.int().min(-1).default(-1),
      frames: z.literal([121, 241]).default(121),
      ...(camera && {
        template_id: z.enum([
          'hitchcock_dolly_in',
          'hitchcock_dolly_out',
          'robo_arm',
          'dynamic_orbit',
          'central_orbit',
          'crane_push',
          'quick_pull_back',
          'counterclockwise_swivel',
          'clockwise_swivel',
          'handheld',
          'rapid_push_pull',
        ]),
        camera_strength: z.enum(['weak', 'medium', 'strong']),
      }),
    })
    .superRefine((body, context) => {
      const refuse = (path: string, message: string) =>
        context.addIssue({ code: 'custom', path: [path], message });
      const [links, bytes] = [count(body.image_urls), count(body.binary_data_base64)];
      const given = links + bytes;
      if (links > 0 && bytes > 0) refuse('image_urls', 'only one of image_urls and binary_data_base64');
      if (given < least || given > most) refuse('image_urls', `needs ${least} to ${most} pictures`);
      if (body.prompt === '' && (text || given === 0)) refuse('prompt', 'is required');
    });
}

const readers = new Map(
  Object.entries(products).map(([key, product]) => [
    key,
    {
      schema: bodyOf(product),
      ratio: z.object({ aspect_ratio: z.enum(product.ratios ?? ratios).default('16:9') }),
    },
  ]),
);

type Submit =
  | { readonly reqKey: string; readonly prompt: string; readonly ratio: string; readonly seconds: number }
  | { readonly refused: string };

const words = (issues: readonly z.core.$ZodIssue[]) =>
  issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');

/** A submit's body as the product reads it, or why it does not. */
export function readSubmit(body: unknown): Submit {
  const named = z.object({ req_key: z.string() }).safeParse(body);
  const reqKey = named.data?.req_key ?? '';
  const reader = readers.get(reqKey);
  if (reader === undefined) return { refused: `req_key: ${JSON.stringify(reqKey)} is not known` };
  const parsed = reader.schema.safeParse(body);
  if (!parsed.success) return { refused: words(parsed.error.issues) };
  const { prompt, frames, image_urls, binary_data_base64 } = parsed.data;
  const seconds = (frames - 1) / 24;
  // Beside a picture the ratio is ignored without an error.
  const isText = count(image_urls) + count(binary_data_base64) === 0;
  const ratio = reader.ratio.safeParse(isText ? body : {});
  if (!ratio.success) return { refused: words(ratio.error.issues) };
  return { reqKey, prompt, ratio: ratio.data.aspect_ratio, seconds };
}

/** `req_json` is text with JSON in it, and has no effect here. */
export const taskKeys = z.object({
  req_key: z.string().min(1),
  task_id: z.string().min(1),
  req_json: z.string().optional(),
});
