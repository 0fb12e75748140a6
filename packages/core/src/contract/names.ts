import type { Submission } from './submission.ts';
import type { VideoTask } from './task.ts';

/** One api of one service. */
export interface Door {
  readonly provider: string;
  readonly api: string;
}

/** One model at one api of one service: what a candidate, a rejection and a submission name. */
export interface ModelAtDoor extends Door {
  readonly model: string;
}

export const doorName = ({ provider, api }: Door) => `${provider} (${api})`;

export const nameOf = ({ provider, model }: Omit<ModelAtDoor, 'api'>) => `${provider}:${model}`;

export const modelName = (model: ModelAtDoor) => `${nameOf(model)} (${model.api})`;

export const taskName = ({ provider, api, id }: VideoTask) => `${provider} (${api}) ${id}`;

/** A host may use one reference twice, one after the other. */
export const submissionName = (submission: Submission) =>
  `${modelName(submission)} ${submission.reference} ${submission.submittedAt}`;
