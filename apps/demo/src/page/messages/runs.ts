import type { RoutingOptions } from '@vid/core';
import type { CancelAnswer, FaultPreset } from '../../api.ts';

type Prefer = Extract<NonNullable<RoutingOptions['prefer']>, string>;
type Outcome = CancelAnswer['outcome'];
export type ByFault<Text> = Readonly<Record<FaultPreset, Text>>;
export type FaultWords = { readonly name: string; readonly what: string };
/** What the page lets be asked for: needs that some table can meet. */
export type OfferedNeed = 'cancel' | 'reconcile' | 'callback' | 'audio' | '1080p';

const enPrefer: Readonly<Record<Prefer, string>> = {
  listed: 'as listed',
  cheapest: 'the cheapest',
  fastest: 'the fastest',
  quality: 'the best picture',
};
const enNeeds: Readonly<Record<OfferedNeed, string>> = {
  cancel: 'cancellable',
  reconcile: 'lookup by reference',
  callback: 'webhook',
  audio: 'sound',
  '1080p': '1080p',
};
const enFaults: ByFault<FaultWords> = {
  none: { name: 'None', what: 'The services answer as they should.' },
  slow: {
    name: 'Slow',
    what: 'Answers drip in: the library waits, and never sends a second time because of it.',
  },
  busy: {
    name: 'Too many requests (429)',
    what: 'The service refuses half of the calls: the library waits as long as it asks, then tries again, because a refusal proves that no task exists.',
  },
  'lost-answer': {
    name: 'Lost answer',
    what: 'The service accepts, and the line is cut before the answer: the run may have been accepted, so it is not sent again.',
  },
  moderation: {
    name: 'Failed by moderation',
    what: 'The task is accepted and then refused for its content: the run fails with the reason and what to change.',
  },
  'failing-poll': {
    name: 'Poll errors (503)',
    what: 'Asking about the task fails now and then: the library asks again; the task is neither failed nor sent twice.',
  },
};
const enOutcomes: Readonly<Record<Outcome, string>> = {
  stopped: 'Stopped.',
  requested: 'The service was asked to stop it.',
  'goes-on': 'It could not be stopped: it goes on.',
};
const enBilled: Readonly<Record<CancelAnswer['billed'], string>> = {
  yes: 'It is billed.',
  no: 'It is not billed.',
  unknown: 'Whether it is billed is not known.',
};

const enUnreachable = 'The server does not answer. Start it with `pnpm demo`, then try again.';

export const en = {
  // What matters
  matters: 'What matters',
  preferLabel: 'Prefer',
  prefer: enPrefer,
  adapt: 'Allow nearest values',
  adaptHint: (fields: string) => `The nearest allowed value may stand for: ${fields}.`,
  atMost: (currency: string) => `At most (${currency})`,
  currency: 'Currency',
  atMostHint: 'any price',
  needsLabel: 'Needs',
  needs: enNeeds,
  // Candidates
  adjusted: 'Changed to fit',
  instead: (field: string, to: string, from: string) => `${field} ${to} instead of ${from}`,
  addedFor: 'Sent because you need it',
  fieldValue: (field: string, value: string) => `${field} ${value}`,
  comma: ', ',
  priceUnknown: 'price unknown',
  uploadsFirst: (field: string, megabytes: string, to: string) =>
    `Uploads first, before the paid request: ${field} (${megabytes} MB) to ${to}`,
  minutes: (value: string) => `${value} min`,
  chooseThis: (name: string) => `Choose ${name}`,
  // Money
  limit: 'Limit',
  money: (amount: number | string, currency: string) => `${amount} ${currency}`,
  spentOf: (spent: number | string, most: string) => `${spent} of ${most}`,
  sum: (known: string) => `Together about ${known}`,
  /** What the server refused; its own English words where the page has none. */
  serverError: (code: string | undefined, message: string) =>
    code === 'unreachable' ? enUnreachable : message,
  // Faults
  faults: 'Faults',
  fault: enFaults,
  // Runs
  finished: 'Finished after',
  costBefore: 'Price before',
  costAfter: 'Billed',
  notKnown: 'not known',
  notReported: 'not reported by the service',
  nothingBilled: 'nothing',
  mayBeBilled: 'may be billed',
  simulatedMoney: 'would be, simulated',
  inItsWords: 'Service message',
  unknownAdvice:
    'The answer was lost. A task may exist and may be billed. Look at the service’s own page of tasks before you start another.',
  stop: 'Stop',
  stopRun: (name: string) => `Stop ${name}`,
  outcome: enOutcomes,
  billed: enBilled,
  downloadOf: (name: string) => `Download ${name}`,
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
  // Player
  player: 'Player for all videos of this group',
  play: 'Play all',
  pause: 'Pause all',
  mute: 'Mute',
  unmute: 'Sound on',
  loop: 'Loop',
  position: 'Position',
  fullScreenAll: 'All on full screen',
  waitingForVideos: 'Waiting for the slowest video',
  comparisonGone: 'This comparison is not kept here.',
  videoBroken: 'This video cannot be played here.',
  videoUnverified: 'The server sent no length: this file may be incomplete.',
};

export type RunMessages = typeof en;
