import type { App, AppContext, Backend } from '../../backend.ts';
import { canFailPoll, failPoll } from '../../faults/poll.ts';
import { failSubmit } from '../../faults/submit.ts';
import type { Phase, SimulatedFailure, TaskSeconds } from '../../state/phase.ts';
import type { JsonObject } from '../../state/task.ts';
import { createAccount, mountOrganization, type RunwayAccount } from './account.ts';
import { submitted, taskAnswer } from './answers.ts';
import { notFound, noUpload, refusal, runwayDialect, wrongMethod, wrongPath } from './errors.ts';
import { requireHeaders } from './headers.ts';
import type { Settings } from './credits.ts';
import type { Entry } from './queue.ts';
import { mountRouters } from './routers.ts';
import {
  characterPerformance,
  imageToVideo,
  retiredFromImage,
  retiredFromText,
  textToVideo,
  videoToHdr,
  videoToVideo,
  videoUpscale,
} from './schema.ts';
import { mountUploads, type SimulatedUpload } from './uploads.ts';

export type { RunwayAccount } from './account.ts';

const schemas = {
  image_to_video: imageToVideo,
  text_to_video: textToVideo,
  video_to_video: videoToVideo,
  character_performance: characterPerformance,
  video_to_hdr: videoToHdr,
  video_upscale: videoUpscale,
} as const;
const retired = { image_to_video: retiredFromImage, text_to_video: retiredFromText } as const;

type Kind = keyof typeof schemas;
type Schema = (typeof schemas)[Kind] | (typeof retired)[keyof typeof retired];

const isVeo3 = (body: unknown): boolean =>
  typeof body === 'object' && body !== null && 'model' in body && body.model === 'veo3';

const text = (key: string, value: unknown) => (typeof value === 'string' ? { [key]: value } : {});

const countOf = (value: unknown): number =>
  Array.isArray(value) ? value.length : value === undefined ? 0 : 1;

/** What a price and a clip depend on, where the branch of the model has it. */
function settingsOf(data: object & { readonly model: string }): Settings {
  const { duration, audio, ratio, resolution, outputFormat, promptImage, references }: JsonObject = {
    ...data,
  };
  return {
    model: data.model,
    ...(typeof duration === 'number' || duration === 'auto' ? { duration } : {}),
    ...(typeof audio === 'boolean' ? { audio } : {}),
    ...text('ratio', ratio),
    ...text('resolution', resolution),
    ...text('outputFormat', outputFormat),
    pictures: countOf(promptImage) + countOf(references),
    references: countOf(references),
  };
}

export function mountOfficialRunway(
  app: App,
  backend: Backend,
  seconds: TaskSeconds,
  taken: SimulatedUpload[],
  options: RunwayAccount = {},
): void {
  const uploads = mountUploads(app, backend, taken);
  const account = createAccount(backend, seconds, options);
  const { store, clock, links, faults } = backend;

  /** Everything after the body was read: the purse, the fault, the task. */
  const submit = (
    c: AppContext,
    kind: string,
    body: unknown,
    asked: Settings,
    prompt: string,
    answerOf: (entry: Entry) => JsonObject,
  ): Response | Promise<Response> => {
    const unknownUploads = uploads.unknownUploads(body);
    if (unknownUploads.length > 0) return c.json(noUpload(unknownUploads), 400);
    const refused = account.refusal(asked);
    if (refused !== undefined) return c.json(refused.json, refused.status);
    const accept = () => {
      const entry = account.create(kind, body, asked, prompt);
      return { task: entry.job.task, answer: answerOf(entry) };
    };
    const fault = faults.submit.strike({ service: 'runway' });
    if (fault === undefined) return c.json(accept().answer);
    c.set('fault', fault.kind);
    return failSubmit(c, clock, fault, accept, runwayDialect);
  };

  const mountSubmit = (kind: Kind, schema: Schema): void => {
    app.post(`/v1/${kind}`, requireHeaders(backend), async (c) => {
      const body: unknown = await c.req.json<unknown>().catch(() => undefined);
      const served = backend.retired === 'served' && isVeo3(body) && kind in retired;
      const before = kind === 'text_to_video' ? retired.text_to_video : retired.image_to_video;
      const parsed = (served ? before : schema).safeParse(body);
      if (!parsed.success) return c.json(refusal(body, parsed.error.issues), 400);
      const prompt = 'promptText' in parsed.data ? parsed.data.promptText : undefined;
      return submit(c, kind, body, settingsOf(parsed.data), prompt ?? '', submitted);
    });
  };
  for (const kind of ['image_to_video', 'text_to_video', 'video_to_video'] as const) {
    mountSubmit(kind, schemas[kind]);
  }
  for (const kind of ['character_performance', 'video_to_hdr', 'video_upscale'] as const) {
    mountSubmit(kind, schemas[kind]);
  }
  mountOrganization(app, backend, account, options);
  mountRouters(app, backend, (c, body, asked, prompt, answerOf) =>
    submit(c, 'generate/video', body, asked, prompt, answerOf),
  );

  const findEntry = (c: AppContext): Entry | undefined => {
    const entry = account.entries.get(c.req.param('id') ?? '');
    return entry?.deletedAt === undefined ? entry : undefined;
  };

  app.get('/v1/tasks/:id', requireHeaders(backend), (c) => {
    const entry = findEntry(c);
    // A fault may have given the task another end.
    const job = entry === undefined ? undefined : store.find(entry.job.task.id);
    if (entry === undefined || job === undefined) return c.json(notFound, 404);
    const link = links.sign(c.req, job);
    const answer = (phase: Phase): JsonObject =>
      taskAnswer({ entry, phase, throttled: account.isThrottled(job), videoUrl: link });
    const fail = (failure: SimulatedFailure) => account.phaseOf(store.fail(job, failure));
    const polled = { job, phase: account.phaseOf(job), answer, link, fail };
    const fault = faults.poll.strike({ service: 'runway', job }, (rule) => canFailPoll(rule, polled));
    if (fault === undefined) return c.json(answer(polled.phase));
    c.set('fault', fault.kind);
    return failPoll(c, clock, fault, polled, runwayDialect);
  });

  app.delete('/v1/tasks/:id', requireHeaders(backend), (c) => {
    const entry = findEntry(c);
    if (entry === undefined) return c.json(notFound, 404);
    account.entries.set(entry.job.task.id, { ...entry, deletedAt: clock.now() });
    return c.body(null, 204);
  });

  for (const path of [...Object.keys(schemas), 'generate/video', 'uploads', 'tasks/:id', 'organization']) {
    app.all(`/v1/${path}`, wrongMethod);
  }
  for (const path of [
    '/v1/tasks/*',
    '/v1/generate/*',
    '/v1/organization/*',
    '/v1/routers/*',
    '/v1/workflows/*',
  ])
    app.all(path, wrongPath);
}
