import type { ModelCapabilities } from '@vid/core';

export interface ApiModels {
  readonly provider: string;
  readonly api: string;
  readonly models: readonly ModelCapabilities[];
}

/** Models by provider and api, in the table's order. */
export function byApi(models: readonly ModelCapabilities[]): readonly ApiModels[] {
  return [...Map.groupBy(models, ({ provider, api }) => `${provider} ${api}`).values()].flatMap((own) => {
    const [first] = own;
    return first === undefined ? [] : [{ provider: first.provider, api: first.api, models: own }];
  });
}
