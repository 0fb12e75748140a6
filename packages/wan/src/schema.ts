/*
 * The task API of Alibaba Cloud Model Studio (DashScope): one envelope for every video model, of which only `input` and
 * `parameters` change. Sources, 2026-11, none tested live: [doc] the vendor's pages and SDK; [relay] resellers' pages; [client]
 * clients of others and their logs; [guess] inferences of ours.
 */
import * as z from '@vid/core/zod';

/** Keys, hosts and models belong together by region: a key of another one is refused [doc]. */
export const regions = ['singapore', 'beijing', 'virginia', 'tokyo', 'frankfurt', 'hongkong'] as const;
/** Where a key was made; each has an address and a currency of its own. */
export type Region = (typeof regions)[number];

const hostNames: Readonly<Record<Region, string>> = {
  singapore: 'ap-southeast-1',
  beijing: 'cn-beijing',
  virginia: 'us-east-1',
  tokyo: 'ap-northeast-1',
  frankfurt: 'eu-central-1',
  hongkong: 'cn-hongkong',
};

/** The older hosts, shared by all workspaces; said to be retired some day, no date was found [client]. */
export const sharedHosts: { readonly [Key in Region]?: string } = {
  singapore: 'https://dashscope-intl.aliyuncs.com',
  beijing: 'https://dashscope.aliyuncs.com',
  virginia: 'https://dashscope-us.aliyuncs.com',
};

/** The region of one of the service's own hosts; `undefined`: somebody else's. */
export function regionOf(baseUrl: string): Region | undefined {
  const { origin, hostname } = new URL(baseUrl);
  return regions.find(
    (region) =>
      sharedHosts[region] === origin || hostname.endsWith(`.${hostNames[region]}.maas.aliyuncs.com`),
  );
}

/** The workspace that a host of its own is named by, as the address has it. */
export const workspaceIn = (address: string): string | undefined =>
  /^https?:\/\/([^./]+)\.[^./]+\.maas\.aliyuncs\.com(?![^:/])/i.exec(address)?.[1];

export const workspaceHost = (workspace: string, region: Region): string =>
  `https://${workspace}.${hostNames[region]}.maas.aliyuncs.com`;

/** Everything but first and last frame of Wan 2.2 goes to the first [doc]. */
export const submitPaths = {
  video: '/api/v1/services/aigc/video-generation/video-synthesis',
  frames: '/api/v1/services/aigc/image2video/video-synthesis',
} as const;

const media = z.strictObject({
  type: z.enum([
    'first_frame',
    'last_frame',
    'reference_image',
    'reference_video',
    'reference_audio',
    'driving_audio',
    'video',
    'file',
    'link',
  ]),
  /** Pictures may be data URIs; clips and sounds are links [doc]. */
  url: z.string(),
});
export type Media = z.infer<typeof media>;

const inputShape = {
  prompt: z.optional(z.string()),
  negative_prompt: z.optional(z.string()),
  /** In order: prompts say "Image 1", "Video 1", "Audio 1", counted by kind [doc]. */
  media: z.optional(z.array(media)),
  audio_url: z.optional(z.string()),
  first_frame_url: z.optional(z.string()),
  last_frame_url: z.optional(z.string()),
};

const parametersShape = {
  /** With an upper-case P; lower case is refused [client]. */
  resolution: z.optional(z.enum(['480P', '720P', '1080P'])),
  ratio: z.optional(z.string()),
  /** Whole seconds; -1 lets Wan 3.0 choose [doc]. */
  duration: z.optional(z.int()),
  audio: z.optional(z.boolean()),
  audio_setting: z.optional(z.enum(['auto', 'origin'])),
  prompt_extend: z.optional(z.boolean()),
  watermark: z.optional(z.boolean()),
  seed: z.optional(z.int().check(z.gte(0), z.lte(2_147_483_647))),
};

/** A submit before it is parted in two. Strict: an unknown key is refused by the service [client]. */
export const flatBody = z.strictObject({ model: z.string(), ...inputShape, ...parametersShape });
export type FlatBody = z.infer<typeof flatBody>;
/** Each takes its own out of it. */
export const inputPart = z.object(inputShape);
export const parametersPart = z.object(parametersShape);

const httpsUrl = z.string().check(z.regex(/^https:\/\/\S+$/i, 'must be an https URL'));

/** What only this service understands. */
export interface WanOptions {
  /** Whether the service rewrites the prompt. Default: it does. Wan only. */
  readonly promptExtend?: boolean | undefined;
  /** A document to make a video of, by its https URL; Wan 3.0 only. */
  readonly file?: string | undefined;
  /** A web page to make a video of, by its https URL; Wan 3.0 only. */
  readonly link?: string | undefined;
  /** Of a changed video: `'origin'` keeps the sound that it has, `'auto'` lets the model decide. Default: the model's own. */
  readonly audioSetting?: 'auto' | 'origin' | undefined;
}

export const wanOptions: z.ZodMiniType<WanOptions> = z.strictObject({
  promptExtend: z.optional(z.boolean()),
  file: z.optional(httpsUrl),
  link: z.optional(httpsUrl),
  audioSetting: z.optional(z.enum(['auto', 'origin'])),
});

const said = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);
const number = z.catch(z.optional(z.number().check(z.gte(0))), undefined);

/** `request_id` is that of this call, not of the submit [doc]. */
export const taskAnswer = z.object({
  output: z.object({
    task_id: z.string().check(z.minLength(1)),
    task_status: said,
    video_url: said,
    /** Beijing's time without a zone, `2026-11-28 10:00:00.123` [doc]. */
    end_time: said,
    /** Of a failure; both may be missing, 2 to 3 s after the submit [client, observed]. */
    code: said,
    message: said,
  }),
  /** Which fields there are differs by model [doc]. */
  usage: z.catch(
    z.optional(z.object({ duration: number, output_video_duration: number, video_duration: number })),
    undefined,
  ),
});

/** A line of the list: times are milliseconds, and `request_id` is that of the submit [doc]. */
export const listAnswer = z.object({
  page_no: z.int(),
  total_page: z.int(),
  data: z.array(
    z.object({
      task_id: z.string().check(z.minLength(1)),
      status: said,
      model_name: said,
      request_id: said,
      gmt_create: number,
    }),
  ),
});

/** All three are in every error of the service [doc]. */
export const errorBody = z.object({
  code: z.string().check(z.minLength(1)),
  message: z.string(),
  request_id: z.string().check(z.minLength(1)),
});
