import * as z from 'zod/mini';
import type { Capabilities, CapabilityRow } from '../contract/capabilities.ts';
import { VideoError } from '../contract/error.ts';
import { explainChange, explainProblem, explainProblems } from '../contract/explain-problem.ts';
import type { Problem } from '../contract/problem.ts';
import { property } from '../contract/property.ts';
import { requireRequest } from '../contract/read-request.ts';
import { type Feature, features, type Mode, type VideoRequest } from '../contract/request.ts';
import { inWords } from '../contract/schema-messages.ts';
import { matchRequest } from '../matching/check-request.ts';
import { defaultsFor } from '../matching/row-outcome.ts';

/** A request that a row of the table allows, with the row's defaults filled in. */
export interface AcceptedRequest {
  /** The provider's id, such as `'acme'`. */
  readonly provider: string;
  /** Which entrance of the service the row is of. */
  readonly api: string;
  /** What a mapping decides by: the model's id in the table, without prefix, or that of the model that it was added like. */
  readonly model: string;
  /** The model's id in the table: what its task and its submission bear. */
  readonly listedModel: string;
  /** What the service calls the model: what goes onto the wire. Differs from `model` where the user's overrides say so. */
  readonly wireModel: string;
  /** What the inputs of the request ask for. */
  readonly mode: Mode;
  /** `undefined` for a model that passes unchecked. */
  readonly row: CapabilityRow | undefined;
  /** As it was asked, with the row's defaults and the listed model. */
  readonly request: VideoRequest;
}

/**
 * The guard before every paid request: the model that will do it, or `VideoError('invalid-request')` for a
 * request that is none, or `VideoError('unsupported')` with the problems of the nearest row.
 */
export function acceptRequest(capabilities: Capabilities, input: VideoRequest): AcceptedRequest {
  const { request } = requireRequest(input);
  const result = matchRequest(capabilities, request);
  if (result.fits) {
    const { entry, mode, row } = result;
    const { provider, api, model: listedModel, wireModel = listedModel, like = listedModel } = entry;
    return {
      provider,
      api,
      model: like,
      listedModel,
      wireModel,
      mode,
      row,
      request: { ...request, ...defaultsFor(row, request), model: listedModel },
    };
  }
  const { problems, suggestion } = result;
  const fix =
    suggestion === undefined ? '' : ` What would fit: ${suggestion.changes.map(explainChange).join(', ')}.`;
  throw new VideoError('unsupported', `Nothing was sent: ${explainProblems(problems)}.${fix}`, {
    provider: capabilities.models[0]?.provider,
    problems,
  });
}

/** Items for the end of a list that several fields write to. */
class Appended<Item> {
  /** In their order. */
  readonly items: readonly Item[];

  constructor(items: readonly Item[]) {
    this.items = items;
  }
}

/** A value that another place of the body carries. */
class CarriedBy {
  /** Of the field or the key of the body. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/** Adds to a list of the body that several fields write to, in the order of `features`: `content: append(item)`. */
export const append = <Item>(...items: readonly Item[]): Appended<Item> => new Appended(items);

/** Names what carries the value: another field of the request that is set, or a fixed key of the body. */
export const carriedBy = (name: string): CarriedBy => new CarriedBy(name);

/** A writer of lengths for a service that has no word for `'auto'`, which then has no place. */
export const inSeconds =
  <Result>(write: (seconds: number, accepted: AcceptedRequest) => Result) =>
  (duration: number | 'auto', accepted: AcceptedRequest): Result | undefined =>
    duration === 'auto' ? undefined : write(duration, accepted);

type ItemOf<List> = List extends readonly (infer Item)[] ? Item : never;
type Written<Body> = { readonly [Key in keyof Body]?: Body[Key] | Appended<ItemOf<Body[Key]>> | undefined };

/**
 * How each request field goes onto the wire. A writer that returns nothing, or an empty object, has no place for the
 * value, as has every field without a writer; the request is then refused. One whose value stands elsewhere on the wire
 * returns `carriedBy(name)`.
 */
export type FieldWriters<Body> = {
  readonly [F in Feature]?: (
    value: NonNullable<VideoRequest[F]>,
    accepted: AcceptedRequest,
  ) => Written<Body> | CarriedBy | undefined;
};

type Place = readonly [key: string, value: unknown];

/** The provider's own options, none of which is set, need no place. */
const isEmptyOption = (feature: Feature, { provider, request }: AcceptedRequest) =>
  feature === 'providerOptions' &&
  Object.values(property(request.providerOptions, provider) ?? {}).every((own) => own === undefined);

/** Where one field goes; `undefined`: nowhere. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- ties the value to its writer
function placesOf<F extends Feature, Body>(
  feature: F,
  writers: FieldWriters<Body>,
  accepted: AcceptedRequest,
  fixed: ReadonlyMap<string, unknown>,
): readonly Place[] | undefined {
  const value: VideoRequest[F] = accepted.request[feature];
  if (value === undefined || value === null) return [];
  const writer: FieldWriters<Body>[F] = writers[feature];
  const written = writer?.(value, accepted);
  if (written instanceof CarriedBy) {
    const { name } = written;
    return fixed.has(name) || property(accepted.request, name) !== undefined ? [] : undefined;
  }
  const places = Object.entries(written ?? {}).filter(([, part]) => part !== undefined);
  return places.length > 0 || (written !== undefined && isEmptyOption(feature, accepted))
    ? places
    : undefined;
}

function refusal({ provider }: AcceptedRequest, problem: Problem): VideoError {
  const message = `Nothing was sent: ${explainProblem(problem)}.`;
  return new VideoError('unsupported', message, { provider, problems: [problem] });
}

function schemaRefusal(accepted: AcceptedRequest, field: string, error: z.core.$ZodError): VideoError {
  const issues = error.issues.map(({ path, message }) => `${path.join('.') || 'value'}: ${message}`);
  return refusal(accepted, { code: 'schema-refused', field, model: accepted.listedModel, issues });
}

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
  const fixedKeys = new Map<string, unknown>(Object.entries(fixed));
  const body = new Map(fixedKeys);
  const written = new Map<string, unknown>();
  for (const feature of features) {
    if (accepted.request[feature] === undefined) continue;
    const places = placesOf(feature, writers, accepted, fixedKeys);
    if (places === undefined) {
      const { provider, api, listedModel: model } = accepted;
      throw refusal(accepted, { code: 'no-place', field: feature, model, provider, api });
    }
    for (const [key, value] of places) {
      const before = written.get(key);
      const isList = value instanceof Appended && (before === undefined || before instanceof Appended);
      if (before !== undefined && !isList)
        throw refusal(accepted, { code: 'place-taken', field: feature, model: accepted.listedModel, key });
      const earlier = before instanceof Appended ? before.items : [];
      const now = value instanceof Appended ? new Appended([...earlier, ...value.items]) : value;
      written.set(key, now);
      body.set(key, now instanceof Appended ? now.items : now);
    }
  }
  // oxlint-disable-next-line no-restricted-properties -- the schema says what it is
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
