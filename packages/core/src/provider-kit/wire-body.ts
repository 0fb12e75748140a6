import * as z from 'zod/mini';
import { VideoError } from '../contract/error.ts';
import { explainProblem } from '../contract/explain-problem.ts';
import type { Problem } from '../contract/problem.ts';
import { type Feature, features, type VideoRequest } from '../contract/request.ts';
import { inWords } from '../contract/schema-messages.ts';
import type { AcceptedRequest } from './accept.ts';

/**
 * How each request field goes onto the wire. `undefined`: the value has no place there, as has every field
 * without a writer; the request is then refused.
 */
export type FieldWriters<Body> = {
  readonly [F in Feature]?: (
    value: NonNullable<VideoRequest[F]>,
    accepted: AcceptedRequest,
  ) => Partial<Body> | undefined;
};

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ties the value to its writer
function write<F extends Feature, Body>(feature: F, writers: FieldWriters<Body>, accepted: AcceptedRequest) {
  const value: VideoRequest[F] = accepted.request[feature];
  if (value === undefined || value === null) return {};
  const writer: FieldWriters<Body>[F] = writers[feature];
  const written = writer?.(value, accepted);
  if (written !== undefined) return written;
  const { provider, api, model } = accepted;
  throw refusal(accepted, { code: 'no-place', field: feature, model, provider, api });
}

function refusal({ provider }: AcceptedRequest, problem: Problem): VideoError {
  const message = `Nothing was sent: ${explainProblem(problem)}.`;
  return new VideoError('unsupported', message, { provider, problems: [problem] });
}

const issuesOf = (error: z.core.$ZodError) =>
  error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`);

const schemaRefusal = (accepted: AcceptedRequest, field: string, error: z.core.$ZodError) => {
  const { model } = accepted;
  return refusal(accepted, { code: 'schema-refused', field, model, issues: issuesOf(error) });
};

/**
 * The body of a submit: every field that is set, each through its writer, with the keys in the schema's order.
 * Throws `VideoError('unsupported')` for a field that has no place, for two fields that want the same place,
 * and for a body that the schema refuses. Only a request with `unchecked` can lead there.
 */
export function writeBody<Body>(
  schema: z.ZodMiniType<Body>,
  fixed: Partial<Body>,
  writers: FieldWriters<Body>,
  accepted: AcceptedRequest,
): Body {
  const body = new Map<string, unknown>(Object.entries(fixed));
  const written = new Set<string>();
  for (const feature of features) {
    for (const [key, value] of Object.entries(write(feature, writers, accepted))) {
      if (written.has(key))
        throw refusal(accepted, { code: 'place-taken', field: feature, model: accepted.model, key });
      written.add(key);
      body.set(key, value);
    }
  }
  const parsed = z.safeParse(schema, Object.fromEntries(body), { error: inWords });
  if (parsed.success) return parsed.data;
  throw schemaRefusal(accepted, 'request', parsed.error);
}

/** A provider's own options by its schema. Throws `VideoError('unsupported')` for what is no option of it. */
export function readOptions<Options>(
  schema: z.ZodMiniType<Options>,
  options: unknown,
  accepted: AcceptedRequest,
): Options {
  const parsed = z.safeParse(schema, options, { error: inWords });
  if (parsed.success) return parsed.data;
  throw schemaRefusal(accepted, `providerOptions.${accepted.provider}`, parsed.error);
}
