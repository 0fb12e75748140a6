import type { VideoTask } from '@vid/core';
import { type HttpProviderCalls, property } from '@vid/core/provider-kit';
import * as legacy from './answers.ts';
import { errors } from './errors.ts';
import { lookup } from './newer/submit.ts';
import * as newer from './newer/tasks.ts';
import type { Account } from './readings.ts';
import { kinds } from './schema.ts';

/* What only calls need, of both generations; see `generations.ts`. */

const isNewer = (of: Pick<VideoTask, 'lookup'>) => of.lookup?.['kind'] === lookup.kind;

function withReference(body: object, external_task_id: string): object {
  const options = property(body, 'options');
  if (typeof options !== 'object') return { ...body, external_task_id };
  newer.requireListable(external_task_id);
  return { ...body, options: { ...options, external_task_id } };
}

interface CallsSettings extends Account {
  /** A pair of keys opens the legacy routes only. */
  readonly byPair: boolean;
  /** Whether the address is the service's own. */
  readonly isDirect: boolean;
  readonly repeatUnknown: boolean;
}

export function callsOf({ byPair, isDirect, repeatUnknown, ...account }: CallsSettings): HttpProviderCalls {
  const [older, own] = [legacy.readersOf(account), newer.readersOf(account)];
  return {
    errors: { ...errors, isDirect },
    statuses: legacy.statuses,
    submit: {
      withReference,
      readTask: (json) => legacy.readAccepted(json) ?? newer.readAccepted(json),
      ...(repeatUnknown && { repeatsUnknown: legacy.mayRepeatUnknown }),
    },
    query: {
      request: (task) => (isNewer(task) ? newer.toQuery([task.id]) : legacy.toQuery(task)),
      readTask: (json, task) => (isNewer(task) ? own.readTask(json, task) : older.readTask(json)),
      // `GET /tasks` tells of both generations [client]; a pair of keys does not open it.
      lookups: [...(byPair ? [] : [lookup]), ...kinds.map((kind) => ({ kind }))],
    },
    // One query about tasks of both generations.
    queryMany: {
      request: (asked) => newer.toQuery(asked.map(({ id }) => id)),
      readEntries: newer.readEntries,
      idOf: newer.idOf,
      readTask: own.readEntry,
    },
    reconcile: {
      request: (submission) =>
        isNewer(submission) ? newer.toLookup(submission) : legacy.toLookup(submission),
      readTask: (json, submission) =>
        isNewer(submission) ? own.readFound(json, submission) : older.readFound(json),
    },
    readCallback: (json) => older.readCallback(json) ?? own.readCallback(json),
  };
}
