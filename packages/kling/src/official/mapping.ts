import { type Money, type TaskFailure, type Video, VideoError } from '@vid/core';
import {
  type AcceptedRequest,
  type FieldWriters,
  mediaText,
  readOptions,
  type TaskReading,
  writeBody,
} from '@vid/core/provider-kit';
import { sharedOptions, writers } from '../mapping.ts';
import { type KlingOptions, klingOptionsSchema } from '../schema.ts';
import { type Kind, type OfficialBody, officialBodySchema, type OfficialTask } from './schema.ts';
import { dollarsPerUnit } from './prices.ts';

const elementsOf = ({ elements }: KlingOptions): Partial<OfficialBody> =>
  elements === undefined ? {} : { element_list: elements.map((element_id) => ({ element_id })) };

function shotsOf({ multiShot, shots }: KlingOptions): Partial<OfficialBody> {
  if (shots !== undefined) {
    const seconds = shots.reduce((sum, { duration }) => sum + duration, 0);
    const multi_prompt = shots.map(({ prompt, duration }, at) => ({
      index: at + 1,
      prompt,
      duration: String(duration),
    }));
    return { multi_shot: true, shot_type: 'customize', multi_prompt, duration: String(seconds) };
  }
  if (multiShot === undefined) return {};
  return { multi_shot: multiShot, ...(multiShot && { shot_type: 'intelligence' as const }) };
}

const officialWriters: FieldWriters<OfficialBody> = {
  ...writers,
  extendVideo: (video_id) => ({ video_id }),
  resolution: (resolution) => (resolution === '4k' ? { mode: '4k' } : undefined),
  providerOptions: ({ kling = {} }, accepted) => {
    const options = readOptions(klingOptionsSchema, kling, accepted);
    return { ...sharedOptions(options), ...elementsOf(options), ...shotsOf(options) };
  },
  references: (images) => ({ image_list: images.map((image) => ({ image: mediaText(image, 'base64') })) }),
  watermark: (enabled) => ({ watermark_info: { enabled } }),
  callbackUrl: (callback_url) => ({ callback_url }),
};

const routes: Partial<Record<AcceptedRequest['mode'], Kind>> = {
  'text-to-video': 'text2video',
  'image-to-video': 'image2video',
  'reference-to-video': 'multi-image2video',
  'video-extension': 'video-extend',
};

function routeOf(mode: AcceptedRequest['mode']): Kind {
  const kind = routes[mode];
  if (kind !== undefined) return kind;
  throw new VideoError('unsupported', `kling has no way from ${mode} here. Nothing was sent.`, {
    provider: 'kling',
  });
}

/** Stands in a dry run where a real submit has our reference. */
const referencePlace = '{reference}';

export interface Submit {
  readonly kind: Kind;
  readonly body: OfficialBody;
}

/** Route and body for a request that the table has accepted. */
export const toSubmit = (accepted: AcceptedRequest): Submit => ({
  kind: routeOf(accepted.mode),
  body: writeBody(
    officialBodySchema,
    {
      ...(accepted.mode !== 'video-extension' && { model_name: accepted.model }),
      external_task_id: referencePlace,
    },
    officialWriters,
    accepted,
  ),
});

const daysKept = 30;

/** Files are deleted 30 days after they were made [doc]; a task changes for the last time when its file is there. */
function expiryOf({ updated_at }: OfficialTask): Pick<Video, 'expiresAt'> {
  if (updated_at === undefined) return {};
  const expiry = new Date(updated_at + daysKept * 86_400_000);
  return Number.isNaN(expiry.getTime()) ? {} : { expiresAt: expiry.toISOString() };
}

const isLink = (url: string | undefined): url is string =>
  url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url);

/** Where a marked copy was asked for it comes first, then the plain video; both bear the id of the one video. */
const videosOf = (task: OfficialTask): readonly Video[] =>
  (task.task_result?.videos ?? []).flatMap(({ id, url, watermark_url, duration }) =>
    [watermark_url, url].filter(isLink).map((link) => ({
      url: link,
      ...(id !== undefined && { id }),
      ...(duration !== undefined && { duration }),
      ...expiryOf(task),
    })),
  );

function costOf({ final_unit_deduction: units }: OfficialTask): Money | undefined {
  if (units === undefined) return undefined;
  return { amount: Number((units * dollarsPerUnit).toFixed(6)), currency: 'USD' };
}

/** Texts that were seen [client]: "Failure to pass the risk control system", "Image pixel is invalid". */
const reasons: readonly (readonly [RegExp, TaskFailure['reason']])[] = [
  [/risk control|safety|moderat|sensitive|violat|content polic/i, 'content-policy'],
  [/\b(image|pixel|resolution|mask|picture)\b/i, 'invalid-input'],
];

/** The envelope around a failed task says "SUCCEED"; only the task knows why [client]. */
function failureOf({ task_status_msg: message }: OfficialTask): TaskFailure {
  if (message === undefined) return { reason: 'unknown', message: 'the service gave no reason' };
  const reason = reasons.find(([pattern]) => pattern.test(message))?.[1] ?? 'unknown';
  return { reason, message };
}

export const readTask = (task: OfficialTask): TaskReading => ({
  word: task.task_status,
  videos: videosOf(task),
  cost: costOf(task),
  failure: failureOf(task),
});
