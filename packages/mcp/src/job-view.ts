import { modelName, type VideoTask } from '@vid/core';
import { errorOf, jobPhases, type VideoJob } from '@vid/core/journal';
import { wireErrorSchema } from '@vid/core/remote';
import * as z from 'zod/mini';
import type { Host } from './host.ts';
import { money } from './schema.ts';

const text = z.string();

/** A job as an agent sees it: no input, and no link but to a stored file. */
export const jobSchema = z.object({
  id: text,
  phase: z.enum(jobPhases),
  model: text,
  createdAt: text,
  updatedAt: text,
  /** The most that it costs, by the plan. */
  estimate: z.optional(money),
  /** What the service says that it costs. */
  cost: z.optional(money),
  taskId: z.optional(text),
  /** 0 to 1. */
  progress: z.optional(z.number()),
  failure: z.optional(z.object({ reason: text, message: text, providerCode: z.optional(text) })),
  error: z.optional(wireErrorSchema),
  stalled: z.optional(z.literal(true)),
  files: z.array(
    z.object({
      name: text,
      uri: text,
      mediaType: text,
      bytes: z.number(),
      sha256: z.optional(text),
      duration: z.optional(z.number()),
    }),
  ),
});
export type JobView = z.infer<typeof jobSchema>;

type SomeTask = Partial<Pick<VideoTask, 'id' | 'cost' | 'provider' | 'api' | 'model'>>;
const taskOf = (job: VideoJob): SomeTask => ('task' in job && job.task !== undefined ? job.task : {});

export function viewOf(job: VideoJob, { linkOf }: Pick<Host, 'linkOf'>): JobView {
  const { id, phase, createdAt, updatedAt, estimate, lastError, stalled } = job;
  const { id: taskId, cost, ...made } = taskOf(job);
  const view = {
    id,
    phase,
    model: modelName({ ...job.model, ...made }),
    createdAt,
    updatedAt,
    estimate,
    cost,
    taskId,
    progress: phase === 'polling' ? job.task.progress : undefined,
    failure: phase === 'failed' ? job.task.failure : undefined,
    error: lastError === undefined ? undefined : errorOf(lastError).toJSON(),
    stalled,
    files:
      phase === 'succeeded'
        ? job.videos.flatMap(({ file, duration }) =>
            file === undefined ? [] : [{ ...file, uri: linkOf(file), duration }],
          )
        : [],
  };
  // Through JSON, which has no `undefined`; the schema leaves out what an error knows besides.
  return z.parse(jobSchema, JSON.parse(JSON.stringify(view)));
}

const percent = (progress: number | undefined) =>
  progress === undefined ? '' : `, ${Math.round(progress * 100)} %`;
const amount = (cost: JobView['cost']) =>
  cost === undefined ? '' : ` Cost: ${cost.amount} ${cost.currency}.`;

/** One job in a few short sentences. */
export function sayJob({
  id,
  phase,
  model,
  progress,
  failure,
  error,
  stalled,
  files,
  cost,
}: JobView): string {
  const because = error === undefined ? '' : ` ${error.message}`;
  const isOver = stalled === true ? ' Nothing goes on by itself; vid_download tries again.' : '';
  switch (phase) {
    case 'submitting':
      return `${id}: being sent to ${model}.${because}`;
    case 'unknown':
      return `${id}: whether ${model} made a task, and bills it, is not known.${because} It is looked up and never sent again. Do not submit it under another key: that may be a second bill.${isOver}`;
    case 'polling':
      return `${id}: ${model} is working on it${percent(progress)}.${because}${isOver}`;
    case 'downloading':
      return `${id}: finished; being downloaded.${because}${isOver}`;
    case 'succeeded':
      return `${id}: done with ${model}. ${files.map(({ uri, bytes }) => `${uri} (${bytes} bytes)`).join(', ')}.${amount(cost)}`;
    case 'failed':
      return `${id}: ${model} failed: ${failure?.message ?? failure?.reason ?? 'no reason given'}.${amount(cost)}`;
    case 'canceled':
      return `${id}: canceled.${amount(cost)}`;
    case 'refused':
      return `${id}: refused; no task exists and nothing is billed.${because} To try again, submit it again with the same requestKey.`;
  }
}
