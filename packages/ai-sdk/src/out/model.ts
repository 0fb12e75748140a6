import type { Experimental_VideoModelV4 as VideoModelV4 } from '@ai-sdk/provider';
import { type VideoErrorCode, isFinal, VideoError, type VideoTask, type TaskFailure } from '@vid/core';
import { type Call, headersOf } from './call.ts';
import type { SeenLinks } from './download.ts';
import { type JsonObject, readOperation, writeOperation } from './json.ts';
import type { Context } from './settings.ts';
import { endText, look, metadataOf, responseOf, type Seen, statusOf, videosOf } from './status.ts';
import { cancelOnAbort, submit, type Submitted } from './submit.ts';

/** How models of either version speak to the router. */
export interface ModelContext extends Context {
  readonly links: SeenLinks;
}

/** Whether any row that the model may be asked by calls a webhook. */
function takesWebhook({ router }: Context, modelId: string): boolean {
  const names = ({ provider, model, api }: (typeof models)[number]) => [
    model,
    `${provider}:${model}`,
    `${provider}:${model} (${api})`,
  ];
  const { models } = router.capabilities;
  return models
    .filter((one) => modelId === 'auto' || names(one).includes(modelId))
    .some(({ rows }) => rows.some(({ accepts }) => accepts.callbackUrl !== undefined));
}

const keyOf = ({ provider, api, id }: VideoTask) => `${provider} (${api}) ${id}`;

/** A video model of `ai` 7: starts one paid task, and tells how it is. */
export function createModel(context: ModelContext, modelId: string): VideoModelV4 {
  const { router, settings, links } = context;
  /** URLs whose webhook the AI SDK waits for, and how many of its calls do. */
  const awaited = new Map<string, number>();
  const isAwaited = (url: string | undefined): boolean => {
    const calls = url === undefined ? 0 : (awaited.get(url) ?? 0);
    if (url === undefined || calls === 0) return false;
    if (calls === 1) awaited.delete(url);
    else awaited.set(url, calls - 1);
    return true;
  };
  const stopped = new Map<string, () => void>();
  const endOf = (seen: Seen) => {
    const { task } = seen;
    if (!isFinal(task)) return statusOf(seen);
    stopped.get(keyOf(task))?.();
    stopped.delete(keyOf(task));
    links.add(task);
    return statusOf(seen);
  };

  return {
    specificationVersion: 'v4',
    provider: 'vid',
    modelId,
    maxVideosPerCall: 1,
    async doStart(call) {
      const waits = isAwaited(call.webhookUrl);
      const { task, warnings } = await submit(context, modelId, call);
      if (settings.cancelOnAbort === true && call.abortSignal !== undefined)
        stopped.set(keyOf(task), cancelOnAbort(context, task, call.abortSignal));
      return {
        operation: writeOperation({ task, waits }),
        warnings,
        providerMetadata: metadataOf({ task }),
        response: responseOf(task),
      };
    },
    async doStatus({ operation, abortSignal: signal, headers }) {
      const { task, waits } = readOperation(operation);
      // The AI SDK asks once after a webhook, and services call when a task begins, too.
      if (waits) return endOf({ task: await router.wait(task, { ...settings.wait, signal }) });
      return endOf(await look(router, task, { signal, headers: headersOf(headers) }));
    },
    ...(takesWebhook(context, modelId) && {
      async handleWebhookOption({
        webhook,
      }: Parameters<NonNullable<VideoModelV4['handleWebhookOption']>>[0]) {
        const { url, received } = await webhook();
        awaited.set(url, (awaited.get(url) ?? 0) + 1);
        return { webhookUrl: url, received };
      },
    }),
  };
}

const codes: Readonly<Record<TaskFailure['reason'], VideoErrorCode>> = {
  'content-policy': 'content-policy',
  'invalid-input': 'invalid-request',
  'provider-error': 'provider-unavailable',
  expired: 'not-found',
  unknown: 'provider-unavailable',
};

/** Of a call that had to end with a video: with the task, and never worth repeating, as it was paid. */
const endError = (task: VideoTask) =>
  new VideoError(
    task.status === 'failed' ? codes[task.failure.reason] : 'provider-unavailable',
    `${endText(task)}.`,
    { provider: task.provider, retryable: false, task },
  );

/** `VideoModelV3` in types that those of `@ai-sdk/provider` 3 and 4 both take. */
export interface VideoModelV3 {
  readonly specificationVersion: 'v3';
  readonly provider: string;
  readonly modelId: string;
  readonly maxVideosPerCall: 1;
  doGenerate(call: Call): Promise<{
    videos: { type: 'url'; url: string; mediaType: string }[];
    warnings: Submitted['warnings'];
    providerMetadata: { vid: JsonObject };
    response: { timestamp: Date; modelId: string; headers: undefined };
  }>;
}

/** A video model of `ai` 6, whose one call sends and waits. */
export function createModelV3(context: ModelContext, modelId: string): VideoModelV3 {
  const { router, settings, links } = context;
  return {
    specificationVersion: 'v3',
    provider: 'vid',
    modelId,
    maxVideosPerCall: 1,
    async doGenerate(call) {
      const { task, warnings } = await submit(context, modelId, call);
      const { abortSignal: signal } = call;
      const release =
        settings.cancelOnAbort === true && signal !== undefined
          ? cancelOnAbort(context, task, signal)
          : undefined;
      const end = await router.wait(task, { ...settings.wait, signal });
      release?.();
      if (end.status !== 'succeeded') throw endError(end);
      links.add(end);
      const metadata = metadataOf({ task: end });
      return { videos: videosOf(end), warnings, providerMetadata: metadata, response: responseOf(end) };
    },
  };
}
