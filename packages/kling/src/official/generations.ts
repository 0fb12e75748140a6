import type { VideoTask } from '@vid/core';
import { type HttpProviderDefinition, property } from '@vid/core/provider-kit';
import * as legacy from './mapping.ts';
import * as newer from './newer/mapping.ts';
import type { Account } from './readings.ts';
import { kinds } from './schema.ts';

/*
 * Kling's two generations behind one key and one address. A model belongs to one of them; its task bears in `lookup.kind` the
 * legacy route at which it was made, or `tasks`.
 */

type Submit = HttpProviderDefinition['submit'];
type Query = HttpProviderDefinition['query'];
type QueryMany = NonNullable<HttpProviderDefinition['queryMany']>;
type Reconcile = NonNullable<HttpProviderDefinition['reconcile']>;

const isNewer = ({ lookup }: Pick<VideoTask, 'lookup'>) => lookup?.['kind'] === newer.lookup.kind;

export const toSubmit: Submit['request'] = (accepted) =>
  newer.isNewer(accepted) ? newer.toSubmit(accepted) : legacy.toSubmit(accepted);

export const withReference: NonNullable<Submit['withReference']> = (body, external_task_id) => {
  const options = property(body, 'options');
  if (typeof options !== 'object') return { ...body, external_task_id };
  newer.requireListable(external_task_id);
  return { ...body, options: { ...options, external_task_id } };
};

export const toQuery: Query['request'] = (task) =>
  isNewer(task) ? newer.toQuery([task.id]) : legacy.toQuery(task);

export const toLookup: Reconcile['request'] = (submission) =>
  isNewer(submission) ? newer.toLookup(submission) : legacy.toLookup(submission);

/** `GET /tasks` tells of both generations [client]; a pair of keys does not open it. */
export const lookupsFor = ({ byPair }: { readonly byPair: boolean }): NonNullable<Query['lookups']> => [
  ...(byPair ? [] : [newer.lookup]),
  ...kinds.map((kind) => ({ kind })),
];

interface Readers {
  readonly readAccepted: Submit['readTask'];
  readonly readTask: Query['readTask'];
  /** One question about tasks of both generations. */
  readonly queryMany: QueryMany;
  readonly readFound: Reconcile['readTask'];
  readonly readCallback: NonNullable<HttpProviderDefinition['readCallback']>;
}

export function readersOf(account: Account): Readers {
  const [older, own] = [legacy.readersOf(account), newer.readersOf(account)];
  return {
    readAccepted: (json) => legacy.readAccepted(json) ?? newer.readAccepted(json),
    readTask: (json, task) => (isNewer(task) ? own.readTask(json, task) : older.readTask(json)),
    queryMany: {
      request: (tasks) => newer.toQuery(tasks.map(({ id }) => id)),
      readEntries: newer.readEntries,
      idOf: newer.idOf,
      readTask: own.readEntry,
    },
    readFound: (json, submission) =>
      isNewer(submission) ? own.readFound(json, submission) : older.readFound(json),
    readCallback: (json) => older.readCallback(json) ?? own.readCallback(json),
  };
}
