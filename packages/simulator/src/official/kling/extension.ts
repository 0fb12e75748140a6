// Making a finished video longer: POST /v1/videos/video-extend (kling.md 1.7). Sentences are [guess].
import type { Job, JsonObject } from '../../state/task.ts';
import type { Account, Entry } from './account.ts';
import { type Accepted, extensionSchema } from './schema.ts';
import { issueText } from '../../gateway/kling/schema.ts';

/** kling.md 1.8 and 1.14: a file lives 30 days, and so long it can be a source. */
const daysKept = 30;
/** 4 to 5 are documented. */
const secondsAdded = 5;
const mostSeconds = 180;

const sources: readonly string[] = ['kling-v1', 'kling-v1-5', 'kling-v1-6'];

/** The id of the video that a task makes; it differs from the task's. */
export const videoIdOf = ({ task }: Job): string => String(BigInt(task.id) + 1n);

type Source = Entry & { readonly job: Job };

export type ReadSubmit = { readonly accepted: Accepted; readonly source?: Source };

function sourceOf({ made, store, clock }: Account, videoId: string): Source | undefined {
  for (const entry of made.values()) {
    const job = store.find(entry.id);
    if (job === undefined || videoIdOf(job) !== videoId) continue;
    const { status, changedAt } = store.phase(job);
    const isKept = clock.now() - changedAt <= daysKept * 86_400_000;
    return status === 'succeeded' && isKept ? { ...entry, job } : undefined;
  }
  return undefined;
}

/** What is asked for, or what is wrong with it. */
export function readExtension(account: Account, body: JsonObject): ReadSubmit | string {
  const parsed = extensionSchema.safeParse(body, { reportInput: true });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return issue === undefined ? 'invalid parameters' : issueText(issue);
  }
  const { video_id, prompt = '', negative_prompt, cfg_scale, external_task_id, callback_url } = parsed.data;
  const source = sourceOf(account, video_id);
  if (source === undefined) return `video_id value '${video_id}' is invalid`;
  const { kind, accepted } = source;
  const { model_name, mode, aspect_ratio, duration } = accepted;
  if (kind === 'multi-image2video' || !sources.includes(model_name)) return 'the video cannot be extended';
  if (model_name === 'kling-v1' && (negative_prompt ?? cfg_scale) !== undefined)
    return 'negative_prompt and cfg_scale are not supported with kling-v1';
  const seconds = Number(duration) + secondsAdded;
  if (seconds > mostSeconds) return 'the video would be longer than 3 minutes';
  const own = { prompt, external_task_id, callback_url, sound: 'off', voice_list: [] } as const;
  return { source, accepted: { ...own, model_name, mode, aspect_ratio, duration: String(seconds) } };
}
