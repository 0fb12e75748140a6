// Answers of the Jimeng gateway (jimeng.md A1, A2, A5).
import { byStatus } from '../../state/phase.ts';
import type { JsonObject } from '../../state/task.ts';
import { recordProgress, recordTimes, recordWords, unixSeconds } from '../new-api.ts';
import type { Answer, TaskView } from '../mount-route.ts';

/** The docs write `success`; clients report that Jimeng really ends in `completed` (A3). */
export type FinishWord = 'completed' | 'success';

const percent = (progress: number): number => Math.round(progress * 100);

/** yunwu's query (A2): no progress, and the prompt as the enhanced one [guess]. */
function yunwuTask({ job, phase, videoUrl }: TaskView, finish: FinishWord): JsonObject {
  const head = { id: job.task.id, status_update_time: phase.changedAt };
  const going = { ...head, video_url: null, enhanced_prompt: '' };
  return byStatus<JsonObject>(phase, {
    queued: () => ({ ...going, status: 'pending' }),
    running: () => ({ ...going, status: 'processing' }),
    succeeded: () => ({ ...head, status: finish, video_url: videoUrl, enhanced_prompt: job.prompt }),
    failed: ({ failure }) => ({ ...head, status: 'failed', video_url: null, error: failure.failed }),
  });
}

/** ISO 8601 in China's time, as octopusx writes it (A1). */
const chinaTime = (milliseconds: number): string =>
  new Date(milliseconds + 8 * 3_600_000).toISOString().replace(/\.\d+Z$/, '+08:00');

/** octopusx's query (A2): the field names of its submit, times in seconds; `error` as text is [guess]. */
function octopusxTask({ job, phase, videoUrl }: TaskView, finish: FinishWord): JsonObject {
  const head = { task_id: job.task.id, created_at: unixSeconds(job.task.createdAt) };
  return byStatus<JsonObject>(phase, {
    queued: () => ({ ...head, status: 'processing', progress: 0 }),
    running: ({ progress }) => ({ ...head, status: 'processing', progress: percent(progress) }),
    succeeded: ({ changedAt }) => ({
      ...head,
      status: finish,
      progress: 100,
      video_url: videoUrl,
      completed_at: unixSeconds(changedAt),
    }),
    failed: ({ failure }) => ({ ...head, status: 'failed', progress: 100, error: failure.failed }),
  });
}

type AnswerShape = {
  readonly ids: 'prefixed' | 'bare';
  readonly submit: Answer;
  readonly poll: (view: TaskView, finish: FinishWord) => JsonObject;
};

export const answers = {
  yunwu: {
    ids: 'prefixed',
    submit: ({ job, phase }) => ({ id: job.task.id, status: 'pending', status_update_time: phase.changedAt }),
    poll: yunwuTask,
  },
  octopusx: {
    ids: 'bare',
    submit: ({ job }) => ({
      created_at: chinaTime(job.task.createdAt),
      status: 'processing',
      task_id: job.task.id,
    }),
    poll: octopusxTask,
  },
} as const satisfies Record<string, AnswerShape>;

export const legacySubmitted: Answer = ({ job }) => ({ code: 'success', message: '', data: job.task.id });

/** The video stands at `data.data.video`; some deployments have it one `data` deeper (A5). */
export const legacyTask: Answer = ({ job, phase, videoUrl }) => ({
  code: 'success',
  message: '',
  data: {
    task_id: job.task.id,
    status: recordWords[phase.status],
    progress: recordProgress(phase, percent),
    fail_reason: phase.status === 'failed' ? phase.failure.failed : '',
    submit_time: unixSeconds(job.task.createdAt),
    ...recordTimes(phase),
    data: phase.status === 'succeeded' ? { video: videoUrl } : null,
  },
});
