import type { VideoTask } from '@vid/core';
import { type HttpProviderDefinition, property } from '@vid/core/provider-kit';
import * as legacy from './mapping.ts';
import * as submits from './newer/submit.ts';
import * as tasks from './newer/tasks.ts';
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

const isNewer = ({ lookup }: Pick<VideoTask, 'lookup'>) => lookup?.['kind'] === submits.lookup.kind;

export const toSubmit: Submit['request'] = (accepted) =>
  submits.isNewer(accepted) ? submits.toSubmit(accepted) : legacy.toSubmit(accepted);

export const withReference: NonNullable<Submit['withReference']> = (body, external_task_id) => {
  const options = property(body, 'options');
  if (typeof options !== 'object') return { ...body, external_task_id };
  tasks.requireListable(external_task_id);
  return { ...body, options: { ...options, external_task_id } };
};

export const toQuery: Query['request'] = (task) =>
  isNewer(task) ? tasks.toQuery([task.id]) : legacy.toQuery(task);

export const toLookup: Reconcile['request'] = (submission) =>
  isNewer(submission) ? tasks.toLookup(submission) : legacy.toLookup(submission);

/** `GET /tasks` tells of both generations [client]; a pair of keys does not open it. */
export const lookupsFor = ({ byPair }: { readonly byPair: boolean }): NonNullable<Query['lookups']> => [
  ...(byPair ? [] : [submits.lookup]),
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
  const [older, own] = [legacy.readersOf(account), tasks.readersOf(account)];
  return {
    readAccepted: (json) => legacy.readAccepted(json) ?? tasks.readAccepted(json),
    readTask: (json, task) => (isNewer(task) ? own.readTask(json, task) : older.readTask(json)),
    queryMany: {
      request: (asked) => tasks.toQuery(asked.map(({ id }) => id)),
      readEntries: tasks.readEntries,
      idOf: tasks.idOf,
      readTask: own.readEntry,
    },
    readFound: (json, submission) =>
      isNewer(submission) ? own.readFound(json, submission) : older.readFound(json),
    readCallback: (json) => older.readCallback(json) ?? own.readCallback(json),
  };
}
