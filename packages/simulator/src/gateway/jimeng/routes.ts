import { randomUUID } from 'node:crypto';
import type { App, Backend } from '../../backend.ts';
import { nearestClip } from '../../clips/nearest-clip.ts';
import { arkTaskId } from '../ids.ts';
import { mountPoll, mountSubmit } from '../mount-route.ts';
import { answers, type FinishWord, legacySubmitted, legacyTask } from './answers.ts';
import { createRequest, model, refuse, submitRequest } from './schema.ts';

/**
 * How the gateway answers for Jimeng on `/v1/video/*`. `answers`: `yunwu` (default; `id` is `jimeng:` and a UUID) or
 * `octopusx` (`task_id` is a bare UUID). `finish`: the word for success, `completed` by default, as clients report;
 * the documentation says `success`. The legacy `/jimeng/*` routes have one shape.
 */
export type JimengProfile = { readonly answers?: keyof typeof answers; readonly finish?: FinishWord };

const models: ReadonlySet<string> = new Set([model]);

export function mountJimeng(app: App, backend: Backend, profile: JimengProfile = {}): void {
  const { finish = 'completed' } = profile;
  const { ids, submit, poll } = answers[profile.answers ?? 'yunwu'];
  mountSubmit(app, backend, {
    path: '/v1/video/create',
    service: 'jimeng',
    kind: 'video/create',
    models,
    model: (body) => body['model'],
    schema: createRequest,
    refuse,
    draft: ({ prompt, aspect_ratio, duration }) => ({
      model,
      prompt,
      clip: nearestClip('jimeng', aspect_ratio, duration),
    }),
    ids: () => {
      const upstreamId = randomUUID();
      return { id: ids === 'prefixed' ? `jimeng:${upstreamId}` : upstreamId, upstreamId };
    },
    answer: submit,
  });
  mountPoll(app, backend, {
    path: '/v1/video/query',
    service: 'jimeng',
    kind: 'video/create',
    id: (c) => c.req.query('id'),
    answer: (view) => poll(view, finish),
  });

  mountSubmit(app, backend, {
    path: '/jimeng/submit/videos',
    service: 'jimeng',
    kind: 'submit/videos',
    models,
    // The body names no model; which one runs is [guess].
    model: () => model,
    schema: submitRequest,
    refuse,
    draft: ({ prompt, aspect_ratio, duration }) => ({
      model,
      prompt,
      clip: nearestClip('jimeng', aspect_ratio, duration),
    }),
    ids: (now) => {
      const id = arkTaskId(now);
      return { id, upstreamId: id };
    },
    answer: legacySubmitted,
  });
  mountPoll(app, backend, {
    path: '/jimeng/fetch/:id',
    service: 'jimeng',
    kind: 'submit/videos',
    id: (c) => c.req.param('id'),
    answer: legacyTask,
  });
}
