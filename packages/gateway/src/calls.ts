import type { VideoTask } from '@vid/core';
import type { ErrorTable, HttpProviderCalls } from '@vid/core/provider-kit';
import { type AnswerMapping, readAccepted, readAnswer } from './answers.ts';
import { errorTable } from './errors.ts';

/** What only calls need of a service behind a gateway. */
export interface GatewayCalls {
  /** Where a task is asked for. */
  readonly queryPath: (task: VideoTask) => string;
  /** See `HttpProviderDefinition.query`. */
  readonly lookups?: HttpProviderCalls['query']['lookups'];
  /** Where its answers hold what. */
  readonly answers: AnswerMapping;
  /** The service's own error codes, where the gateway hands them on. */
  readonly codes?: ErrorTable['codes'];
  /** The same by whatever else is told, such as codes with a tail. Before the relay's own. */
  readonly patterns?: ErrorTable['patterns'];
}

/** See `GatewayService` and its settings. */
interface CallsSettings {
  readonly baseUrl: string;
  readonly otherIds: RegExp | undefined;
  readonly acceptOtherIds: boolean | undefined;
}

export const callsOf = (
  { queryPath, lookups = [], answers, codes = {}, patterns = [] }: GatewayCalls,
  { baseUrl, otherIds, acceptOtherIds: areAccepted = false }: CallsSettings,
): HttpProviderCalls => ({
  errors: errorTable(codes, patterns),
  statuses: answers.statuses,
  submit: { readTask: readAccepted },
  query: {
    lookups,
    request: (task) => ({ path: queryPath(task) }),
    readTask: (json, task) =>
      readAnswer(json, task, answers, baseUrl, otherIds && { form: otherIds, areAccepted }),
  },
});
