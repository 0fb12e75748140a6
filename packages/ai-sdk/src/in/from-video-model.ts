import {
  type Capabilities,
  type Video,
  VideoError,
  type VideoProvider,
  type VideoRequest,
  type VideoTask,
} from '@vid/core';
import {
  type AcceptedRequest,
  acceptRequest,
  isModeration,
  newSubmission,
  newTask,
  nextTask,
  property,
  readyMedia,
  referencePlaceholder,
  requireOwn,
  submissionUnknown,
  submitPaid,
  takeMedia,
  unexpectedAnswer,
  validationOf,
} from '@vid/core/provider-kit';
import type { Json } from '../json.ts';
import { createBelief } from './belief.ts';
import { createModelCalls } from './calls.ts';
import type { StartableModel } from './model.ts';
import { redactedWords } from './outcomes.ts';
import { warningTexts } from './read-status.ts';
import { linksOf, operationIn, operationText, taskIdOf, withoutKey } from './results.ts';
import { factsOf } from './services.ts';
import type { VideoModelSettings } from './settings.ts';
import { shownCall, startCallOf } from './start-call.ts';

/** The one entrance that there is to a model of the AI SDK. */
const api = 'ai-sdk';

const refuse = (message: string): never => {
  throw new VideoError('invalid-request', `fromVideoModel: ${message}`);
};

function requireStart(model: StartableModel): void {
  const { modelId } = model;
  const version: string = model.specificationVersion;
  if (version !== 'v4') refuse(`${modelId} is of the specification ${version}; it must be v4.`);
  if (model.doStart === undefined || model.doStatus === undefined)
    refuse(`${modelId} has no doStart and doStatus: what it has paid for is lost with the connection.`);
}

/**
 * A video model of the AI SDK as a provider: its requests are validated by `rows`, sent once, and ended in one of three ways; its tasks are
 * plain JSON that any process with the same model can go on with. There is no cancel and no look-up, as the interface has none.
 * `prepare` shows the call of the model, since the HTTP request is known to the package alone. Throws
 * `VideoError('invalid-request')` for a model that cannot be started apart from its status.
 */
export function fromVideoModel(settings: VideoModelSettings): VideoProvider {
  const { id, model, rows, prices, mediaStore, resultStore, secrets = [], onWarnings } = settings;
  requireStart(model);
  const { modelId } = model;
  const facts = factsOf(model.provider, settings.service);
  const { deliversBytes, believedAfter = 1, idIn, keyInLink, optionsKey } = facts;
  if (deliversBytes === true && resultStore === undefined && settings.linkHeaders === undefined)
    refuse(`${modelId} sends a video as bytes, and a task holds links: set resultStore.`);
  const capabilities: Capabilities = {
    models: [{ provider: id, api, model: modelId, rows, ...(prices !== undefined && { prices }) }],
  };
  const named = { provider: id, api, model: modelId };
  const belief = createBelief();
  const { start, status } = createModelCalls(model, facts, { provider: id, secrets });
  const callOf = (accepted: AcceptedRequest) => startCallOf(accepted, facts);

  const tellWarnings = (task: VideoTask, warnings: unknown) => {
    try {
      const texts = warningTexts(warnings);
      if (texts.length > 0) onWarnings?.(task, texts);
    } catch {
      // A paid task must not be lost to a listener.
    }
  };

  /** After the request has left, an error of ours leaves its outcome open. */
  const taskOf = (started: Awaited<ReturnType<typeof start>>): VideoTask => {
    try {
      const taskId = taskIdOf(started?.operation);
      if (taskId !== undefined)
        return newTask(named, taskId, { operation: operationText(started?.operation, facts) });
    } catch {
      // As without a name.
    }
    throw submissionUnknown(id, 'it started an operation without a name');
  };

  const operationOf = (task: VideoTask): Json => {
    requireOwn(task, id, api, task);
    const operation = operationIn(task.lookup?.['operation'] ?? '');
    if (operation !== undefined) return operation;
    const message = `Task ${task.id} has no operation: ${id} knows it by lookup.operation, not by its id.`;
    throw new VideoError('invalid-request', message, { provider: id, task });
  };

  const otherModel = (name: string) => {
    const known = [modelId];
    const problem = { code: 'unknown-model', field: 'model', provider: id, name, known } as const;
    const message = `Nothing was sent: ${id} is the one model ${modelId}; got "${name}".`;
    return new VideoError('unsupported', message, { provider: id, problems: [problem] });
  };
  const accept = (request: VideoRequest) => {
    const { request: taken, files } = takeMedia(request, mediaStore);
    const accepted = acceptRequest(capabilities, taken);
    // Only `unchecked` leads to another name, and what is called is one model.
    if (accepted.wireModel !== modelId) throw otherModel(accepted.wireModel);
    return { taken, files, accepted };
  };
  const prepare: VideoProvider['prepare'] = (request) => ({
    method: 'POST',
    url: `ai-sdk:${model.provider}/${modelId}`,
    headers: { 'idempotency-key': referencePlaceholder },
    body: shownCall(callOf(accept(request).accepted)).toJSON(),
  });

  return {
    id,
    capabilities,
    prepare,
    validateRequest: (request) => validationOf(() => prepare(request)),
    async generate(request, options = {}) {
      const { taken, files, accepted: seen } = accept(request);
      callOf(seen);
      await Promise.all(files.map((file) => file.content()));
      // Now with what their first bytes tell.
      const { accepted, fingerprinted } = await readyMedia(
        acceptRequest(capabilities, taken),
        () => false,
        options,
      );
      const call = callOf(accepted);
      const body = shownCall(fingerprinted === undefined ? call : callOf(fingerprinted));
      const submission = newSubmission(named, { body }, options);
      return submitPaid(submission, options, async () => {
        const started = await start(call, options, submission.reference);
        const task = taskOf(started);
        tellWarnings(task, started?.warnings);
        return task;
      });
    },
    async query(task, options = {}) {
      const operation = operationOf(task);
      const answer = await status(operation, options);
      const { signal } = options;
      switch (answer.status) {
        case 'unread': {
          const { word } = answer;
          const said = word === undefined ? 'nothing' : `"${redactedWords(word, { secrets })}" and nothing`;
          throw unexpectedAnswer(id, `the model says ${said} that is known here`, task);
        }
        case 'pending':
          belief.forget(task);
          return nextTask(task, { status: 'running' }, { running: 'running' });
        case 'completed': {
          belief.forget(task);
          const told = idIn && property(property(answer.providerMetadata, optionsKey), idIn);
          const videos = await linksOf(answer.videos, facts, { provider: id, store: resultStore, signal });
          const reading = { status: 'succeeded', videos, ...(typeof told === 'string' && { id: told }) };
          return nextTask(task, reading, { succeeded: 'succeeded' });
        }
        case 'error':
        case 'empty': {
          const message = redactedWords(answer.error, { secrets });
          const after = answer.status === 'empty' ? 5 : believedAfter;
          if (!belief.isBelieved(task, after)) throw unexpectedAnswer(id, `it says "${message}"`, task);
          belief.forget(task);
          const reason = isModeration(message) ? 'content-policy' : 'unknown';
          return nextTask(task, { status: 'failed', failure: { reason, message } }, { failed: 'failed' });
        }
      }
    },
    ...(settings.linkHeaders !== undefined
      ? { linkHeaders: settings.linkHeaders }
      : keyInLink !== undefined && {
          async linkHeaders({ url }: Video, task: VideoTask): Promise<Readonly<Record<string, string>>> {
            // The key is the package's, which tells it in the link of a finished task only.
            const answer = await status(operationOf(task), {});
            if (answer.status !== 'completed') return {};
            for (const video of answer.videos) {
              const link = video.type === 'url' ? withoutKey(video.url, facts) : undefined;
              if (link?.url === url && link.key !== undefined) return { [keyInLink.header]: link.key };
            }
            return {};
          },
        }),
  };
}
