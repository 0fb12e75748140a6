// Answers of the Kling gateway, P1 to P8 of kling.md 3.3. Best guess for yunwu: P1. Where a profile documents only one
// of submit and poll, the other is [guess] and says so.
import { byStatus, type Phase, type Status } from '../../state/phase.ts';
import type { JsonObject } from '../../state/task.ts';
import { recordProgress, recordWords, submittedVideo, taskRecord } from '../new-api.ts';
import type { Answer, TaskView } from '../mount-route.ts';

const taskWords = {
  queued: 'submitted',
  running: 'processing',
  succeeded: 'succeed',
  failed: 'failed',
} as const satisfies Record<Status, string>;

const length = ({ job }: TaskView): string => job.clip.seconds.toFixed(3);

/** A number of the vendor's own, different from the task's. */
const videoId = ({ job }: TaskView): string => String(BigInt(job.upstreamId) + 1n);

const externalId = ({ job }: TaskView): string | undefined => {
  const { external_task_id: id } = job.task.body;
  return typeof id === 'string' ? id : undefined;
};

function wantsWatermark({ job }: TaskView): boolean {
  const { watermark_info: info } = job.task.body;
  return typeof info === 'object' && info !== null && 'enabled' in info && info.enabled === true;
}

const envelope = ({ requestId }: TaskView, data: JsonObject): JsonObject => ({
  code: 0,
  message: 'SUCCEED',
  request_id: requestId,
  data,
});

/** What a submit and every query have in common (1.2). */
function officialHead(view: TaskView): JsonObject {
  const { job, phase } = view;
  const external = externalId(view);
  return {
    task_id: job.upstreamId,
    task_status: taskWords[phase.status],
    task_info: external === undefined ? {} : { external_task_id: external },
    created_at: job.task.createdAt,
    updated_at: phase.changedAt,
  };
}

const reason = (phase: Phase): string => (phase.status === 'failed' ? phase.failure.failed : '');

function officialResult(view: TaskView): JsonObject {
  if (view.phase.status !== 'succeeded') return {};
  const video = { id: videoId(view), url: view.videoUrl, duration: length(view) };
  const marked = wantsWatermark(view) ? { watermark_url: `${view.videoUrl}&watermark=1` } : {};
  return { videos: [{ ...video, ...marked }] };
}

/** A query (1.8): code 0 and `SUCCEED` even when the task failed. Unit deductions are left out. */
const officialTask = (view: TaskView): JsonObject =>
  envelope(view, {
    ...officialHead(view),
    task_status_msg: reason(view.phase),
    task_result: officialResult(view),
    ...(view.phase.status === 'succeeded' ? { watermark_info: { enabled: wantsWatermark(view) } } : {}),
  });

/** The flat body of P3 and P4; `error` as an object on failure is [guess]. */
function flatTask({ job, phase, videoUrl }: TaskView, words: Record<Status, string>): JsonObject {
  return {
    task_id: job.task.id,
    status: words[phase.status],
    url: phase.status === 'succeeded' ? videoUrl : '',
    format: 'mp4',
    metadata: phase.status === 'succeeded' ? { duration: job.clip.seconds } : null,
    error: phase.status === 'failed' ? { code: 'task_failed', message: phase.failure.failed } : null,
  };
}

const docsWords = {
  queued: 'queued',
  running: 'in_progress',
  succeeded: 'completed',
  failed: 'failed',
} as const;
const wrappedWords = {
  queued: 'queued',
  running: 'processing',
  succeeded: 'succeeded',
  failed: 'failed',
} as const;

const wrappedTask = (view: TaskView): JsonObject => ({
  code: 'success',
  message: '',
  data: { ...flatTask(view, wrappedWords), metadata: null },
});

/** P5, the seed guide's own words; `error` as text is [guess]. */
function demoTask({ job, phase, videoUrl }: TaskView): JsonObject {
  const head = { task_id: job.task.id };
  return byStatus<JsonObject>(phase, {
    queued: () => ({ ...head, status: 'processing', progress: 0 }),
    running: ({ progress }) => ({ ...head, status: 'processing', progress: Math.round(progress * 100) }),
    succeeded: () => ({
      ...head,
      status: 'completed',
      progress: 100,
      video_url: videoUrl,
      duration: String(job.clip.seconds),
    }),
    failed: ({ failure }) => ({ ...head, status: 'failed', error: failure.failed }),
  });
}

/** P6: the task of section 2, alone in `data` rather than in a list. */
function newGenerationTask(view: TaskView): JsonObject {
  const { job, phase, videoUrl } = view;
  const external = externalId(view);
  return envelope(view, {
    id: job.task.id,
    status: phase.status === 'succeeded' ? 'succeeded' : taskWords[phase.status],
    message: reason(phase),
    create_time: job.task.createdAt,
    update_time: phase.changedAt,
    ...(external === undefined ? {} : { external_id: external }),
    ...(phase.status === 'succeeded'
      ? { outputs: [{ type: 'video', id: videoId(view), url: videoUrl, duration: length(view) }] }
      : {}),
  });
}

/** P8; the words of a failure are [guess]. */
function compactTask({ job, phase, videoUrl, requestId }: TaskView): JsonObject {
  const head = { task_id: job.task.id, status: recordWords[phase.status], model: job.task.model };
  if (phase.status === 'failed') return { ...head, message: phase.failure.failed, request_id: requestId };
  const result = { video_url: videoUrl, duration: job.clip.seconds, cost: 0.35 };
  return { ...head, ...(phase.status === 'succeeded' ? result : {}), request_id: requestId };
}

type AnswerShape = { readonly ids: 'vendor' | 'gateway'; readonly submit: Answer; readonly poll: Answer };

export const answers = {
  official: { ids: 'vendor', submit: (view) => envelope(view, officialHead(view)), poll: officialTask },
  'new-api': {
    ids: 'gateway',
    submit: submittedVideo,
    // The wrapper's own progress steps: 20, 30, 100.
    poll: (view) =>
      taskRecord(
        view,
        'kling',
        recordProgress(view.phase, () => 30),
        officialTask(view),
      ),
  },
  // Submit: [guess], new-api's.
  'new-api-docs': { ids: 'gateway', submit: submittedVideo, poll: (view) => flatTask(view, docsWords) },
  // Submit: [guess], the poll's.
  'wrapped-flat': { ids: 'gateway', submit: wrappedTask, poll: wrappedTask },
  'demo-flat': {
    ids: 'vendor',
    submit: ({ job }) => ({ task_id: job.task.id, status: 'processing' }),
    poll: demoTask,
  },
  'new-generation': { ids: 'vendor', submit: newGenerationTask, poll: newGenerationTask },
  compact: { ids: 'gateway', submit: compactTask, poll: compactTask },
  'fork-flattened': {
    ids: 'vendor',
    // `succeed` means accepted here.
    submit: ({ job }) => ({ task_id: job.task.id, message: '', task_status: 'succeed' }),
    // "Same names" is all that is known; where the link stands is [guess].
    poll: (view) => ({
      task_id: view.job.task.id,
      message: reason(view.phase),
      task_status: taskWords[view.phase.status],
      task_result: officialResult(view),
    }),
  },
} as const satisfies Record<string, AnswerShape>;
