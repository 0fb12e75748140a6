import { randomUUID } from 'node:crypto';
import type { App, Backend } from '../../backend.ts';
import { nearestClip } from '../../clips/nearest-clip.ts';
import type { RefusalStyle } from '../errors.ts';
import { eighteenDigits, gatewayTaskId } from '../ids.ts';
import { mountPoll, mountSubmit } from '../mount-route.ts';
import { answers } from './answers.ts';
import { models, refuse, requests } from './schema.ts';

/**
 * How the gateway answers for Kling, `official` by default: `official` passes Kling's legacy answers through (P1 in the
 * wire notes), `new-api` wraps them in its task record (P2), `new-api-docs` is the flat body of its documentation (P3),
 * `wrapped-flat` the same in an envelope (P4), `demo-flat` `status`/`video_url`/`progress` (P5), `new-generation`
 * Kling's newer task (P6), `fork-flattened` a one-api fork's (P7), `compact` `task_id`, `SUCCESS` and `video_url`
 * alone (P8).
 */
export type KlingProfile = keyof typeof answers;

/** yunwu's answers are the vendor's own, its refusals are not (kling.md 3.3 and 3.5). */
const usualRefusals = (profile: KlingProfile): RefusalStyle =>
  profile === 'official' || profile === 'new-generation' ? 'yunwu' : 'upstream';

export function mountKling(
  app: App,
  backend: Backend,
  profile: KlingProfile = 'official',
  refusals: RefusalStyle = usualRefusals(profile),
): void {
  const { ids, submit, poll } = answers[profile];
  for (const kind of ['text2video', 'image2video'] as const) {
    const path = `/kling/v1/videos/${kind}`;
    mountSubmit(app, backend, {
      path,
      service: 'kling',
      kind,
      models,
      model: (body) => body['model_name'],
      schema: requests[kind],
      refuse: (issues) => refuse(refusals, randomUUID(), issues),
      draft: ({ model_name, prompt = '', aspect_ratio, duration }) => ({
        model: model_name,
        prompt,
        // An image decides its own ratio, but images are not fetched; without a word about it the clip is 16:9.
        clip: nearestClip('kling', aspect_ratio, Number(duration)),
      }),
      ids: () => {
        const upstreamId = eighteenDigits();
        return { id: ids === 'gateway' ? gatewayTaskId() : upstreamId, upstreamId };
      },
      answer: submit,
    });
    // By the task's id only: a gateway of this family does not look tasks up by external_task_id (kling.md 3.6).
    mountPoll(app, backend, {
      path: `${path}/:id`,
      service: 'kling',
      kind,
      id: (c) => c.req.param('id'),
      answer: poll,
    });
  }
}
