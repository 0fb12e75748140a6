import { modelName } from '@vid/core';
import type { VideoJob } from '@vid/core/journal';
import { jobView } from '../job-view.ts';
import { codeOf } from './errors.ts';
import type { VideoObject } from './wire.ts';

const secondsOf = (iso: string) => Math.floor(Date.parse(iso) / 1_000);

type State = Pick<VideoObject, 'status' | 'progress' | 'error'>;

const failed = (code: string, message: string): State => ({
  status: 'failed',
  progress: 0,
  error: { code, message },
});

/** `failed` ends the wait of a client: for what has ended, and for a submit that may have been paid and that nobody can find. */
function stateOf(job: VideoJob): State {
  switch (job.phase) {
    case 'submitting':
      return { status: 'queued', progress: 0, error: null };
    case 'polling': {
      const { status, progress = 0 } = job.task;
      // 100 says that it is there.
      const percent = Math.min(Math.floor(progress * 100), 99);
      return { status: status === 'queued' ? 'queued' : 'in_progress', progress: percent, error: null };
    }
    case 'downloading':
      return { status: 'in_progress', progress: 99, error: null };
    case 'succeeded':
      return { status: 'completed', progress: 100, error: null };
    case 'failed': {
      const { reason, message, providerCode } = job.task.failure;
      const code = reason === 'content-policy' ? 'moderation_blocked' : reason.replaceAll('-', '_');
      return failed(code === 'unknown' ? (providerCode ?? 'upstream_error') : code, message);
    }
    case 'canceled':
      return failed('cancelled', 'The video was canceled.');
    case 'refused':
      return failed(codeOf(job.lastError.code), job.lastError.message);
    case 'unknown':
      return failed(
        codeOf('submission-unknown'),
        job.lastError?.message ??
          'Whether the request made a video is not known. It is looked up, and not sent again.',
      );
  }
}

/** What the object needs of a submit beyond the job, whose input is not kept: `note` of the job. */
export interface VideoNote {
  readonly model?: string;
  readonly seconds?: string;
  readonly size?: string;
}

/** A job as a video of OpenAI. `url`: where this server is. */
export function videoObject(job: VideoJob, revision: number, url: string): VideoObject {
  const { id, model, createdAt, updatedAt } = job;
  const note: VideoNote = job.note ?? {};
  const state = stateOf(job);
  const hasEnded = state.status === 'completed' || state.status === 'failed';
  const length = job.phase === 'succeeded' ? job.videos[0]?.duration : undefined;
  return {
    id,
    object: 'video',
    model: note.model ?? modelName(model),
    ...state,
    created_at: secondsOf(createdAt),
    completed_at: hasEnded ? secondsOf(updatedAt) : null,
    expires_at: null,
    seconds: note.seconds ?? (length === undefined ? null : String(length)),
    size: note.size ?? null,
    prompt: null,
    remixed_from_video_id: null,
    x_vid: jobView(job, revision, url),
  };
}
