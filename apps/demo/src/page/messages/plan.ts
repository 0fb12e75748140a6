import type { RoutingOptions } from '@vid/core';
import type { FaultPreset } from '../../api.ts';
import { moneyIn } from './money-words.ts';

type Prefer = Extract<NonNullable<RoutingOptions['prefer']>, string>;
export type ByFault = Readonly<Record<FaultPreset, string>>;
/** What the page lets be asked for: needs that some table can meet. */
export type OfferedNeed = 'cancel' | 'reconcile' | 'callback' | 'audio' | '1080p';

const enPrefer: Readonly<Record<Prefer, string>> = {
  listed: 'default order',
  cheapest: 'cheapest',
  fastest: 'fastest',
  quality: 'best quality',
};
const enNeeds: Readonly<Record<OfferedNeed, string>> = {
  cancel: 'cancellable',
  reconcile: 'lookup by reference',
  callback: 'webhook',
  audio: 'sound',
  '1080p': '1080p',
};
const enFaults: ByFault = {
  none: 'None',
  slow: 'Slow',
  busy: 'Too many requests (429)',
  'lost-answer': 'Lost answer',
  moderation: 'Failed by moderation',
  'failing-poll': 'Poll errors (503)',
};

const enUnreachable = 'The server does not answer. Start it with `pnpm demo`, then try again.';

/** The texts of planning and of money, and what headings and lists tell of runs. */
export const en = {
  // What matters
  matters: 'Preferences',
  preferLabel: 'Prefer',
  prefer: enPrefer,
  adapt: 'Allow nearest values',
  adaptHint: (fields: string) => `May be changed to the nearest allowed value: ${fields}.`,
  atMost: (currency: string) => `Max price (${currency})`,
  currency: 'Currency',
  atMostHint: 'any',
  needsLabel: 'Requirements',
  needs: enNeeds,
  // Candidates
  adjusted: 'Changed to fit',
  instead: (field: string, to: string, from: string) => `${field} ${to} instead of ${from}`,
  addedFor: 'Sent because you need it',
  fieldValue: (field: string, value: string) => `${field} ${value}`,
  comma: ', ',
  colon: ': ',
  /** Chinese has nothing between two sentences. */
  betweenSentences: () => ' ',
  priceUnknown: 'price unknown',
  uploadsFirst: (field: string, megabytes: string, to: string) =>
    `Uploads first, before the paid request: ${field} (${megabytes} MB) to ${to}`,
  minutes: (value: string) => `${value} min`,
  chooseThis: (name: string) => `Choose ${name}`,
  // Money
  limit: 'Limit',
  money: moneyIn('en'),
  spentOf: (spent: string, most: string) => `${spent} of ${most}`,
  sum: (known: string) => `Total: about ${known}`,
  /** What the server refused; its own English words where the page has none. */
  serverError: (code: string | undefined, message: string) =>
    code === 'unreachable' ? enUnreachable : message,
  // Faults
  faults: 'Faults',
  fault: enFaults,
  // Runs, as far as lists and headings tell of them
  notReported: 'not reported by the service',
  nothingBilled: 'nothing',
  mayBeBilled: 'may be billed',
  billedUnknown: 'billed; amount not reported',
  simulatedMoney: (amount: string) => `${amount} (simulated, not billed)`,
  stop: 'Stop',
  moreOf: (count: number) => `Show ${count} more`,
  // A task by its id
  taskById: {
    title: 'Have a task id already?',
    hint: 'Follow a task that another client submitted: its status, the wait and the download. Queries are free.',
    service: 'Service and API',
    id: 'Task id',
    optional: (name: string) => `${name} (optional)`,
    follow: 'Look up',
    named: (id: string) => `Task ${id}`,
    startedElsewhere: 'Submitted elsewhere; times count from the look-up.',
    unknown: (service: string) =>
      `${service} knows no task with this id. Check the id, and the API that it was submitted to.`,
    unconfirmed: (service: string) =>
      `${service} did not confirm this task, so it is not known whether it exists. Try again.`,
    invalid: 'The service cannot look this up as it stands.',
  },
  comparisonGone: (gone: number, of: number) =>
    of === 1
      ? 'This comparison is not kept here.'
      : `${gone} of these ${of} comparisons ${gone === 1 ? 'is' : 'are'} not kept here.`,
};

export type PlanMessages = typeof en;
