import type { Capabilities, ModelCapabilities } from '../contract/capabilities.ts';
import { apiName, nameOf } from '../contract/names.ts';
import { nearestName } from '../contract/nearest-name.ts';
import type { Problem } from '../contract/problem.ts';
import type { VideoRequest } from '../contract/request.ts';
import { show } from '../contract/shown.ts';

export interface UnknownModel {
  /** A model without rows: no table has it. */
  readonly entry: ModelCapabilities;
  /** Whether the name can mean a model of one provider only. */
  readonly isAlone: boolean;
}

/** Where a model may be that no table has: at every api that its name can mean. */
export function unknownModels({ models }: Capabilities, asked: string): readonly UnknownModel[] {
  const ofApi = models.filter(({ api }) => asked.endsWith(` (${api})`));
  const byApi = Map.groupBy(ofApi.length > 0 ? ofApi : models, apiName);
  const apis = [...byApi.values()].flatMap(([first]) => first ?? []);
  const named = apis.filter(({ provider }) => asked.startsWith(`${provider}:`));
  const meant = named.length > 0 ? named : apis;
  const isAlone = new Set(meant.map(({ provider }) => provider)).size === 1;
  return meant.map(({ provider, api }) => {
    const full = ofApi.length > 0 ? asked.slice(0, -` (${api})`.length) : asked;
    const model = named.length > 0 ? full.slice(provider.length + 1) : full;
    return { entry: { provider, api, model, rows: [] }, isAlone };
  });
}

/** Why a model without rows takes nothing: no table has it, or this provider's key does not open it. */
export function unknownModelProblem(
  { models, elsewhere = [] }: Capabilities,
  entry: ModelCapabilities,
  request: VideoRequest,
): Problem {
  const { provider, model, needsKey } = entry;
  const asked = request.model !== undefined && { asked: show(request.model) };
  const about = { field: 'model', ...asked, name: nameOf(entry) };
  if (needsKey !== undefined) return { code: 'other-key', ...about, ...needsKey };
  const own = models.filter((other) => other.provider === provider).map((other) => other.model);
  const known = [...new Set(own)];
  const others = elsewhere.filter((other) => other.provider === provider && other.model === model);
  const apis = [...new Set(others.map(({ api }) => api))];
  const nearest = nearestName(model, known);
  return {
    code: 'unknown-model',
    ...about,
    provider,
    known,
    ...(nearest !== undefined && { nearest }),
    ...(apis.length > 0 && { apis }),
  };
}
