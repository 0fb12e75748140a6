import { unlessAborted } from '../contract/abort.ts';
import type { Capabilities } from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { onFirstUse } from '../contract/first-use.ts';
import { takeMedia } from '../contract/media-fields.ts';
import { type ApiRef, modelName } from '../contract/names.ts';
import type { CallOptions, GenerateOptions, PreparedRequest, VideoProvider } from '../contract/provider.ts';
import { checkGenerateOptions } from '../contract/read-request.ts';
import { type MediaInput, requestKeys, type VideoRequest } from '../contract/request.ts';
import { bytesToJson, type MediaJson, type RequestJson, requestJsonWith } from '../contract/request-json.ts';
import { MediaFile } from '../contract/media-file.ts';
import { isFinal, type VideoTask } from '../contract/task.ts';
import { validationOf } from '../contract/validation.ts';
import { type AcceptedRequest, acceptRequest } from '../provider-kit/accept.ts';
import { cameTooLate } from '../provider-kit/came-too-late.ts';
import { referencePlaceholder } from '../provider-kit/definition.ts';
import { placeOf, withPlaces } from '../provider-kit/media.ts';
import { requireOwn, requireTask } from '../contract/task-from-id.ts';
import { unexpectedAnswer } from '../provider-kit/reading.ts';
import { queryTimeoutMs, readAs, type ServerAnswer, type ServerCalls, serverName } from './server-calls.ts';
import { errorOfJob, jobOfKey, jobPath, submitCall } from './job-calls.ts';
import { taskIn } from './task-in.ts';
import { cancelViewSchema, type JobView, type SubmitBody } from './wire.ts';

/** What the server is to heed besides the request. */
export interface SentRouting {
  readonly routing?: SubmitBody['routing'];
  /** In place of the one of the chosen model: where the server chooses. */
  readonly request?: VideoRequest | undefined;
}

/** Under which a remote router hands it to its providers, through the router in between. */
export const sentRouting: unique symbol = Symbol('sentRouting');

export interface SentOptions extends GenerateOptions {
  readonly [sentRouting]?: SentRouting;
}

/** One api of one service behind a server. */
export interface ApiProvider extends VideoProvider {
  generate(request: VideoRequest, options?: SentOptions): Promise<VideoTask>;
  prepareSent(request: VideoRequest, sent: SentRouting): PreparedRequest;
}

export interface ApiSettings extends ApiRef {
  readonly server: ServerCalls;
  /** Those of this api. */
  readonly capabilities: Capabilities;
  readonly canCancel: boolean;
  readonly maxBodyBytes: number;
  readonly label: string | undefined;
}

/** A default makes the same request as its value does. */
function inOrder(json: RequestJson): RequestJson {
  const ordered: Record<string, unknown> = {};
  for (const key of requestKeys) if (json[key] !== undefined) ordered[key] = json[key];
  return ordered;
}

/** For the dry run: a file that is not read. */
function mediaShown(media: MediaInput): MediaJson | undefined {
  if (!(media instanceof MediaFile)) return bytesToJson(media);
  return { base64: placeOf(media), mediaType: media.mediaType ?? placeOf(media) };
}

const sending = onFirstUse(() => import('./submit.ts'));

export function createApiProvider(settings: ApiSettings): ApiProvider {
  const { provider, api, server, capabilities, canCancel, maxBodyBytes, label } = settings;

  const bodyOf = (
    { listedModel, request }: AcceptedRequest,
    { routing, request: asked }: SentRouting,
    mediaJson: (media: MediaInput) => MediaJson | undefined,
  ): SubmitBody => ({
    request: inOrder(
      requestJsonWith(
        asked ?? { ...request, model: modelName({ provider, api, model: listedModel }) },
        mediaJson,
      ),
    ),
    ...(routing !== undefined && { routing }),
    ...(label !== undefined && { label }),
  });

  const prepareSent: ApiProvider['prepareSent'] = (request, sent) => {
    const accepted = withPlaces(acceptRequest(capabilities, takeMedia(request).request));
    const asked = sent.request && takeMedia(sent.request).request;
    return server.prepare(
      submitCall(bodyOf(accepted, { ...sent, request: asked }, mediaShown), referencePlaceholder),
    );
  };

  /** The job that an answer tells of, as the task that was asked for. */
  const taskOf = ({ job, redact, fail }: ServerAnswer, task: VideoTask): VideoTask => {
    if (job === undefined) throw fail(task);
    const now = taskIn(job, { root: server.root, redact });
    if (now === undefined) throw unexpectedAnswer(serverName, `its job is ${job.phase}`, task);
    const isSame = now.provider === provider && now.api === api && (isJobId(task) || now.id === task.id);
    if (!isSame) throw unexpectedAnswer(serverName, `it is about task ${redact(now.id)}`, task);
    return now;
  };

  const ask = async (task: VideoTask, options: CallOptions = {}): Promise<VideoTask> => {
    requireTask(task, { provider, api });
    requireOwn(task, provider, api, task);
    const answer = await server.send(
      { path: jobPath(jobOf(task)) },
      { ...options, timeoutMs: queryTimeoutMs },
    );
    return taskOf(answer, task);
  };

  return {
    id: provider,
    capabilities,
    prepare: (request) => prepareSent(request, {}),
    prepareSent,
    validateRequest: (request) => validationOf(() => prepareSent(request, {})),
    async generate(request, options = {}) {
      const { [sentRouting]: sent = {}, ...call } = options;
      const { request: taken, files } = takeMedia(request);
      acceptRequest(capabilities, taken);
      checkGenerateOptions(call);
      await server.authorization();
      // Before a stream is read, which nobody reads twice.
      const { sendToServer } = await sending(call.signal);
      const reading = Promise.all(files.map((file) => file.content()));
      await unlessAborted(reading, call.signal);
      // Now with what their first bytes tell.
      const accepted = acceptRequest(capabilities, taken);
      const asked = sent.request && { ...accepted, request: takeMedia(sent.request).request };
      const model = { provider, api, model: accepted.listedModel };
      const ownBody = (ready: AcceptedRequest, request: VideoRequest | undefined) =>
        bodyOf(ready, { ...sent, request }, bytesToJson);
      return sendToServer({ server, model, accepted, asked, bodyOf: ownBody, maxBodyBytes }, call);
    },
    query: ask,
    ...(canCancel && {
      async cancel(task, options = {}) {
        const now = await ask(task, options);
        if (isFinal(now)) return cameTooLate(now);
        const path = `${jobPath(jobOf(task))}/cancel`;
        const answer = await server.send({ path, body: {} }, { ...options, timeoutMs: queryTimeoutMs });
        const view = readAs(cancelViewSchema, answer.answer.json);
        if (view !== undefined) {
          const { outcome, billed, job } = view;
          return { outcome, billed, task: taskOf({ ...answer, job }, task) };
        }
        const error = answer.fail(task);
        if (error.retryable) throw error;
        // It may have ended meanwhile, or its videos are on their way home.
        const after = await ask(task, options);
        if (isFinal(after) || error.httpStatus === 409) return cameTooLate(after);
        throw error;
      },
    }),
    async reconcile(submission, options = {}) {
      requireOwn(submission, provider, api);
      const { job, redact } = await jobOfKey(server, submission.reference, options);
      if (job === undefined) return undefined;
      const task = taskIn(job, { root: server.root, redact });
      return task ?? withoutTask(job, () => errorOfJob(job, submission));
    },
    async linkHeaders({ url }, task) {
      requireOwn(task, provider, api, task);
      return isBelow(url, server.root) ? server.authorization() : {};
    },
  };
}

/** What a look-up says of a job that has no task: that there is none, or why nobody knows. */
function withoutTask({ phase, stalled }: JobView, unknown: () => VideoError): undefined {
  if (phase === 'refused' || phase === 'canceled') return undefined;
  if (phase !== 'submitting' || stalled === true) throw unknown();
  throw new VideoError('in-progress', 'The server is sending the request. Ask again.', {
    provider: serverName,
    retryAfterMs: 1_000,
  });
}

/** A bare id, as of `taskFromId`, is that of a job. */
const isJobId = ({ lookup }: VideoTask) => lookup?.['job'] === undefined;
const jobOf = ({ id, lookup }: VideoTask) => lookup?.['job'] ?? id;

/** Whether a link is the server's own. */
function isBelow(url: string, root: string): boolean {
  if (!URL.canParse(url)) return false;
  const [link, server] = [new URL(url), new URL(root)];
  return link.origin === server.origin && link.pathname.startsWith(server.pathname.replace(/\/*$/, '/'));
}
