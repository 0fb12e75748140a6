import type { JSONValue } from '@ai-sdk/provider';
import { isFinal, modelNames, type VideoTask } from '@vid/core';
import { type Call, headersOf } from './call.ts';
import type { SeenLinks } from './download.ts';
import type { JsonObject } from '../json.ts';
import { readOperation, writeOperation } from './operation.ts';
import type { Context } from './settings.ts';
import {
  look,
  metadataOf,
  nameOf,
  type Response,
  responseOf,
  type Seen,
  statusOf,
  type StatusResult,
} from './status.ts';
import { cancelOnAbort, submit, type Submitted } from './submit.ts';

/** How models of either version speak to the router; all models of one provider share it, as each may ask about the tasks of others. */
export interface ModelContext extends Context {
  readonly links: SeenLinks;
  /** What ends the watch for an abort, by the name of the task, while it goes on. */
  readonly watched: Map<string, () => void>;
}

/** Whether any row that may serve the model calls a webhook. */
function takesWebhook({ router }: Context, modelId: string): boolean {
  return router.capabilities.models
    .filter((one) => modelId === 'auto' || modelNames(one).includes(modelId))
    .some(({ rows }) => rows.some(({ accepts }) => accepts.callbackUrl !== undefined));
}

interface Webhook<Received> {
  /** Opens a URL for one call of the service. */
  readonly webhook: () => PromiseLike<{ url: string; received: PromiseLike<Received> }>;
}

/**
 * `VideoModelV4`, in types that fit those of every version of `@ai-sdk/provider` 4: what they call JSON has changed between them.
 */
export interface VideoModelV4 {
  /** The AI SDK's own, of its version 7. */
  readonly specificationVersion: 'v4';
  /** `'vid'`. */
  readonly provider: string;
  /** As it was asked for, such as `'kling:kling-v2-6'` or `'auto'`. */
  readonly modelId: string;
  /** One paid task for each call. */
  readonly maxVideosPerCall: 1;
  /** Sends one paid request; the operation is the task as JSON. */
  doStart(call: Call): Promise<{
    operation: JsonObject;
    warnings: Submitted['warnings'];
    providerMetadata: { vid: JsonObject };
    response: Response;
  }>;
  /** Polls once. */
  doStatus(options: {
    operation: JSONValue;
    abortSignal?: AbortSignal | undefined;
    headers?: Call['headers'];
  }): Promise<StatusResult>;
  /** Where a row of the model takes a `callbackUrl`. */
  handleWebhookOption?: <Received>(
    options: Webhook<Received>,
  ) => Promise<{ webhookUrl: string; received: PromiseLike<Received> }>;
}

/** Until the task was seen to end, or the signal has aborted. */
function watchAbort(context: ModelContext, task: VideoTask, signal: AbortSignal): void {
  const { watched } = context;
  const name = nameOf(task);
  const release = cancelOnAbort(context, task, signal);
  const forget = () => {
    release();
    signal.removeEventListener('abort', forget);
    if (watched.get(name) === forget) watched.delete(name);
  };
  if (signal.aborted) return;
  signal.addEventListener('abort', forget, { once: true });
  watched.set(name, forget);
}

/** A video model of `ai` 7: starts one paid task, and tells how it is. */
export function createModel(context: ModelContext, modelId: string): VideoModelV4 {
  const { router, settings, links, watched } = context;
  /** URLs whose webhook the AI SDK waits for, and how many of its calls do. */
  const awaited = new Map<string, number>();
  const isAwaited = (url: string | undefined): boolean => {
    const calls = url === undefined ? 0 : (awaited.get(url) ?? 0);
    if (url === undefined || calls === 0) return false;
    if (calls === 1) awaited.delete(url);
    else awaited.set(url, calls - 1);
    return true;
  };
  const handleWebhookOption: VideoModelV4['handleWebhookOption'] = async ({ webhook }) => {
    const { url, received } = await webhook();
    awaited.set(url, (awaited.get(url) ?? 0) + 1);
    return { webhookUrl: url, received };
  };
  const endOf = (seen: Seen) => {
    const { task } = seen;
    if (!isFinal(task)) return statusOf(seen);
    watched.get(nameOf(task))?.();
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
        watchAbort(context, task, call.abortSignal);
      return {
        operation: writeOperation({ task, waits }),
        warnings,
        providerMetadata: metadataOf({ task }),
        response: responseOf(task),
      };
    },
    async doStatus({ operation, abortSignal: signal, headers }) {
      const { task, waits } = readOperation(operation);
      // The AI SDK polls once after a webhook, and services call when a task begins, too.
      if (waits) return endOf({ task: await router.wait(task, { ...settings.wait, signal }) });
      return endOf(await look(router, task, { signal, headers: headersOf(headers) }));
    },
    ...(takesWebhook(context, modelId) && { handleWebhookOption }),
  };
}
