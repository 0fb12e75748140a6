import { unlessAborted } from '../contract/abort.ts';
import type { Capabilities } from '../contract/capabilities.ts';
import { onFirstUse } from '../contract/first-use.ts';
import { takeMedia } from '../contract/media-fields.ts';
import { modelOf } from '../contract/names.ts';
import type { PreparedRequest, VideoProvider } from '../contract/provider.ts';
import { checkGenerateOptions } from '../contract/read-request.ts';
import type { VideoRequest } from '../contract/request.ts';
import { validationOf } from '../contract/validation.ts';
import { acceptRequest } from './accept.ts';
import {
  abilities,
  type HttpProviderDefinition,
  type SplitHttpProviderDefinition,
  type WireRequest,
} from './definition.ts';
import { withPlaces } from './media.ts';
import { requireOwn } from '../contract/task-from-id.ts';

/**
 * A provider over HTTP from what is the service's own: keys, routes, body writers, readers, status words and errors. The
 * kit checks keys and base URL, builds requests, signs, sends, times out, judges answers by the error table, blanks
 * secrets, checks ids and links, repeats proven refusals, asks before it cancels and looks submissions up. A bundler may put
 * what it needs for calls into files that are loaded at the first one; a definition may leave its own part of that in such a file.
 */
export function createHttpProvider(
  definition: HttpProviderDefinition | SplitHttpProviderDefinition,
): VideoProvider {
  const { provider, api, authentication, submit, linkNeedsKey } = definition;
  const table = tableOf(definition);
  const root = definition.baseUrl.replace(/\/+$/, '');
  const prepare = preparing(definition, root);
  const can = new Set<(typeof abilities)[number]>(
    'calls' in definition ? definition.can : abilities.filter((name) => definition[name] !== undefined),
  );
  const exchange = onFirstUse(async () => {
    const [{ createExchange }, whole] = await Promise.all([
      import('./exchange/exchange.ts'),
      wholeOf(definition),
    ]);
    return createExchange(whole, table, { root, prepare });
  });

  const dryRun = (request: VideoRequest) => {
    const { request: taken, files } = takeMedia(request, definition.mediaStore);
    const accepted = acceptRequest(table(), taken);
    return prepare(submit.request(files.length === 0 ? accepted : withPlaces(accepted)));
  };

  const made: VideoProvider = {
    id: provider,
    capabilities: table(),
    prepare: dryRun,
    validateRequest: (request) => validationOf(() => dryRun(request)),
    async generate(request, { ...options } = {}) {
      const { request: taken, files } = takeMedia(request, definition.mediaStore);
      let accepted = acceptRequest(table(), taken);
      checkGenerateOptions(options);
      authentication.credentials();
      // Before a stream is read, which nobody reads twice.
      const { generate } = await exchange(options.signal);
      const hasFiles = files.length > 0;
      if (hasFiles) {
        const reading = Promise.all(files.map((file) => file.content()));
        await unlessAborted(reading, options.signal);
        // Now with what their first bytes tell.
        accepted = acceptRequest(table(), taken);
      }
      return generate(accepted, hasFiles, options);
    },
    query: async (task, options) => (await exchange(options?.signal)).query(task, options),
    ...(can.has('queryMany') && {
      queryMany: async (tasks, options) => (await exchange(options?.signal)).queryMany(tasks, options),
    }),
    ...(can.has('cancel') && {
      cancel: async (task, options) => (await exchange(options?.signal)).cancel(task, options),
    }),
    ...(can.has('reconcile') && {
      reconcile: async (submission, options) =>
        (await exchange(options?.signal)).reconcile(submission, options),
    }),
    ...(can.has('readCallback') && {
      handleCallback: async (request, options) => (await exchange()).handleCallback(request, options),
    }),
    ...(linkNeedsKey !== undefined && {
      async linkHeaders({ url }, task) {
        requireOwn(task, provider, api, task);
        const needsKey = originOf(url) === originOf(root) && linkNeedsKey(new URL(url));
        if (!needsKey) return {};
        const request = { method: 'GET', url, headers: {}, body: undefined } as const;
        return authentication.credentials().headersFor(request, false);
      },
    }),
  };
  if (typeof definition.capabilities !== 'function') return made;
  return Object.defineProperty(made, 'capabilities', { get: table, enumerable: true });
}

/** All of it, and with it what its calls load themselves. */
async function wholeOf(
  definition: HttpProviderDefinition | SplitHttpProviderDefinition,
): Promise<HttpProviderDefinition> {
  const calls = 'calls' in definition ? await definition.calls() : definition;
  const whole = { ...definition, ...calls, submit: { ...definition.submit, ...calls.submit } };
  // Whoever may have to look a paid submit up has all that it takes before it.
  if (whole.reconcile !== undefined || whole.submit.candidates !== undefined) await import('ky');
  return whole;
}

const formType = 'multipart/form-data';

/** A request as a dry run shows it. */
function preparing(
  definition: Pick<HttpProviderDefinition, 'authentication' | 'headers'>,
  root: string,
): (request: WireRequest) => PreparedRequest {
  return ({
    path,
    body,
    form,
    method = body === undefined ? 'GET' : 'POST',
    headers,
  }: WireRequest): PreparedRequest => ({
    method,
    url: `${root}${path}`,
    headers: {
      accept: 'application/json',
      ...definition.authentication.shown(),
      ...(body !== undefined && { 'content-type': form === undefined ? 'application/json' : formType }),
      ...definition.headers,
      ...headers,
    },
    body,
  });
}

/** The table as it is used; the same object as long as the definition's is. */
function tableOf({
  capabilities,
  otherApis,
  overrides,
}: Pick<HttpProviderDefinition, 'capabilities' | 'otherApis' | 'overrides'>): () => Capabilities {
  const finished = (listed: Capabilities) => {
    const all = withOtherApis(listed, otherApis);
    return overrides?.(all) ?? all;
  };
  if (typeof capabilities !== 'function') {
    const table = finished(capabilities);
    return () => table;
  }
  let listed = capabilities();
  let table = finished(listed);
  return () => {
    const now = capabilities();
    if (now === listed) return table;
    table = finished(now);
    listed = now;
    return table;
  };
}

function withOtherApis(capabilities: Capabilities, others: readonly Capabilities[] = []): Capabilities {
  const elsewhere = others.flatMap(({ models }) => models.map(modelOf));
  return elsewhere.length === 0 ? capabilities : { ...capabilities, elsewhere };
}

const originOf = (url: string) => (URL.canParse(url) ? new URL(url).origin : undefined);
