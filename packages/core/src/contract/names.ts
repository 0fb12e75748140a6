/** One api of one service. */
export interface ApiRef {
  /** The provider's id, such as `'acme'`. */
  readonly provider: string;
  /** Which entrance of the service, such as `'official'` or `'gateway'`. */
  readonly api: string;
}

/** One model at one api of one service: what a candidate, a rejection and a submission name. */
export interface ModelRef extends ApiRef {
  /** The provider's own model id, such as `'acme-1'`. */
  readonly model: string;
}

export const apiName = ({ provider, api }: ApiRef) => `${provider} (${api})`;

export const nameOf = ({ provider, model }: Omit<ModelRef, 'api'>) => `${provider}:${model}`;

/** The full name, such as `'acme:acme-1 (official)'`; `VideoRequest.model` takes it. */
export const modelName = (model: ModelRef) => `${nameOf(model)} (${model.api})`;

/** What an option may call a model. */
export const modelNames = (one: ModelRef): readonly string[] => [
  one.provider,
  one.model,
  nameOf(one),
  modelName(one),
];

export const taskName = ({ provider, api, id }: ApiRef & { readonly id: string }) =>
  `${provider} (${api}) ${id}`;

/** A host may use one reference twice, one after the other. */
export const submissionName = (
  submission: ModelRef & { readonly reference: string; readonly submittedAt: string },
) => `${modelName(submission)} ${submission.reference} ${submission.submittedAt}`;

/** Of something that belongs to a model, the names of the model alone. */
export const modelOf = ({ provider, api, model }: ModelRef): ModelRef => ({ provider, api, model });
