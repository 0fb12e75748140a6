import type { Capabilities, VideoProvider } from '@vid/core';

/** The capability table of one api: what types, schemas and pages are generated from. */
export interface CapabilityTable extends Capabilities {
  readonly provider: string;
  readonly api: string;
}

/** Throws an Error for a provider without models. */
export function tableOf({ id, capabilities }: VideoProvider): CapabilityTable {
  const [first] = capabilities.models;
  if (first === undefined) throw new Error(`${id} has no models`);
  return { provider: first.provider, api: first.api, ...capabilities };
}

/** 10, 2, 3, 4 as 2–4, 10; texts that are no numbers stay as they are. */
export function inRuns(values: readonly string[]): readonly string[] {
  if (!values.every((value) => /^\d+$/.test(value))) return values;
  const runs: number[][] = [];
  for (const value of values.map(Number).toSorted((a, b) => a - b)) {
    const run = runs.at(-1);
    if (run?.at(-1) === value - 1) run.push(value);
    else runs.push([value]);
  }
  return runs.flatMap((run) => (run.length > 2 ? [`${run[0]}–${run.at(-1)}`] : run.map(String)));
}
