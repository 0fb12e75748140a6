import type { VideoRequest } from './request.ts';

/**
 * What each model accepts, keyed `'provider:model'`; each provider package adds its own by declaration merging, from
 * its capability table. A value is over all rows of a model: it allows what some row allows, and requires what all
 * require. Which values go together is for `checkRequest` to say, and whether there is a `mediaStore`, which a file needs
 * where a model takes links only.
 */
// oxlint-disable-next-line typescript/no-empty-object-type, typescript/no-empty-interface -- providers merge into it
export interface ModelRequests {}

type Known = keyof ModelRequests;
type OfSameProvider<Model extends string> = Model extends `${infer Provider}:${string}`
  ? Extract<Known, `${Provider}:${string}`>
  : never;
/** The model itself. For one that is not known: those of its provider, or all, so that the compiler names them. */
type KnownModel<Model extends string> = Model extends Known
  ? Model
  : [OfSameProvider<Model>] extends [never]
    ? { [Name in Known]: Name }[Known]
    : OfSameProvider<Model>;

/**
 * A request for one model, whose fields and values the compiler knows: `defineRequest('provider:model', { duration: 5 })`.
 * Adds `model` and checks nothing at run time; `generate` does, and refuses a file that needs a `mediaStore` where there is
 * none. For a model that the tables do not know yet, or a field
 * that is to pass unchecked, write a plain `VideoRequest`: `{ model: 'provider:model-9', unchecked: ['model'] }`.
 */
export function defineRequest<Model extends string>(
  model: KnownModel<Model>,
  request: ModelRequests[Extract<Model, Known>],
): VideoRequest;
export function defineRequest(model: string, request: VideoRequest): VideoRequest {
  return { ...request, model };
}
