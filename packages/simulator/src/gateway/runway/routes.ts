import { randomUUID } from 'node:crypto';
import type { App, Backend } from '../../backend.ts';
import { nearestClip } from '../../clips/nearest-clip.ts';
import type { RefusalStyle } from '../errors.ts';
import { gatewayTaskId } from '../ids.ts';
import { mountPoll, mountSubmit } from '../mount-route.ts';
import { pollAnswers, submitAnswers } from './answers.ts';
import { models, refuse, vocabularies } from './schema.ts';

/**
 * How the gateway answers for Runway: `submit` and `poll` are chosen apart, both `pass-through` by default.
 * Submit: `pass-through` is Runway's `{id}` (G1 in the wire notes), `video-object` new-api's with a `task_…` id (G2),
 * `flattened` a one-api fork's (G3), `luma-shaped` what the template documentation prints (G4).
 * Poll: `pass-through` is Runway's task (T1), `flattened` `processing`/`completed` with `video_url` (T2),
 * `task-record` new-api's envelope around Runway's task (T3), `luma-shaped` the template's (T4).
 * Model: what the body may name. `composed` `runwayml-gen4_turbo-5`, as older clients of yunwu and price lists have it;
 * `plain` `gen4_turbo` and `duration`, from which the gateway composes that name itself, as newer ones say; `either`
 * (default) both, like nobody known, for whoever tries the one and the other.
 */
export type RunwayProfile = {
  readonly submit?: keyof typeof submitAnswers;
  readonly poll?: keyof typeof pollAnswers;
  readonly model?: keyof typeof vocabularies;
};

export function mountRunway(
  app: App,
  backend: Backend,
  profile: RunwayProfile = {},
  refusals: RefusalStyle = 'upstream',
): void {
  const { submit = 'pass-through', poll = 'pass-through', model: names = 'either' } = profile;
  const vocabulary = vocabularies[names];
  mountSubmit(app, backend, {
    path: '/runwayml/v1/image_to_video',
    service: 'runway',
    kind: 'image_to_video',
    models,
    model: vocabulary.model,
    schema: vocabulary.schema,
    refuse: (issues) => refuse(refusals, issues),
    draft: ({ model, promptText, ratio, seconds }) => ({
      model,
      prompt: promptText,
      clip: nearestClip('runway', ratio, seconds),
    }),
    ids: () => {
      const upstreamId = randomUUID();
      return { id: submit === 'video-object' ? gatewayTaskId() : upstreamId, upstreamId };
    },
    answer: submitAnswers[submit],
  });
  mountPoll(app, backend, {
    path: '/runwayml/v1/tasks/:id',
    service: 'runway',
    kind: 'image_to_video',
    id: (c) => c.req.param('id'),
    answer: pollAnswers[poll],
  });
}
