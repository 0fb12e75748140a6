import { randomUUID } from 'node:crypto';
import type { App, AppContext, Backend } from '../../backend.ts';
import { nearestClip } from '../../clips/nearest-clip.ts';
import { canFailPoll, failPoll } from '../../faults/poll.ts';
import { failSubmit } from '../../faults/submit.ts';
import { persistentMap } from '../../state/memory.ts';
import type { Phase, SimulatedFailure, TaskSeconds } from '../../state/phase.ts';
import type { Job, JsonObject, TaskKind } from '../../state/task.ts';
import { submitted, taskAnswer } from './answers.ts';
import { dailyLimitReached, notEnoughCredits, notFound, noUpload, ownAnswer, refusal } from './errors.ts';
import { requireHeaders } from './headers.ts';
import { creditsOf, secondsOf } from './credits.ts';
import { type Entry, entrySchema, startTimes } from './queue.ts';
import { imageToVideo, textToVideo, videoToVideo } from './schema.ts';
import { mountUploads, type SimulatedUpload } from './uploads.ts';

/** The account behind Runway's own API. */
export type RunwayAccount = {
  /** Tasks of one model at a time; one more is THROTTLED. Default: no limit. */
  readonly concurrency?: number;
  /** Submits of one model in 24 simulated hours; one more is a 429. Default: no limit. */
  readonly dailyGenerations?: number;
  /** What can be spent; a submit that may cost more is refused. Failed tasks are not given back. Default: no end. */
  readonly credits?: number;
};

const day = 86_400_000;
type Schema = typeof imageToVideo | typeof textToVideo | typeof videoToVideo;

export function mountOfficialRunway(
  app: App,
  backend: Backend,
  seconds: TaskSeconds,
  {
    concurrency = Infinity,
    dailyGenerations = Infinity,
    credits: creditLimit = Infinity,
  }: RunwayAccount = {},
): readonly SimulatedUpload[] {
  const uploads = mountUploads(app, backend);
  const { store, clock, links, faults, memory } = backend;
  const entries = persistentMap(memory, 'runway made', entrySchema);
  const ofModel = (model: string) => [...entries.values()].filter(({ job }) => job.task.model === model);
  const spent = () => [...entries.values()].reduce((sum, { credits = 0 }) => sum + credits, 0);

  /** A task in the queue stands still until a slot is free. */
  const startOf = ({ task }: Job): number =>
    startTimes(ofModel(task.model), concurrency, (seconds.queued + seconds.running) * 1000).get(task.id) ??
    task.createdAt;
  const phaseOf = (job: Job): Phase =>
    store.phase({ ...job, task: { ...job.task, createdAt: startOf(job) } });

  const mountSubmit = (kind: TaskKind, schema: Schema): void => {
    app.post(`/v1/${kind}`, requireHeaders(backend), async (c) => {
      const body: unknown = await c.req.json<unknown>().catch(() => undefined);
      const parsed = schema.safeParse(body);
      if (!parsed.success) return c.json(refusal(body, parsed.error.issues), 400);
      const unknownUploads = uploads.unknownUploads(body);
      if (unknownUploads.length > 0) return c.json(noUpload(unknownUploads), 400);
      const asked = {
        model: parsed.data.model,
        duration: 'duration' in parsed.data ? parsed.data.duration : undefined,
        audio: 'audio' in parsed.data ? parsed.data.audio : undefined,
      };
      const { ratio = '16:9' } = 'ratio' in parsed.data ? parsed.data : {};
      // What a second of video costs that comes in is not printed.
      const credits = kind === 'video_to_video' ? undefined : creditsOf(asked);
      if (spent() + (credits ?? 0) > creditLimit) return c.json(notEnoughCredits, 400);
      const since = clock.now() - day;
      const today = ofModel(asked.model).filter(({ job }) => job.task.createdAt > since);
      if (today.length >= dailyGenerations) return c.json(dailyLimitReached, 429);
      const accept = () => {
        // A UUID (runway.md 2.2).
        const id = randomUUID();
        const job = store.create({
          service: 'runway',
          kind,
          body: typeof body === 'object' ? { ...body } : {},
          model: asked.model,
          prompt: parsed.data.promptText ?? '',
          clip: nearestClip('runway', ratio, secondsOf(asked)),
          id,
          upstreamId: id,
        });
        const entry = { job, credits };
        entries.set(id, entry);
        return { task: job.task, answer: submitted(entry) };
      };
      const fault = faults.submit.strike({ service: 'runway' });
      if (fault === undefined) return c.json(accept().answer);
      c.set('fault', fault.kind);
      return ownAnswer(c, fault) ?? failSubmit(c, clock, fault, accept);
    });
  };
  mountSubmit('image_to_video', imageToVideo);
  mountSubmit('text_to_video', textToVideo);
  mountSubmit('video_to_video', videoToVideo);

  const findEntry = (c: AppContext): Entry | undefined => {
    const entry = entries.get(c.req.param('id') ?? '');
    return entry?.deletedAt === undefined ? entry : undefined;
  };

  app.get('/v1/tasks/:id', requireHeaders(backend), (c) => {
    const entry = findEntry(c);
    // A fault may have given the task another end.
    const job = entry === undefined ? undefined : store.find(entry.job.task.id);
    if (entry === undefined || job === undefined) return c.json(notFound, 404);
    const link = links.sign(c.req.url, job);
    const answer = (phase: Phase): JsonObject =>
      taskAnswer({ entry, phase, throttled: startOf(job) > clock.now(), videoUrl: link });
    const phase = phaseOf(job);
    const fault = faults.poll.strike({ service: 'runway', job }, (rule) => canFailPoll(rule, phase));
    if (fault === undefined) return c.json(answer(phase));
    c.set('fault', fault.kind);
    const fail = (failure: SimulatedFailure) => phaseOf(store.fail(job, failure));
    return ownAnswer(c, fault) ?? failPoll(c, clock, fault, { phase, answer, link, fail });
  });

  app.delete('/v1/tasks/:id', requireHeaders(backend), (c) => {
    const entry = findEntry(c);
    if (entry === undefined) return c.json(notFound, 404);
    entries.set(entry.job.task.id, { ...entry, deletedAt: clock.now() });
    return c.body(null, 204);
  });
  return uploads.taken;
}
